import { useMutation } from '@apollo/client/react';
import { IconPlayerPlay, IconTemplate } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { reveal } from '../../../gql/staff';
import { ActivateProjectDocument, AssignTaskDocument, CompleteTaskDocument, ProjectPageDocument, ProjectTaskFragmentDoc, type ProjectPageQuery, type ProjectTaskFragment } from '../../../gql/staff/graphql';
import { refusalWords } from '../../../lib/failures';
import { codeWords, countWords, dayWords, plainDate } from '../../../lib/format';
import { usePage, type PageAnswer } from '../../../lib/use-page';
import { Act } from '../../../ui/Act';
import { Due, Who } from '../../../ui/facts';
import { Effects } from '../../../ui/Effects';
import { Go } from '../../../ui/Go';
import { PageHead } from '../../../ui/PageHead';
import { Sheet } from '../../../ui/Shell';
import { MoveWord, Status } from '../../../ui/Status';
import { useTell } from '../../../ui/Told';
import { Empty, PageTrouble, Waiting } from '../../../ui/Trouble';
import css from './Project.module.css';

type Project = NonNullable<ProjectPageQuery['project']>;
type People = ProjectPageQuery['users']['nodes'];

/** One project: its tasks by section, who does them and what has no owner. */
export function ProjectPage() {
  const { projectId } = useParams({ from: '/frame/projects/$projectId' });
  const page = usePage(ProjectPageDocument, { id: projectId }, { everyMs: 15_000 });
  const project = page.data?.project;
  if (page.waiting || (page.refreshing && project?.id !== projectId)) return <Sheet crumbs={[{ label: 'Project' }]}><Waiting label="Project" /></Sheet>;
  if (!project || project.id !== projectId) return <Sheet crumbs={[{ label: 'Not found' }]}><PageTrouble failure={page.failed('project') ?? (page.data ? null : page.failure)} what="Projects are" onRetry={page.again} /></Sheet>;
  return <ProjectSheet project={project} page={page} />;
}

function ProjectSheet({ project, page }: { project: Project; page: PageAnswer<ProjectPageQuery> }) {
  const [starting, setStarting] = useState(false);
  const tasks = project.tasks.map((task) => reveal(ProjectTaskFragmentDoc, task));
  const orphans = tasks.filter((task) => task.needsOwner && task.state === 'OPEN').length;
  const client = project.client;
  const people = page.data?.users?.nodes ?? [];
  const groups = [...project.sections.map((section) => ({ key: section.id, title: section.title, tasks: tasks.filter((task) => task.section?.id === section.id) })), { key: 'none', title: 'Beside the plan', tasks: tasks.filter((task) => !task.section) }].filter((group) => group.tasks.length > 0);
  return (
    <Sheet crumbs={[{ label: 'Clients', to: '/clients' }, ...(client?.displayName ? [{ label: client.displayName, to: `/clients/${client.id}` }] : []), { label: project.name }]}>
      <PageHead
        ruled title={project.name} status={<Status machine="project" state={project.status} words={project.status === 'ACTIVE' ? `Active, ${project.tasksDone} of ${project.tasksTotal}` : undefined} filled />}
        sentence={<>{orphans > 0 ? <b>{countWords(orphans, 'task has', 'tasks have')} no owner. </b> : null}{project.kickOffOn ? `Begins ${dayWords(plainDate(project.kickOffOn), 'UTC')}. ` : 'No first day yet. '}{project.status === 'SKELETON' && 'Nobody is reminded of anything until it begins.'}{project.statusReason}</>}
        facts={[
          client?.displayName && <Go key="client" to={`/clients/${client.id}`} className="fm-link">{client.displayName}</Go>,
          project.owner?.name && <Who key="owner" name={project.owner.name} />,
          project.templateVersion?.template && <><IconTemplate aria-hidden />{project.templateVersion.template.name}, version {project.templateVersion.versionNo}</>,
        ]}
        primary={project.status === 'SKELETON' && <Act look="primary" icon={IconPlayerPlay} onClick={() => setStarting(true)}>Begin work</Act>}
      />
      <div className={css.sheet}>
        {tasks.length === 0 && <Empty sheet>No task yet.</Empty>}
        {groups.map((group) => (
          <section key={group.key} aria-label={group.title}>
            <div className={css.head}><h2>{group.title}</h2><span>{group.tasks.length}</span></div>
            <ul className={css.rows}>{group.tasks.map((task) => <TaskRow key={task.id} task={task} people={people} onChanged={page.again} />)}</ul>
          </section>
        ))}
        {project.milestones.length > 0 && <section aria-label="Milestones"><div className={css.head}><h2>Milestones</h2><span>{project.milestones.length}</span></div><ul className={css.rows}>{project.milestones.map((one) => <li key={one.id}><span className={css.name}>{one.title}</span><span /><span className={css.due}>{one.dueOn ? <Due date={one.dueOn} /> : 'No date'}</span><span /></li>)}</ul></section>}
      </div>
      <BeginDialog project={project} open={starting} onClose={() => setStarting(false)} onDone={page.again} />
    </Sheet>
  );
}

