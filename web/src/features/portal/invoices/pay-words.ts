import { moneyWords } from '../../../lib/format';

/** How a try to pay stands, as the graph gives it. */
export interface Try { readonly state: string; readonly problem?: string | null | undefined; readonly checkoutUrl?: string | null | undefined; readonly amount: { readonly minor: string | number; readonly currency: string } }
/** What a person can do about paying, and what they are told. */
export interface Paying {
  /** What the button says; null while there is nothing to press. */
  readonly act: string | null;
  /** What is told; empty where there is nothing to say. */
  readonly words: string;
  readonly tone: 'plain' | 'late';
  /** True while something may still come of it by itself. */
  readonly moves: boolean;
}

const told: Readonly<Record<string, (sum: string) => string>> = {
  PENDING: (sum) => `Your payment of ${sum} is on its way. It may take some days until it is here; there is nothing more to do.`,
  REVIEW: (sum) => `Your payment of ${sum} has come. We look at it, and then write it down. Please do not pay again.`,
};

/** What the pay panel of an invoice shows for its newest try; `left` is what is still to be paid, in words. */
export function payingOf(newest: Try | null | undefined, left: string): Paying {
  const fresh = { act: `Pay ${left}`, words: '', tone: 'plain', moves: false } as const;
  if (!newest) return fresh;
  const sum = moneyWords(newest.amount.minor, newest.amount.currency);
  if (newest.state === 'STARTING') return { act: `Pay ${left}`, words: newest.problem ?? 'The payment page is being opened.', tone: 'plain', moves: true };
  if (newest.state === 'OPEN') return { act: `Go on paying ${sum}`, words: 'Your payment page is open. Nothing was paid at it yet.', tone: 'plain', moves: true };
  if (newest.state === 'FAILED') return { ...fresh, act: `Try again to pay ${left}`, words: newest.problem ?? 'It did not work, and nothing was paid.', tone: 'late' };
  // What was paid stands in the invoice's own words; the rest of a part that is paid can be paid anew.
  if (newest.state === 'ENDED' || newest.state === 'PAID') return fresh;
  return { act: null, words: told[newest.state]?.(sum) ?? '', tone: 'plain', moves: true };
}
