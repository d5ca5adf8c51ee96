import { ArrayMaxSize, ArrayMinSize, IsInt, IsOptional, Length, Matches, Max, Min, ValidateNested } from 'class-validator';
import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Audience, BigIntScalar, Money } from '@firmament/kit';
import { keyPattern, keyWords, plain, plainText } from '../text.rules.js';
import type { Discount, Offer, OfferLine, OfferOption, Period, Selection, Timing } from './offer.types.js';

/** When a line is billed. */
export const BillingTiming = { ON_ACCEPTANCE: 'ON_ACCEPTANCE', DEPOSIT: 'DEPOSIT', ON_COMPLETION: 'ON_COMPLETION', RECURRING: 'RECURRING', TO_BE_CONFIRMED: 'TO_BE_CONFIRMED' } as const satisfies Record<Timing, Timing>;
registerEnumType(BillingTiming, { name: 'BillingTiming', description: 'When a line is billed.', valuesConfig: {
  ON_ACCEPTANCE: { description: 'As soon as the client is bound.' }, DEPOSIT: { description: 'A share as soon as the client is bound, and the rest when the work is done.' }, ON_COMPLETION: { description: 'When the work is done.' },
  RECURRING: { description: 'Again and again.' }, TO_BE_CONFIRMED: { description: 'Not priced yet.' } } });

/** How often a recurring line is billed. */
export const BillingPeriod = { WEEK: 'WEEK', MONTH: 'MONTH', QUARTER: 'QUARTER', YEAR: 'YEAR' } as const satisfies Record<Period, Period>;
registerEnumType(BillingPeriod, { name: 'BillingPeriod', description: 'How often a recurring line is billed.', valuesConfig: {
  WEEK: { description: 'Each week.' }, MONTH: { description: 'Each month.' }, QUARTER: { description: 'Each three months.' }, YEAR: { description: 'Each year.' } } });

@ObjectType({ description: 'What is taken off: a share or an amount.' })
@Audience('portal')
export class ProposalDiscount {
  @Field(() => Int, { nullable: true, description: 'The share in hundredths of a percent; null when it is an amount.' }) basisPoints!: number | null;
  @Field(() => Money, { nullable: true, description: 'The amount; null when it is a share.' }) amount!: Money | null;
}
@ObjectType({ description: 'One thing that is offered.' })
@Audience('portal')
export class ProposalLine {
  @Field(() => String, { description: 'Its key within the offer.' }) key!: string;
  @Field(() => String, { description: 'What it is.' }) title!: string;
  @Field(() => String, { nullable: true, description: 'More about it.' }) description!: string | null;
  @Field(() => Int, { description: 'The least that can be taken.' }) minQuantity!: number;
  @Field(() => Int, { description: 'The most that can be taken.' }) maxQuantity!: number;
  @Field(() => Int, { description: 'How many are taken when nobody says otherwise.' }) defaultQuantity!: number;
  @Field(() => Money, { nullable: true, description: 'The price of one, without tax; null while it is to be confirmed.' }) unitPrice!: Money | null;
  @Field(() => BillingTiming, { description: 'When it is billed.' }) timing!: Timing;
  @Field(() => BillingPeriod, { nullable: true, description: 'How often, where it recurs.' }) period!: Period | null;
  @Field(() => Int, { nullable: true, description: 'Which share in hundredths of a percent is due now, where it is a deposit.' }) depositBasisPoints!: number | null;
  @Field(() => ProposalDiscount, { nullable: true, description: 'What is taken off its price.' }) discount!: ProposalDiscount | null;
  @Field(() => String, { nullable: true, description: 'What its tax is called.' }) taxName!: string | null;
  @Field(() => Int, { description: 'Its tax in hundredths of a percent.' }) taxBasisPoints!: number;
}
@ObjectType({ description: 'One of several packages, of which the client takes exactly one.' })
@Audience('portal')
export class ProposalOption {
  @Field(() => String, { description: 'Its key within the offer.' }) key!: string;
  @Field(() => String, { description: 'What it is called.' }) name!: string;
  @Field(() => String, { nullable: true, description: 'What it is for.' }) description!: string | null;
  @Field(() => Boolean, { description: 'True for the one that the firm recommends.' }) recommended!: boolean;
  @Field(() => [ProposalLine], { description: 'What is in it.' }) lines!: ProposalLine[];
}
@ObjectType({ description: 'How many of a line are chosen.' })
@Audience('portal')
export class ProposalQuantity {
  @Field(() => String, { description: 'Key of the line.' }) key!: string;
  @Field(() => Int, { description: 'How many.' }) quantity!: number;
}
@ObjectType({ description: 'What the client chose.' })
@Audience('portal')
export class ProposalSelection {
  @Field(() => String, { description: 'Key of the package.' }) optionKey!: string;
  @Field(() => [String], { description: 'Keys of the add-ons.' }) addOnKeys!: string[];
  @Field(() => [ProposalQuantity], { description: 'Quantities that differ from the usual ones.' }) quantities!: ProposalQuantity[];
}

