import { countWords, moneyWords } from '../../../lib/format';
import type { Figure } from '../../../ui/FigureStrip';

interface Sum { readonly count: number; readonly amount: { readonly minor: string | number | bigint; readonly currency: string } }
/** What a client owes in one currency. */
export interface OwedInCurrency { readonly open: Sum; readonly overdue: Sum; readonly lateSince: string | null }

const amountOf = ({ amount }: Sum): string => moneyWords(amount.minor, amount.currency);
const dayMs = 86_400_000;

/** How many whole days lie between two plain days. */
const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / dayMs);

/** «£1,200.00», and what is owed beside it in other currencies or how many invoices it is. */
export function owedFigure(money: readonly OwedInCurrency[]): Figure {
  const owed = money.filter(({ open }) => open.count > 0).map(({ open }) => open);
  const [first, ...others] = owed;
  if (!first) return { label: 'Owed', value: 'Nothing', tone: 'faint' };
  return { label: 'Owed', value: amountOf(first), meaning: others.length > 0 ? `and ${others.map(amountOf).join(' and ')}` : countWords(first.count, 'invoice') };
}

/** What of it is late, and since when. */
export function overdueFigure(money: readonly OwedInCurrency[], today: string): Figure {
  const late = money.filter(({ overdue }) => overdue.count > 0);
  const [first, ...others] = late;
  if (!first) return { label: 'Overdue', value: 'Nothing', tone: 'faint' };
  const since = late.map(({ lateSince }) => lateSince).filter((day): day is string => day !== null).sort()[0];
  const meaning = others.length > 0 ? `and ${others.map(({ overdue }) => amountOf(overdue)).join(' and ')}` : since ? countWords(daysBetween(since, today), 'day') : undefined;
  return { label: 'Overdue', value: amountOf(first.overdue), meaning, tone: 'broken' };
}
