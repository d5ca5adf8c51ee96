import { addDays } from '../../../lib/format';
import { agedBars, currenciesOf, sumsOf } from './receivables';

const money = (minor: string, currency = 'GBP') => ({ minor, currency });
const row = (parts: Record<string, string>, currency = 'GBP') => ({ notDue: money('0', currency), upTo30: money('0', currency), upTo60: money('0', currency), upTo90: money('0', currency), over90: money('0', currency), total: money('0', currency), ...Object.fromEntries(Object.entries(parts).map(([key, minor]) => [key, money(minor, currency)])) });
const rows = [row({ notDue: '10', over90: '9007199254740993' }), row({ notDue: '5' }), row({ notDue: '7' }, 'USD')];

it('clients of one currency are added bucket by bucket, and each leads to its days', () => {
  const bars = agedBars(rows, 'GBP', (days) => addDays('2026-11-19', days));
  expect(bars.map((bar) => bar.values.owed?.minor)).toEqual(['15', '0', '0', '0', '9007199254740993']);
  expect(bars[0]?.values.owed?.href).toBe('/money/invoices?view=open&dueFrom=2026-11-19&currency=GBP');
  expect(bars[2]?.values.owed?.href).toBe('/money/invoices?view=open&dueFrom=2026-09-20&dueTo=2026-10-19&currency=GBP');
  expect(bars[4]?.values.owed?.href).toBe('/money/invoices?view=open&dueTo=2026-08-20&currency=GBP');
});

it('currencies stand by how many clients have them, and are never added', () => {
  expect(currenciesOf(rows)).toEqual(['GBP', 'USD']);
  expect(sumsOf([money('1'), money('2', 'USD'), money('3')])).toEqual([money('4'), money('2', 'USD')]);
});
