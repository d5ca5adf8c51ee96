import { useMutation } from '@apollo/client/react';
import { useBlocker, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { ClauseLibraryDocument, PublishClauseDocument, SaveClauseDraftDocument, type ClauseLibraryQuery } from '../../../gql/staff/graphql';
import { refusalWords } from '../../../lib/failures';
import { dayWords, instant } from '../../../lib/format';
import { modKey, useKeys } from '../../../lib/keys';
import { same } from '../../../lib/same';
import { usePage } from '../../../lib/use-page';
import { Act } from '../../../ui/Act';
import { Effects } from '../../../ui/Effects';
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
import { useSaving } from './use-saving';

type Clause = ClauseLibraryQuery['clauses'][number];
type Version = Clause['versions'][number];

/** The words of one clause: saved as a draft, published as a wording that never changes. */
export function ClausePage() {
  const { clauseId } = useParams({ from: '/frame/templates/clauses/$clauseId' });
  const page = usePage(ClauseLibraryDocument, {});
  const clause = page.data?.clauses?.find((one) => one.id === clauseId);
  const crumbs = [{ label: 'Templates', to: '/templates/projects' }, { label: 'Clauses', to: '/templates/clauses' }];
  if (page.waiting || (!clause && page.refreshing)) return <Sheet crumbs={[...crumbs, { label: 'Clause' }]}><Waiting label="Clause" /></Sheet>;
  const newest = clause?.versions[0];
  if (!clause || !newest) return <Sheet crumbs={[...crumbs, { label: 'Not found' }]}><PageTrouble failure={page.failed('clauses') ?? (page.data ? null : page.failure)} what="Agreements are" onRetry={page.again} /></Sheet>;
  return <Sheet crumbs={[...crumbs, { label: clause.name }]}><Writing key={clause.id} clause={clause} newest={newest} onSaved={page.again} /></Sheet>;
}

function Writing({ clause, newest, onSaved }: { clause: Clause; newest: Version; onSaved: () => Promise<unknown> }) {
  const [body, setBody] = useState<unknown>(newest.body);
  const [asking, setAsking] = useState(false);
  const may = useMay();
  const { busy, refused, save, publish } = useSave(clause, onSaved);
  const changed = !same(body, newest.body);
  const draft = !newest.publishedAt;
  const open = isText(body) ? openNames(body) : [];
  useBlocker({ shouldBlockFn: () => changed && !window.confirm('This clause has changes that are not saved. Leave it without them?'), enableBeforeUnload: changed });
  useKeys({ '$mod+s': (event) => { event.preventDefault(); if (changed) void save(body); } });
  const look = async () => { if (!changed || await save(body)) setAsking(true); };
  return (
    <>
      <PageHead
        ruled title={clause.name} status={<Status machine="template" state={draft ? 'DRAFT' : 'PUBLISHED'} words={draft ? `Version ${newest.versionNo}, a draft` : `Version ${newest.versionNo}`} filled />}
        sentence={<span role="status">{changed ? 'Not saved yet.' : draft ? 'Saved. Contracts can hold it once it is published.' : 'Published. Contracts that hold an earlier wording keep it.'}</span>}
        plain={[may('agreements.clause.edit') && <Act key="save" busy={busy} disabled={!changed} hotkey={`${modKey}S`} onClick={() => void save(body)}>Save draft</Act>]}
        primary={may('agreements.clause.publish') && <Act look="primary" busy={busy} disabled={(!changed && !draft) || open.length > 0} onClick={() => void look()}>Publish</Act>}
      />
      <Split padded railLabel="About this clause" rail={<Versions clause={clause} />}>
        <Refused>{refusalWords(refused)}</Refused>
        <TextEditor label={`Words of ${clause.name}`} clauses={false} body={body} onChange={setBody} />
      </Split>
      {asking && <Effects open title={`Publish version ${newest.versionNo}`} busy={busy} refusal={refusalWords(refused)} onAct={() => void publish().then((done) => { if (done) setAsking(false); })} onClose={() => setAsking(false)} undo="A published wording never changes. Another one can take its place." effects={[{ act: 'Offer it for contracts', detail: 'Templates take it when somebody puts it in, or takes this version there.' }, { act: 'Leave what holds an earlier wording alone', detail: 'Templates, proposals and agreements keep theirs.' }]} />}
    </>
  );
}

function Versions({ clause }: { clause: Clause }) {
  const [seen, setSeen] = useState<Version | null>(null);
  return (
    <>
      <Section title="Versions">{clause.versions.map((one) => <SectionRow key={one.id} right={<span className="fm-second">{one.publishedAt ? dayWords(instant(one.publishedAt)) : 'Draft'}</span>}><button type="button" className="fm-link" onClick={() => setSeen(one)}>Version {one.versionNo}</button></SectionRow>)}</Section>
      <Section title="How it is used"><p className="fm-quiet">In a template its words stand fixed. A proposal may say it otherwise for one client; then somebody who may has to agree before it is sent.</p></Section>
      <SideDrawer open={Boolean(seen)} title={seen ? `${clause.name}, version ${seen.versionNo}` : ''} onClose={() => setSeen(null)}>{seen && <ContractReading body={seen.body} />}</SideDrawer>
    </>
  );
}

function useSave(clause: Clause, onSaved: () => Promise<unknown>) {
  const { refused, run } = useSaving(onSaved);
  const [saveDraft, saving] = useMutation(SaveClauseDraftDocument, { errorPolicy: 'all' });
  const [publishIt, publishing] = useMutation(PublishClauseDocument, { errorPolicy: 'all' });
  return {
    busy: saving.loading || publishing.loading, refused,
    save: (body: unknown) => run(saveDraft({ variables: { input: { clauseId: clause.id, ifVersion: clause.version, body } } }), 'Saved as a draft', 'Contracts can hold it once it is published.'),
    publish: () => run(publishIt({ variables: { input: { clauseId: clause.id } } }), 'Published', 'What holds an earlier wording keeps it.'),
  };
}
