import { IconPlayerPlay, IconPlus, IconTemplate } from '@tabler/icons-react';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { reveal } from '../../../gql/staff';
import { ProjectPageDocument, ProjectTaskFragmentDoc, type ProjectPageQuery, type ProjectTaskFragment } from '../../../gql/staff/graphql';
import { countWords, dayWords, plainDate } from '../../../lib/format';
import { usePage, type PageAnswer } from '../../../lib/use-page';
import { Act } from '../../../ui/Act';
import { Who } from '../../../ui/facts';
import { Go } from '../../../ui/Go';
import { PageHead } from '../../../ui/PageHead';
import { Sheet } from '../../../ui/Shell';
import { MoveLine, Status } from '../../../ui/Status';
import { Tabs } from '../../../ui/Tabs';
import { PageTrouble, Waiting } from '../../../ui/Trouble';
import { BeginDialog } from './BeginDialog';
import { NewTaskDialog } from './NewTaskDialog';
import { ProjectMenu } from './ProjectMenu';
import { ProjectTime } from './ProjectTime';
import { StageLine } from './StageLine';
import { TaskBoard } from './TaskBoard';
import { TaskDrawer } from './TaskDrawer';
import { TaskList } from './TaskList';
import css from './Project.module.css';

export type Project = NonNullable<ProjectPageQuery['project']>;
export type People = ProjectPageQuery['users']['nodes'];
export type Task = ProjectTaskFragment;

/** What the parts of the page share. */
export interface ProjectPart {
  project: Project;
  tasks: Task[];
  people: People;
  onOpen: (taskId: string) => void;
  onChanged: () => unknown;
}

const views = ['board', 'list', 'time'] as const;

/** One project: where it stands, its board, its list, its time. */
export function ProjectPage() {
  const { projectId } = useParams({ from: '/frame/projects/$projectId' });
  const page = usePage(ProjectPageDocument, { id: projectId }, { everyMs: 15_000 });
  const project = page.data?.project;
  if (page.waiting || (page.refreshing && project?.id !== projectId)) return <Sheet crumbs={[{ label: 'Project' }]}><Waiting label="Project" /></Sheet>;
  if (!project || project.id !== projectId) return <Sheet crumbs={[{ label: 'Not found' }]}><PageTrouble failure={page.failed('project') ?? (page.data ? null : page.failure)} what="Projects are" onRetry={page.again} /></Sheet>;
  return <ProjectSheet project={project} page={page} />;
}

function ProjectSheet({ project, page }: { project: Project; page: PageAnswer<ProjectPageQuery> }) {
  const { view, open } = useSearch({ from: '/frame/projects/$projectId' });
  const navigate = useNavigate({ from: '/projects/$projectId' });
  const shown = views.find((one) => one === view) ?? 'board';
  const tasks = project.board.columns.flatMap((column) => column.tasks.map((task) => reveal(ProjectTaskFragmentDoc, task)));
  const part: ProjectPart = { project, tasks, people: page.data?.users?.nodes ?? [], onOpen: (id) => void navigate({ search: { view, open: id } }), onChanged: page.again };
  const client = project.client;
  const base = `/projects/${project.id}`;
  const entries = project.timeEntries.length;
  return (
    <Sheet crumbs={[{ label: 'Projects', to: '/projects' }, ...(client?.displayName ? [{ label: client.displayName, to: `/clients/${client.id}` }] : []), { label: project.name }]}>
      <ProjectHead part={part} />
      <StageLine project={project} />
      <Tabs topped label="Views of this project" on={shown} tabs={[{ key: 'board', label: 'Board', to: base, search: { view: undefined, open } }, { key: 'list', label: 'List', count: tasks.length, to: base, search: { view: 'list', open } }, { key: 'time', label: 'Time', count: entries, to: base, search: { view: 'time', open } }]} />
      {shown === 'board' && <TaskBoard part={part} chosen={open} />}
      {shown === 'list' && <TaskList part={part} chosen={open} />}
      {shown === 'time' && <ProjectTime part={part} />}
      <TaskDrawer taskId={open} part={part} onClose={() => void navigate({ search: { view, open: undefined } })} />
    </Sheet>
  );
}

function ProjectHead({ part }: { part: ProjectPart }) {
  const { project, tasks, onChanged } = part;
  const [dialog, setDialog] = useState<'begin' | 'task' | null>(null);
  const orphans = tasks.filter((task) => task.needsOwner && task.state === 'OPEN').length;
  const client = project.client;
  const close = () => setDialog(null);
  const begin = project.status === 'SKELETON';
  return (
    <>
      <PageHead
        title={project.name} status={<Status machine="project" state={project.status} words={project.status === 'ACTIVE' ? `Active, ${project.tasksDone} of ${project.tasksTotal}` : undefined} filled />}
        sentence={<>{orphans > 0 ? <b>{countWords(orphans, 'task has', 'tasks have')} no owner. </b> : null}{project.kickOffOn ? `Begins ${dayWords(plainDate(project.kickOffOn), 'UTC')}. ` : 'No first day yet. '}{begin && 'Nobody is reminded of anything until it begins. '}{project.statusReason}</>}
        facts={[
          client?.displayName && <Go key="client" to={`/clients/${client.id}`} className={`fm-link ${css.target}`}>{client.displayName}</Go>,
          project.owner?.name && <Who key="owner" name={project.owner.name} />,
          project.templateVersion?.template && <><IconTemplate aria-hidden />{project.templateVersion.template.name}, version {project.templateVersion.versionNo}</>,
          project.billing === 'PENDING' && <MoveLine key="billing" tone="ours" words="Billing setup pending: what will be billed is not laid out yet" />,
          project.lateness.late && <MoveLine key="late" tone="broken" words={project.lateness.sentence} />,
        ]}
        plain={[!begin && <Act key="task" icon={IconPlus} onClick={() => setDialog('task')}>New task</Act>]}
        primary={begin && <Act look="primary" icon={IconPlayerPlay} onClick={() => setDialog('begin')}>Begin work</Act>}
        more={!begin && <ProjectMenu project={project} onChanged={onChanged} />}
      />
      <BeginDialog project={project} open={dialog === 'begin'} onClose={close} onDone={onChanged} />
      <NewTaskDialog part={part} open={dialog === 'task'} onClose={close} />
    </>
  );
}
