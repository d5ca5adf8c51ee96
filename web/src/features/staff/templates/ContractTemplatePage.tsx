import { useMutation } from '@apollo/client/react';
import { useBlocker, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { ContractTemplateEditorDocument, PublishContractTemplateDocument, SaveContractTemplateDraftDocument, type ActivationPolicy, type ContractTemplateEditorQuery } from '../../../gql/staff/graphql';
import { refusalWords } from '../../../lib/failures';
import { dayWords, instant } from '../../../lib/format';
import { modKey, useKeys } from '../../../lib/keys';
import { same } from '../../../lib/same';
import { usePage } from '../../../lib/use-page';
import { Act } from '../../../ui/Act';
import { Effects } from '../../../ui/Effects';
import { Field, PickField } from '../../../ui/Field';
import { PageHead } from '../../../ui/PageHead';
import { Section, SectionRow, Split } from '../../../ui/Rail';
import { Sheet } from '../../../ui/Shell';
import { SideDrawer } from '../../../ui/SideDrawer';
import { Status } from '../../../ui/Status';
import { PageTrouble, Refused, Waiting } from '../../../ui/Trouble';
import { ContractReading } from '../contract-text/ContractReading';
import { TextEditor } from '../contract-text/TextEditor';
import { isText, openNames } from '../contract-text/text';
import { useMay } from '../shell/use-may';
import { PlannedDuties, type PlannedDuty } from './PlannedDuties';
import { useSaving } from './use-saving';
import css from './Templates.module.css';

type Template = NonNullable<ContractTemplateEditorQuery['contractTemplate']>;
type Version = Template['versions'][number];
interface Words { body: unknown; activation: ActivationPolicy; termMonths: string; renewalNoticeDays: string; obligations: PlannedDuty[] }

const wordsOf = (version: Version): Words => ({ body: version.body, activation: version.activation, termMonths: String(version.termMonths ?? ''), renewalNoticeDays: String(version.renewalNoticeDays ?? ''), obligations: version.obligations.map(plannedOf) });
const plannedOf = ({ key, title, party, afterDays, everyMonths, clauseId }: Version['obligations'][number]): PlannedDuty => ({ key, title, party, afterDays, everyMonths, clauseId });
const counted = (typed: string): number | null => (typed.trim() === '' ? null : Number.parseInt(typed, 10) || 0);

/** Writes a contract template: saved as a draft, published as a version that never changes. */
export function ContractTemplatePage() {
  const { contractTemplateId } = useParams({ from: '/frame/templates/contracts/$contractTemplateId' });
  const page = usePage(ContractTemplateEditorDocument, { id: contractTemplateId });
  const template = page.data?.contractTemplate;
  const crumbs = [{ label: 'Templates', to: '/templates/projects' }, { label: 'Contracts', to: '/templates/contracts' }];
  if (page.waiting) return <Sheet crumbs={[...crumbs, { label: 'Template' }]}><Waiting label="Template" /></Sheet>;
  const newest = template?.versions[0];
  if (!template || !newest || template.id !== contractTemplateId) return <Sheet crumbs={[...crumbs, { label: 'Not found' }]}><PageTrouble failure={page.failed('contractTemplate') ?? (page.data ? null : page.failure)} what="Agreements are" onRetry={page.again} /></Sheet>;
  return <Sheet crumbs={[...crumbs, { label: template.name }]}><Writing key={template.id} template={template} newest={newest} onSaved={page.again} /></Sheet>;
}

function Writing({ template, newest, onSaved }: { template: Template; newest: Version; onSaved: () => Promise<unknown> }) {
  const [words, setWords] = useState<Words>(() => wordsOf(newest));
  const [asking, setAsking] = useState(false);
  const may = useMay();
  const { busy, refused, save, publish } = useSave(template, onSaved);
  const changed = !same(words, wordsOf(newest));
  const draft = !newest.publishedAt;
  const open = isText(words.body) ? openNames(words.body) : [];
  useBlocker({ shouldBlockFn: () => changed && !window.confirm('This template has changes that are not saved. Leave it without them?'), enableBeforeUnload: changed });
  useKeys({ '$mod+s': (event) => { event.preventDefault(); if (changed) void save(words); } });
  const look = async () => { if (!changed || await save(words)) setAsking(true); };
  return (
    <>
      <PageHead
        ruled title={template.name} status={<Status machine="template" state={draft ? 'DRAFT' : 'PUBLISHED'} words={draft ? `Version ${newest.versionNo}, a draft` : `Version ${newest.versionNo}`} filled />}
        sentence={<span role="status">{changed ? 'Not saved yet.' : draft ? 'Saved. Contracts are written from it once it is published.' : 'Published. Writing goes on in the next version; what was written from this one keeps it.'}</span>}
        plain={[may('agreements.template.edit') && <Act key="save" busy={busy} disabled={!changed} hotkey={`${modKey}S`} onClick={() => void save(words)}>Save draft</Act>]}
        primary={may('agreements.template.publish') && <Act look="primary" busy={busy} disabled={(!changed && !draft) || open.length > 0} onClick={() => void look()}>Publish</Act>}
      />
      <Split padded railLabel="About this template" rail={<Rail template={template} words={words} onChange={setWords} />}>
        <Refused>{refusalWords(refused)}</Refused>
        <TextEditor label={`Text of ${template.name}`} body={words.body} onChange={(body) => setWords((stands) => ({ ...stands, body }))} />
      </Split>
      {asking && <Effects open title={`Publish version ${newest.versionNo}`} busy={busy} onAct={() => void publish().then((done) => { if (done) setAsking(false); })} onClose={() => setAsking(false)} refusal={refusalWords(refused)} undo="A published version never changes. Another one can take its place." effects={[{ act: 'Write new contracts from it', detail: `Proposals name version ${newest.versionNo} from now on.` }, { act: 'Leave what was written alone', detail: 'Proposals and agreements keep the version that they name.' }]} />}
    </>
  );
}

function Rail({ template, words, onChange }: { template: Template; words: Words; onChange: (words: Words) => void }) {
  const [seen, setSeen] = useState<Version | null>(null);
  return (
    <>
      <Section title="Terms">
        <div className={css.form}>
          <PickField label="In force" value={words.activation} onChange={(event) => onChange({ ...words, activation: event.target.value as ActivationPolicy })}><option value="ON_SIGNATURE">With the last signature</option><option value="AFTER_PAYMENT">With the first payment</option></PickField>
          <Field label="Lasts, months" optional inputMode="numeric" help="No end when left open." value={words.termMonths} onChange={(event) => onChange({ ...words, termMonths: event.target.value })} />
          <Field label="Told before its end, days" optional inputMode="numeric" value={words.renewalNoticeDays} onChange={(event) => onChange({ ...words, renewalNoticeDays: event.target.value })} />
        </div>
      </Section>
      <PlannedDuties duties={words.obligations} onChange={(obligations) => onChange({ ...words, obligations })} />
      <Section title="Versions">{template.versions.map((one) => <SectionRow key={one.id} right={<span className="fm-second">{one.publishedAt ? dayWords(instant(one.publishedAt)) : 'Draft'}</span>}><button type="button" className="fm-link" onClick={() => setSeen(one)}>Version {one.versionNo}</button></SectionRow>)}</Section>
      <Section title="Fields"><p className="fm-quiet">Put one in with Field, or type its name in double brackets, such as {'{{client.displayName}}'}.</p></Section>
      <SideDrawer open={Boolean(seen)} title={seen ? `${template.name}, version ${seen.versionNo}` : ''} onClose={() => setSeen(null)}>{seen && <ContractReading body={seen.body} />}</SideDrawer>
    </>
  );
}

function useSave(template: Template, onSaved: () => Promise<unknown>) {
  const { refused, run } = useSaving(onSaved);
  const [saveDraft, saving] = useMutation(SaveContractTemplateDraftDocument, { errorPolicy: 'all' });
  const [publishIt, publishing] = useMutation(PublishContractTemplateDocument, { errorPolicy: 'all' });
  return {
    busy: saving.loading || publishing.loading, refused,
    save: (words: Words) => run(saveDraft({ variables: { input: { templateId: template.id, ifVersion: template.version, words: { body: words.body, activation: words.activation, termMonths: counted(words.termMonths), renewalNoticeDays: counted(words.renewalNoticeDays), obligations: words.obligations } } } }), 'Saved as a draft', 'Contracts are written from it once it is published.'),
    publish: () => run(publishIt({ variables: { input: { templateId: template.id } } }), 'Published', 'What was written before keeps its version.'),
  };
}
