import { useMutation } from '@apollo/client/react';
import { useState, type FormEvent } from 'react';
import { SetTaskPeopleDocument, UpdateTaskDocument, type TaskPriority, type TaskSheetFragment } from '../../../gql/staff/graphql';
import { Act } from '../../../ui/Act';
import { Field, PickField } from '../../../ui/Field';
import type { People } from './ProjectPage';
import { useAct } from '../../../ui/use-act';
import css from './Project.module.css';

const priorities: readonly (readonly [TaskPriority, string])[] = [['LOW', 'Low'], ['NORMAL', 'Normal'], ['HIGH', 'High'], ['URGENT', 'Urgent']];

interface FormProps {
  task: TaskSheetFragment;
  people: People;
  onChanged: () => void;
}

/** What a task says: its name, its day, how much it presses, who does it. */
export function TaskForm({ task, people, onChanged }: FormProps) {
  const stands = { title: task.title, dueOn: task.dueOn ?? '', priority: task.priority, estimate: task.estimateMinutes ? String(task.estimateMinutes) : '' };
  const [typed, setTyped] = useState(stands);
  const [update] = useMutation(UpdateTaskDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(onChanged);
  const set = (field: keyof typeof typed) => (event: { target: { value: string } }) => setTyped({ ...typed, [field]: event.target.value });
  const changed = (Object.keys(stands) as (keyof typeof stands)[]).some((field) => typed[field] !== stands[field]);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    await act(update({ variables: { input: { taskId: task.id, title: typed.title.trim(), dueOn: typed.dueOn || null, priority: typed.priority as TaskPriority, estimateMinutes: Number(typed.estimate) || null, ifVersion: task.version } } }), { done: 'Saved', refused: `«${task.title}» stays as it was` });
  };
  return (
    <>
      {task.kind !== 'CLIENT' && <PeopleForm task={task} people={people} onChanged={onChanged} />}
      <form className={css.form} onSubmit={(event) => void save(event)}>
        <Field label="Task" maxLength={200} value={typed.title} onChange={set('title')} />
        <div className={css.pair}>
          <Field label="Due" optional type="date" value={typed.dueOn} onChange={set('dueOn')} />
          <PickField label="Presses" value={typed.priority} onChange={set('priority')}>{priorities.map(([key, words]) => <option key={key} value={key}>{words}</option>)}</PickField>
        </div>
        <Field label="Minutes it should take" optional inputMode="numeric" value={typed.estimate} onChange={set('estimate')} />
        {changed && <div className={css.acts}><Act onClick={() => setTyped(stands)}>Put back</Act><Act type="submit" busy={busy}>Save</Act></div>}
      </form>
    </>
  );
}

function PeopleForm({ task, people, onChanged }: FormProps) {
  const [setPeople] = useMutation(SetTaskPeopleDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(onChanged);
  const ids = task.assignees.map((one) => one.id);
  const save = (assigneeUserIds: string[], reviewerUserId: string | null) => void act(setPeople({ variables: { input: { taskId: task.id, assigneeUserIds, reviewerUserId, ifVersion: task.version } } }), { done: 'Saved', why: 'Whoever is new to it is told.', refused: `«${task.title}» keeps its people` });
  return (
    <div className={css.pair}>
      <PickField label="Who does it" value={ids[0] ?? ''} disabled={busy} onChange={(event) => save(event.target.value ? [event.target.value, ...ids.slice(1).filter((id) => id !== event.target.value)] : [], task.reviewer?.id ?? null)}>
        <option value="">Nobody named</option>{people.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
      </PickField>
      <PickField label="Who looks it over" optional value={task.reviewer?.id ?? ''} disabled={busy} onChange={(event) => save(ids, event.target.value || null)}>
        <option value="">Nobody</option>{people.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
      </PickField>
    </div>
  );
}
