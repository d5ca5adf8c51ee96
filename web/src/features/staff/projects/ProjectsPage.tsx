import { useNavigate, useSearch } from '@tanstack/react-router';
import { reveal } from '../../../gql/staff';
import { ProjectRowFragmentDoc, ProjectsDocument, type ProjectRowFragment, type ProjectStatus } from '../../../gql/staff/graphql';
import { usePage } from '../../../lib/use-page';
import { Due, Who } from '../../../ui/facts';
import { Go } from '../../../ui/Go';
import { PageHead } from '../../../ui/PageHead';
import { RecordTable, type Column } from '../../../ui/RecordTable';
import { Sheet } from '../../../ui/Shell';
import { MoveLine, Status } from '../../../ui/Status';
import { Tabs } from '../../../ui/Tabs';
import { Empty, PageTrouble } from '../../../ui/Trouble';

const pageSize = 50;
const views: { key: string; label: string; status?: ProjectStatus[]; none: string }[] = [
  { key: 'active', label: 'Active', status: ['ACTIVE'], none: 'No work goes on. Begin a project from a client, or let a booking lay one out.' },
  { key: 'waiting', label: 'Not begun', status: ['SKELETON'], none: 'Nothing waits to begin.' },
  { key: 'hold', label: 'On hold', status: ['ON_HOLD'], none: 'Nothing is on hold.' },
  { key: 'ended', label: 'Ended', status: ['COMPLETED', 'CANCELLED'], none: 'Nothing has ended yet.' },
  { key: 'all', label: 'All', none: 'No projects yet. One is laid out from a template for a client.' },
];

/** The firm's projects: where each stands, what is missing, and by when. */
export function ProjectsPage() {
  const search = useSearch({ from: '/frame/projects' });
  const navigate = useNavigate({ from: '/projects' });
  const view = views.find((one) => one.key === search.view) ?? (views[0] as (typeof views)[number]);
  const page = usePage(ProjectsDocument, { first: pageSize, after: search.after ?? null, status: view.status ?? null }, { everyMs: 60_000 });
  const list = page.data?.projects;
  const rows = list?.nodes.map((node) => reveal(ProjectRowFragmentDoc, node));
  const failure = page.failed('projects');
  const next = list?.pageInfo.hasNextPage ? list.pageInfo.endCursor : null;
  const turn = (after: string | undefined) => void navigate({ search: { view: search.view, after }, replace: true });
  return (
    <Sheet crumbs={[{ label: 'Projects' }]}>
      <PageHead title="Projects" count={list ? String(list.totalCount) : undefined} />
      <Tabs label="Views" on={view.key} tabs={views.map((one) => ({ key: one.key, label: one.label, count: one === view ? list?.totalCount : null, to: '/projects', search: { view: one.key } }))} />
      {failure && !list
        ? <PageTrouble failure={failure} what="Projects are" onRetry={page.again} />
        : (
          <RecordTable
            label="Projects" columns={columns} rows={rows} rowId={(row) => row.id} href={(row) => `/projects/${row.id}`} refreshing={page.refreshing}
            phone={(row) => [row.name, row.dueOn ? <Due key="due" date={row.dueOn} /> : 'No date', <Stage key="stage" row={row} />, `${row.tasksDone} of ${row.tasksTotal}`]}
            empty={<Empty sheet>{view.none}</Empty>}
            totals={list && list.totalCount > 0 && (search.after ? <span>The next <b>{rows?.length ?? 0}</b> of <b>{list.totalCount}</b></span> : <span>Rows 1 to <b>{rows?.length ?? 0}</b> of <b>{list.totalCount}</b></span>)}
            onNext={next ? () => turn(next) : undefined}
            onFirst={search.after ? () => turn(undefined) : undefined}
          />
        )}
    </Sheet>
  );
}

/** The stage a project is in, or why it is late. */
function Stage({ row }: { row: ProjectRowFragment }) {
  if (row.lateness.late) return <MoveLine tone="broken" words={row.lateness.sentence} />;
  if (row.status !== 'ACTIVE') return <Status machine="project" state={row.status} />;
  if (!row.stage) return <span className="fm-quiet">No stages</span>;
  return <MoveLine tone="ours" words={`${row.stage.section.title}, ${row.stage.number} of ${row.stage.of}`} />;
}

const columns: Column<ProjectRowFragment>[] = [
  { key: 'project', head: 'Project', cell: (row) => <Go to={`/projects/${row.id}`}>{row.name}</Go> },
  { key: 'client', head: 'Client', width: 200, cell: (row) => (row.client?.displayName ? <Go to={`/clients/${row.client.id}`} className="fm-second">{row.client.displayName}</Go> : <span className="fm-quiet">Not available</span>) },
  { key: 'stage', head: 'Where it stands', width: 250, cell: (row) => <Stage row={row} /> },
  { key: 'owner', head: 'Owner', width: 150, cell: (row) => (row.owner?.name ? <Who name={row.owner.name} /> : <span className="fm-quiet">No owner</span>) },
  { key: 'done', head: 'Done', width: 80, right: true, cell: (row) => <span className={row.tasksTotal === 0 ? 'fm-quiet' : 'fm-num'}>{row.tasksDone} of {row.tasksTotal}</span> },
  { key: 'due', head: 'Due', width: 112, cell: (row) => (row.dueOn ? (row.status === 'ACTIVE' ? <Due date={row.dueOn} /> : <Due date={row.dueOn} bare />) : <span className="fm-quiet">No date</span>) },
];
