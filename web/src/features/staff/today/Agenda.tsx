import type { TodayQuery } from '../../../gql/staff/graphql';
import { now } from '../../../lib/clock';
import { instant, timeWords } from '../../../lib/format';
import { Go } from '../../../ui/Go';
import css from './Agenda.module.css';

type Appointment = NonNullable<TodayQuery['calendar']>['appointments'][number];

/** The day as a plain list, with a line where it is now. */
export function Agenda({ day }: { day: Appointment[] }) {
  const ordered = [...day].sort((a, b) => a.start.localeCompare(b.start));
  const at = now();
  const next = ordered.find((one) => instant(one.start) > at);
  if (ordered.length === 0) return <p className="fm-quiet">No appointment today.</p>;
  return (
    <ol>
      {ordered.map((one) => (
        <li key={one.id}>
          {one === next && <div className={css.now} aria-label={`Now, ${timeWords(at)}`}>{timeWords(at)}</div>}
          <div className={`${css.row} ${one === next ? css.next : ''}`}>
            <span className={css.time}>{timeWords(instant(one.start))}</span>
            <i aria-hidden />
            <div>
              <Go to={`/calendar?open=${one.id}`} className={one === next ? 'fm-strong' : undefined}>{one.client?.displayName ?? one.attendeeName}</Go>
              <div className={css.second}>{one.typeName}, {one.minutes} min, {one.place}</div>
            </div>
          </div>
        </li>
      ))}
      {!next && <li><div className={css.now} aria-label={`Now, ${timeWords(at)}`}>{timeWords(at)}</div></li>}
    </ol>
  );
}
