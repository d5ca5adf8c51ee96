import { useMutation } from '@apollo/client/react';
import { AssignTaskDocument, CompleteMilestoneDocument, CompleteTaskDocument } from '../../../gql/staff/graphql';
import { dayWords, instant, plainDate } from '../../../lib/format';
import { Act } from '../../../ui/Act';
import { Due, Money } from '../../../ui/facts';
import { MoveWord } from '../../../ui/Status';
import { Empty } from '../../../ui/Trouble';
import type { Project, ProjectPart, Task } from './ProjectPage';
import { TaskMove } from './TaskBoard';
import { useAct } from '../../../ui/use-act';
import css from './Project.module.css';

type Milestone = Project['milestones'][number];

/** The tasks of a project by section, its milestones, and the files it needs. */
export function TaskList({ part, chosen }: { part: ProjectPart; chosen: string | undefined }) {
  const { project, tasks } = part;
  const groups = project.board.columns.map((column) => ({ key: column.id, title: column.title, tasks: tasks.filter((task) => column.tasks.some((one) => 'id' in one && one.id === task.id)) })).filter((group) => group.tasks.length > 0);
  return (
    <div className={css.sheet}>
      {tasks.length === 0 && <Empty sheet>No task yet.</Empty>}
      {groups.map((group) => (
        <section key={group.key} aria-label={group.title}>
          <div className={css.head}><h2>{group.title}</h2><span>{group.tasks.length}</span></div>
          <ul className={css.rows}>{inFamilies(group.tasks).map(({ task, inside }) => <TaskRow key={task.id} task={task} inside={inside} part={part} chosen={task.id === chosen} />)}</ul>
        </section>
      ))}
      {project.milestones.length > 0 && (
        <section aria-label="Milestones">
          <div className={css.head}><h2>Milestones</h2><span>{project.milestones.length}</span></div>
          <ul className={css.rows}>{project.milestones.map((one) => <MilestoneRow key={one.id} milestone={one} running={project.status === 'ACTIVE'} onChanged={part.onChanged} />)}</ul>
        </section>
      )}
      {project.fileNeeds.length > 0 && (
        <section aria-label="Files it needs">
          <div className={css.head}><h2>Files it needs</h2><span>{project.fileNeeds.length}</span></div>
          <ul className={css.rows}>
            {project.fileNeeds.map((need) => (
              <li key={need.id}>
                <span className={css.name}>{need.title}<small>{need.items.map((item) => item.title).join(', ')}</small></span><span />
                <span className={css.due}>{need.dueOn ? <Due date={need.dueOn} /> : 'No date'}</span>
                <span className={css.state}><NeedState state={need.state} since={need.waitingSince} /></span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

/** Parts stand under the task that they are part of. */
function inFamilies(tasks: Task[]): { task: Task; inside: boolean }[] {
  const known = new Set(tasks.map((task) => task.id));
  return tasks.filter((task) => !task.parent || !known.has(task.parent.id)).flatMap((task) => [{ task, inside: false }, ...tasks.filter((one) => one.parent?.id === task.id).map((one) => ({ task: one, inside: true }))]);
}

function NeedState({ state, since }: { state: string; since?: string | null }) {
  if (state === 'RECEIVED') return <MoveWord tone="done" icon="circle-check" words="All in" />;
  if (state === 'WAITING') return <MoveWord tone="theirs" icon="hourglass" words={since ? `Since ${dayWords(instant(since))}` : 'The client'} />;
  return <MoveWord tone="quiet" icon={state === 'CANCELLED' ? 'ban' : 'circle-dashed'} words={state === 'CANCELLED' ? 'No longer needed' : 'Not asked for yet'} />;
}

function TaskRow({ task, inside, part, chosen }: { task: Task; inside: boolean; part: ProjectPart; chosen: boolean }) {
  const [assign] = useMutation(AssignTaskDocument, { errorPolicy: 'all' });
  const [complete] = useMutation(CompleteTaskDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(part.onChanged);
  const refused = `«${task.title}» stays as it was`;
  const open = task.state === 'OPEN';
  const ours = task.kind !== 'CLIENT';
  return (
    <li data-chosen={chosen || undefined}>
      <span className={`${css.name} ${inside ? css.inside : ''}`}><button type="button" className="fm-strong" onClick={() => part.onOpen(task.id)}>{task.title}</button></span>
      {ours && open
        ? (
          <select className={css.who} data-missing={task.needsOwner || undefined} aria-label={`Who does «${task.title}»`} value={task.assignees[0]?.id ?? ''} disabled={busy} onChange={(event) => void act(assign({ variables: { input: { taskId: task.id, assigneeUserId: event.target.value || null, ifVersion: task.version } } }), { done: 'Assigned', refused })}>
            <option value="">Nobody named</option>
            {part.people.map((person) => <option key={person.id} value={person.id}>{person.name}</option>)}
          </select>
        )
        : <span className="fm-second">{ours ? (task.assignees[0]?.name ?? 'Nobody') : 'The client'}</span>}
      <span className={css.due}>{task.dueOn ? (open ? <Due date={task.dueOn} /> : dayWords(plainDate(task.dueOn), 'UTC')) : 'No date'}</span>
      <span className={css.state}>
        {open && !task.dormant && !task.blocked
          ? <Act small busy={busy} onClick={() => void act(complete({ variables: { input: { taskId: task.id, ifVersion: task.version } } }), { done: 'Done', refused })}>Done</Act>
          : <TaskMove task={task} />}
      </span>
    </li>
  );
}

function MilestoneRow({ milestone, running, onChanged }: { milestone: Milestone; running: boolean; onChanged: () => void }) {
  const [complete] = useMutation(CompleteMilestoneDocument, { errorPolicy: 'all' });
  const { busy, act } = useAct(onChanged);
  const billed = { NOT_BILLABLE: 'No bill', UNBILLED: 'Not billed yet', BILLED: 'Billed' }[milestone.billingState];
  return (
    <li>
      <span className={css.name}>{milestone.title}<small>{milestone.amount ? <Money minor={milestone.amount.minor} currency={milestone.amount.currency} /> : null}{milestone.amount ? ', ' : ''}{billed}</small></span><span />
      <span className={css.due}>{milestone.completedAt ? dayWords(instant(milestone.completedAt)) : milestone.dueOn ? <Due date={milestone.dueOn} /> : 'No date'}</span>
      <span className={css.state}>
        {milestone.completedAt ? <MoveWord tone="done" icon="circle-check" words="Reached" />
          : running ? <Act small busy={busy} onClick={() => void act(complete({ variables: { input: { milestoneId: milestone.id, ifVersion: milestone.version } } }), { done: 'Reached', why: milestone.billingState === 'UNBILLED' ? 'Its bill can be drafted.' : undefined, refused: `«${milestone.title}» stays open` })}>Reached</Act>
            : <MoveWord tone="quiet" icon="circle-dashed" words="Not yet" />}
      </span>
    </li>
  );
}
