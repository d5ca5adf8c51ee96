import { IconChevronRight, IconCircle, IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { reveal } from '../../gql/portal';
import { PortalProjectFragmentDoc, PortalProjectPageDocument, PortalTaskFragmentDoc, type PortalTaskFragment } from '../../gql/portal/graphql';
import { usePage } from '../../lib/use-page';
import { BackTo } from './BackTo';
import { Nothing, NothingHere, Page, PageOut, Part, Waiting } from './Page';
import { taskWords } from './words';
import { Steps } from './WorkRow';
import { useAddressPart, Way } from './ways';
import css from './Work.module.css';
import back from './Back.module.css';

const title = 'Work';

/** One project: where it stands and the steps that the client may see, theirs first. */
export function ProjectPage() {
  const id = useAddressPart('projectId');
  const page = usePage(PortalProjectPageDocument, { id });
  if (page.waiting) return <Waiting title={title} />;
  const found = page.data?.project;
  if (!found) return page.failure && page.failure.code !== 'NOT_FOUND' ? <PageOut title={title} page={page} /> : <NothingHere>It may have ended, or belong to another of your clients. <Way to="/projects" className={back.inline}>See all work</Way></NothingHere>;
  const project = reveal(PortalProjectFragmentDoc, found);
  const tasks = found.tasks.map((task) => reveal(PortalTaskFragmentDoc, task));
  const yours = tasks.filter((task) => task.kind === 'CLIENT');
  const ours = tasks.filter((task) => task.kind !== 'CLIENT');
  const later = project.status === 'SKELETON';
  return (
    <>
      <BackTo to="/projects" words="All work" />
      <Page title={project.clientTitle} heading={project.clientTitle} sub={<><p>{found.period ? `${found.period}. ` : ''}{found.clientStatus}</p><Steps project={project} /></>}>
        {yours.length > 0 && <Part title={later ? 'What we will need from you' : 'What we need from you'}><Tasks tasks={yours} linked={project.status === 'ACTIVE'} /></Part>}
        {ours.length > 0 && <Part title={later ? 'What we will do' : 'What we do'}><Tasks tasks={ours} /></Part>}
        {tasks.length === 0 && <Part title="Steps"><Nothing>There is no step to show you yet.</Nothing></Part>}
      </Page>
    </>
  );
}

function Tasks({ tasks, linked }: { tasks: readonly PortalTaskFragment[]; linked?: boolean }) {
  return (
    <ul className={css.tasks}>
      {tasks.map((task) => <li key={task.id}>{linked && task.state === 'OPEN' ? <Way to={`/tasks/${task.id}`} className={css.task} data-state={task.state}><TaskLine task={task} /><IconChevronRight size={20} stroke={1.75} aria-hidden /></Way> : <div className={css.task} data-state={task.state}><TaskLine task={task} /></div>}</li>)}
    </ul>
  );
}

const marks = { OPEN: IconCircle, DONE: IconCircleCheck, CANCELLED: IconCircleX };

function TaskLine({ task }: { task: PortalTaskFragment }) {
  const Mark = marks[task.state];
  const state = taskWords(task);
  return <><Mark size={20} stroke={1.75} aria-hidden /><span className={css.title}>{task.clientTitle}{state && <span className={css.due} data-late={state.late || undefined}>{state.words}</span>}</span></>;
}
