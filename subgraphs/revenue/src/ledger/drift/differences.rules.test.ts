import fc from 'fast-check';
import { differences, type OursThere, type TheirsThere } from './differences.rules.js';

const printed = (minor: bigint, currency: string): string => `${String(minor)} ${currency}`;
const ours: OursThere = { number: 'INV-7', day: '2026-11-19', dueOn: '2026-12-19', partyId: '17', currency: 'GBP', taxMinor: 200n, totalMinor: 1_200n, ended: false };
const there: NonNullable<TheirsThere> = { number: 'INV-7', day: '2026-11-19', dueOn: '2026-12-19', partyId: '17', partyName: 'Marlowe', currency: 'GBP', taxMinor: 200n, totalMinor: 1_200n, status: 'OPEN' };
const fields = (mine: Partial<OursThere>, theirs: Partial<NonNullable<TheirsThere>> | null) => differences({ ...ours, ...mine }, theirs === null ? null : { ...there, ...theirs }, printed).map((one) => one.field);

it('finds nothing where nothing differs, paid or not, and where both took it back', () => {
  expect(fields({}, {})).toEqual([]);
  expect(fields({}, { status: 'PAID' })).toEqual([]);
  expect(fields({ ended: true }, { status: 'VOID', totalMinor: 0n })).toEqual([]);
  expect(fields({ ended: true }, null)).toEqual([]);
});

it.each([
  ['total', { totalMinor: 1_201n }], ['tax', { taxMinor: 199n }], ['number', { number: 'INV-8' }], ['day', { day: '2026-11-20' }], ['dueOn', { dueOn: null }], ['party', { partyId: '18', partyName: 'Penhallow' }], ['status', { status: 'VOID' as const }], ['status', { status: 'DRAFT' as const }],
])('finds another %s', (field, theirs) => { expect(fields({}, theirs)).toEqual([field]); });

it('says what is gone there, and what stands there although it was taken back here', () => {
  expect(differences(ours, null, printed)).toEqual([{ field: 'status', ours: 'It stands.', theirs: 'It was deleted.' }]);
  expect(differences({ ...ours, ended: true }, there, printed)).toEqual([{ field: 'status', ours: 'It was taken back.', theirs: 'It stands.' }]);
});

it('does not judge what is not ours to say', () => { expect(fields({ dueOn: null, partyId: null, taxMinor: null, day: null, number: null }, { dueOn: '2027-01-01', partyId: '99', taxMinor: 3n, day: '2020-01-01', number: 'X' })).toEqual([]); });

it('names a field once, whatever differs', () => {
  fc.assert(fc.property(fc.bigInt(0n, 5n), fc.bigInt(0n, 5n), fc.constantFrom('INV-7', 'INV-8'), fc.constantFrom('17', '18'), (totalMinor, taxMinor, number, partyId) => {
    const found = fields({}, { totalMinor, taxMinor, number, partyId });
    expect(new Set(found).size).toBe(found.length);
  }));
});
