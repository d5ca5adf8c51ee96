import type { PortalMeetingFragment } from '../../gql/portal/graphql';
import { readerZone } from '../../lib/clock';
import { calendarFile } from '../../lib/calendar-file';
import { instant, longDayWords, timeWords, zoneWords } from '../../lib/format';
import { MeetingLine, portalCss } from '../../ui/Portal';

/** One appointment in the reader's own time. */
export function Meeting({ meeting }: { meeting: PortalMeetingFragment }) {
  const zone = readerZone();
  const start = instant(meeting.start);
  const hosts = meeting.hosts.map((host) => host.name).join(' and ');
  const stands = meeting.status === 'BOOKED' || meeting.status === 'CONFIRMED';
  const elsewhere = meeting.zone !== zone ? ` (${zoneWords(zone, start)})` : '';
  const file = calendarFile({ id: meeting.id, title: meeting.typeName, place: meeting.place, start: meeting.start, end: meeting.end });
  const state = { CANCELLED: 'Cancelled. ', NO_SHOW: 'Missed. ', COMPLETED: 'Took place. ', BOOKED: 'We have yet to say yes. ', CONFIRMED: '' }[meeting.status];
  return (
    <MeetingLine start={meeting.start} zone={zone} title={hosts ? `${meeting.typeName} with ${hosts}` : meeting.typeName} second={<>{state}{longDayWords(start, zone)}, {timeWords(start, zone)} to {timeWords(instant(meeting.end), zone)}{elsewhere}. {meeting.place}</>}>
      {stands && <a className={portalCss.change} href={file} download="appointment.ics">Save</a>}
    </MeetingLine>
  );
}
