import { moneyWords } from '../../../lib/format';

/** The parts of the inbox, by what stands in the address. */
export const approvalViews = [
  { key: 'mine', view: 'MINE', label: 'Mine', none: 'Nothing waits for your decision.' },
  { key: 'delegates', view: 'DELEGATES', label: 'My delegates', none: 'Nobody handed you anything that waits.' },
  { key: 'waiting', view: 'WAITING', label: 'Waiting for others', none: 'Nothing waits for others.' },
  { key: 'decided', view: 'DECIDED', label: 'Decided', none: 'Nothing was decided yet.' },
] as const;
export type ApprovalViewChoice = (typeof approvalViews)[number];
/** The part that the address names; the first one when it names none. */
export const viewOf = (key: string | undefined): ApprovalViewChoice => approvalViews.find((one) => one.key === key) ?? approvalViews[0];

interface Asked { readonly kind: string; readonly amount?: { readonly minor: string | number; readonly currency: string } | null }
interface Moment { readonly kind: string; readonly byName?: string | null; readonly stepNo?: number | null; readonly ruleName: string }

/** What kind of paper it is. */
export const kindWords = (kind: string): string => (kind === 'BILL' ? 'Bill' : 'Invoice');

/** What a yes will do, one thing at a time. */
export function willDo({ kind, amount }: Asked, isLast: boolean): string[] {
  const sum = amount ? moneyWords(amount.minor, amount.currency) : 'the amount';
  if (!isLast) return [`Your yes to ${sum} is written down, for these very words.`, 'Whoever comes next is told.'];
  return kind === 'BILL' ? [`${sum} may be paid to the vendor.`, 'The bill goes to the ledger, once.', 'Who agreed lies beside it there.'] : [`The invoice of ${sum} can go out under the next number.`, 'A change of its words takes your yes back.'];
}

const did: Readonly<Record<string, string>> = { ASKED: 'asked', APPROVED: 'agreed', REJECTED: 'did not agree', CHANGES_REQUESTED: 'asked for other words', VOIDED: 'The words changed' };

/** What happened, in a few words. */
export function momentOf({ kind, byName, stepNo, ruleName }: Moment): string {
  if (kind === 'VOIDED') return 'The words changed, or it was taken back.';
  const step = kind === 'ASKED' ? ` by «${ruleName}»` : stepNo === null || stepNo === undefined ? '' : `, step ${stepNo + 1}`;
  return `${byName ?? 'The house'} ${did[kind] ?? 'did something'}${step}`;
}

/** One paper that is chosen to be agreed to with others. */
export interface Picked { readonly kind: string; readonly amount?: { readonly minor: string | number; readonly currency: string } | null }

/** «3 chosen, £4,320.00»: how many, and what they come to in each currency; what has no amount is counted alone. */
export function pickedWords(picked: readonly Picked[]): string {
  const sums = new Map<string, bigint>();
  for (const { amount } of picked) if (amount) sums.set(amount.currency, (sums.get(amount.currency) ?? 0n) + BigInt(amount.minor));
  return [`${picked.length} chosen`, ...[...sums].map(([currency, minor]) => moneyWords(minor, currency))].join(', ');
}

/** The row to look at once the chosen one is decided: the next one, the one before where it was the last, and none where it was the only one. */
export function afterDecision(ids: readonly string[], chosen: string | undefined): string | undefined {
  const at = chosen === undefined ? -1 : ids.indexOf(chosen);
  return at === -1 ? ids[0] : ids[at + 1] ?? ids[at - 1];
}

/** The row beside the chosen one; the first when none is chosen. */
export function neighbour(ids: readonly string[], chosen: string | undefined, by: 1 | -1): string | undefined {
  const at = chosen === undefined ? -1 : ids.indexOf(chosen);
  return at === -1 ? ids[0] : ids[Math.min(ids.length - 1, Math.max(0, at + by))];
}
