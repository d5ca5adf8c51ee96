import { useState } from 'react';
import { IconArrowBackUp, IconPencil } from '@tabler/icons-react';
import type { ProposalPageQuery } from '../../../gql/staff/graphql';
import { Act } from '../../../ui/Act';
import { PickField } from '../../../ui/Field';
import { ContractReading } from '../contract-text/ContractReading';
import { TextEditor } from '../contract-text/TextEditor';
import type { ProposalDraft } from './builder-draft';
import type { ProposalPart } from './ProposalPage';
import css from './Proposals.module.css';

/** «Engagement letter, version 3»; null when it names none. */
export function templateWords(data: ProposalPageQuery, versionId: string | null | undefined): string | null {
  if (!versionId) return null;
  const template = data.contractTemplates?.find((one) => one.versions.some((version) => version.id === versionId));
  return template ? `${template.name}, version ${template.versions.find((one) => one.id === versionId)?.versionNo ?? ''}` : 'A template';
}

/** From which contract the agreement is written, and other words for this client alone. */
export function ContractPart({ draft, part, onChange }: { draft: ProposalDraft; part: ProposalPart; onChange: (change: Partial<ProposalDraft>) => void }) {
  const { proposal, data } = part;
  const [open, setOpen] = useState(Boolean(draft.contractBody));
  const stands = draft.templateVersionId === (proposal.templateVersionId ?? '');
  const body = draft.contractBody ?? (stands ? proposal.contractText : null);
  const versions = data.contractTemplates.flatMap((one) => one.versions.filter((version) => version.id === one.current?.id || version.id === draft.templateVersionId).map((version) => ({ id: version.id, words: `${one.name}, version ${version.versionNo}` })));
  return (
    <section className={css.part}>
      <h2 className="fm-h2">Contract</h2>
      <PickField label="Template" optional help="The agreement is written from it after a yes." value={draft.templateVersionId} onChange={(event) => { setOpen(false); onChange({ templateVersionId: event.target.value, contractBody: null }); }}>
        <option value="">Decide after the yes</option>
        {versions.map((one) => <option key={one.id} value={one.id}>{one.words}</option>)}
      </PickField>
      {draft.templateVersionId && !stands && <p className="fm-quiet">Save it, and its text stands here.</p>}
      {draft.templateVersionId && stands && body !== null && body !== undefined && (open
        ? <>
            <div className={css.adds}><Act small icon={IconArrowBackUp} onClick={() => { setOpen(false); onChange({ contractBody: null }); }}>Back to the words of the template</Act></div>
            <TextEditor key={draft.templateVersionId} label="Text of the contract for this client" body={body} unlocks onChange={(next) => onChange({ contractBody: next })} />
          </>
        : <>
            <div className={css.adds}><Act small icon={IconPencil} onClick={() => setOpen(true)}>Other words for this client</Act></div>
            <div className={css.reading}><ContractReading body={body} /></div>
          </>)}
    </section>
  );
}
