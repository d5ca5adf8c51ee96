import fc from 'fast-check';
import { amend, type StandingItem, type WantedItem } from './amend.rules.js';
import { isFixed, sumOf } from './plan.rules.js';
import { firstOnOrAfter } from './series.rules.js';

let counter = 0;
const standing = (lineKey: string, timing: StandingItem['timing'], minor: bigint | null, more: Partial<StandingItem> = {}): StandingItem =>
  ({ id: `i${(counter += 1)}`, lineKey, title: lineKey, timing, period: timing === 'RECURRING' ? 'MONTH' : null, minor, nextOn: null, endsOn: null, invoiced: false, settles: null, ...more });
const wanted = (lineKey: string, timing: WantedItem['timing'], minor: bigint | null): WantedItem => ({ lineKey, title: lineKey, timing, period: timing === 'RECURRING' ? 'MONTH' : null, minor });
const day = '2027-01-15';

it('leaves what was billed alone, and bills or gives back the difference with the two amounts', () => {
  const before = [standing('accounts', 'DEPOSIT', 36_000n, { invoiced: true }), standing('accounts', 'ON_COMPLETION', 84_000n), standing('setup', 'ON_ACCEPTANCE', 5_000n, { invoiced: true })];
  const change = amend(before, [wanted('accounts', 'DEPOSIT', 45_000n), wanted('accounts', 'ON_COMPLETION', 105_000n)], day);
  expect(change.differences).toEqual([{ lineKey: 'accounts', title: 'accounts', settles: 'DEPOSIT', minor: 9_000n, before: 36_000n, after: 45_000n }, { lineKey: 'setup', title: 'setup', settles: 'ON_ACCEPTANCE', minor: -5_000n, before: 5_000n, after: 0n }]);
  expect(change.changed).toEqual([{ id: before[1]?.id, item: wanted('accounts', 'ON_COMPLETION', 105_000n) }]);
  expect([change.added, change.ended]).toEqual([[], []]);
});

it('counts a difference that was billed since as billed', () => {
  const before = [standing('a', 'DEPOSIT', 100n, { invoiced: true }), standing('a', 'ON_ACCEPTANCE', 50n, { invoiced: true, settles: 'DEPOSIT' }), standing('a', 'ON_ACCEPTANCE', -7n, { settles: 'DEPOSIT' })];
  const change = amend(before, [wanted('a', 'DEPOSIT', 120n)], day);
  expect(change.differences).toMatchObject([{ settles: 'DEPOSIT', minor: -30n, before: 150n, after: 120n }]);
  expect(change.ended).toEqual([before[2]?.id]);
});

it('bills a recurring item as it was until the day, and as it is from then on', () => {
  const owing = standing('advice', 'RECURRING', 30_000n, { nextOn: '2027-01-01' });
  const ahead = standing('payroll', 'RECURRING', 1_000n, { nextOn: '2027-02-01' });
  const change = amend([owing, ahead], [wanted('advice', 'RECURRING', 35_000n), wanted('payroll', 'RECURRING', 2_000n)], day);
  expect(change).toMatchObject({ added: [{ item: { lineKey: 'advice', minor: 35_000n }, follows: owing.id }], ended: [owing.id], changed: [{ id: ahead.id }] });
  expect(amend([owing], [wanted('advice', 'RECURRING', 30_000n)], day)).toEqual({ changed: [], added: [], ended: [], differences: [] });
});

it('keeps the day of a series, also through short months', () => {
  expect(firstOnOrAfter('2027-01-01', 'MONTH', '2027-01-15')).toBe('2027-02-01');
  expect(firstOnOrAfter('2027-01-31', 'MONTH', '2027-02-10')).toBe('2027-02-28');
  expect(firstOnOrAfter('2027-01-31', 'MONTH', '2027-03-01')).toBe('2027-03-31');
  expect(firstOnOrAfter('2027-01-04', 'WEEK', '2027-01-12')).toBe('2027-01-18');
  expect(firstOnOrAfter('2026-11-30', 'QUARTER', '2027-01-01')).toBe('2027-02-28');
  expect(firstOnOrAfter('2024-02-29', 'YEAR', '2027-01-01')).toBe('2027-02-28');
});

const timing = fc.constantFrom<StandingItem['timing']>('ON_ACCEPTANCE', 'DEPOSIT', 'ON_COMPLETION', 'RECURRING', 'TO_BE_CONFIRMED');
const minor = fc.bigInt({ min: 0n, max: 1_000_000n });
const items = fc.uniqueArray(fc.record({ line: fc.constantFrom('a', 'b', 'c', 'd'), timing, minor, invoiced: fc.boolean(), late: fc.boolean() }), { selector: (one) => `${one.line}${one.timing}`, maxLength: 12 });

it('ends, whatever was billed and however often it changes, with fixed items that sum to what is agreed', () => {
  fc.assert(fc.property(items, fc.array(items, { minLength: 1, maxLength: 4 }), (first, changes) => {
    const priced = (one: { timing: StandingItem['timing']; minor: bigint }): bigint | null => (one.timing === 'TO_BE_CONFIRMED' ? null : one.minor);
    let plan: StandingItem[] = first.map((one) => standing(one.line, one.timing, priced(one), { invoiced: one.invoiced && one.timing !== 'TO_BE_CONFIRMED', nextOn: one.timing === 'RECURRING' ? (one.late ? '2027-01-01' : '2027-02-01') : null }));
    for (const next of changes) {
      const target = next.map((one) => wanted(one.line, one.timing, priced(one)));
      const billed = plan.filter((one) => one.invoiced);
      const change = amend(plan, target, day);
      plan = plan.map((one) => ({ ...one, ...(change.changed.find(({ id }) => id === one.id)?.item ?? {}), endsOn: change.ended.includes(one.id) ? day : one.endsOn }));
      plan.push(...change.added.map(({ item }) => standing(item.lineKey, item.timing, item.minor)), ...change.differences.map((one) => standing(one.lineKey, 'ON_ACCEPTANCE', one.minor, { settles: one.settles, invoiced: one.minor > 0n })));
      expect(sumOf(plan.filter((one) => isFixed(one) && one.endsOn === null))).toBe(sumOf(target.filter(isFixed)));
      for (const one of billed.filter(isFixed)) expect(plan.find(({ id }) => id === one.id)).toEqual(one);
    }
  }));
});
