import { useMutation } from '@apollo/client/react';
import { IconX } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { reveal } from '../../../gql/staff';
import { LogTimeDocument, RemoveTimeEntryDocument, TimeRowFragmentDoc, type TimeRowFragment } from '../../../gql/staff/graphql';
import { now } from '../../../lib/clock';
import { dayOf, dayWords, minuteWords, plainDate } from '../../../lib/format';
import { Act } from '../../../ui/Act';
import { Field, PickField } from '../../../ui/Field';
import { Money } from '../../../ui/facts';
import { Empty } from '../../../ui/Trouble';
import type { ProjectPart } from './ProjectPage';
import { useAct } from '../../../ui/use-act';
import css from './Project.module.css';

/** The time spent on a project, and a line to note more. */
export function ProjectTime({ part }: { part: ProjectPart }) {
  const entries = part.project.timeEntries.map((one) => reveal(TimeRowFragmentDoc, one));
  const all = entries.reduce((sum, one) => sum + one.minutes, 0);
  const billable = entries.reduce((sum, one) => sum + (one.billable ? one.minutes : 0), 0);
  return (
    <div className={css.sheet}>
      <TimeForm part={part} />
      {entries.length === 0
        ? <Empty sheet>No time noted yet.</Empty>
        : <ul className={`${css.rows} ${css.times}`}>{entries.map((entry) => <TimeRow key={entry.id} entry={entry} onChanged={part.onChanged} />)}</ul>}
      {entries.length > 0 && <p className={css.sum}><b>{minuteWords(all)}</b> in all, {minuteWords(billable)} billable.</p>}
    </div>
  );
}

function TimeRow({ entry, onChanged }: { entry: TimeRowFragment; onChanged: () => void }) {
  const [remove] = useMutation(RemoveTimeEntryDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(onChanged);
  return (
    <li>
      <span className={css.name}>{entry.task?.title ?? 'The project'}<small>{entry.user?.name ?? 'Somebody'}{entry.note ? `: ${entry.note}` : ''}</small></span>
      <span className="fm-second">{entry.billable ? (entry.value ? <Money minor={entry.value.minor} currency={entry.value.currency} /> : 'No rate set') : 'Not billable'}</span>
      <span className={css.due}>{dayWords(plainDate(entry.workedOn), 'UTC')}</span>
      <span className={css.state}>
        <b className="fm-num">{minuteWords(entry.minutes)}</b>
        {entry.locked ? <span className="fm-quiet">Invoiced</span> : <Act look="icon" icon={IconX} label={`Take back ${minuteWords(entry.minutes)}`} busy={busy} onClick={() => void act(remove({ variables: { input: { timeEntryId: entry.id, ifVersion: entry.version } } }), { done: 'Taken back', refused: 'The time stays noted' })} />}
      </span>
    </li>
  );
}

function TimeForm({ part }: { part: ProjectPart }) {
  const blank = { taskId: '', time: '', note: '', workedOn: dayOf(now()), billable: true };
  const [typed, setTyped] = useState(blank);
  const [log] = useMutation(LogTimeDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(part.onChanged);
  const minutes = minutesOf(typed.time);
  const set = (field: 'taskId' | 'time' | 'note' | 'workedOn') => (event: { target: { value: string } }) => setTyped({ ...typed, [field]: event.target.value });
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (minutes === null) return;
    const input = { taskId: typed.taskId || null, projectId: part.project.id, workedOn: typed.workedOn, minutes, billable: typed.billable, note: typed.note.trim() || null };
    if (await act(log({ variables: { input } }), { done: `${minuteWords(minutes)} noted`, refused: 'The time was not noted' })) setTyped({ ...blank, taskId: typed.taskId });
  };
  return (
    <form className={css.timeForm} onSubmit={(event) => void save(event)} aria-label="Note time">
      <PickField label="Task" optional value={typed.taskId} onChange={set('taskId')}><option value="">The project</option>{part.tasks.filter((task) => task.kind !== 'CLIENT').map((task) => <option key={task.id} value={task.id}>{task.title}</option>)}</PickField>
      <Field label="Time" placeholder="1:30 or 90" value={typed.time} wrong={typed.time && minutes === null ? 'Write hours and minutes, such as 1:30.' : null} onChange={set('time')} />
      <Field label="Day" type="date" max={dayOf(now())} value={typed.workedOn} onChange={set('workedOn')} />
      <Field label="Note" optional maxLength={300} value={typed.note} onChange={set('note')} />
      <label className={css.tick}><input type="checkbox" checked={typed.billable} onChange={(event) => setTyped({ ...typed, billable: event.target.checked })} />Billable</label>
      <Act type="submit" busy={busy} disabled={minutes === null}>Note time</Act>
    </form>
  );
}

/** Minutes of «1:30», «90» or «1.5 h»; null for what is no time of at most a day. */
export function minutesOf(typed: string): number | null {
  const clock = /^(\d{1,2}):([0-5]\d)$/.exec(typed.trim());
  const hours = /^(\d{1,2}(?:[.,]\d{1,2})?)\s*h$/.exec(typed.trim());
  const plain = /^\d{1,4}$/.exec(typed.trim());
  const minutes = clock ? Number(clock[1]) * 60 + Number(clock[2]) : hours ? Math.round(Number((hours[1] ?? '').replace(',', '.')) * 60) : plain ? Number(plain[0]) : 0;
  return minutes > 0 && minutes <= 1440 ? minutes : null;
}