function TaskRow({ task, people, onChanged }: { task: ProjectTaskFragment; people: People; onChanged: () => void }) {
  const [assign, assigning] = useMutation(AssignTaskDocument, { errorPolicy: 'all' });
  const [complete, completing] = useMutation(CompleteTaskDocument, { errorPolicy: 'all' });
  const tell = useTell();
  const say = async (act: Promise<{ error?: unknown }>, done: string) => {
    const { error } = await act.catch((thrown: unknown) => ({ error: thrown }));
    if (error) tell.refused(`«${task.title}» stays as it was`, refusalWords(error));
    else tell.done(done);
    onChanged();
  };
  const open = task.state === 'OPEN';
  const ours = task.kind !== 'CLIENT';
  return (
    <li>
      <span className={css.name}>{task.title}{task.blocked && open && <small>After {task.dependsOn.map((one) => `«${one.title}»`).join(' and ')}</small>}</span>
      {ours && open
        ? (
          <select className={css.who} data-missing={task.needsOwner || undefined} aria-label={`Who does «${task.title}»`} value={task.assignee?.id ?? ''} disabled={assigning.loading} onChange={(event) => void say(assign({ variables: { input: { taskId: task.id, assigneeUserId: event.target.value || null, ifVersion: task.version } } }), 'Assigned')}>
            <option value="">{task.role ? `${codeWords(task.role)}, nobody named` : 'Nobody named'}</option>
            {people.map((person) => <option key={person.id} value={person.id}>{person.name}</option>)}
          </select>
        )
        : <span className="fm-second">{ours ? (task.assignee?.name ?? 'Nobody') : 'The client'}</span>}
      <span className={css.due}>{task.dueOn ? (open ? <Due date={task.dueOn} /> : dayWords(plainDate(task.dueOn), 'UTC')) : 'No date'}</span>
      <span className={css.state}>
        {!open || task.dormant ? <Status machine="task" state={task.dormant && open ? 'DORMANT' : task.state} words={task.dormant && open ? 'Not begun' : undefined} />
          : task.blocked ? <MoveWord tone="quiet" icon="hourglass" words="Waits" />
            : <Act small busy={completing.loading} onClick={() => void say(complete({ variables: { input: { taskId: task.id, ifVersion: task.version } } }), 'Done')}>Done</Act>}
      </span>
    </li>
  );
}

function BeginDialog({ project, open, onClose, onDone }: { project: Project; open: boolean; onClose: () => void; onDone: () => void }) {
  const [activate, { loading }] = useMutation(ActivateProjectDocument, { errorPolicy: 'all' });
  const [refusal, setRefusal] = useState('');
  const tell = useTell();
  const act = async () => {
    setRefusal('');
    const { data, error } = await activate({ variables: { input: { projectId: project.id, ifVersion: project.version } } }).catch((thrown: unknown) => ({ data: undefined, error: thrown }));
    if (!data?.activateProject) { setRefusal(refusalWords(error)); return; }
    tell.done('Work has begun', 'Tasks have their dates, and everybody who has one is told.');
    onClose();
    onDone();
  };
  return <Effects open={open} title="Begin work" effects={[{ act: `Give ${countWords(project.tasksTotal, 'task its date', 'tasks their dates')}`, detail: project.kickOffOn ? `Counted in working days from ${dayWords(plainDate(project.kickOffOn), 'UTC')}.` : 'Counted in working days from today.' }, { act: 'Tell everybody who has a task', detail: 'Tasks of the client appear in the portal.' }]} refusal={refusal} busy={loading} onAct={() => void act()} onClose={onClose} />;
}
