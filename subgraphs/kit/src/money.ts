import { dinero, toDecimal, toSnapshot, type DineroCurrency } from 'dinero.js/bigint';
import * as currencies from 'dinero.js/bigint/currencies';
import { Directive, Field, ObjectType } from 'type-graphql';
import { Invalid } from './refusals.js';
import { BigIntScalar, CurrencyCodeScalar, DecimalScalar } from './scalars.js';

/** An amount: whole minor units and a currency, never a float. */
@ObjectType({ description: 'An amount in whole minor units of one currency.' })
@Directive('@shareable')
export class Money {
  @Field(() => BigIntScalar, { description: 'The amount in minor units, such as pence.' }) readonly minor!: bigint;
  @Field(() => CurrencyCodeScalar, { description: 'The currency.' }) readonly currency!: string;
  @Field(() => DecimalScalar, { description: 'The same amount as a decimal text with the currency\'s digits.' }) readonly decimal!: string;

  /** Makes an amount; refuses a currency that ISO 4217 does not know. */
  static of(minor: bigint, currency: string): Money {
    const known = (currencies as Record<string, unknown>)[currency] as DineroCurrency<bigint> | undefined;
    if (!known) throw new Invalid('UNKNOWN_CURRENCY', `«${currency.slice(0, 10)}» is no currency.`);
    const amount = dinero({ amount: minor, currency: known });
    return Object.assign(new Money(), { minor: toSnapshot(amount).amount, currency, decimal: toDecimal(amount) });
  }
}
