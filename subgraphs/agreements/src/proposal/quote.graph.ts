import { Field, Int, ObjectType } from 'type-graphql';
import { Audience, Money } from '@firmament/kit';
import { BillingPeriod, BillingTiming } from './offer.graph.js';
import type { Period, PricedLine, Quote, Timing } from './offer.types.js';

@ObjectType({ description: 'A line with its price.' })
@Audience('portal')
export class QuotedLine {
  @Field(() => String, { description: 'Its key within the offer.' }) key!: string;
  @Field(() => String, { description: 'What it is.' }) title!: string;
  @Field(() => Int, { description: 'How many.' }) quantity!: number;
  @Field(() => BillingTiming, { description: 'When it is billed.' }) timing!: Timing;
  @Field(() => BillingPeriod, { nullable: true, description: 'How often, where it recurs.' }) period!: Period | null;
  @Field(() => String, { nullable: true, description: 'What its tax is called.' }) taxName!: string | null;
  @Field(() => Money, { description: 'Before anything is taken off.' }) base!: Money;
  @Field(() => Money, { description: 'What is taken off.' }) discount!: Money;
  @Field(() => Money, { description: 'Without tax.' }) net!: Money;
  @Field(() => Money, { description: 'The tax.' }) tax!: Money;
  @Field(() => Money, { description: 'With tax.' }) gross!: Money;
}
@ObjectType({ description: 'What recurs in one period.' })
@Audience('portal')
export class QuotedRecurrence {
  @Field(() => BillingPeriod, { description: 'How often.' }) period!: Period;
  @Field(() => Money, { description: 'Each time, with tax.' }) total!: Money;
}
@ObjectType({ description: 'What will be billed, and when.' })
@Audience('portal')
export class QuotedBill {
  @Field(() => String, { description: 'Key of its line.' }) lineKey!: string;
  @Field(() => String, { description: 'What it is for.' }) title!: string;
  @Field(() => BillingTiming, { description: 'When.' }) timing!: Timing;
  @Field(() => BillingPeriod, { nullable: true, description: 'How often, where it recurs.' }) period!: Period | null;
  @Field(() => Money, { nullable: true, description: 'How much, with tax; null while it is to be confirmed.' }) amount!: Money | null;
}
@ObjectType({ description: 'What a selection costs, to the minor unit.' })
@Audience('portal')
export class ProposalQuote {
  @Field(() => [QuotedLine], { description: 'The lines.' }) lines!: QuotedLine[];
  @Field(() => Money, { description: 'All lines without tax.' }) net!: Money;
  @Field(() => Money, { description: 'All tax.' }) tax!: Money;
  @Field(() => Money, { description: 'All lines with tax; what recurs counts once.' }) total!: Money;
  @Field(() => Money, { description: 'All lines with tax but the recurring ones.' }) fixedTotal!: Money;
  @Field(() => [QuotedRecurrence], { description: 'What recurs, by period.' }) recurring!: QuotedRecurrence[];
  @Field(() => [QuotedBill], { description: 'What will be billed when.' }) plan!: QuotedBill[];
}
@ObjectType({ description: 'What a package costs as it stands.' })
@Audience('portal')
export class ProposalOptionQuote {
  @Field(() => String, { description: 'Key of the package.' }) key!: string;
  @Field(() => ProposalQuote, { description: 'What it costs with its usual quantities and without add-ons.' }) quote!: ProposalQuote;
}

const shownPriced = (line: PricedLine, currency: string): QuotedLine => {
  const of = (minor: bigint): Money => Money.of(minor, currency);
  return {
    key: line.key, title: line.title, quantity: line.quantity, timing: line.timing, period: line.period, taxName: line.taxName,
    base: of(line.baseMinor), discount: of(line.discountMinor), net: of(line.netMinor), tax: of(line.taxMinor), gross: of(line.grossMinor),
  };
};

/** A quote as the graph shows it. */
export function shownQuote(quote: Quote, currency: string): ProposalQuote {
  const of = (minor: bigint): Money => Money.of(minor, currency);
  return {
    lines: quote.lines.map((line) => shownPriced(line, currency)), net: of(quote.netMinor), tax: of(quote.taxMinor), total: of(quote.totalMinor), fixedTotal: of(quote.fixedMinor),
    recurring: quote.recurring.map((one) => ({ period: one.period, total: of(one.totalMinor) })),
    plan: quote.plan.map(({ amountMinor, ...bill }) => ({ ...bill, amount: amountMinor === null ? null : of(amountMinor) })),
  };
}
