import { reveal, type FragmentType } from '../../gql/portal';
import { PortalMeetingFragmentDoc, type PortalMeetingFragment } from '../../gql/portal/graphql';
import { calendarFile } from '../../lib/calendar-file';
import { now, readerZone } from '../../lib/clock';
import { dayOf, dayWords, instant, longDayWords, shortMonth, timeWords, zoneWords } from '../../lib/format';
import { Way } from './ways';
import css from './Meeting.module.css';

type MeetingRef = FragmentType<typeof PortalMeetingFragmentDoc>;

/** True for an appointment that is still to come and was not called off. */
export function isAhead(meeting: PortalMeetingFragment): boolean {
  return instant(meeting.end) > now() && (meeting.status === 'BOOKED' || meeting.status === 'CONFIRMED');
}

/** What must be said about an appointment; null when it simply stands. */
function stateWords(meeting: PortalMeetingFragment): string | null {
  if (meeting.status === 'CANCELLED') return meeting.cancelReason ? `Cancelled: ${meeting.cancelReason}` : 'Cancelled.';
  if (meeting.status === 'NO_SHOW') return 'Missed.';
  if (meeting.status === 'COMPLETED') return 'Took place.';
  return meeting.status === 'BOOKED' && isAhead(meeting) ? 'We have yet to confirm it.' : null;
}

/** The day as a leaf, what and with whom, and when by the reader's own clock. */
export function Meeting({ meeting, act }: { meeting: MeetingRef; act: 'save' | 'details' }) {
  const facts = reveal(PortalMeetingFragmentDoc, meeting);
  const zone = readerZone();
  const start = instant(facts.start);
  const day = Number(dayOf(start, zone).slice(8));
  const hosts = facts.hosts.map((host) => host.name).join(' and ');
  const state = stateWords(facts);
  return (
    <div className={css.row} data-off={facts.status === 'CANCELLED' || undefined}>
      <span className={css.leaf} aria-hidden><small>{shortMonth(start, zone)}</small>{day}</span>
      <div className={css.words}>
        <b>{hosts ? `${facts.typeName} with ${hosts}` : facts.typeName}</b>
        <span><When meeting={facts} zone={zone} /></span>
        <span>{facts.place}</span>
        {state && <span>{state}</span>}
        {act === 'save' && isAhead(facts) && <a className={css.act} href={fileOf(facts)} download="appointment.ics">Add to my calendar<span className="fm-hidden">: {facts.typeName}, {longDayWords(start, zone)}</span></a>}
      </div>
      {act === 'details' && <Way to="/appointments" className={css.act}>Details<span className="fm-hidden"> of all appointments</span></Way>}
    </div>
  );
}

/** «Tuesday, 14:30 to 15:00», the date for those who cannot see the leaf, and the zone when it is not the one of the booking. */
function When({ meeting, zone }: { meeting: PortalMeetingFragment; zone: string }) {
  const [start, end] = [instant(meeting.start), instant(meeting.end)];
  const [weekday = '', ...date] = longDayWords(start, zone).split(' ');
  const thisYear = dayOf(start, zone).slice(0, 4) === dayOf(now(), zone).slice(0, 4);
  const elsewhere = meeting.zone === zone ? '' : ` (${zoneWords(zone, start)})`;
  return (
    <time dateTime={meeting.start}>
      {thisYear ? weekday : dayWords(start, zone)}{thisYear && <span className="fm-hidden"> {date.join(' ')}</span>}, {timeWords(start, zone)} to {timeWords(end, zone)}{elsewhere}
    </time>
  );
}

function fileOf(meeting: PortalMeetingFragment): string {
  return calendarFile({ id: meeting.id, title: meeting.typeName, place: meeting.place, start: meeting.start, end: meeting.end });
}
