import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from '@tanstack/react-router';
import { Elsewhere } from '../../features/portal/Elsewhere';
import { HomePage } from '../../features/portal/HomePage';
import { PortalShell } from '../../features/portal/PortalShell';

const root = createRootRoute({ component: Outlet, notFoundComponent: Elsewhere });
const frame = createRoute({ getParentRoute: () => root, id: 'frame', component: () => <PortalShell><Outlet /></PortalShell> });
const sitting = createRoute({ getParentRoute: () => root, id: 'sitting', component: () => <PortalShell sitting><Outlet /></PortalShell> });
const home = createRoute({ getParentRoute: () => frame, path: '/', component: HomePage });
const appointments = createRoute({ getParentRoute: () => frame, path: '/appointments', component: lazyRouteComponent(() => import('../../features/portal/AppointmentsPage'), 'AppointmentsPage') });
const projects = createRoute({ getParentRoute: () => frame, path: '/projects', component: lazyRouteComponent(() => import('../../features/portal/ProjectsPage'), 'ProjectsPage') });
const project = createRoute({ getParentRoute: () => frame, path: '/projects/$projectId', component: lazyRouteComponent(() => import('../../features/portal/ProjectPage'), 'ProjectPage') });
const task = createRoute({ getParentRoute: () => frame, path: '/tasks/$taskId', component: lazyRouteComponent(() => import('../../features/portal/TaskPage'), 'TaskPage') });
const request = createRoute({ getParentRoute: () => frame, path: '/requests/$requestId', component: lazyRouteComponent(() => import('../../features/portal/RequestPage'), 'RequestPage') });
const files = createRoute({ getParentRoute: () => frame, path: '/files', component: lazyRouteComponent(() => import('../../features/portal/FilesPage'), 'FilesPage') });
const papers = createRoute({ getParentRoute: () => frame, path: '/papers', component: lazyRouteComponent(() => import('../../features/portal/papers/PapersPage'), 'PapersPage') });
const invoices = createRoute({ getParentRoute: () => frame, path: '/invoices', component: lazyRouteComponent(() => import('../../features/portal/invoices/InvoicesPage'), 'InvoicesPage') });
const invoice = createRoute({ getParentRoute: () => frame, path: '/invoices/$invoiceId', component: lazyRouteComponent(() => import('../../features/portal/invoices/InvoicePage'), 'InvoicePage') });
const receipts = createRoute({ getParentRoute: () => frame, path: '/receipts', component: lazyRouteComponent(() => import('../../features/portal/invoices/ReceiptsPage'), 'ReceiptsPage') });
const statement = createRoute({ getParentRoute: () => frame, path: '/statement', component: lazyRouteComponent(() => import('../../features/portal/invoices/StatementPage'), 'StatementPage') });
const proposal = createRoute({ getParentRoute: () => sitting, path: '/proposals/$proposalId', component: lazyRouteComponent(() => import('../../features/portal/papers/ProposalPage'), 'ProposalPage') });
const sign = createRoute({ getParentRoute: () => sitting, path: '/sign/$packetId', component: lazyRouteComponent(() => import('../../features/portal/papers/SignPage'), 'SignPage') });
const link = createRoute({ getParentRoute: () => root, path: '/link/$firm/$token', component: lazyRouteComponent(() => import('../../features/portal/LinkPage'), 'LinkPage') });
const signIn = createRoute({ getParentRoute: () => root, path: '/sign-in', component: lazyRouteComponent(() => import('../../features/portal/SignInPage'), 'SignInPage') });

/** Every page of the portal. */
export const portalRouter = createRouter({
  routeTree: root.addChildren([frame.addChildren([home, appointments, projects, project, task, request, files, papers, invoices, invoice, receipts, statement]), sitting.addChildren([proposal, sign]), link, signIn]), basepath: '/portal', defaultPreload: 'intent', scrollRestoration: true,
});
