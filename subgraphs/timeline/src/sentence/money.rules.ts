import { inner } from './facts.rules.js';
import type { StoredFact } from './sentence.types.js';

/** An amount with its currency's own number of minor digits; '' when it is not an amount. */
export function money(fact: StoredFact, field: string): string {
  const minor = inner(fact, field, 'minor');
  const currency = inner(fact, field, 'currency');
  if (!/^-?\d{1,15}$/.test(minor) || !/^[A-Z]{3}$/.test(currency)) return '';
  const format = new Intl.NumberFormat('en-GB', { style: 'currency', currency });
  return format.format(Number(minor) / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
