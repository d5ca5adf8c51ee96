import { isNothing } from '../../../lib/amounts';
import { now } from '../../../lib/clock';
import { capital, countWords, dayOf, dayWords, instant, moneyWords, plainDate } from '../../../lib/format';
import { whenDue } from '../words';

/** An amount from the wire. */
export interface Amount { minor: string | number; currency: string }
export type Timing = 'ON_ACCEPTANCE' | 'DEPOSIT' | 'ON_COMPLETION' | 'RECURRING' | 'TO_BE_CONFIRMED';
export type Period = 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR';

/** «£1,200.00». */
export const amountWords = ({ minor, currency }: Amount): string => moneyWords(minor, currency);

const each: Record<Period, string> = { WEEK: 'each week', MONTH: 'each month', QUARTER: 'each quarter', YEAR: 'each year' };

/** How often, as it follows an amount: «each month». */
export const periodWords = (period: Period): string => each[period];

/** When something is billed, as a heading. */
export function billedWords(timing: Timing, period?: Period | null): string {
  if (timing === 'RECURRING') return capital(each[period ?? 'MONTH']);
  return { ON_ACCEPTANCE: 'At the start', DEPOSIT: 'At the start, as a deposit', ON_COMPLETION: 'When the work is done', TO_BE_CONFIRMED: 'Price still to be agreed' }[timing];
}

/** What something costs in all: «£1,200.00 and £300.00 each month». What costs nothing once and something again and again names only the latter. */
export function priceWords({ fixedTotal, recurring }: { fixedTotal: Amount; recurring: readonly { period: Period; total: Amount }[] }): string {
  const again = recurring.filter(({ total }) => !isNothing(total.minor)).map(({ period, total }) => `${amountWords(total)} ${each[period]}`);
  const once = isNothing(fixedTotal.minor) && again.length > 0 ? [] : [amountWords(fixedTotal)];
  const parts = [...once, ...again];
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
}

/** «20% VAT», «17.5% VAT»; null where nothing is added. */
export function taxWords({ taxName, taxBasisPoints }: { taxName?: string | null; taxBasisPoints: number }): string | null {
  return taxBasisPoints === 0 ? null : `${taxBasisPoints / 100}% ${taxName ?? 'tax'}`;
}

/** What one of a line costs, before tax, and how often: «£99.99 each month, plus 20% VAT». */
export function lineWords(line: { unitPrice?: Amount | null; timing: Timing; period?: Period | null; maxQuantity: number; taxName?: string | null; taxBasisPoints: number }): string {
  if (!line.unitPrice) return 'The price is still to be agreed with you.';
  const tax = taxWords(line);
  const many = line.maxQuantity > 1 ? ' for each one' : '';
  return `${amountWords(line.unitPrice)}${many}${line.timing === 'RECURRING' ? ` ${each[line.period ?? 'MONTH']}` : ''}${tax ? `, plus ${tax}` : ''}`;
}

/** What is taken off: «10% off», «£50.00 off». */
export function discountWords({ basisPoints, amount }: { basisPoints?: number | null; amount?: Amount | null }): string {
  return basisPoints ? `${basisPoints / 100}% off` : amount ? `${amountWords(amount)} off` : '';
}

/** What is billed together, under the heading that says when. */
export interface Billing<Bill> { heading: string; bills: Bill[] }

/** The plan by when it is billed, in the order in which it comes. */
export function billings<Bill extends { timing: Timing; period?: Period | null }>(plan: readonly Bill[]): Billing<Bill>[] {
  const order: Timing[] = ['ON_ACCEPTANCE', 'DEPOSIT', 'ON_COMPLETION', 'RECURRING', 'TO_BE_CONFIRMED'];
  const groups = new Map<string, Bill[]>();
  for (const bill of [...plan].sort((a, b) => order.indexOf(a.timing) - order.indexOf(b.timing))) {
    const heading = billedWords(bill.timing, bill.period);
    groups.set(heading, [...(groups.get(heading) ?? []), bill]);
  }
  return [...groups].map(([heading, bills]) => ({ heading, bills }));
}

/** A proposal as far as its sentence needs it. */
export interface ProposalStanding { state: string; answerable: boolean; expiresOn?: string | null; answeredBy?: string | null; answeredAt?: string | null }

const onDay = (at?: string | null): string => (at ? ` on ${dayWords(instant(at))}` : '');

/** Where a proposal stands, in the client's words, and whose move it is. */
export function proposalWords({ state, answerable, expiresOn, answeredBy, answeredAt }: ProposalStanding): { words: string; tone: 'yours' | 'done' | 'over' } {
  if (answerable) return { words: expiresOn ? `Your answer is awaited ${whenDue(expiresOn).words.replace(/^By/, 'by').replace(/^Today/, 'today')}.` : 'Your answer is awaited.', tone: 'yours' };
  const by = answeredBy ? ` by ${answeredBy}` : '';
  if (state === 'ACCEPTED') return { words: `Accepted${by}${onDay(answeredAt)}.`, tone: 'done' };
  if (state === 'REJECTED') return { words: `Declined${by}${onDay(answeredAt)}.`, tone: 'over' };
  if (state === 'SUPERSEDED') return { words: 'A newer proposal took its place.', tone: 'over' };
  return { words: expiresOn ? `Ran out on ${dayWords(plainDate(expiresOn), 'UTC')}.` : 'Ran out.', tone: 'over' };
}

/** Where an agreement stands, in the client's words. */
export function agreementWords({ status, effectiveOn, endsOn }: { status: string; effectiveOn?: string | null; endsOn?: string | null }): string {
  const day = (iso: string): string => dayWords(plainDate(iso), 'UTC');
  const until = endsOn ? `, until ${day(endsOn)}` : '';
  if (status === 'ACTIVE') return effectiveOn ? `In force ${effectiveOn > dayOf(now()) ? 'from' : 'since'} ${day(effectiveOn)}${until}.` : `In force${until}.`;
  if (status === 'SIGNED_AWAITING_PAYMENT') return 'Signed by all. It comes into force with the first payment.';
  if (status === 'ENDED') return endsOn ? `Ended on ${day(endsOn)}.` : 'Ended.';
  return status === 'IN_SIGNATURE' ? 'Waits for signatures.' : 'Being written.';
}

interface PacketStanding { state: string; completedAt?: string | null; recipients: readonly { role: string; state: string }[] }

/** Where the signing of a document stands, in the client's words. */
export function packetWords({ state, completedAt, recipients }: PacketStanding): string {
  const asked = recipients.filter((one) => (one.role === 'SIGNER' || one.role === 'APPROVER') && one.state !== 'REPLACED');
  if (state === 'COMPLETED') return `Signed by all${onDay(completedAt)}.`;
  if (state === 'DECLINED') return 'Somebody would not sign it.';
  if (state === 'EXPIRED') return 'The time to sign it ran out.';
  if (state === 'VOIDED') return 'We took it back.';
  const signed = asked.filter((one) => one.state === 'SIGNED').length;
  return `${signed} of ${countWords(asked.length, 'signature')} so far.`;
}
