import { useMutation } from '@apollo/client/react';
import { useState, type FormEvent } from 'react';
import { AddTaskDocument } from '../../../gql/staff/graphql';
import { failuresOf, refusalWords } from '../../../lib/failures';
import { Act } from '../../../ui/Act';
import { Dialog } from '../../../ui/Dialog';
import { Field, PickField } from '../../../ui/Field';
import { useTell } from '../../../ui/Told';
import { Refused } from '../../../ui/Trouble';
import type { ProjectPart } from './ProjectPage';
import css from './Project.module.css';

/** A task beside the plan. */
export function NewTaskDialog({ part, open, onClose }: { part: ProjectPart; open: boolean; onClose: () => void }) {
  return <Dialog open={open} label="New task" size="480px" onClose={onClose}>{open && <TaskForm part={part} onClose={onClose} />}</Dialog>;
}

function TaskForm({ part, onClose }: { part: ProjectPart; onClose: () => void }) {
  const { project, people, onChanged } = part;
  const [typed, setTyped] = useState({ title: '', who: '', dueOn: '', sectionId: project.sections[0]?.id ?? '' });
  const [refused, setRefused] = useState<unknown>(null);
  const [create, { loading }] = useMutation(AddTaskDocument, { errorPolicy: 'all' });
  const tell = useTell();
  const fault = failuresOf(refused)[0];
  const set = (field: keyof typeof typed) => (event: { target: { value: string } }) => setTyped({ ...typed, [field]: event.target.value });
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const client = typed.who === 'CLIENT';
    const input = { projectId: project.id, clientId: project.client?.id ?? null, title: typed.title.trim(), kind: client ? 'CLIENT' as const : 'STAFF' as const, assigneeUserId: client ? null : typed.who || null, dueOn: typed.dueOn || null, sectionId: typed.sectionId || null };
    const { data, error } = await create({ variables: { input } }).catch((thrown: unknown) => ({ data: undefined, error: thrown }));
    if (!data?.createTask) { setRefused(error); return; }
    tell.done('Added', client ? 'The client sees it in the portal.' : typed.who ? 'Whoever does it is told.' : 'It needs an owner.');
    onChanged();
    onClose();
  };
  return (
    <form className={css.dialog} onSubmit={(event) => void save(event)}>
      <h2>New task</h2>
      <Field label="What is to be done" autoFocus maxLength={200} value={typed.title} wrong={fault?.field?.includes('title') ? fault.words : null} onChange={set('title')} />
      <PickField label="Who" optional value={typed.who} onChange={set('who')}><option value="">Nobody yet</option><option value="CLIENT">The client</option>{people.map((person) => <option key={person.id} value={person.id}>{person.name}</option>)}</PickField>
      <Field label="Due" optional type="date" value={typed.dueOn} wrong={fault?.field?.includes('dueOn') ? fault.words : null} onChange={set('dueOn')} />
      {project.sections.length > 0 && <PickField label="Stage" value={typed.sectionId} onChange={set('sectionId')}>{project.sections.map((one) => <option key={one.id} value={one.id}>{one.title}</option>)}</PickField>}
      {fault && !/title|dueOn/.test(fault.field ?? '') && <Refused>{refusalWords(refused)}</Refused>}
      <div className={css.acts}><Act onClick={onClose}>Not now</Act><Act look="primary" type="submit" busy={loading} disabled={!typed.title.trim()}>Add task</Act></div>
    </form>
  );
}
