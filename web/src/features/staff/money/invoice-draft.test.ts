import { blankLine, clashesOf, lineInput, onStored, quantityOf, signedMinorOf, tidied, typedOf, typedSigned, withLineAfter, withLineMoved, wordsOf, type TypedInvoice, type WrittenInvoice } from './invoice-draft';

const line = (key: string, more: object = {}) => ({ ...blankLine(key), title: key, price: '10', ...more });
const typed = (more: Partial<TypedInvoice> = {}): TypedInvoice => ({ title: 'Books', note: '', purchaseOrder: '', termsDays: '30', discount: { kind: 'none', typed: '' }, lines: [line('a'), line('b')], ...more });

const written: WrittenInvoice = {
  id: 'ivc_1', version: 3, title: 'Books', currency: 'GBP', termsDays: 14, note: null, purchaseOrder: 'PO 1', status: 'DRAFT', contentHash: 'x', projectId: null, discount: { basisPoints: 1000, amount: null },
  lines: [{
    id: 'ivl_1', position: 0, title: 'Hours', description: null, quantity: '2.500', taxName: 'VAT', taxBasisPoints: 2000, taxCode: 'STANDARD', accountCode: '200', taxIncluded: false,
    unitPrice: { minor: '-8050', currency: 'GBP' }, discount: null, net: { minor: '0', currency: 'GBP' }, tax: { minor: '0', currency: 'GBP' }, gross: { minor: '0', currency: 'GBP' },
    source: { milestoneId: null, timeEntryIds: [], rebillId: null, agreementId: null, agreementLineKey: null, planItemId: null, periodKey: null },
  }],
};

it('an invoice that was kept reads as it would be typed, and back to what was kept', () => {
  const words = typedOf(written);
  expect(words).toMatchObject({ title: 'Books', purchaseOrder: 'PO 1', termsDays: '14', discount: { kind: 'share', typed: '10' } });
  expect(words.lines[0]).toMatchObject({ lineId: 'ivl_1', quantity: '2.5', price: '-80.50', tax: '20', accountCode: '200' });
  expect(wordsOf(words, 'GBP')).toEqual({
    title: 'Books', currency: 'GBP', termsDays: 14, note: null, purchaseOrder: 'PO 1', discount: { basisPoints: 1000 },
    lines: [{ lineId: 'ivl_1', title: 'Hours', description: null, quantity: '2.5', unitPriceMinor: '-8050', discount: null, taxName: 'VAT', taxBasisPoints: 2000, taxCode: 'STANDARD', accountCode: '200', taxIncluded: false }],
  });
});

it('amounts follow the digits of their currency, also below nothing', () => {
  expect(signedMinorOf('1,200.5', 'GBP')).toBe('120050');
  expect(signedMinorOf('−3', 'JPY')).toBe('-3');
  expect(signedMinorOf('-0', 'GBP')).toBe('0');
  expect(signedMinorOf('4.5', 'JPY')).toBeNull();
  expect(signedMinorOf('12.500', 'KWD')).toBe('12500');
  expect(typedSigned('-5', 'GBP')).toBe('-0.05');
});

it.each([['1', '1'], ['0.125', '0.125'], ['1,000', '1000'], ['0', null], ['0.000', null], ['1.2345', null], ['-1', null], ['two', null]])('the quantity «%s» reads as %s', (words, read) => {
  expect(quantityOf(words)).toBe(read);
});

it('what cannot be read is named with its line', () => {
  expect(lineInput(line('Hours', { price: '1.234' }), 'GBP')).toBe('«Hours»: «1.234» is no amount in GBP.');
  expect(lineInput(line('Hours', { price: '' }), 'GBP')).toBe('«Hours» has no price yet.');
  expect(lineInput(line('Hours', { tax: '120' }), 'GBP')).toBe('«Hours»: «120» is no tax rate.');
  expect(lineInput(line('Hours', { discount: { kind: 'amount', typed: '0' } }), 'GBP')).toBe('«Hours»: «0» is no amount to take off.');
  expect(lineInput(line('  '), 'GBP')).toBe('Each line needs a name.');
  expect(wordsOf(typed({ lines: [] }), 'GBP')).toBe('An invoice needs a line.');
  expect(wordsOf(typed({ termsDays: 'soon' }), 'GBP')).toBe('«soon» is no number of days.');
});

