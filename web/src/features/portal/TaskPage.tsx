import { IconChevronRight } from '@tabler/icons-react';
import { reveal } from '../../gql/portal';
import { PortalTaskFragmentDoc, PortalTaskPageDocument, PortalTodoFragmentDoc, type PortalTaskPageQuery } from '../../gql/portal/graphql';
import { usePage } from '../../lib/use-page';
import { BackTo } from './BackTo';
import { NothingHere, Page, PageOut, Part, Waiting } from './Page';
import { DueLine, wayOf } from './TodoPanel';
import { useAddressPart, Way } from './ways';
import back from './Back.module.css';
import work from './Work.module.css';

const title = 'What we need from you';

interface Found {
  title: string;
  why: string | null;
  dueOn: string | null;
  state: 'OPEN' | 'DONE' | 'CANCELLED';
  project: { id: string; clientTitle: string } | null;
}

/** The thing as the list and the projects know it. The list alone knows what belongs to no project; the projects alone know what is done. */
function findTask(home: PortalTaskPageQuery['portalHome'], id: string): Found | null {
  const waiting = home.todo.map((item) => reveal(PortalTodoFragmentDoc, item)).find((item) => wayOf(item.href) === `/tasks/${id}`);
  const project = home.client?.projects?.find((one) => one.tasks.some((task) => reveal(PortalTaskFragmentDoc, task).id === id)) ?? null;
  const task = project?.tasks.map((one) => reveal(PortalTaskFragmentDoc, one)).find((one) => one.id === id);
  if (!waiting && !task) return null;
  return { title: task?.clientTitle ?? waiting?.title ?? '', why: waiting?.why ?? null, dueOn: task?.dueOn ?? waiting?.dueOn ?? null, state: task?.state ?? 'OPEN', project };
}

/** What one waiting thing is about, and how it leaves the list. */
export function TaskPage() {
  const id = useAddressPart('taskId');
  const page = usePage(PortalTaskPageDocument, {});
  const home = page.data?.portalHome;
  if (!home) return page.waiting ? <Waiting title={title} /> : <PageOut title={title} page={page} />;
  const found = findTask(home, id);
  if (!found) return home.client?.projects ? <NothingHere>It may be done already. <Way to="/" className={back.inline}>See what needs you</Way></NothingHere> : <PageOut title={title} page={page} />;
  return (
    <>
      <BackTo to="/" words="Home" />
      <Page title={found.title} heading={found.title} sub={<>{found.why && <p>{found.why}</p>}{found.state === 'OPEN' && found.dueOn && <DueLine dueOn={found.dueOn} />}</>}>
        <Part title={found.state === 'OPEN' ? 'How to do it' : 'Where it stands'}><p className={back.told}>{standing[found.state]}</p></Part>
        {found.project && (
          <Part title="What it is for">
            <Way to={`/projects/${found.project.id}`} className={work.row}><b>{found.project.clientTitle}</b><IconChevronRight size={20} stroke={1.75} aria-hidden /></Way>
          </Part>
        )}
      </Page>
    </>
  );
}

const standing = {
  OPEN: 'You cannot send it from here yet. Give it to us in the way you do today: by mail, by phone, or when we meet. Once we have it we mark it done, and it leaves your list.',
  DONE: 'Done. We have it, thank you.',
  CANCELLED: 'No longer needed. There is nothing to do.',
} as const;
