import type { PricedLine } from './offer.types.js';

type Amounts = 'baseMinor' | 'discountMinor' | 'netMinor' | 'taxMinor' | 'grossMinor';
/** A priced line as it is kept: JSON has no whole numbers of any size. */
export type KeptLine = Omit<PricedLine, Amounts> & Readonly<Record<Amounts, string>>;

/** For keeping. */
export const keptLine = (line: PricedLine): KeptLine => ({
  ...line, baseMinor: String(line.baseMinor), discountMinor: String(line.discountMinor), netMinor: String(line.netMinor), taxMinor: String(line.taxMinor), grossMinor: String(line.grossMinor),
});

/** As it was before it was kept. */
export const pricedLine = (line: KeptLine): PricedLine => ({
  ...line, baseMinor: BigInt(line.baseMinor), discountMinor: BigInt(line.discountMinor), netMinor: BigInt(line.netMinor), taxMinor: BigInt(line.taxMinor), grossMinor: BigInt(line.grossMinor),
});
