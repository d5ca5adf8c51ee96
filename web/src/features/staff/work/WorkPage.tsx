import { useMutation } from '@apollo/client/react';
import { reveal } from '../../../gql/staff';
import { ClaimTaskDocument, MyWorkDocument, WorkTaskFragmentDoc, type DueBucket, type WorkTaskFragment } from '../../../gql/staff/graphql';
import { refusalWords } from '../../../lib/failures';
import { countWords } from '../../../lib/format';
import { usePage } from '../../../lib/use-page';
import { Act } from '../../../ui/Act';
import { Due } from '../../../ui/facts';
import { WorkGroup, WorkRow, type Move } from '../../../ui/Moves';
import { PageHead } from '../../../ui/PageHead';
import { Section, SectionRow, Split } from '../../../ui/Rail';
import { Sheet } from '../../../ui/Shell';
import { useTell } from '../../../ui/Told';
import { Empty, PanelOut, Waiting } from '../../../ui/Trouble';

const buckets: readonly (readonly [DueBucket, string])[] = [['OVERDUE', 'Late'], ['TODAY', 'Today'], ['THIS_WEEK', 'This week'], ['LATER', 'Later'], ['NO_DATE', 'No date']];

/** What I have to do in projects, and what nobody does yet. */
export function WorkPage() {
  const page = usePage(MyWorkDocument, {}, { everyMs: 30_000 });
  const mine = (page.data?.myTasks ?? []).map((task) => reveal(WorkTaskFragmentDoc, task));
  const late = mine.filter((task) => task.dueBucket === 'OVERDUE').length;
  const failure = page.failed('myTasks');
  const sentence = mine.length === 0 ? 'No task is yours.' : `${countWords(mine.length, 'task is', 'tasks are')} yours${late > 0 ? `, ${late} ${late === 1 ? 'is' : 'are'} late` : ''}.`;
  return (
    <Sheet crumbs={[{ label: 'My work' }]}>
      <PageHead title="My work" sentence={page.data && !failure && sentence} ruled />
      <Split wide railLabel="Without an owner" rail={<Unowned page={page} />}>
        {page.waiting && <Waiting label="Your tasks" />}
        {failure && mine.length === 0 && <div style={{ padding: '12px var(--fm-gutter)' }}><PanelOut what="Your list" failure={failure} onRetry={page.again} /></div>}
        {page.data && !failure && mine.length === 0 && <Empty sheet>Nothing is yours now. What has no owner stands beside.</Empty>}
        {buckets.map(([key, words]) => {
          const tasks = mine.filter((task) => task.dueBucket === key);
          return tasks.length > 0 && <WorkGroup key={key} title={words} count={tasks.length} late={key === 'OVERDUE'}>{tasks.map((task) => <WorkRow key={task.id} move={moveOf(task)} />)}</WorkGroup>;
        })}
      </Split>
    </Sheet>
  );
}

const hrefOf = (task: WorkTaskFragment) => (task.project ? `/projects/${task.project.id}?open=${task.id}` : null);

function moveOf(task: WorkTaskFragment): Move {
  const waits = task.blocked ? ', waits for something else' : '';
  return { id: task.id, kind: task.kind === 'REVIEW' ? 'approval' : 'task', title: `${task.title}${waits}`, due: task.dueOn ?? null, href: hrefOf(task), client: [task.client?.displayName, task.project?.name].filter(Boolean).join(', '), late: task.dueBucket === 'OVERDUE' };
}

function Unowned({ page }: { page: ReturnType<typeof usePage<import('../../../gql/staff/graphql').MyWorkQuery, Record<string, never>>> }) {
  const [claim, { loading }] = useMutation(ClaimTaskDocument, { errorPolicy: 'all' });
  const tell = useTell();
  const queue = page.data?.tasksNeedingOwner;
  const failure = page.failed('tasksNeedingOwner');
  const take = async (task: WorkTaskFragment) => {
    const { error } = await claim({ variables: { input: { taskId: task.id, ifVersion: task.version } } }).catch((thrown: unknown) => ({ error: thrown }));
    if (error) tell.refused(`«${task.title}» was not taken`, refusalWords(error));
    else tell.done('It is yours', task.title);
    page.again();
  };
  return (
    <Section title={queue ? `Without an owner, ${queue.totalCount}` : 'Without an owner'}>
      {failure && <PanelOut what="The queue" failure={failure} onRetry={page.again} />}
      {queue?.nodes.length === 0 && <p className="fm-quiet">Every task has an owner.</p>}
      {queue?.nodes.map((node) => {
        const task = reveal(WorkTaskFragmentDoc, node);
        return <SectionRow key={task.id} right={<Act small busy={loading} onClick={() => void take(task)}>Take it</Act>} second={<>{task.client?.displayName ?? 'No client'}{task.dueOn && <>, <Due date={task.dueOn} /></>}</>}>{task.title}</SectionRow>;
      })}
    </Section>
  );
}