it('a line goes behind the one named, and moves within the list', () => {
  const { lines } = typed();
  expect(withLineAfter(lines, 'a', line('c')).map((one) => one.key)).toEqual(['a', 'c', 'b']);
  expect(withLineAfter(lines, null, line('c')).map((one) => one.key)).toEqual(['a', 'b', 'c']);
  expect(withLineMoved(lines, 'b', -1).map((one) => one.key)).toEqual(['b', 'a']);
  expect(withLineMoved(lines, 'b', 1).map((one) => one.key)).toEqual(['a', 'b']);
});

it('only what somebody else stored meanwhile is a clash', () => {
  const before = typed();
  const stored = typed({ termsDays: '14', lines: [line('a', { price: '20' }), line('b'), line('c')] });
  const yours = typed({ title: 'Books in May', termsDays: '7' });
  expect(clashesOf(before, stored, yours)).toEqual([
    { what: 'Days to pay', before: '30', stored: '14', yours: '7' },
    { what: 'Line 1', before: 'a: 1 × 10, VAT 20 %', stored: 'a: 1 × 20, VAT 20 %', yours: 'a: 1 × 10, VAT 20 %' },
    { what: 'Line 3', before: 'Not there', stored: 'c: 1 × 10, VAT 20 %', yours: 'Not there' },
  ]);
  expect(clashesOf(before, before, yours)).toEqual([]);
});

it('what both typed alike is no clash', () => {
  expect(clashesOf(typed(), typed({ termsDays: '14' }), typed({ termsDays: '14', title: 'Books in May' }))).toEqual([]);
});

it('a line is known by what it bills when its id is another one, and bills nothing once that is gone', () => {
  const source = written.lines[0]!.source;
  const stored = (id: string, title: string, of: object = {}) => ({ id, title, source: { ...source, ...of } });
  const before = [stored('1', 'Deposit', { milestoneId: 'mst_1' }), stored('2', 'Hours', { timeEntryIds: ['b', 'a'] }), stored('3', 'Stamps')];
  const yours = typed({ lines: [line('x', { lineId: '2' }), line('y', { lineId: '1' }), line('z', { lineId: '3' }), line('new')] });
  expect(onStored(yours, before, [stored('7', 'Stamps'), stored('8', 'Deposit, renamed', { milestoneId: 'mst_1' }), stored('9', 'Hours', { timeEntryIds: ['a', 'b'] })]).lines.map((one) => one.lineId)).toEqual(['9', '8', '7', null]);
  expect(onStored(yours, before, [stored('7', 'Hours')]).lines.map((one) => one.lineId)).toEqual([null, null, null, null]);
});

it('what is typed is compared as it would be stored, and what cannot be read stays', () => {
  const loose = typed({ title: ' Books ', termsDays: '030', discount: { kind: 'share', typed: '10.00 %' }, lines: [line('a', { price: '1,080', quantity: '2.50', tax: '20.0', discount: { kind: 'amount', typed: '5' } }), line('b', { price: '1.234', quantity: 'two', tax: '' })] });
  expect(tidied(loose, 'GBP')).toMatchObject({ title: 'Books', termsDays: '30', discount: { typed: '10' }, lines: [{ price: '1080.00', quantity: '2.5', tax: '20', discount: { typed: '5.00' } }, { price: '1.234', quantity: 'two', tax: '0' }] });
  expect(tidied(typedOf(written), 'GBP')).toEqual(typedOf(written));
});
