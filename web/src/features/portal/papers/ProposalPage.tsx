import { IconAlertTriangle, IconCircleCheck, IconClock } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { reveal } from '../../../gql/portal';
import { PortalProposalFragmentDoc, PortalProposalPageDocument, PortalQuoteFragmentDoc, type PortalProposalFragment } from '../../../gql/portal/graphql';
import { LetterButton } from '../../../ui/Portal';
import { BackTo } from '../BackTo';
import { NothingHere, Page, PageOut, Part, Waiting } from '../Page';
import { useAddressPart, Way } from '../ways';
import { AddOns, Packages } from './Packages';
import { amountWords, discountWords, proposalWords } from './paper-words';
import { PaperText } from './PaperText';
import { ProposalAnswer } from './ProposalAnswer';
import { DueWhen, Totals } from './Totals';
import { useChoice, useOpened } from './use-choice';
import { useWatched } from './use-watched';
import back from '../Back.module.css';
import css from './Papers.module.css';

const title = 'Proposal';

/** One proposal: what it says, what can be chosen and what that costs, and the answer. Looked at again by itself, so that of two open pages both say what became of it. */
export function ProposalPage() {
  const id = useAddressPart('proposalId');
  const page = useWatched(PortalProposalPageDocument, { id }, 15_000);
  const proposal = reveal(PortalProposalFragmentDoc, page.data?.proposal);
  if (page.gone) return <NothingHere>It may belong to another of your clients. <Way to="/papers" className={back.inline}>See your proposals and agreements</Way></NothingHere>;
  if (!proposal) return page.waiting ? <Waiting title={title} /> : <PageOut title={title} page={page} />;
  const again = () => void page.again();
  return (
    <>
      <BackTo to="/" words="Home" />
      <Page title={proposal.title} heading={proposal.title} sub={<>{proposal.note && <p className={css.note}>{proposal.note}</p>}<Standing proposal={proposal} /></>}>
        {proposal.answerable ? <Open key={proposal.id} proposal={proposal} onOvertaken={again} /> : <Settled proposal={proposal} />}
      </Page>
    </>
  );
}

/** Where it stands, and whose move it is. */
function Standing({ proposal }: { proposal: PortalProposalFragment }) {
  const { words, tone } = proposalWords(proposal);
  const place = useRef<HTMLParagraphElement>(null);
  const was = useRef(proposal.answerable);
  // What was pressed is gone with the answer: the focus goes to what came of it.
  useEffect(() => { if (was.current && !proposal.answerable) { place.current?.focus(); window.scrollTo({ top: 0 }); } was.current = proposal.answerable; }, [proposal.answerable]);
  const Mark = { yours: IconClock, done: IconCircleCheck, over: IconAlertTriangle }[tone];
  return <p className={css.standing} data-tone={tone} role="status" tabIndex={-1} ref={place}><Mark size={18} stroke={1.75} aria-hidden />{words}</p>;
}

interface OpenProps { proposal: PortalProposalFragment; onOvertaken: () => void }

function Open({ proposal, onOvertaken }: OpenProps) {
  useOpened(proposal);
  const chosen = useChoice(proposal);
  const { offer, choice, setChoice, quote, isStale, refused } = chosen;
  return (
    <>
      <Part title={offer.options.length > 1 ? 'Choose one' : 'What we offer'}><Packages options={offer.options} prices={proposal.optionQuotes} choice={choice} onChoose={setChoice} /></Part>
      {offer.addOns.length > 0 && <Part title="On top, if you like"><AddOns addOns={offer.addOns} choice={choice} onChoose={setChoice} /></Part>}
      {quote && <Part title="What it costs"><Totals quote={quote} stale={isStale} />{proposal.discount && <p className={css.small}>{discountWords(proposal.discount)} {proposal.discount.amount ? 'the whole, once' : 'everything'} is in these figures.</p>}</Part>}
      {refused && <p className={css.refused} role="alert"><IconAlertTriangle size={18} aria-hidden />{refused}<LetterButton look="text" onClick={chosen.askAgain}>Ask again</LetterButton></p>}
      {quote && <Part title="What is due when"><DueWhen quote={quote} /></Part>}
      <ContractText body={proposal.contractText} />
      {quote && <ProposalAnswer proposal={proposal} chosen={{ ...chosen, isStale: isStale || refused !== '' }} quote={quote} onOvertaken={onOvertaken} />}
    </>
  );
}

/** What the yes leads to, to be read before it is said. */
function ContractText({ body }: { body: unknown }) {
  if (!body) return null;
  return (
    <Part title="The contract">
      <details className={css.contract}><summary>Read what you will be asked to sign</summary><p className={css.small}>Marked words are filled in when the contract is written.</p><PaperText body={body} /></details>
    </Part>
  );
}

const next: Record<string, string> = {
  ACCEPTED: 'Thank you. If there is something to sign, it comes next: we write to you, and it stands on your first page.', REJECTED: 'Thank you for telling us. We may write you another one.',
  SUPERSEDED: 'This one can no longer be answered. The newer one stands in your list.', EXPIRED: 'It can no longer be answered. Write to us if you still want it, and we send a new one.',
};

/** What became of it, and what was agreed to the penny. */
function Settled({ proposal }: { proposal: PortalProposalFragment }) {
  const quote = reveal(PortalQuoteFragmentDoc, proposal.quote);
  const state = proposal.state === 'SENT' || proposal.state === 'VIEWED' ? 'EXPIRED' : proposal.state;
  return (
    <>
      <p className={css.next}>{next[state]} <Way to="/papers" className={back.inline}>See your proposals and agreements</Way></p>
      {proposal.reason && <Part title="Your words"><p className={css.note}>{proposal.reason}</p></Part>}
      {state === 'ACCEPTED' && quote && (
        <>
          <Part title="What you took"><ul className={css.taken}>{quote.lines.map((line) => <li key={line.key}><span>{line.title}{line.quantity > 1 ? `, ${line.quantity}` : ''}</span><b>{amountWords(line.gross)}</b></li>)}</ul></Part>
          <Part title="What it costs"><Totals quote={quote} /></Part>
          <Part title="What is due when"><DueWhen quote={quote} /></Part>
        </>
      )}
      {state === 'ACCEPTED' && <ContractText body={proposal.contractText} />}
    </>
  );
}
