import { useMutation, useQuery } from '@apollo/client/react';
import { useEffect, useRef, useState } from 'react';
import { reveal } from '../../../gql/portal';
import { ChooseOfProposalDocument, OpenProposalDocument, PortalOfferLineFragmentDoc, PortalPriceDocument, PortalQuoteFragmentDoc, type PortalProposalFragment, type PortalQuoteFragment } from '../../../gql/portal/graphql';
import { refusalWords } from '../../../lib/failures';
import { choiceOf, selectionOf, type Choice } from './choice';

const restMs = 800;

/** The offer of a proposal with its lines in the open. */
export function offerOf({ options, addOns }: PortalProposalFragment) {
  const lines = (all: PortalProposalFragment['addOns']) => all.map((line) => reveal(PortalOfferLineFragmentDoc, line));
  return { options: options.map((option) => ({ ...option, lines: lines(option.lines) })), addOns: lines(addOns) };
}
export type ShownOffer = ReturnType<typeof offerOf>;

/** What is chosen on the page, and what the house says it costs: nothing is ever added up in the browser. The choice is remembered while somebody thinks about it. */
export function useChoice(proposal: PortalProposalFragment) {
  const offer = offerOf(proposal);
  const [choice, setChoice] = useState<Choice>(() => choiceOf(proposal.selection));
  const selection = selectionOf(offer, choice);
  const key = JSON.stringify(selection);
  // What was chosen when the page opened has its price already; later looks bring the price of whatever is remembered by then.
  const first = useRef({ key, quote: proposal.quote });
  const isFirst = key === first.current.key;
  const asked = useQuery(PortalPriceDocument, { variables: { id: proposal.id, selection }, skip: isFirst, errorPolicy: 'all', notifyOnNetworkStatusChange: true });
  const known = asked.data ?? asked.previousData;
  const quote: PortalQuoteFragment | null = (isFirst ? null : reveal(PortalQuoteFragmentDoc, known?.proposalQuote)) ?? reveal(PortalQuoteFragmentDoc, first.current.quote) ?? null;
  useRemembered(proposal, key, isFirst);
  return { offer, choice, setChoice, selection, key, quote, isStale: !isFirst && (asked.loading || !asked.data), refused: isFirst ? '' : refusalWords(asked.error), askAgain: () => void asked.refetch().catch(() => undefined) };
}

/** Keeps the choice on the proposal once it rests: who comes back, on whatever device, finds it. That it could not be kept costs nobody anything. */
function useRemembered({ id, answerable }: PortalProposalFragment, key: string, isFirst: boolean): void {
  const [keep] = useMutation(ChooseOfProposalDocument, { errorPolicy: 'all' });
  const kept = useRef(isFirst ? key : '');
  useEffect(() => {
    if (!answerable || kept.current === key) return undefined;
    const timer = setTimeout(() => {
      kept.current = key;
      void keep({ variables: { input: { proposalId: id, selection: JSON.parse(key) as ReturnType<typeof selectionOf> } } }).catch(() => undefined);
    }, restMs);
    return () => clearTimeout(timer);
  }, [id, answerable, key, keep]);
}

/** Tells the firm, once, that the proposal was opened. Said by the page and not by the link, so that a mail scanner says nothing. */
export function useOpened({ id, state }: Pick<PortalProposalFragment, 'id' | 'state'>): void {
  const [open] = useMutation(OpenProposalDocument, { errorPolicy: 'all' });
  useEffect(() => {
    if (state === 'SENT') void open({ variables: { input: { proposalId: id } } }).catch(() => undefined);
  }, [id, state, open]);
}
