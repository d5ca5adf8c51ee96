import type { Period, Timing } from '../proposal/offer.types.js';

const timings: Readonly<Record<Timing, string>> = { ON_ACCEPTANCE: 'On signature', DEPOSIT: 'Deposit, rest on completion', ON_COMPLETION: 'On completion', RECURRING: 'Recurring', TO_BE_CONFIRMED: 'To be confirmed' };
const periods: Readonly<Record<Period, string>> = { WEEK: 'Each week', MONTH: 'Each month', QUARTER: 'Each quarter', YEAR: 'Each year' };

/** When a line is billed, in words of a contract. */
export const whenBilled = (line: { readonly timing: Timing; readonly period: Period | null }): string => (line.period === null ? timings[line.timing] : periods[line.period]);

/** An amount in words of a contract, exact whatever its size. */
export const amountInWords = (decimal: string, currency: string): string => `${decimal.replace(/\B(?<!\.\d*)(?=(\d{3})+(?!\d))/g, ',')} ${currency}`;

/** A day in words of a contract. */
export const dayInWords = (day: string): string => new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(Date.parse(`${day}T12:00:00Z`));
