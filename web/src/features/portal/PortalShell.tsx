import { useQuery } from '@apollo/client/react';
import { IconBriefcase, IconCalendar, IconFolder, IconHome, IconReceipt, IconWifiOff } from '@tabler/icons-react';
import { useRouterState } from '@tanstack/react-router';
import { useEffect, useRef, type ReactNode } from 'react';
import { reveal } from '../../gql/portal';
import { PortalFirmFragmentDoc, PortalFrameDocument, PortalStandingFragmentDoc } from '../../gql/portal/graphql';
import { AccountMenu } from './AccountMenu';
import { Letterhead } from './Letterhead';
import { useOffline } from './use-offline';
import { Way } from './ways';
import css from './Shell.module.css';

const doors = [
  { to: '/', label: 'Home', icon: IconHome },
  { to: '/files', label: 'Files', icon: IconFolder },
  { to: '/invoices', label: 'Invoices', icon: IconReceipt },
  { to: '/appointments', label: 'Appointments', icon: IconCalendar },
  { to: '/projects', label: 'Work', icon: IconBriefcase },
] as const;

/** The firm's letterhead, the doors that exist, and the page. It asks nothing itself: each page's query brings the letterhead along. `sitting`: one thing is done here from end to end, and no door leads away from it but the way back. */
export function PortalShell({ children, sitting }: { children: ReactNode; sitting?: boolean }) {
  const { data } = useQuery(PortalFrameDocument, { fetchPolicy: 'cache-only', returnPartialData: true });
  const standing = reveal(PortalStandingFragmentDoc, data?.portalHome as never);
  const firm = reveal(PortalFirmFragmentDoc, data?.publicFirm as never);
  const page = usePageFocus();
  return (
    <>
      <a href="#page" className={`fm-skip ${css.skip}`}>Skip to the page</a>
      <Letterhead firm={firm} nav={sitting ? undefined : <Doors />}><AccountMenu standing={standing ?? null} /></Letterhead>
      <ConnectionLine />
      <main id="page" className={css.main} tabIndex={-1} ref={page}>{children}</main>
    </>
  );
}

function Doors() {
  return (
    <nav className={css.doors} aria-label="Portal">
      {doors.map((door) => <Way key={door.to} to={door.to} door><door.icon aria-hidden />{door.label}</Way>)}
    </nav>
  );
}

function ConnectionLine() {
  const since = useOffline();
  return <div role="status">{since && <p className={css.offline}><IconWifiOff size={16} aria-hidden />No connection since {since}. You can read what is here.</p>}</div>;
}

/** A new page takes the focus, so that a keyboard and a screen reader begin at its top. */
function usePageFocus() {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const page = useRef<HTMLElement>(null);
  const seen = useRef(path);
  useEffect(() => {
    if (seen.current === path) return;
    seen.current = path;
    page.current?.focus({ preventScroll: true });
  }, [path]);
  return page;
}
