import { useMutation } from '@apollo/client/react';
import { IconPencil, IconPlus, IconX } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { reveal } from '../../../gql/staff';
import { ProjectTemplateRowFragmentDoc, ProjectTemplatesDocument, PublishProjectTemplateVersionDocument, type ProjectPlanInput, type ProjectTemplateRowFragment, type TaskRole } from '../../../gql/staff/graphql';
import { refusalWords } from '../../../lib/failures';
import { codeWords, countWords, dayWords, instant } from '../../../lib/format';
import { usePage } from '../../../lib/use-page';
import { Act } from '../../../ui/Act';
import { Section, SectionRow } from '../../../ui/Rail';
import { RecordTable, type Column } from '../../../ui/RecordTable';
import { SideDrawer } from '../../../ui/SideDrawer';
import { useTell } from '../../../ui/Told';
import { Empty, PageTrouble, Refused } from '../../../ui/Trouble';
import type { TemplateListProps } from './TemplatesPage';
import css from './Templates.module.css';

type Plan = NonNullable<ProjectTemplateRowFragment['current']>['plan'];
type PlannedTask = Plan['tasks'][number];

const roles: readonly (readonly [TaskRole, string])[] = [['OWNER', 'Owner'], ['PREPARER', 'Preparer'], ['REVIEWER', 'Reviewer'], ['CLIENT', 'Client']];

function dayPlanned(days: number | null | undefined): string {
  if (days === null || days === undefined) return 'No date';
  return days === 0 ? 'On the first day' : `${countWords(Math.abs(days), 'working day')} ${days > 0 ? 'after' : 'before'}`;
}

/** What is laid out for a client, by template. */
export function ProjectTemplates({ open, onOpen }: TemplateListProps) {
  const page = usePage(ProjectTemplatesDocument, {});
  const [editing, setEditing] = useState(false);
  const failure = page.failed('projectTemplates');
  const rows = page.data?.projectTemplates?.map((one) => reveal(ProjectTemplateRowFragmentDoc, one));
  const chosen = rows?.find((row) => row.id === open);
  const close = () => { setEditing(false); onOpen(undefined); };
  const columns: Column<ProjectTemplateRowFragment>[] = [
    { key: 'name', head: 'Template', cell: (row) => <button type="button" className="fm-strong" onClick={() => onOpen(row.id)}>{row.name}</button> },
    { key: 'type', head: 'Kind of project', width: 200, cell: (row) => row.projectType },
    { key: 'sections', head: 'Sections', width: 90, right: true, cell: (row) => row.current?.plan.sections.length ?? 0 },
    { key: 'tasks', head: 'Tasks', width: 80, right: true, cell: (row) => row.current?.plan.tasks.length ?? 0 },
    { key: 'version', head: 'Version', width: 90, right: true, cell: (row) => row.current?.versionNo ?? 'Draft' },
    { key: 'published', head: 'Published', width: 130, cell: (row) => (row.current?.publishedAt ? dayWords(instant(row.current.publishedAt)) : <span className="fm-quiet">Not yet</span>) },
  ];
  if (failure && !rows) return <PageTrouble failure={failure} what="Projects are" onRetry={page.again} />;
  return (
    <>
      <RecordTable label="Project templates" columns={columns} rows={rows} rowId={(row) => row.id} href={(row) => `/templates/projects?open=${row.id}`} chosen={open} phone={(row) => [row.name, countWords(row.current?.plan.tasks.length ?? 0, 'task'), row.projectType, '']} empty={<Empty sheet>No project template yet. One lays out the same work for every client of a kind.</Empty>} />
      <SideDrawer open={Boolean(chosen)} title={chosen?.name ?? ''} onClose={close} footer={chosen?.current && !editing && <Act icon={IconPencil} onClick={() => setEditing(true)}>Change tasks</Act>}>
        {chosen?.current && (editing
          ? <PlanForm key={chosen.current.id} templateId={chosen.id} version={chosen.version} plan={chosen.current.plan} onSaved={() => { setEditing(false); page.again(); }} onClose={() => setEditing(false)} />
          : <PlanView template={chosen} plan={chosen.current.plan} />)}
        {chosen && !chosen.current && <p className="fm-second">Nothing is published yet.</p>}
      </SideDrawer>
    </>
  );
}

function PlanView({ template, plan }: { template: ProjectTemplateRowFragment; plan: Plan }) {
  const title = new Map(plan.tasks.map((task) => [task.key, task.title]));
  return (
    <div className={css.plan}>
      <p className="fm-second">Named «{plan.namePattern}». {plan.clientTitle ? `Clients read «${plan.clientTitle}».` : ''}</p>
      {plan.sections.map((section) => (
        <section key={section.key}>
          <h3>{section.title}</h3>
          <ol>
            {plan.tasks.filter((task) => task.section === section.key).map((task) => (
              <li key={task.key}>
                <span>{task.title}</span><span>{codeWords(task.role)}, {dayPlanned(task.dueAfterDays).toLowerCase()}</span>
                {task.dependsOn.length > 0 && <small>After {task.dependsOn.map((key) => `«${title.get(key) ?? key}»`).join(' and ')}</small>}
                {task.clientVisible && <small>The client sees it{task.clientTitle ? ` as «${task.clientTitle}»` : ''}</small>}
              </li>
            ))}
          </ol>
        </section>
      ))}
      {plan.milestones.length > 0 && <section><h3>Milestones</h3><ol>{plan.milestones.map((one) => <li key={one.key}><span>{one.title}</span><span>{dayPlanned(one.dueAfterDays)}</span></li>)}</ol></section>}
      <Section title="Versions">{template.versions.map((one) => <SectionRow key={one.id} right={<span className="fm-second">{one.publishedAt ? dayWords(instant(one.publishedAt)) : 'Draft'}</span>}>Version {one.versionNo}</SectionRow>)}</Section>
    </div>
  );
}

