import { useMutation } from '@apollo/client/react';
import { IconCalendarDue } from '@tabler/icons-react';
import { reveal } from '../../../gql/staff';
import { MoveTaskDocument, ProjectTaskFragmentDoc } from '../../../gql/staff/graphql';
import { countWords } from '../../../lib/format';
import { Board, type Column } from '../../../ui/Board';
import type { Placing } from '../../../ui/board-order';
import { Disc, Due } from '../../../ui/facts';
import { KeyHints } from '../../../ui/Moves';
import { MoveWord } from '../../../ui/Status';
import { Empty } from '../../../ui/Trouble';
import type { Project, ProjectPart, Task } from './ProjectPage';
import { useAct } from '../../../ui/use-act';
import css from './Project.module.css';

type BoardColumn = Project['board']['columns'][number];

/** The tasks of a project in its stages; a drop that the board does not allow goes back and says why. */
export function TaskBoard({ part, chosen }: { part: ProjectPart; chosen: string | undefined }) {
  const [move] = useMutation(MoveTaskDocument, { errorPolicy: 'all' });
  const { act } = useAct(() => undefined);
  const columns = part.project.board.columns.map(columnOf);
  const place = async (task: Task, { column, before, after }: Placing) => {
    const taken = await act(
      move({ variables: { input: { taskId: task.id, toSectionId: column, beforeTaskId: before, afterTaskId: after, ifVersion: task.version } } }),
      { refused: `«${task.title}» stays in ${columns.find((one) => one.cards.some((card) => card.id === task.id))?.title ?? 'its column'}` },
    );
    // The card stays where it was put until the page knows it there: it would jump back for a moment, and the next key would move it from there.
    await part.onChanged();
    return taken;
  };
  if (columns.length === 0) return <Empty sheet>This project has no stages. Its template gives them.</Empty>;
  return (
    <>
      <Board label={`Board of ${part.project.name}`} columns={columns} nameOf={(task) => task.title} render={(task) => <CardFace task={task} />} onMove={place} onOpen={(task) => part.onOpen(task.id)} chosen={chosen} />
      <KeyHints hints={[[['[', ']'], 'move card'], [['⇧', '↑', '↓'], 'rank'], [['Enter'], 'open']]} />
    </>
  );
}

function columnOf(column: BoardColumn): Column<Task> {
  const cards = column.tasks.map((task) => reveal(ProjectTaskFragmentDoc, task)).filter((task) => task.state !== 'CANCELLED' && !task.parent);
  const theirs = cards.filter((task) => task.state === 'OPEN' && task.kind === 'CLIENT').length;
  const ours = cards.filter((task) => task.state === 'OPEN' && task.kind !== 'CLIENT').length;
  const whose = [theirs > 0 && `${theirs} on them`, ours > 0 && `${ours} on us`].filter(Boolean).join(', ') || (column.doneCount > 0 ? 'All done' : 'Nothing open');
  const limit = column.wipLimit === null || column.wipLimit === undefined ? null : `Limit is ${column.wipLimit}.`;
  return { id: column.id, title: column.title, count: cards.length, full: column.full, sentence: [column.full && limit, whose].filter(Boolean).join(' '), cards };
}

function CardFace({ task }: { task: Task }) {
  const ticked = task.checklist.filter((item) => item.done).length;
  return (
    <>
      <b className={css.cardTitle}>{task.title}</b>
      <span className={css.cardMove}><TaskMove task={task} /></span>
      <span className={css.cardFoot}>
        {task.dueOn ? (task.state === 'OPEN' ? <Due date={task.dueOn} /> : <Due date={task.dueOn} bare />) : <span className="fm-quiet">No date</span>}
        {task.checklist.length > 0 && <span className={css.progress}><i style={{ width: `${Math.round((ticked / task.checklist.length) * 34)}px` }} /></span>}
        {task.checklist.length > 0 && <span className="fm-num fm-second">{ticked}/{task.checklist.length}</span>}
        {task.priority === 'URGENT' && <span className="fm-late"><IconCalendarDue size={14} aria-hidden /> Urgent</span>}
        {task.assignees[0] && <span className={css.cardWho}><Disc name={task.assignees[0].name} /></span>}
      </span>
    </>
  );
}

/** Whose move a task is, in a word. */
export function TaskMove({ task }: { task: Task }) {
  if (task.state === 'DONE') return <MoveWord tone="done" icon="circle-check" words="Done" />;
  if (task.state === 'CANCELLED') return <MoveWord tone="quiet" icon="ban" words="Cancelled" />;
  if (task.dormant) return <MoveWord tone="quiet" icon="circle-dashed" words="Not begun" />;
  if (task.blocked) return <MoveWord tone="quiet" icon="hourglass" words="Waits for something else" />;
  if (task.kind === 'CLIENT') return <MoveWord tone="theirs" icon="hourglass" words="The client" />;
  if (task.needsOwner) return <MoveWord tone="ours" icon="user-check" words="Needs an owner" />;
  const first = task.assignees[0]?.name.split(' ')[0] ?? 'Ours';
  const more = task.assignees.length > 1 ? ` and ${countWords(task.assignees.length - 1, 'other')}` : '';
  return <MoveWord tone="ours" icon={task.startedAt ? 'progress' : 'circle-dot'} words={`${first}${more}${task.startedAt ? ', started' : ''}`} />;
}
