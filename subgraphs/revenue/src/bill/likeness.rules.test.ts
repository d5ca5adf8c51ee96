import { compare, likeness, numberKey, type Likable } from './likeness.rules.js';

const bill = (more: Partial<Likable> = {}): Likable => ({ id: 'bil_a', fileSha256: 'a', vendorId: 'vnd_a', numberKey: 'INV12', totalMinor: 1_000n, currency: 'GBP', credit: false, billedOn: '2026-11-19', ...more });
const other = (more: Partial<Likable> = {}) => bill({ id: 'bil_b', fileSha256: 'b', ...more });

it('reads numbers as people mean them', () => { expect([numberKey('INV 0012'), numberKey('inv-0012'), numberKey('№ 7/a')]).toEqual(['INV0012', 'INV0012', 'NO7A']); });

it.each<[string, Likable, string[]]>([
  ['another file, vendor and number', other({ vendorId: 'vnd_b' }), []], ['the same bytes', other({ vendorId: null, fileSha256: 'a' }), ['SAME_FILE']], ['vendor and number', other({ totalMinor: 1n }), ['VENDOR_AND_NUMBER']],
  ['vendor, amount and day', other({ numberKey: 'INV13' }), ['VENDOR_AMOUNT_AND_DAY']], ['another day', other({ numberKey: 'INV13', billedOn: '2026-11-20' }), []], ['another currency', other({ numberKey: 'INV13', currency: 'EUR' }), []],
  ['a credit note of that number', other({ credit: true }), []], ['nothing that was read', other({ numberKey: null, totalMinor: null, billedOn: null }), []],
])('compares %s', (_, with_, why) => { expect(likeness(bill(), with_)).toEqual(why); });

it('calls the same bill by its bytes, or by vendor, number and amount; a human looks at the rest', () => {
  expect(compare(bill(), [bill()])).toEqual({ verdict: 'NEW' });
  expect(compare(bill(), [other({ numberKey: 'X', billedOn: null, fileSha256: 'a' })])).toEqual({ verdict: 'SAME', ofBillId: 'bil_b' });
  expect(compare(bill(), [other()])).toEqual({ verdict: 'SAME', ofBillId: 'bil_b' });
  expect(compare(bill(), [other({ totalMinor: 999n })])).toEqual({ verdict: 'ALIKE', why: ['VENDOR_AND_NUMBER'], otherBillIds: ['bil_b'] });
  expect(compare(bill(), [other({ numberKey: 'INV13' })])).toEqual({ verdict: 'ALIKE', why: ['VENDOR_AMOUNT_AND_DAY'], otherBillIds: ['bil_b'] });
});
