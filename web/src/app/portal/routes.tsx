import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from '@tanstack/react-router';
import { PortalShell } from '../../features/portal/PortalShell';
import { HomePage } from '../../features/portal/HomePage';

const root = createRootRoute({ component: Outlet });
const frame = createRoute({ getParentRoute: () => root, id: 'frame', component: () => <PortalShell><Outlet /></PortalShell> });
const home = createRoute({ getParentRoute: () => frame, path: '/', component: HomePage });
const appointments = createRoute({ getParentRoute: () => frame, path: '/appointments', component: lazyRouteComponent(() => import('../../features/portal/AppointmentsPage'), 'AppointmentsPage') });
const projects = createRoute({ getParentRoute: () => frame, path: '/projects', component: lazyRouteComponent(() => import('../../features/portal/ProjectsPage'), 'ProjectsPage') });
const link = createRoute({ getParentRoute: () => root, path: '/link/$firm/$token', component: lazyRouteComponent(() => import('../../features/portal/LinkPage'), 'LinkPage') });
const door = createRoute({ getParentRoute: () => root, path: '/door', component: lazyRouteComponent(() => import('../../features/portal/DoorPage'), 'DoorPage') });

/** Every page of the portal. */
export const portalRouter = createRouter({ routeTree: root.addChildren([frame.addChildren([home, appointments, projects]), link, door]), basepath: '/portal', defaultPreload: 'intent', scrollRestoration: true });