interface PlanFormProps {
  templateId: string;
  version: number;
  plan: Plan;
  onSaved: () => void;
  onClose: () => void;
}

type EditedTask = PlannedTask;

function PlanForm({ templateId, version, plan, onSaved, onClose }: PlanFormProps) {
  const [tasks, setTasks] = useState<EditedTask[]>(plan.tasks);
  const [refused, setRefused] = useState<unknown>(null);
  const [publish, { loading }] = useMutation(PublishProjectTemplateVersionDocument, { errorPolicy: 'all' });
  const tell = useTell();
  const set = (key: string, part: Partial<EditedTask>) => setTasks(tasks.map((task) => (task.key === key ? { ...task, ...part } : task)));
  const remove = (key: string) => setTasks(tasks.filter((task) => task.key !== key).map((task) => ({ ...task, dependsOn: task.dependsOn.filter((one) => one !== key) })));
  const add = (section: string) => setTasks([...tasks, { key: nextKey(tasks), section, title: '', clientTitle: null, kind: 'STAFF', role: 'PREPARER', dueAfterDays: null, dependsOn: [], clientVisible: false }]);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setRefused(null);
    const { data, error } = await publish({ variables: { input: { templateId, ifVersion: version, plan: planInput(plan, tasks) } } }).catch((thrown: unknown) => ({ data: undefined, error: thrown }));
    if (!data?.publishProjectTemplateVersion) { setRefused(error); return; }
    tell.done(`Version ${data.publishProjectTemplateVersion.versionNo} published`, 'Work that was laid out before keeps its version.');
    onSaved();
  };
  return (
    <form onSubmit={(event) => void save(event)}>
      {plan.sections.map((section) => (
        <fieldset key={section.key} className={css.section}>
          <h3>{section.title}</h3>
          <div className={css.lines}>
            {tasks.filter((task) => task.section === section.key).map((task) => (
              <div key={task.key} className={css.task}>
                <input aria-label="Task" maxLength={300} value={task.title} onChange={(event) => set(task.key, { title: event.target.value })} />
                <select aria-label={`Who does «${task.title}»`} value={task.role} onChange={(event) => set(task.key, { role: event.target.value as TaskRole, kind: event.target.value === 'CLIENT' ? 'CLIENT' : task.kind === 'CLIENT' ? 'STAFF' : task.kind })}>{roles.map(([key, words]) => <option key={key} value={key}>{words}</option>)}</select>
                <input aria-label={`Working days after the start for «${task.title}»`} inputMode="numeric" placeholder="days" value={task.dueAfterDays ?? ''} onChange={(event) => set(task.key, { dueAfterDays: event.target.value.trim() === '' ? null : Number.parseInt(event.target.value, 10) || 0 })} />
                <Act look="icon" icon={IconX} label={`Remove «${task.title}»`} onClick={() => remove(task.key)} />
              </div>
            ))}
            <div><Act small look="ghost" icon={IconPlus} onClick={() => add(section.key)}>Another task</Act></div>
          </div>
        </fieldset>
      ))}
      <Refused>{refusalWords(refused)}</Refused>
      <p className="fm-quiet" style={{ padding: '12px 0' }}>Publishing makes a new version. Work that was laid out before keeps its own.</p>
      <div style={{ display: 'flex', gap: 8 }}><Act onClick={onClose}>Not now</Act><Act look="primary" type="submit" busy={loading}>Publish a new version</Act></div>
    </form>
  );
}

function nextKey(tasks: EditedTask[]): string {
  let count = tasks.length + 1;
  while (tasks.some((task) => task.key === `task-${count}`)) count += 1;
  return `task-${count}`;
}

function planInput(plan: Plan, tasks: EditedTask[]): ProjectPlanInput {
  return {
    namePattern: plan.namePattern, clientTitle: plan.clientTitle ?? null, sections: plan.sections.map(({ key, title }) => ({ key, title })),
    // Named one by one: the cache adds a type name that the input does not know.
    tasks: tasks.filter((task) => task.title.trim()).map(({ key, section, title, clientTitle, kind, role, dueAfterDays, dependsOn, clientVisible }) => ({ key, section, title: title.trim(), clientTitle, kind, role, dueAfterDays, dependsOn, clientVisible })),
    milestones: plan.milestones.map(({ key, title, dueAfterDays, billing, percent, amount }) => ({ key, title, dueAfterDays, billing, percent, amount: amount ? { minor: amount.minor, currency: amount.currency } : null })),
  };
}
