import { useMutation, useQuery } from '@apollo/client/react';
import { IconBuilding, IconSend } from '@tabler/icons-react';
import { useBlocker } from '@tanstack/react-router';
import { useState } from 'react';
import { ChangeProposalDocument, ShellDocument } from '../../../gql/staff/graphql';
import { now } from '../../../lib/clock';
import { refusalWords } from '../../../lib/failures';
import { dayOf } from '../../../lib/format';
import { modKey, useKeys } from '../../../lib/keys';
import { same } from '../../../lib/same';
import { Act } from '../../../ui/Act';
import { Field, TextField } from '../../../ui/Field';
import { Go } from '../../../ui/Go';
import { PageHead } from '../../../ui/PageHead';
import { Status } from '../../../ui/Status';
import { useTell } from '../../../ui/Told';
import { Refused } from '../../../ui/Trouble';
import { draftOf, libraryOf, wordsOf, type ProposalDraft } from './builder-draft';
import { ContractPart } from './ContractPart';
import { DeviationLine } from './DeviationLine';
import { offerInput, type Chosen } from './offer-draft';
import { OfferFields } from './OfferFields';
import { OfferPreview } from './OfferPreview';
import type { ProposalPart } from './ProposalPage';
import { SendProposalDialog } from './SendProposalDialog';
import { useRested } from './use-rested';
import css from './Proposals.module.css';

/** Writes a proposal: the offer on the left, and what the client will see of it on the right, priced by the house. */
export function ProposalBuilder({ part }: { part: ProposalPart }) {
  const { proposal, data } = part;
  const [draft, setDraft] = useState<ProposalDraft>(() => draftOf(proposal));
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [sending, setSending] = useState(false);
  const { data: shell } = useQuery(ShellDocument, { fetchPolicy: 'cache-first', errorPolicy: 'all' });
  const changed = !same(wordsOf(draft), wordsOf(draftOf(proposal)));
  const { busy, refused, save } = useSave(part);
  useBlocker({ shouldBlockFn: () => changed && !window.confirm('This proposal has changes that are not saved. Leave it without them?'), enableBeforeUnload: changed });
  useKeys({ '$mod+s': (event) => { event.preventDefault(); if (changed) void save(draft); } });
  const look = async () => { if (!changed || await save(draft)) setSending(true); };
  const set = (change: Partial<ProposalDraft>) => setDraft((stands) => ({ ...stands, ...change }));
  const rested = useRested(draft.offer);
  const client = proposal.client;
  return (
    <>
      <PageHead
        ruled title={draft.title.trim() || 'Proposal'} status={<Status machine="proposal" state={proposal.state} filled />}
        facts={[client?.displayName && <><IconBuilding aria-hidden /><Go to={`/clients/${client.id}`} className="fm-link">{client.displayName}</Go></>, proposal.revision > 1 && <span key="revision">Version {proposal.revision}: it takes the place of <Go to={`/proposals/${proposal.replacesId ?? ''}`} className="fm-link">the one before</Go></span>, <span key="saved" role="status">{changed ? 'Not saved yet' : 'Saved'}</span>]}
        plain={[<Act key="save" busy={busy} disabled={!changed} hotkey={`${modKey}S`} onClick={() => void save(draft)}>Save</Act>]}
        primary={<Act look="primary" icon={IconSend} busy={busy} onClick={() => void look()}>Look and send</Act>}
      />
      <DeviationLine part={part} unsaved={changed} />
      <div className={css.builder}>
        <div className={css.write}>
          <Refused>{typeof refused === 'string' ? refused : refusalWords(refused)}</Refused>
          <div className={css.first}>
            <Field label="What it is about" maxLength={200} value={draft.title} onChange={(event) => set({ title: event.target.value })} />
            <Field label="Can be answered until" optional type="date" min={dayOf(now())} value={draft.expiresOn} onChange={(event) => set({ expiresOn: event.target.value })} />
          </div>
          <TextField label="A word to them" optional maxLength={4000} value={draft.note} onChange={(event) => set({ note: event.target.value })} />
          <OfferFields offer={draft.offer} library={libraryOf(data, proposal.currency)} onChange={(offer) => set({ offer })} />
          <ContractPart draft={draft} part={part} onChange={set} />
        </div>
        <section className={css.look} aria-label="What the client will see">
          <h2 className={css.lookHead}>What {client?.displayName ?? 'the client'} will see <span className="fm-quiet">try it</span></h2>
          <OfferPreview title={draft.title} note={draft.note} offer={offerInput(rested)} stale={!same(rested, draft.offer)} firm={shell?.me?.firm.name ?? ''} chosen={chosen} onChoose={setChosen} />
        </section>
      </div>
      {sending && <SendProposalDialog part={part} onClose={() => setSending(false)} />}
    </>
  );
}

function useSave({ proposal, onChanged }: ProposalPart) {
  const [refused, setRefused] = useState<unknown>(null);
  const [change, { loading }] = useMutation(ChangeProposalDocument, { errorPolicy: 'all' });
  const tell = useTell();
  const save = async (draft: ProposalDraft): Promise<boolean> => {
    const words = wordsOf(draft);
    if (typeof words === 'string') { setRefused(words); return false; }
    const { data, error } = await change({ variables: { input: { ...words, proposalId: proposal.id, ifVersion: proposal.version } } }).catch((thrown: unknown) => ({ data: undefined, error: thrown }));
    setRefused(data?.changeProposal ? null : error);
    if (!data?.changeProposal) return false;
    tell.done('Saved', 'Nobody has it until it is sent.');
    await onChanged();
    return true;
  };
  return { busy: loading, refused, save };
}
