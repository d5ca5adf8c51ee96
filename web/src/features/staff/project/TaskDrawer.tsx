import { useMutation } from '@apollo/client/react';
import { reveal } from '../../../gql/staff';
import { CompleteTaskDocument, MoveTaskDocument, ReopenTaskDocument, StartTaskDocument, TaskDrawerDocument, TaskSheetFragmentDoc, TickChecklistItemDocument, type TaskSheetFragment } from '../../../gql/staff/graphql';
import { usePage } from '../../../lib/use-page';
import { Act } from '../../../ui/Act';
import { Go } from '../../../ui/Go';
import { Section, SectionRow } from '../../../ui/Rail';
import { SideDrawer } from '../../../ui/SideDrawer';
import { MoveWord } from '../../../ui/Status';
import { PanelOut, Waiting } from '../../../ui/Trouble';
import type { ProjectPart } from './ProjectPage';
import { TaskComments } from './TaskComments';
import { TaskForm } from './TaskForm';
import { useAct } from '../../../ui/use-act';
import css from './Project.module.css';

type Sheet = TaskSheetFragment;

/** A task beside its board: what it says, who does it, what stands before it, what was said. */
export function TaskDrawer({ taskId, part, onClose }: { taskId: string | undefined; part: ProjectPart; onClose: () => void }) {
  const page = usePage(TaskDrawerDocument, { id: taskId ?? '' }, { wait: !taskId });
  const found = page.data?.task ? reveal(TaskSheetFragmentDoc, page.data.task) : null;
  const task = found?.id === taskId ? found : null;
  const changed = () => { page.again(); part.onChanged(); };
  return (
    <SideDrawer open={Boolean(taskId)} title={task?.title ?? 'Task'} onClose={onClose} footer={task && <TaskActs task={task} onChanged={changed} />}>
      {!task && (page.failure ? <PanelOut what="This task" failure={page.failure} onRetry={page.again} /> : page.waiting || page.refreshing ? <Waiting label="Task" rows={6} /> : <p className="fm-second">There is nothing here that you can see.</p>)}
      {task && <TaskBody task={task} part={part} onChanged={changed} />}
    </SideDrawer>
  );
}

function TaskActs({ task, onChanged }: { task: Sheet; onChanged: () => void }) {
  const [complete] = useMutation(CompleteTaskDocument, { errorPolicy: 'all' });
  const [start] = useMutation(StartTaskDocument, { errorPolicy: 'all' });
  const [reopen] = useMutation(ReopenTaskDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(onChanged);
  const input = { taskId: task.id, ifVersion: task.version };
  const refused = `«${task.title}» stays as it was`;
  const openParts = task.children.filter((one) => one.state === 'OPEN').length;
  if (task.state === 'DONE') return <Act busy={busy} onClick={() => void act(reopen({ variables: { input } }), { done: 'Open again', refused })}>Open again</Act>;
  if (task.state !== 'OPEN' || task.dormant) return null;
  return (
    <>
      <Act look="primary" busy={busy} disabled={task.blocked} onClick={() => void act(complete({ variables: { input: openParts > 0 ? { ...input, openChildren: 'COMPLETE_ALL' } : input } }), { done: 'Done', refused })}>{openParts > 0 ? 'Done, with its parts' : 'Done'}</Act>
      {!task.startedAt && !task.blocked && <Act busy={busy} onClick={() => void act(start({ variables: { input } }), { done: 'Started', refused })}>Start</Act>}
    </>
  );
}

function TaskBody({ task, part, onChanged }: { task: Sheet; part: ProjectPart; onChanged: () => void }) {
  const [tick] = useMutation(TickChecklistItemDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(onChanged);
  const ticked = task.checklist.filter((item) => item.done).length;
  return (
    <>
      {task.blockers.length > 0 && <ul className={css.blockers}>{task.blockers.map((one) => <li key={one.id}><MoveWord tone={one.kind === 'FILE_REQUEST' ? 'theirs' : 'quiet'} icon="hourglass" words={one.words} /></li>)}</ul>}
      {task.lateness.late && <p className="fm-late">{task.lateness.sentence}</p>}
      {task.checklist.length > 0 && (
        <Section title={`Checklist, ${ticked} of ${task.checklist.length}`}>
          {task.checklist.map((item) => (
            <label key={item.key} className={css.tick}>
              <input type="checkbox" checked={item.done} disabled={busy} onChange={(event) => void act(tick({ variables: { input: { taskId: task.id, key: item.key, done: event.target.checked, ifVersion: task.version } } }), { refused: `«${item.title}» stays as it was` })} />{item.title}
            </label>
          ))}
        </Section>
      )}
      <ColumnPick task={task} part={part} onChanged={onChanged} />
      <TaskForm key={`${task.id}${task.version}`} task={task} people={part.people} onChanged={onChanged} />
      {task.children.length > 0 && <Section title="Parts">{task.children.map((one) => <SectionRow key={one.id} right={<span className="fm-second">{one.state === 'DONE' ? 'Done' : 'Open'}</span>}><button type="button" className="fm-link" onClick={() => part.onOpen(one.id)}>{one.title}</button></SectionRow>)}</Section>}
      {task.parent && <p className="fm-second">Part of <button type="button" className="fm-link" onClick={() => part.onOpen(task.parent?.id ?? '')}>{task.parent.title}</button>.</p>}
      {task.client && <p className="fm-second">For <Go to={`/clients/${task.client.id}`} className="fm-link">{task.client.displayName}</Go>.</p>}
      <TaskComments task={task} people={part.people} onChanged={onChanged} />
    </>
  );
}

/** The way to another column without dragging. */
function ColumnPick({ task, part, onChanged }: { task: Sheet; part: ProjectPart; onChanged: () => void }) {
  const [move] = useMutation(MoveTaskDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(onChanged);
  if (!task.section || part.project.sections.length < 2) return null;
  return (
    <label className={css.inline}>
      <span>Stage</span>
      <select value={task.section.id} disabled={busy} onChange={(event) => void act(move({ variables: { input: { taskId: task.id, toSectionId: event.target.value, ifVersion: task.version } } }), { done: 'Moved', refused: `«${task.title}» stays in ${task.section?.title ?? 'its stage'}` })}>
        {part.project.sections.map((one) => <option key={one.id} value={one.id}>{one.title}</option>)}
      </select>
    </label>
  );
}
