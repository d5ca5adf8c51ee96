import { onlyClient, priceBill } from './bill-totals.rules.js';
import type { BillLineWords } from './bill.types.js';

const line = (more: Partial<BillLineWords> = {}): BillLineWords => ({ title: 'Paper', description: null, quantityMilli: 1_000n, unitMinor: 1_005n, taxName: null, taxBasisPoints: 2_000, taxCode: null, taxIncluded: false, accountCode: null, clientId: null, projectId: null, rebill: null, ...more });

it('reckons like invoices do: tax line by line, half up', () => {
  expect(priceBill({ currency: 'GBP', lines: [line(), line({ quantityMilli: 1_500n, unitMinor: 333n })] })).toMatchObject({ netMinor: 1_505n, taxMinor: 301n, totalMinor: 1_806n });
});

it('lets a vendor give back on a line, and not as a whole', () => {
  expect(priceBill({ currency: 'GBP', lines: [line(), line({ unitMinor: -5n })] })).toMatchObject({ netMinor: 1_000n });
  expect(priceBill({ currency: 'GBP', lines: [line({ unitMinor: -5n })] })).toMatch(/credit note/);
  expect(priceBill({ currency: 'GBP', lines: [] })).toBe('it bills nothing');
});

it('is for one client when all lines are', () => {
  expect([onlyClient([line({ clientId: 'cli_a' }), line({ clientId: 'cli_a' })]), onlyClient([line({ clientId: 'cli_a' }), line()]), onlyClient([line({ clientId: 'cli_a' }), line({ clientId: 'cli_b' })]), onlyClient([line()])]).toEqual(['cli_a', null, null, null]);
});
