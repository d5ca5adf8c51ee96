import { now } from './clock';
import { instant } from './format';

interface Meeting {
  id: string;
  title: string;
  place: string;
  start: string;
  end: string;
}

function stamp(date: Date): string {
  return date.toISOString().replace(/[-:]|\.\d{3}/g, '');
}

function escaped(words: string): string {
  return words.replace(/[\\;,]/g, (sign) => `\\${sign}`).replace(/\r?\n/g, '\\n');
}

/** An address from which the browser saves the meeting as an .ics file; times in UTC, so every calendar shows its own. */
export function calendarFile(meeting: Meeting): string {
  const lines = [
    'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Firmament//Scheduling//EN', 'METHOD:PUBLISH', 'BEGIN:VEVENT', `UID:${meeting.id}@firmament`, `DTSTAMP:${stamp(now())}`,
    `DTSTART:${stamp(instant(meeting.start))}`, `DTEND:${stamp(instant(meeting.end))}`, `SUMMARY:${escaped(meeting.title)}`, `LOCATION:${escaped(meeting.place)}`, 'END:VEVENT', 'END:VCALENDAR', '',
  ];
  return `data:text/calendar;charset=utf-8,${encodeURIComponent(lines.join('\r\n'))}`;
}
