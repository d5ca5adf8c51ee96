import { useEffect } from 'react';
import { reveal } from '../../gql/portal';
import { PortalAppointmentsDocument, PortalMeetingFragmentDoc } from '../../gql/portal/graphql';
import { now } from '../../lib/clock';
import { instant } from '../../lib/format';
import { usePage } from '../../lib/use-page';
import { LetterPart } from '../../ui/Portal';
import { Meeting } from './Meeting';
import { Silent } from './Silent';
import css from './Portal.module.css';

/** When we meet, and when we met. */
export function AppointmentsPage() {
  const page = usePage(PortalAppointmentsDocument, {});
  useEffect(() => { document.title = 'Appointments'; }, []);
  const all = page.data?.portalAppointments?.map((one) => reveal(PortalMeetingFragmentDoc, one));
  const ahead = all?.filter((one) => instant(one.end) > now() && (one.status === 'BOOKED' || one.status === 'CONFIRMED'));
  const past = all?.filter((one) => !ahead?.includes(one)).reverse();
  return (
    <div className={css.page} aria-busy={page.waiting}>
      <h1>When do we meet?</h1>
      {!all && !page.waiting && <Silent what="The calendar" onRetry={page.again} />}
      {ahead && <LetterPart title="Ahead">{ahead.length > 0 ? ahead.map((one) => <Meeting key={one.id} meeting={one} />) : <p className={css.none}>No appointment is booked.</p>}</LetterPart>}
      {past && past.length > 0 && <LetterPart title="Before">{past.map((one) => <Meeting key={one.id} meeting={one} />)}</LetterPart>}
      {ahead && ahead.length > 0 && <p className={css.none}>To move or cancel one, use the link in the mail that confirmed it.</p>}
    </div>
  );
}
