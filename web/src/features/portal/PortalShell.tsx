import { useQuery } from '@apollo/client/react';
import { IconCalendar, IconHome, IconLayoutKanban } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { PortalFrameDocument } from '../../gql/portal/graphql';
import { firmOfBrowser } from './firm-of-browser';
import { LetterHead, portalCss } from '../../ui/Portal';
import css from './Portal.module.css';

const doors = [
  { to: '/', label: 'Home', icon: IconHome },
  { to: '/appointments', label: 'Appointments', icon: IconCalendar },
  { to: '/projects', label: 'Work', icon: IconLayoutKanban },
] as const;

// The router's types know the staff app's pages only: one program, two apps. The portal's own addresses pass untyped.

/** The firm's letterhead, three doors, and the page. */
export function PortalShell({ children }: { children: ReactNode }) {
  const { data } = useQuery(PortalFrameDocument, { errorPolicy: 'all' });
  const firm = firmOfBrowser();
  return (
    <>
      <a href="#page" className="fm-skip">Skip to the page</a>
      <LetterHead firm={firm?.name ?? 'Your portal'}><span className={css.who}>{data?.portalHome.client?.displayName}</span></LetterHead>
      <main id="page" tabIndex={-1}>{children}</main>
      <nav className={portalCss.bar} aria-label="Portal">
        {doors.map((door) => <Link key={door.to} to={door.to as never} activeOptions={{ exact: true }}><door.icon aria-hidden />{door.label}</Link>)}
      </nav>
    </>
  );
}
