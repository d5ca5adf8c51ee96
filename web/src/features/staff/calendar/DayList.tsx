import type { WeekAppointmentFragment } from '../../../gql/staff/graphql';
import { addDays, capital, dayOf, dayWords, instant, nearDayWords, plainDate, timeWords } from '../../../lib/format';
import { Status } from '../../../ui/Status';
import { Empty } from '../../../ui/Trouble';
import css from './Calendar.module.css';

/** The week on a phone: appointments by day. */
export function DayList({ monday, appointments, onOpen }: { monday: string; appointments: WeekAppointmentFragment[]; onOpen: (id: string) => void }) {
  const days = Array.from({ length: 7 }, (_, i) => addDays(monday, i)).map((day) => ({ day, of: appointments.filter((one) => dayOf(instant(one.start)) === day).sort((a, b) => a.start.localeCompare(b.start)) })).filter((one) => one.of.length > 0);
  if (days.length === 0) return <Empty sheet>No appointment this week.</Empty>;
  return (
    <div className={css.dayList}>
      {days.map(({ day, of }) => (
        <section key={day}>
          <h2>{capital(nearDayWords(plainDate(day), 'UTC'))}{/day|tomorrow|yesterday/.test(nearDayWords(plainDate(day), 'UTC')) ? `, ${dayWords(plainDate(day), 'UTC')}` : ''}</h2>
          {of.map((one) => (
            <button type="button" key={one.id} onClick={() => onOpen(one.id)}>
              <span className="fm-num fm-second">{timeWords(instant(one.start))}</span>
              <span><b>{one.client?.displayName ?? one.attendeeName}</b><small>{one.typeName}, {one.minutes} min</small></span>
              <Status machine="appointment" state={one.status} small />
            </button>
          ))}
        </section>
      ))}
    </div>
  );
}
