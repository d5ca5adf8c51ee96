import { useMutation } from '@apollo/client/react';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { reveal } from '../../../gql/staff';
import { PlanFragmentDoc, PublishProjectTemplateVersionDocument, SaveProjectTemplateDraftDocument, TemplateEditorDocument, type TemplateEditorQuery } from '../../../gql/staff/graphql';
import { refusalWords } from '../../../lib/failures';
import { countWords } from '../../../lib/format';
import { useKeys } from '../../../lib/keys';
import { usePage } from '../../../lib/use-page';
import { Act } from '../../../ui/Act';
import { Field } from '../../../ui/Field';
import { PageHead } from '../../../ui/PageHead';
import { Sheet } from '../../../ui/Shell';
import { useTell } from '../../../ui/Told';
import { PageTrouble, Refused, Waiting } from '../../../ui/Trouble';
import { FileRequestLines, MilestoneLines } from './PlanExtras';
import { SectionLines } from './PlanSections';
import { planInput, type Plan } from './plan';
import css from './Templates.module.css';

type Template = NonNullable<TemplateEditorQuery['projectTemplate']>;

/** The plan of a project template: saved as a draft, published as a new version. */
export function TemplateEditorPage() {
  const { templateId } = useParams({ from: '/frame/templates/projects/$templateId' });
  const page = usePage(TemplateEditorDocument, { id: templateId });
  const template = page.data?.projectTemplate;
  const crumbs = [{ label: 'Templates', to: '/templates/projects' }];
  if (page.waiting) return <Sheet crumbs={[...crumbs, { label: 'Template' }]}><Waiting label="Template" /></Sheet>;
  if (!template) return <Sheet crumbs={[...crumbs, { label: 'Not found' }]}><PageTrouble failure={page.failed('projectTemplate') ?? (page.data ? null : page.failure)} what="Projects are" onRetry={page.again} /></Sheet>;
  return <Sheet crumbs={[...crumbs, { label: template.name }]}><Editor key={`${template.id}${template.version}`} template={template} onSaved={page.again} /></Sheet>;
}

function Editor({ template, onSaved }: { template: Template; onSaved: () => void }) {
  const newest = [...template.versions].sort((a, b) => b.versionNo - a.versionNo)[0];
  const stands = newest ? reveal(PlanFragmentDoc, newest.plan) : null;
  const [plan, setPlan] = useState<Plan | null>(stands);
  const { busy, refused, save } = useSave(template, onSaved);
  const changed = JSON.stringify(plan) !== JSON.stringify(stands);
  const draft = newest && !newest.published;
  useKeys({ '$mod+s': (event) => { event.preventDefault(); if (plan && changed) void save('draft', plan); } });
  if (!plan || !newest) return <p className="fm-second">This template has no plan.</p>;
  const tasks = plan.tasks.length;
  return (
    <>
      <PageHead
        ruled title={template.name}
        sentence={`${template.projectType}. ${draft ? `Version ${newest.versionNo} is a draft.` : `Version ${newest.versionNo} is in use.`} ${countWords(tasks, 'task')} in ${countWords(plan.sections.length, 'section')}. Work that was laid out keeps its version.`}
        plain={[<Act key="save" busy={busy} disabled={!changed} hotkey="Ctrl S" onClick={() => void save('draft', plan)}>Save draft</Act>]}
        primary={<Act look="primary" busy={busy} disabled={!changed && !draft} onClick={() => void save('publish', plan)}>Publish</Act>}
      />
      <div className={css.editor}>
        <Refused>{refusalWords(refused)}</Refused>
        <div className={css.pair}>
          <Field label="What a project is called" help="{client} and {period} are filled in." maxLength={200} value={plan.namePattern} onChange={(event) => setPlan({ ...plan, namePattern: event.target.value })} />
          <Field label="What the client reads" optional maxLength={200} value={plan.clientTitle ?? ''} onChange={(event) => setPlan({ ...plan, clientTitle: event.target.value })} />
        </div>
        <SectionLines plan={plan} onChange={setPlan} />
        <FileRequestLines plan={plan} onChange={setPlan} />
        <MilestoneLines plan={plan} onChange={setPlan} />
      </div>
    </>
  );
}

function useSave(template: Template, onSaved: () => void) {
  const [refused, setRefused] = useState<unknown>(null);
  const [saveDraft, saving] = useMutation(SaveProjectTemplateDraftDocument, { errorPolicy: 'all' });
  const [publish, publishing] = useMutation(PublishProjectTemplateVersionDocument, { errorPolicy: 'all' });
  const tell = useTell();
  const save = async (how: 'draft' | 'publish', plan: Plan) => {
    setRefused(null);
    const variables = { input: { templateId: template.id, plan: planInput(plan), ifVersion: template.version } };
    const fail = (thrown: unknown) => ({ data: undefined, error: thrown });
    const { error } = how === 'draft' ? await saveDraft({ variables }).catch(fail) : await publish({ variables }).catch(fail);
    if (error) { setRefused(error); return; }
    if (how === 'draft') tell.done('Saved as a draft', 'New work is laid out by it once it is published.');
    else tell.done('Published', 'Work that was laid out before keeps its version.');
    onSaved();
  };
  return { busy: saving.loading || publishing.loading, refused, save };
}
