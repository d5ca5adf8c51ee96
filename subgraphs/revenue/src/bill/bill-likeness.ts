import { registerEnumType } from 'type-graphql';
import type { Likeness } from './bill.types.js';

/** Why two bills look like one. */
export const BillLikeness = { SAME_FILE: 'SAME_FILE', VENDOR_AND_NUMBER: 'VENDOR_AND_NUMBER', VENDOR_AMOUNT_AND_DAY: 'VENDOR_AMOUNT_AND_DAY' } as const satisfies Record<Likeness, Likeness>;
registerEnumType(BillLikeness, { name: 'BillLikeness', description: 'Why two bills look like one.', valuesConfig: { SAME_FILE: { description: 'Their files are the same, byte for byte.' }, VENDOR_AND_NUMBER: { description: 'One vendor, one number, another amount.' }, VENDOR_AMOUNT_AND_DAY: { description: 'One vendor, one amount and one day, another number.' } } });
