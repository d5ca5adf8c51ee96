import { useMutation } from '@apollo/client/react';
import { useEffect, useMemo, useRef, useState, type FormEvent } from 'react';
import { AcceptProposalDocument, RejectProposalDocument, type PortalProposalFragment, type PortalQuoteFragment } from '../../../gql/portal/graphql';
import { failuresOf, refusalWords } from '../../../lib/failures';
import { TextField } from '../../../ui/Field';
import { LetterButton } from '../../../ui/Portal';
import { Refused } from '../../../ui/Trouble';
import { priceWords } from './paper-words';
import type { useChoice } from './use-choice';
import css from './Papers.module.css';

interface AnswerProps {
  proposal: PortalProposalFragment;
  chosen: Pick<ReturnType<typeof useChoice>, 'selection' | 'key' | 'isStale' | 'offer'>;
  quote: PortalQuoteFragment;
  /** Looks again: somebody else may have answered meanwhile. */
  onOvertaken: () => void;
}

/** Yes with what it means, or no with why. Both are said twice: once to see what will happen, and once to do it. */
export function ProposalAnswer({ proposal, chosen, quote, onOvertaken }: AnswerProps) {
  const [asked, setAsked] = useState<'yes' | 'no' | null>(null);
  if (asked === 'yes') return <Yes {...{ proposal, chosen, quote, onOvertaken }} onBack={() => setAsked(null)} />;
  if (asked === 'no') return <No {...{ proposal, onOvertaken }} onBack={() => setAsked(null)} />;
  return (
    <div className={css.sum}>
      <p className={css.sumPrice} data-stale={chosen.isStale || undefined} role="status"><b>{priceWords(quote)}</b><small>with tax</small></p>
      <LetterButton arrow onClick={() => setAsked('yes')} disabled={chosen.isStale}>Accept</LetterButton>
      <LetterButton look="text" onClick={() => setAsked('no')}>No, thank you</LetterButton>
    </div>
  );
}

/** What was refused because it stands otherwise by now is shown as it stands; anything else is said here. */
function useRefusal(onOvertaken: () => void) {
  const [refused, setRefused] = useState('');
  return { refused, tell: (error: unknown) => { setRefused(refusalWords(error)); if (failuresOf(error).some(({ reason }) => reason === 'AGREEMENTS_PROPOSAL_STATE')) onOvertaken(); } };
}

function useFocus() {
  const place = useRef<HTMLHeadingElement>(null);
  useEffect(() => { place.current?.focus(); place.current?.scrollIntoView({ block: 'center' }); }, []);
  return place;
}

function Yes({ proposal, chosen, quote, onOvertaken, onBack }: AnswerProps & { onBack: () => void }) {
  const [accept, { loading }] = useMutation(AcceptProposalDocument, { errorPolicy: 'all' });
  const { refused, tell } = useRefusal(onOvertaken);
  const place = useFocus();
  // One key for one choice: pressed twice, or once more after a line that broke, it is one yes.
  const idempotencyKey = useMemo(() => `${chosen.key && crypto.randomUUID()}`, [chosen.key]);
  const say = async () => {
    const { error } = await accept({ variables: { input: { proposalId: proposal.id, selection: chosen.selection } }, context: { idempotencyKey } }).catch((thrown: unknown) => ({ error: thrown }));
    tell(error);
  };
  const name = chosen.offer.options.find(({ key }) => key === chosen.selection.optionKey)?.name ?? '';
  const more = chosen.offer.addOns.filter(({ key }) => chosen.selection.addOnKeys.includes(key)).map(({ title }) => title);
  return (
    <section className={css.confirm} aria-labelledby="confirm">
      <h2 id="confirm" tabIndex={-1} ref={place}>Accept «{proposal.title}»?</h2>
      <ol>
        <li>You take <b>{[name, ...more].join(', ')}</b> for <b>{priceWords(quote)}</b>, with tax.</li>
        <li>{proposal.contractText ? <>We write the contract and send it to you <b>to sign</b>.</> : <>We are told <b>at once</b>, and what you chose is kept as it is.</>}</li>
        <li>It cannot be taken back here. To change something later, write to us.</li>
      </ol>
      <Refused>{refused}</Refused>
      <div className={css.acts}>
        <LetterButton busy={loading} disabled={chosen.isStale} onClick={() => void say()}>Accept for {priceWords(quote)}</LetterButton>
        <LetterButton look="text" onClick={onBack}>Not now</LetterButton>
      </div>
    </section>
  );
}

function No({ proposal, onOvertaken, onBack }: Pick<AnswerProps, 'proposal' | 'onOvertaken'> & { onBack: () => void }) {
  const [reject, { loading }] = useMutation(RejectProposalDocument, { errorPolicy: 'all' });
  const [reason, setReason] = useState('');
  const { refused, tell } = useRefusal(onOvertaken);
  const place = useFocus();
  const say = async (event: FormEvent) => {
    event.preventDefault();
    const { error } = await reject({ variables: { input: { proposalId: proposal.id, reason: reason.trim() } } }).catch((thrown: unknown) => ({ error: thrown }));
    tell(error);
  };
  return (
    <form className={css.confirm} onSubmit={(event) => void say(event)}>
      <h2 tabIndex={-1} ref={place}>Decline «{proposal.title}»?</h2>
      <p>We are told at once, and can write you another one.</p>
      <TextField label="Why not?" help="In your own words; it helps us to do better." value={reason} maxLength={2000} onChange={(event) => setReason(event.target.value)} />
      <Refused>{refused}</Refused>
      <div className={css.acts}>
        <LetterButton type="submit" busy={loading} disabled={!reason.trim()}>Decline it</LetterButton>
        <LetterButton look="text" onClick={onBack}>Not now</LetterButton>
      </div>
    </form>
  );
}