@InputType({ description: 'What is taken off: a share or an amount, not both.' })
export class ProposalDiscountInput {
  @Field(() => Int, { nullable: true, description: 'The share in hundredths of a percent.' }) @IsOptional() @IsInt() basisPoints?: number | null;
  @Field(() => BigIntScalar, { nullable: true, description: 'The amount in minor units.' }) amountMinor?: bigint | null;
}
@InputType({ description: 'One thing to offer.' })
export class ProposalLineInput {
  @Field(() => String, { description: 'Its key within the offer.' }) @Matches(keyPattern, keyWords) key!: string;
  @Field(() => String, { description: 'What it is.' }) @Length(1, 200) @Matches(plainText, plain) title!: string;
  @Field(() => String, { nullable: true, description: 'More about it.' }) @IsOptional() @Length(0, 2000) @Matches(plainText, plain) description?: string | null;
  @Field(() => Int, { defaultValue: 1, description: 'The least that can be taken; 0 when it can be left out.' }) @Min(0) @Max(10_000) minQuantity!: number;
  @Field(() => Int, { defaultValue: 1, description: 'The most that can be taken.' }) @Min(1) @Max(10_000) maxQuantity!: number;
  @Field(() => Int, { nullable: true, description: 'How many are taken when nobody says otherwise; the least, but one, when left out.' }) @IsOptional() @Min(0) @Max(10_000) defaultQuantity?: number | null;
  @Field(() => BigIntScalar, { nullable: true, description: 'The price of one in minor units, without tax; left out while it is to be confirmed.' }) unitPriceMinor?: bigint | null;
  @Field(() => BillingTiming, { description: 'When it is billed.' }) timing!: Timing;
  @Field(() => BillingPeriod, { nullable: true, description: 'How often, where it recurs.' }) period?: Period | null;
  @Field(() => Int, { nullable: true, description: 'Which share in hundredths of a percent is due now, where it is a deposit; all of it when left out.' }) @IsOptional() @IsInt() depositBasisPoints?: number | null;
  @Field(() => ProposalDiscountInput, { nullable: true, description: 'What is taken off its price.' }) @IsOptional() @ValidateNested() discount?: ProposalDiscountInput | null;
  @Field(() => String, { nullable: true, description: 'What its tax is called.' }) @IsOptional() @Length(1, 40) @Matches(plainText, plain) taxName?: string | null;
  @Field(() => Int, { defaultValue: 0, description: 'Its tax in hundredths of a percent.' }) @Min(0) @Max(10_000) taxBasisPoints!: number;
}
@InputType({ description: 'A package to offer.' })
export class ProposalOptionInput {
  @Field(() => String, { description: 'Its key within the offer.' }) @Matches(keyPattern, keyWords) key!: string;
  @Field(() => String, { description: 'What it is called.' }) @Length(1, 120) @Matches(plainText, plain) name!: string;
  @Field(() => String, { nullable: true, description: 'What it is for.' }) @IsOptional() @Length(0, 2000) @Matches(plainText, plain) description?: string | null;
  @Field(() => Boolean, { defaultValue: false, description: 'True for the one that the firm recommends.' }) recommended!: boolean;
  @Field(() => [ProposalLineInput], { description: 'What is in it, 1 to 50 lines.' }) @ArrayMinSize(1) @ArrayMaxSize(50) @ValidateNested({ each: true }) lines!: ProposalLineInput[];
}
@InputType({ description: 'How many of a line.' })
export class ProposalQuantityInput {
  @Field(() => String, { description: 'Key of the line.' }) @Matches(keyPattern, keyWords) key!: string;
  @Field(() => Int, { description: 'How many.' }) @Min(0) @Max(10_000) quantity!: number;
}
@InputType({ description: 'What is chosen.' })
export class ProposalSelectionInput {
  @Field(() => String, { description: 'Key of the package.' }) @Matches(keyPattern, keyWords) optionKey!: string;
  @Field(() => [String], { defaultValue: [], description: 'Keys of the add-ons.' }) @ArrayMaxSize(50) addOnKeys!: string[];
  @Field(() => [ProposalQuantityInput], { defaultValue: [], description: 'Quantities that differ from the usual ones.' }) @ArrayMaxSize(100) @ValidateNested({ each: true }) quantities!: ProposalQuantityInput[];
}

