import { capital } from '../../../lib/format';

/** Something that happened to an invoice. */
export interface Moment { at: string; what: string; said?: string | null }

interface Told {
  createdAt: string; issuedOn?: string | null; paidOn?: string | null; voidedAt?: string | null; reason?: string | null; number?: string | null; status: string;
  creditNotes: readonly { number: string; issuedOn: string; reason: string }[];
  approvals: readonly { createdAt: string; endedAt?: string | null; state: string; askedByName?: string | null; ruleName: string; decisions: readonly { byName: string; approved: boolean; asksChanges: boolean; comment?: string | null; at: string }[] }[];
}

interface Paid { receivedOn: string; state: string; words: string }

const decided = (one: Told['approvals'][number]['decisions'][number]): string => (one.approved ? 'agreed' : one.asksChanges ? 'asked for other words' : 'sent it back');

/** What happened to an invoice, the newest first. Days without a time stand at the end of their day. */
export function historyOf(invoice: Told, payments: readonly Paid[] = []): Moment[] {
  const moments: Moment[] = [
    { at: invoice.createdAt, what: 'Started' },
    ...invoice.approvals.flatMap((route) => [
      { at: route.createdAt, what: `${route.askedByName ?? 'Somebody'} asked for approval`, said: route.ruleName },
      ...route.decisions.map((one) => ({ at: one.at, what: `${one.byName} ${decided(one)}`, said: one.comment })),
      ...(route.state === 'VOIDED' && route.endedAt ? [{ at: route.endedAt, what: 'The approval fell', said: 'The words changed, or it was taken back.' }] : []),
    ]),
    ...(invoice.issuedOn ? [{ at: invoice.issuedOn, what: `Issued${invoice.number ? ` as ${invoice.number}` : ''}` }] : []),
    ...payments.map((one) => ({ at: one.receivedOn, what: capital(one.words) })),
    ...invoice.creditNotes.map((one) => ({ at: one.issuedOn, what: `Credit note ${one.number}`, said: one.reason })),
    ...(invoice.voidedAt ? [{ at: invoice.voidedAt, what: 'Taken back', said: invoice.reason }] : []),
  ];
  const place = (at: string): string => (at.length === 10 ? `${at}T23:59:59.999Z` : at);
  return moments.map((one, at) => ({ one, at })).sort((a, b) => place(b.one.at).localeCompare(place(a.one.at)) || b.at - a.at).map(({ one }) => one);
}
