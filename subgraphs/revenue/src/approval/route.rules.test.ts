import type { Decision, RouteStep, RuleConditions, ToApprove } from './approval.types.js';
import { applies, isDone, routeOf, seatIn, standsFor, waitingFor, without } from './route.rules.js';

const invoice: ToApprove = { clientIds: ['cli_a'], vendorId: 'vnd_a', accountCodes: ['410', '420'], authorIds: ['usr_w'], totalMinor: 100_000n, currency: 'GBP', discountShare: 500 };
const rule = (more: Partial<RuleConditions> = {}): RuleConditions => ({ forClientId: null, authorId: null, minTotalMinor: null, currency: null, minDiscount: null, forVendorId: null, accountCode: null, ...more });
const step = (more: Partial<RouteStep> = {}): RouteStep => ({ approverIds: ['usr_a', 'usr_b'], need: 'ANY', deadlineHours: null, escalateToId: null, escalated: false, ...more });
const yes = (forId: string, byId = forId, stepNo = 0): Decision => ({ stepNo, forId, byId, byName: '', approved: true, comment: null, at: '', contentHash: '' });

it.each<[string, Partial<RuleConditions>, boolean]>([
  ['nothing at all', {}, true], ['its client', { forClientId: 'cli_a' }, true], ['another client', { forClientId: 'cli_b' }, false], ['its author', { authorId: 'usr_w' }, true], ['another author', { authorId: 'usr_x' }, false], ['its very amount', { minTotalMinor: 100_000n, currency: 'GBP' }, true],
  ['a penny more', { minTotalMinor: 100_001n, currency: 'GBP' }, false], ['an amount in another currency', { minTotalMinor: 1n, currency: 'EUR' }, false], ['its discount', { minDiscount: 500 }, true], ['a greater discount', { minDiscount: 501 }, false], ['its vendor', { forVendorId: 'vnd_a' }, true], ['another vendor', { forVendorId: 'vnd_b' }, false], ['the account of one line', { accountCode: '420' }, true], ['another account', { accountCode: '430' }, false],
  ['its client and a greater discount', { forClientId: 'cli_a', minDiscount: 501 }, false],
])('applies a rule that names %s', (_, conditions, wanted) => { expect(applies(rule(conditions), invoice)).toBe(wanted); });

it('takes the first rule that applies, leaves authors out, and asks one other person where none does', () => {
  const rules = [{ ...rule({ forClientId: 'cli_b' }), name: 'no', steps: [] }, { ...rule(), name: 'yes', steps: [{ approverIds: ['usr_w', 'usr_a'], need: 'ALL' as const, deadlineHours: 1, escalateToId: 'usr_w' }, { approverIds: ['usr_w'], need: 'ANY' as const, deadlineHours: null, escalateToId: null }] }];
  const route = routeOf(rules, invoice);
  expect(route.rule?.name).toBe('yes');
  expect(route.steps.map((one) => [one.approverIds, one.escalateToId])).toEqual([[['usr_a'], null], [[], null]]);
  expect(routeOf([], invoice)).toMatchObject({ rule: null, steps: [{ approverIds: [], need: 'ANY' }] });
});

it('is done with one of them, or with all', () => {
  expect([isDone(step(), 0, []), isDone(step(), 0, [yes('usr_a')]), isDone(step(), 1, [yes('usr_a')])]).toEqual([false, true, false]);
  expect([isDone(step({ need: 'ALL' }), 0, [yes('usr_a')]), isDone(step({ need: 'ALL' }), 0, [yes('usr_a'), yes('usr_b')])]).toEqual([false, true]);
  expect(isDone(step({ need: 'ALL', approverIds: [] }), 0, [yes('usr_z')])).toBe(true);
});

it('lets a deputy decide in one place, and nobody twice', () => {
  const at = (decisions: Decision[]) => ({ stepNo: 0, decisions });
  expect(standsFor(step(), at([]), { id: 'usr_d', delegators: ['usr_b'] })).toBe('usr_b');
  expect(standsFor(step(), at([]), { id: 'usr_d', delegators: [] })).toBeNull();
  expect(standsFor(step({ need: 'ALL' }), at([yes('usr_a')]), { id: 'usr_a', delegators: ['usr_b'] })).toBeNull();
  expect(standsFor(step({ approverIds: [] }), at([]), { id: 'usr_d', delegators: [] })).toBe('usr_d');
});

it('waits for those who have not agreed, and after the deadline for others too', () => {
  expect(waitingFor(step({ need: 'ALL' }), 0, [yes('usr_a')])).toEqual(['usr_b']);
  expect(waitingFor(step({ escalated: true, escalateToId: 'usr_c' }), 0, [])).toEqual(['usr_a', 'usr_b', 'usr_c']);
  expect(waitingFor(step({ escalated: true }), 0, [])).toEqual(['*']);
  expect(isDone(step({ need: 'ALL', escalated: true, escalateToId: 'usr_c' }), 0, [yes('usr_c')])).toBe(true);
});

it('replaces who left by their deputy, or by nobody in particular', () => {
  expect(without(step(), 'usr_a', ['usr_d']).approverIds).toEqual(['usr_d', 'usr_b']);
  expect(without(step({ approverIds: ['usr_a'], escalateToId: 'usr_a' }), 'usr_a', [])).toMatchObject({ approverIds: [], escalateToId: null });
  const untouched = step();
  expect(without(untouched, 'usr_z', ['usr_d'])).toBe(untouched);
});

it('asks nobody in two steps where a rule forbids it, and lets nobody slip into a second one as a deputy', () => {
  const steps = [{ approverIds: ['usr_a'], need: 'ANY' as const, deadlineHours: null, escalateToId: null }, { approverIds: ['usr_a', 'usr_b'], need: 'ANY' as const, deadlineHours: null, escalateToId: null }];
  expect(routeOf([{ ...rule(), noneTwice: true, steps }], invoice).steps.map((one) => one.approverIds)).toEqual([['usr_a'], ['usr_b']]);
  expect(routeOf([{ ...rule(), noneTwice: false, steps }], invoice).steps.map((one) => one.approverIds)).toEqual([['usr_a'], ['usr_a', 'usr_b']]);
  const second = { stepNo: 1, steps: [step({ approverIds: ['usr_a'] }), step({ approverIds: ['usr_b'] })], decisions: [yes('usr_a', 'usr_d')] };
  expect(seatIn({ ...second, noneTwice: true }, { id: 'usr_d', delegators: ['usr_b'] })).toBeNull();
  expect(seatIn({ ...second, noneTwice: false }, { id: 'usr_d', delegators: ['usr_b'] })).toBe('usr_b');
});
