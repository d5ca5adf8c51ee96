import type { ApprovalRuleRowFragment } from '../../../gql/staff/graphql';
import { delegationStanding, isRuleFault, newRule, newStep, readBack, ruleOf, stepWords, typedRule, whenWords, type TypedRule } from './rule-draft';

const names = { person: (id: string) => ({ usr_1: 'Mia', usr_2: 'Olive', usr_3: 'Kim' })[id] ?? 'somebody', client: () => 'Marlowe Ltd', vendor: () => 'Print Shop' };
const rule = (more: Partial<ApprovalRuleRowFragment> = {}): ApprovalRuleRowFragment => ({ id: 'apl_1', version: 2, kind: 'INVOICE', name: 'Large', position: 3, active: true, forClientId: null, authorId: null, minDiscount: null, forVendorId: null, accountCode: null, noneTwice: false, minTotal: null, steps: [], ...more }) as ApprovalRuleRowFragment;
const step = (approverUserIds: string[], more: object = {}) => ({ approverUserIds, need: 'ANY', deadlineHours: null, escalateToUserId: null, ...more }) as unknown as ApprovalRuleRowFragment['steps'][number];

it('a rule that is read and written back unchanged is the same', () => {
  const kept = rule({ minTotal: { minor: '500000', currency: 'GBP' } as never, minDiscount: 1250, steps: [step(['usr_1'], { deadlineHours: 48, escalateToUserId: 'usr_2' })] });
  expect(ruleOf(typedRule(kept), 'GBP')).toEqual({ name: 'Large', kind: 'INVOICE', position: 3, clientId: null, authorUserId: null, minTotalMinor: '500000', currency: 'GBP', minDiscountBasisPoints: 1250, vendorId: null, accountCode: null, noneTwice: false, steps: [{ approverUserIds: ['usr_1'], need: 'ANY', deadlineHours: 48, escalateToUserId: 'usr_2' }] });
});

it.each<[Partial<TypedRule>, string]>([
  [{}, 'name'], [{ name: 'x', position: '-1' }, 'position'], [{ name: 'x', minTotal: 'much' }, 'minTotal'], [{ name: 'x', discount: '120' }, 'discount'], [{ name: 'x', steps: [{ ...newStep('a'), hours: 'soon' }] }, 'hours a'],
])('what cannot be read is told at its place: %j', (more, at) => {
  const found = ruleOf({ ...newRule('INVOICE'), ...more }, 'GBP');
  expect([isRuleFault(found), found]).toEqual([true, expect.objectContaining({ at })]);
});

it('a rule about bills asks nothing that only invoices have, and the other way round', () => {
  expect(ruleOf({ ...newRule('BILL'), name: 'x', discount: '10', vendorId: 'vnd_1' }, 'GBP')).toMatchObject({ minDiscountBasisPoints: null, vendorId: 'vnd_1' });
  expect(ruleOf({ ...newRule('INVOICE'), name: 'x', discount: '10', vendorId: 'vnd_1', accountCode: '400' }, 'GBP')).toMatchObject({ minDiscountBasisPoints: 1000, vendorId: null, accountCode: null });
});

it('reads a rule back in words', () => {
  expect([whenWords(rule(), names), whenWords(rule({ kind: 'BILL' }), names)]).toEqual(['All invoices.', 'All bills.']);
  expect(whenWords(rule({ minTotal: { minor: '500000', currency: 'GBP' } as never, forClientId: 'cli_1', authorId: 'usr_3', minDiscount: 1000 }), names)).toBe('Invoices from £5,000.00 on, to Marlowe Ltd, written by Kim, with 10% or more taken off.');
  expect(whenWords(rule({ kind: 'BILL', forVendorId: 'vnd_1', accountCode: '400' }), names)).toBe('Bills of Print Shop, with a line on account 400.');
  expect(stepWords(rule({ noneTwice: true, steps: [step([]), step(['usr_1', 'usr_2'], { need: 'ALL', deadlineHours: 24 }), step(['usr_1', 'usr_3'])] }), names)).toEqual(['Anybody else with the right agrees.', 'Mia and Olive all agree within 24 hours; then anybody else with the right may.', 'Mia or Kim agrees.', 'Nobody agrees in two of the steps.']);
  expect(stepWords(rule(), names)[0]).toMatch(/Nobody is asked/);
});

it('a rule that is typed reads as it will once it stands, and not at all while something of it cannot be read', () => {
  const kept = rule({ minTotal: { minor: '500000', currency: 'GBP' } as never, forClientId: 'cli_1', noneTwice: true, steps: [step(['usr_1'], { deadlineHours: 48, escalateToUserId: 'usr_2' })] });
  const read = readBack({ ...typedRule(kept), name: '' }, 'GBP');
  expect(read && [whenWords(read, names), stepWords(read, names)]).toEqual([whenWords(kept, names), stepWords(kept, names)]);
  expect(readBack({ ...typedRule(kept), minTotal: 'much' }, 'GBP')).toBeNull();
});

it('says where the days of a delegation lie', () => {
  const days = { fromOn: '2026-11-20', untilOn: '2026-11-25' };
  expect(['2026-11-19', '2026-11-20', '2026-11-25', '2026-11-26'].map((today) => delegationStanding(days, today))).toEqual(['PLANNED', 'NOW', 'NOW', 'OVER']);
  expect(delegationStanding({ fromOn: '2026-11-20', untilOn: '1970-01-01' }, '2026-11-20')).toBe('TAKEN_BACK');
});
