import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { reveal } from '../../../gql/staff';
import { PricedFragmentDoc, SendProposalDocument } from '../../../gql/staff/graphql';
import { refusalWords } from '../../../lib/failures';
import { countWords, dayWords, moneyWords, plainDate } from '../../../lib/format';
import { Effects, type Effect } from '../../../ui/Effects';
import { useTell } from '../../../ui/Told';
import { templateWords } from './ContractPart';
import type { ProposalPart } from './ProposalPage';

/** What sending does, told from the draft as the server holds it. */
function effectsOf({ proposal, data }: ProposalPart): Effect[] {
  const who = proposal.client?.displayName ?? 'the client';
  const packages = proposal.options.length === 1 ? `the package «${proposal.options[0]?.name ?? ''}»` : `${countWords(proposal.options.length, 'package')}: ${proposal.options.map((one) => one.name).join(', ')}`;
  const template = templateWords(data, proposal.templateVersionId);
  const quote = reveal(PricedFragmentDoc, proposal.quote);
  const price = quote ? ` As it stands chosen it is ${moneyWords(quote.total.minor, quote.total.currency)} with tax.` : '';
  return [
    { act: `Put it in the portal of ${who}`, detail: `They read ${packages}${proposal.addOns.length > 0 ? ` and ${countWords(proposal.addOns.length, 'add-on')}` : ''}, choose, and answer${proposal.expiresOn ? ` until ${dayWords(plainDate(proposal.expiresOn), 'UTC')}` : ', with no last day'}.${price}` },
    ...(proposal.replacesId ? [{ act: 'Put the one before aside', detail: 'It stays to be read, and can no longer be answered.' }] : []),
    { act: 'Fix what it says', detail: 'From now on nobody changes it. A newer one can take its place.' },
    template ? { act: 'After a yes: write the agreement', detail: `From «${template}»${proposal.deviationBy ? `, with the words that ${proposal.deviationBy} agreed to` : ''}, to the cent of what they chose.` } : { act: 'After a yes: nothing by itself', detail: 'It names no contract. You choose a template when you write the agreement.' },
  ];
}

/** The last look before the client has it. */
export function SendProposalDialog({ part, onClose }: { part: ProposalPart; onClose: () => void }) {
  const { proposal, onChanged } = part;
  const [send, { loading }] = useMutation(SendProposalDocument, { errorPolicy: 'all' });
  const [refusal, setRefusal] = useState('');
  const tell = useTell();
  const act = async () => {
    const { data, error } = await send({ variables: { input: { proposalId: proposal.id, ifVersion: proposal.version } } }).catch((thrown: unknown) => ({ data: undefined, error: thrown }));
    if (!data?.sendProposal) { setRefusal(refusalWords(error)); void onChanged(); return; }
    tell.done('Sent', `${proposal.client?.displayName ?? 'The client'} finds it in the portal.`);
    onClose();
    await onChanged();
  };
  return <Effects open title="Send 1 proposal" effects={effectsOf(part)} undo="It cannot be called back; a newer one can take its place." refusal={refusal} busy={loading} onAct={() => void act()} onClose={onClose} />;
}
