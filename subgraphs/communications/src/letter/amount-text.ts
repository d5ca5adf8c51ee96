import { Money } from '@firmament/kit';

/** An amount of a fact with its currency, as people read it. */
export const amountText = ({ minor, currency }: { readonly minor: string; readonly currency: string }): string => new Intl.NumberFormat('en-GB', { style: 'currency', currency }).format(Money.of(BigInt(minor), currency).decimal as Intl.StringNumericLiteral);
