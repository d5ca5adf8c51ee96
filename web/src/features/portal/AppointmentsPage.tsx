import { reveal } from '../../gql/portal';
import { PortalAppointmentsDocument, PortalMeetingFragmentDoc } from '../../gql/portal/graphql';
import { usePage } from '../../lib/use-page';
import { isAhead, Meeting } from './Meeting';
import { Hint, Nothing, Page, PanelOut, Part, Waiting } from './Page';

const title = 'Appointments';

/** When we meet, and when we met. */
export function AppointmentsPage() {
  const page = usePage(PortalAppointmentsDocument, {});
  const all = page.data?.portalAppointments;
  if (page.waiting) return <Waiting title={title} />;
  const ahead = all?.filter((one) => isAhead(reveal(PortalMeetingFragmentDoc, one))) ?? [];
  const before = all?.filter((one) => !ahead.includes(one)).reverse() ?? [];
  return (
    <Page title={title} heading="When do we meet?">
      <Part title="Ahead">
        {!all && <PanelOut what="The calendar" failure={page.failure} onRetry={page.again} />}
        {all && ahead.length === 0 && <Nothing>No appointment is booked.</Nothing>}
        {ahead.map((one) => <Meeting key={reveal(PortalMeetingFragmentDoc, one).id} meeting={one} act="save" />)}
        {ahead.length > 0 && <Hint>To move or cancel one, use the link in the mail that confirmed it.</Hint>}
      </Part>
      {before.length > 0 && <Part title="Before">{before.map((one) => <Meeting key={reveal(PortalMeetingFragmentDoc, one).id} meeting={one} act="save" />)}</Part>}
    </Page>
  );
}
