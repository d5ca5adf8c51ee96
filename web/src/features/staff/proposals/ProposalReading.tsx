import { useMutation } from '@apollo/client/react';
import { IconBuilding, IconCopy, IconFileText } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { reveal } from '../../../gql/staff';
import { CreateProposalDocument, PricedFragmentDoc } from '../../../gql/staff/graphql';
import { dayWords, instant, plainDate } from '../../../lib/format';
import { Act } from '../../../ui/Act';
import { Money } from '../../../ui/facts';
import { Go } from '../../../ui/Go';
import { PageHead } from '../../../ui/PageHead';
import { Facts, Section, Split } from '../../../ui/Rail';
import { Status } from '../../../ui/Status';
import { useAct } from '../../../ui/use-act';
import { BillPlan, QuoteTable, timingWords } from '../agreements/QuoteTable';
import { ContractReading } from '../contract-text/ContractReading';
import { draftOf, wordsOf } from './builder-draft';
import { templateWords } from './ContractPart';
import { linesOf } from './offered-lines';
import type { ProposalPart } from './ProposalPage';
import { WriteAgreementDialog } from './WriteAgreementDialog';
import css from './Proposals.module.css';

/** A proposal that the client has, or has answered: it is read, and a newer one may take its place. */
export function ProposalReading({ part }: { part: ProposalPart }) {
  const { proposal } = part;
  const client = proposal.client;
  const quote = reveal(PricedFragmentDoc, proposal.quote);
  const accepted = proposal.state === 'ACCEPTED';
  return (
    <>
      <PageHead
        ruled title={proposal.title} status={<Status machine="proposal" state={proposal.state} filled />} sentence={sentenceOf(part)}
        facts={[client?.displayName && <><IconBuilding aria-hidden /><Go to={`/clients/${client.id}`} className="fm-link">{client.displayName}</Go></>, proposal.agreement && <><IconFileText aria-hidden /><Go to={`/agreements/${proposal.agreement.id}`} className="fm-link">{proposal.agreement.title}</Go></>]}
        plain={[!accepted && proposal.state !== 'SUPERSEDED' && <Newer key="newer" part={part} />]}
        primary={accepted && !proposal.agreement && <WriteAgreement part={part} />}
      />
      <Split padded reads railLabel="About this proposal" rail={<Rail part={part} />}>
        {proposal.note && <p className={css.note}>{proposal.note}</p>}
        <section aria-label="What was chosen">
          <h2 className={css.sub}>{accepted ? 'What they took' : 'As it stands chosen'}</h2>
          {quote ? <><QuoteTable quote={quote} label="What was chosen" /><h2 className={css.sub}>What is billed when</h2><BillPlan plan={quote.plan} /></> : <p className="fm-quiet">Nothing can be priced.</p>}
        </section>
        <section aria-label="What was offered">
          <h2 className={css.sub}>What was offered</h2>
          <ul className={css.offered}>
            {proposal.options.map((option) => <Offered key={option.key} name={option.name} said={option.description} lines={option.lines} taken={option.key === proposal.selection.optionKey} recommended={option.recommended} />)}
            {proposal.addOns.length > 0 && <Offered name="Add-ons" said={null} lines={proposal.addOns} taken={false} recommended={false} />}
          </ul>
        </section>
        {proposal.contractText !== null && proposal.contractText !== undefined && <section aria-label="Contract"><h2 className={css.sub}>The contract it leads to</h2><ContractReading body={proposal.contractText} /></section>}
      </Split>
    </>
  );
}

