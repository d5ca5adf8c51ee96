import { useMutation } from '@apollo/client/react';
import { IconPencil, IconPlus } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { reveal } from '../../../gql/staff';
import { CreateProjectTemplateDocument, PlanFragmentDoc, ProjectTemplateRowFragmentDoc, ProjectTemplatesDocument, type ProjectTemplateRowFragment } from '../../../gql/staff/graphql';
import { refusalWords } from '../../../lib/failures';
import { codeWords, countWords, dayWords, instant } from '../../../lib/format';
import { usePage } from '../../../lib/use-page';
import { Act } from '../../../ui/Act';
import { Field } from '../../../ui/Field';
import { Section, SectionRow } from '../../../ui/Rail';
import { RecordTable, type Column } from '../../../ui/RecordTable';
import { SideDrawer } from '../../../ui/SideDrawer';
import { Empty, PageTrouble, Refused } from '../../../ui/Trouble';
import { firstPlan, type Plan } from './plan';
import type { TemplateListProps } from './TemplatesPage';
import css from './Templates.module.css';

function dayPlanned(days: number | null | undefined): string {
  if (days === null || days === undefined) return 'No date';
  return days === 0 ? 'On the first day' : `${countWords(Math.abs(days), 'working day')} ${days > 0 ? 'after' : 'before'}`;
}

/** What is laid out for a client, by template. */
export function ProjectTemplates({ open, onOpen }: TemplateListProps) {
  const page = usePage(ProjectTemplatesDocument, {});
  const navigate = useNavigate();
  const edit = (templateId: string) => void navigate({ to: '/templates/projects/$templateId', params: { templateId } });
  const failure = page.failed('projectTemplates');
  const rows = page.data?.projectTemplates?.map((one) => reveal(ProjectTemplateRowFragmentDoc, one));
  const chosen = rows?.find((row) => row.id === open);
  const columns: Column<ProjectTemplateRowFragment>[] = [
    { key: 'name', head: 'Template', cell: (row) => <button type="button" className="fm-strong" onClick={() => onOpen(row.id)}>{row.name}</button> },
    { key: 'type', head: 'Kind of project', width: 200, cell: (row) => row.projectType },
    { key: 'sections', head: 'Sections', width: 90, right: true, cell: (row) => planOf(row).sections.length },
    { key: 'tasks', head: 'Tasks', width: 80, right: true, cell: (row) => planOf(row).tasks.length },
    { key: 'version', head: 'Version', width: 90, right: true, cell: (row) => row.current?.versionNo ?? 'Draft' },
    { key: 'published', head: 'Published', width: 130, cell: (row) => (row.current?.publishedAt ? dayWords(instant(row.current.publishedAt)) : <span className="fm-quiet">Not yet</span>) },
  ];
  if (failure && !rows) return <PageTrouble failure={failure} what="Projects are" onRetry={page.again} />;
  const act = <Act small icon={IconPlus} onClick={() => onOpen('new')}>New project template</Act>;
  return (
    <>
      {rows && rows.length > 0 && <div className={css.add}>{act}</div>}
      <RecordTable label="Project templates" columns={columns} rows={rows} rowId={(row) => row.id} href={(row) => `/templates/projects?open=${row.id}`} chosen={open} phone={(row) => [row.name, countWords(row.current ? planOf(row).tasks.length : 0, 'task'), row.projectType, '']} empty={<Empty sheet act={act}>No project template yet. One lays out the same work for every client of a kind.</Empty>} />
      <SideDrawer open={Boolean(chosen) || open === 'new'} title={chosen?.name ?? 'New project template'} onClose={() => onOpen(undefined)} footer={chosen && <Act icon={IconPencil} onClick={() => edit(chosen.id)}>Change the plan</Act>}>
        {chosen?.current && <PlanView template={chosen} plan={planOf(chosen)} />}
        {chosen && !chosen.current && <p className="fm-second">Nothing is published yet.</p>}
        {open === 'new' && <NewTemplate onMade={edit} />}
      </SideDrawer>
    </>
  );
}

const planOf = (row: ProjectTemplateRowFragment): Plan => (row.current ? reveal(PlanFragmentDoc, row.current.plan) : { namePattern: '', clientTitle: null, sections: [], tasks: [], milestones: [], fileRequests: [] });

function NewTemplate({ onMade }: { onMade: (id: string) => void }) {
  const [name, setName] = useState('');
  const [kind, setKind] = useState('');
  const [refused, setRefused] = useState<unknown>(null);
  const [create, { loading }] = useMutation(CreateProjectTemplateDocument, { errorPolicy: 'all' });
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const { data, error } = await create({ variables: { input: { name: name.trim(), projectType: kind.trim(), plan: firstPlan } } }).catch((thrown: unknown) => ({ data: undefined, error: thrown }));
    if (!data?.createProjectTemplate) { setRefused(error); return; }
    onMade(data.createProjectTemplate.id);
  };
  return (
    <form className={css.form} onSubmit={(event) => void save(event)}>
      <Field label="Name" autoFocus maxLength={120} value={name} onChange={(event) => setName(event.target.value)} />
      <Field label="Kind of project" help="Such as Year-end accounts. Projects of a kind share a board." maxLength={80} value={kind} onChange={(event) => setKind(event.target.value)} />
      <Refused>{refusalWords(refused)}</Refused>
      <div><Act look="primary" type="submit" busy={loading} disabled={!name.trim() || !kind.trim()}>Make it and write its plan</Act></div>
    </form>
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
