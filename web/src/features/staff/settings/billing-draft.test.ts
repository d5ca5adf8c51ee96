import { changeOf, draftOf, isFault } from './billing-draft';
import type { BillingWordsFragment } from '../../../gql/staff/graphql';

const settings = { version: 4, sellerName: 'Harbour & Vale', sellerAddress: null, sellerTaxNumber: 'GB1', paymentWords: null, currency: 'GBP', timeZone: 'Europe/London', termsDays: 30, invoiceSeries: 'INV-', creditSeries: 'CN-', waitsForLedger: true, dunningDays: [3, 10, 24], batchCap: { minor: '500000', currency: 'GBP' } } as unknown as BillingWordsFragment;

it('what is read and written back unchanged is the same', () => {
  expect(changeOf(draftOf(settings), settings)).toEqual({ sellerName: 'Harbour & Vale', sellerAddress: '', sellerTaxNumber: 'GB1', paymentWords: '', termsDays: 30, invoiceSeries: 'INV-', creditSeries: 'CN-', waitsForLedger: true, batchCapMinor: '500000', dunningDays: [3, 10, 24], ifVersion: 4 });
});

it('an emptied line is taken away, and amounts are read as they are typed', () => {
  expect(changeOf({ ...draftOf(settings), sellerTaxNumber: '  ', batchCap: '1,250.5' }, settings)).toMatchObject({ sellerTaxNumber: '', batchCapMinor: '125050' });
});

it('an emptied schedule reminds nobody, and days are read however they are parted', () => {
  expect([' ', '3 10;24'].map((dunningDays) => changeOf({ ...draftOf(settings), dunningDays }, settings))).toMatchObject([{ dunningDays: [] }, { dunningDays: [3, 10, 24] }]);
});

it.each([['termsDays', 'soon'], ['termsDays', '-1'], ['termsDays', ''], ['batchCap', 'much'], ['dunningDays', '3, 3'], ['dunningDays', '0'], ['dunningDays', '3, soon'], ['dunningDays', '1 2 3 4 5 6 7']] as const)('%s «%s» is told before anybody is asked', (field, typed) => {
  const found = changeOf({ ...draftOf(settings), [field]: typed }, settings);
  expect([isFault(found), found]).toEqual([true, expect.objectContaining({ field })]);
});
