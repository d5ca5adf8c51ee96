import FullCalendar from '@fullcalendar/react';
import '@fullcalendar/react/skeleton.css';
import interaction from '@fullcalendar/react/interaction';
import classic from '@fullcalendar/react/themes/classic';
import '@fullcalendar/react/themes/classic/theme.css';
import timeGrid from '@fullcalendar/react/timegrid';
import type { WeekAppointmentFragment } from '../../../gql/staff/graphql';
import { dayOf, timeWords, weekdayWords } from '../../../lib/format';
import { now, readerZone } from '../../../lib/clock';
import type { Busy } from './CalendarPage';
import css from './Calendar.module.css';

interface WeekGridProps {
  monday: string;
  appointments: WeekAppointmentFragment[];
  busy: Busy[];
  onOpen: (id: string) => void;
  onMove: (appointment: WeekAppointmentFragment, start: string) => Promise<boolean>;
}

const plugins = [timeGrid, interaction, classic];
const movable = ['BOOKED', 'CONFIRMED'];

/** Seven days in half hours. What is dragged asks the server first and goes back when it is refused. */
export function WeekGrid({ monday, appointments, busy, onOpen, onMove }: WeekGridProps) {
  const taken = new Set(appointments.flatMap((one) => one.hosts.map((host) => `${host.userId} ${one.start}`)));
  const events = [
    ...appointments.map((one) => ({ id: one.id, title: one.client?.displayName ?? one.attendeeName, start: one.start, end: one.end, editable: movable.includes(one.status), extendedProps: { appointment: one } })),
    ...busy.filter((one) => !taken.has(`${one.hostUserId} ${one.start}`)).map((one, i) => ({ id: `busy-${i}`, title: one.held ? 'Held' : 'Busy', start: one.start, end: one.end, editable: false, interactive: false, extendedProps: { held: one.held } })),
  ];
  return (
    <div className={css.grid}>
      <FullCalendar
        key={monday} plugins={plugins} initialView="timeGridWeek" initialDate={monday} firstDay={1} headerToolbar={false} allDaySlot={false} height="100%" expandRows slotMinHeight={30}
        slotDuration="00:30:00" snapDuration="00:15:00" slotMinTime="07:00:00" slotMaxTime="19:00:00" nowIndicator eventInteractive slotHeaderFormat={{ hour: '2-digit', minute: '2-digit', hour12: false }} slotHeaderContent={(slot: { text: string }) => <span className={css.hour}>{slot.text}</span>}
        dayHeaderContent={(day: { date: Date }) => <DayHead date={day.date} />}
        events={events} eventDurationEditable={false} eventOverlap
        eventClass={(info: { event: { extendedProps: Record<string, unknown> } }) => eventClass(info.event.extendedProps)}
        eventContent={(info: { event: { title: string; extendedProps: Record<string, unknown>; start: Date | null } }) => <EventWords title={info.event.title} start={info.event.start} appointment={info.event.extendedProps.appointment as WeekAppointmentFragment | undefined} />}
        eventClick={(info: { event: { id: string } }) => { if (!info.event.id.startsWith('busy')) onOpen(info.event.id); }}
        eventDrop={(info: { event: { start: Date | null; extendedProps: Record<string, unknown> }; revert: () => void }) => {
          const appointment = info.event.extendedProps.appointment as WeekAppointmentFragment | undefined;
          if (!appointment || !info.event.start) { info.revert(); return; }
          void onMove(appointment, info.event.start.toISOString()).then((moved) => { if (!moved) info.revert(); });
        }}
      />
    </div>
  );
}

function eventClass({ appointment, held }: Record<string, unknown>): string {
  const status = (appointment as WeekAppointmentFragment | undefined)?.status;
  if (!status) return held ? `${css.event} ${css.held}` : `${css.event} ${css.busy}`;
  return `${css.event} ${status === 'COMPLETED' || status === 'NO_SHOW' ? css.over : css.ours}`;
}

function DayHead({ date }: { date: Date }) {
  const zone = readerZone();
  const day = dayOf(date, zone);
  return <span className={`${css.dayHead} ${day === dayOf(now()) ? css.today : ''}`}>{weekdayWords(date, zone)} <b>{Number(day.slice(8))}</b></span>;
}

function EventWords({ title, start, appointment }: { title: string; start: Date | null; appointment?: WeekAppointmentFragment }) {
  return (
    <div className={css.words}>
      <b>{start && `${timeWords(start)} `}{title}</b>
      {appointment && appointment.minutes > 30 && <span>{appointment.typeName}{appointment.hosts.length > 0 ? `, ${appointment.hosts.map((host) => host.name.split(' ')[0]).join(', ')}` : ''}</span>}
    </div>
  );
}