function sentenceOf({ proposal }: ProposalPart): string {
  const who = proposal.answeredBy ?? 'The client';
  const on = proposal.answeredAt ? ` on ${dayWords(instant(proposal.answeredAt))}` : '';
  switch (proposal.state) {
    case 'ACCEPTED': return `${who} said yes${on}. It never changes again: a later change is written as a change to the agreement.`;
    case 'REJECTED': return `${who} said no${on}${proposal.reason ? `: «${proposal.reason}»` : ''}.`;
    case 'EXPIRED': return `Nobody answered by ${proposal.expiresOn ? dayWords(plainDate(proposal.expiresOn), 'UTC') : 'its last day'}.`;
    case 'SUPERSEDED': return 'A newer one took its place, so nobody can answer it.';
    default: return `${proposal.viewedAt ? `They opened it on ${dayWords(instant(proposal.viewedAt))}` : 'They have not opened it yet'}, and can answer${proposal.expiresOn ? ` until ${dayWords(plainDate(proposal.expiresOn), 'UTC')}` : ', with no last day'}.`;
  }
}

interface OfferedProps { name: string; said: string | null | undefined; lines: ProposalPart['proposal']['addOns']; taken: boolean; recommended: boolean }

function Offered({ name, said, lines, taken, recommended }: OfferedProps) {
  return (
    <li data-taken={taken || undefined}>
      <b>{name}</b>{taken && <span className="fm-second"> chosen</span>}{recommended && <span className="fm-quiet"> recommended</span>}
      {said && <small>{said}</small>}
      <ul>{linesOf(lines).map((line) => <li key={line.key}><span>{line.title}</span><span className="fm-quiet">{timingWords(line)}</span><span>{line.unitPrice ? <Money minor={line.unitPrice.minor} currency={line.unitPrice.currency} /> : 'To be confirmed'}</span></li>)}</ul>
    </li>
  );
}

function Rail({ part: { proposal, data } }: { part: ProposalPart }) {
  const template = templateWords(data, proposal.templateVersionId);
  return (
    <>
      <Section title="This proposal">
        <Facts facts={[
          ['Sent', proposal.sentAt ? dayWords(instant(proposal.sentAt)) : 'Never'],
          ['Opened', proposal.viewedAt ? dayWords(instant(proposal.viewedAt)) : 'Not yet'],
          ['Answer by', proposal.expiresOn ? dayWords(plainDate(proposal.expiresOn), 'UTC') : 'No last day'],
          ...(proposal.answeredAt ? [['Answered', `${dayWords(instant(proposal.answeredAt))}${proposal.answeredBy ? `, ${proposal.answeredBy}` : ''}`] as const] : []),
          ['Contract', template ?? 'Not named'],
          ...(proposal.deviationBy ? [['Deviations', `Agreed to by ${proposal.deviationBy}`] as const] : []),
          ['Version', String(proposal.revision)],
        ]} />
      </Section>
      {proposal.replacesId && <Section title="Before it"><Go to={`/proposals/${proposal.replacesId}`} className="fm-link">The version it took the place of</Go></Section>}
    </>
  );
}

/** A draft like this one, which takes its place when it is sent. */
function Newer({ part: { proposal } }: { part: ProposalPart }) {
  const [create] = useMutation(CreateProposalDocument, { errorPolicy: 'all' });
  const navigate = useNavigate();
  const { busy, act } = useAct(() => undefined);
  const write = async () => {
    const words = wordsOf({ ...draftOf(proposal), expiresOn: '' });
    if (typeof words === 'string' || !proposal.client) return;
    const work = create({ variables: { input: { ...words, clientId: proposal.client.id, projectId: proposal.projectId ?? null, replacesId: proposal.id } } });
    if (!(await act(work, { done: 'A draft is written', why: 'It takes the place of this one when it is sent, and not before.', refused: 'No draft was written' }))) return;
    const made = (await work).data?.createProposal;
    if (made) await navigate({ to: '/proposals/$proposalId', params: { proposalId: made.id } });
  };
  return <Act icon={IconCopy} busy={busy} onClick={() => void write()}>Write a newer one</Act>;
}

function WriteAgreement({ part }: { part: ProposalPart }) {
  const [open, setOpen] = useState(false);
  return <><Act look="primary" icon={IconFileText} onClick={() => setOpen(true)}>Write the agreement</Act>{open && <WriteAgreementDialog part={part} onClose={() => setOpen(false)} />}</>;
}
