import type { AgreementStatus, ObligationState, SignaturePacketState } from '../../../gql/staff/graphql';
import type { Tab } from '../../../ui/Tabs';

/** What a list of agreements shows: packets by their state, agreements by theirs or by their end, or what agreements oblige to. */
export type AgreementView = { key: string; label: string; none: string } & ({ packets: SignaturePacketState[] } | { agreements: AgreementStatus[] | null; endingInDays?: number } | { duties: ObligationState[] });

export const agreementViews: readonly AgreementView[] = [
  { key: 'signing', label: 'Out for signing', packets: ['SENDING', 'SENT', 'PARTIALLY_SIGNED'], none: 'Nothing is out for signing. An accepted proposal becomes an agreement, and from its page it goes out.' },
  { key: 'back', label: 'Came back', packets: ['DECLINED', 'EXPIRED'], none: 'Nothing was declined and nothing ran out.' },
  { key: 'force', label: 'In force', agreements: ['ACTIVE', 'SIGNED_AWAITING_PAYMENT'], none: 'No agreement is in force. One comes into force with the last signature.' },
  { key: 'ending', label: 'Ending soon', agreements: null, endingInDays: 90, none: 'No agreement ends within ninety days.' },
  { key: 'duties', label: 'Duties', duties: ['OPEN'], none: 'Nothing has to be done because of an agreement. Templates say what comes with each contract; an agreement’s page takes more.' },
  { key: 'drafts', label: 'Drafts', agreements: ['DRAFT'], none: 'No agreement waits to be sent. Open an accepted proposal and write its agreement.' },
  { key: 'ended', label: 'Ended', agreements: ['ENDED'], none: 'No agreement has ended.' },
  { key: 'all', label: 'All', agreements: null, none: 'No agreements yet. Write a proposal for a client: their yes becomes the first one.' },
];

/** The tabs over agreements and proposals; only the one that is on knows its count. */
export function agreementTabs(on: string, count: number | null | undefined): Tab[] {
  const counted = (key: string) => (key === on ? count ?? null : null);
  return [
    ...agreementViews.map(({ key, label }) => ({ key, label, count: counted(key), to: '/agreements', search: { view: key } })),
    { key: 'proposals', label: 'Proposals', count: counted('proposals'), to: '/proposals', search: {} },
  ];
}