const discountOf = (input: ProposalDiscountInput | null | undefined): Discount | null => (input ? { basisPoints: input.basisPoints ?? null, amountMinor: input.amountMinor === null || input.amountMinor === undefined ? null : String(input.amountMinor) } : null);

/** A line as it is kept. */
export function lineOf(input: ProposalLineInput): OfferLine {
  return {
    key: input.key, title: input.title.trim(), description: input.description ?? null, minQuantity: input.minQuantity, maxQuantity: input.maxQuantity, defaultQuantity: input.defaultQuantity ?? Math.min(Math.max(input.minQuantity, 1), input.maxQuantity),
    unitPriceMinor: input.unitPriceMinor === null || input.unitPriceMinor === undefined ? null : String(input.unitPriceMinor), timing: input.timing, period: input.period ?? null,
    depositBasisPoints: input.depositBasisPoints ?? (input.timing === BillingTiming.DEPOSIT ? 10_000 : null), discount: discountOf(input.discount), taxName: input.taxName ?? null, taxBasisPoints: input.taxBasisPoints,
  };
}

/** An offer as it is kept. */
export const offerOf = (input: { options: ProposalOptionInput[]; addOns: ProposalLineInput[]; discount?: ProposalDiscountInput | null }): Offer => ({
  options: input.options.map((option) => ({ key: option.key, name: option.name.trim(), description: option.description ?? null, recommended: option.recommended, lines: option.lines.map(lineOf) })), addOns: input.addOns.map(lineOf), discount: discountOf(input.discount),
});

/** A selection as it is kept. */
export const selectionOf = (input: ProposalSelectionInput): Selection => ({ optionKey: input.optionKey, addOnKeys: [...input.addOnKeys], quantities: input.quantities.map(({ key, quantity }) => ({ key, quantity })) });

const shownDiscount = (discount: Discount | null, currency: string): ProposalDiscount | null => discount && { basisPoints: discount.basisPoints, amount: discount.amountMinor === null ? null : Money.of(BigInt(discount.amountMinor), currency) };

/** A line as the graph shows it. */
export const shownLine = (line: OfferLine, currency: string): ProposalLine => ({ ...line, unitPrice: line.unitPriceMinor === null ? null : Money.of(BigInt(line.unitPriceMinor), currency), discount: shownDiscount(line.discount, currency) });

/** A package as the graph shows it. */
export const shownOption = (option: OfferOption, currency: string): ProposalOption => ({ ...option, lines: option.lines.map((line) => shownLine(line, currency)) });

/** The discount of a whole offer as the graph shows it. */
export const shownOfferDiscount = (offer: Offer, currency: string): ProposalDiscount | null => shownDiscount(offer.discount, currency);
