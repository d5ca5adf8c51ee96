import { describe, expect, it } from '@jest/globals';
import { overdueFigure, owedFigure, type OwedInCurrency } from './money-words';

const sum = (count: number, minor: string, currency = 'GBP') => ({ count, amount: { minor, currency } });
const pounds = (open: [number, string], overdue: [number, string] = [0, '0'], lateSince: string | null = null): OwedInCurrency => ({ open: sum(...open), overdue: sum(...overdue), lateSince });
const euros = (minor: string): OwedInCurrency => ({ open: sum(1, minor, 'EUR'), overdue: sum(1, minor, 'EUR'), lateSince: '2026-11-01' });

describe('what a client owes, in words', () => {
  it('is nothing for a client to whom nothing ever went out, and for one who paid all', () => {
    for (const money of [[], [pounds([0, '0'])]]) expect([owedFigure(money), overdueFigure(money, '2026-11-19')]).toEqual([{ label: 'Owed', value: 'Nothing', tone: 'faint' }, { label: 'Overdue', value: 'Nothing', tone: 'faint' }]);
  });

  it('says how much and how many, and by how many days the first of them is late', () => {
    expect(owedFigure([pounds([2, '120000'])])).toEqual({ label: 'Owed', value: '£1,200.00', meaning: '2 invoices' });
    expect(overdueFigure([pounds([2, '120000'], [1, '20000'], '2026-11-18')], '2026-11-19')).toEqual({ label: 'Overdue', value: '£200.00', meaning: '1 day', tone: 'broken' });
    expect(overdueFigure([pounds([2, '120000'], [1, '20000'], '2026-10-20')], '2026-11-19').meaning).toBe('30 days');
  });

  it('adds no currencies up', () => {
    expect(owedFigure([pounds([1, '9900']), euros('700')])).toMatchObject({ value: '£99.00', meaning: 'and €7.00' });
    expect(overdueFigure([pounds([1, '9900']), euros('700')], '2026-11-19')).toMatchObject({ value: '€7.00', meaning: '18 days' });
  });
});
