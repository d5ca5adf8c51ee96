import { ArrayMaxSize, ArrayMinSize, IsInt, IsOptional, Length, Matches, Max, Min, ValidateNested } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { BigIntScalar, CurrencyCodeScalar, DecimalScalar } from '@firmament/kit';
import { codePattern, codeWords, plain, plainText } from '../text.rules.js';

const idOf = (prefix: string): RegExp => new RegExp(`^${prefix}_[0-7][0-9a-hjkmnp-tv-z]{25}$`);

@InputType({ description: 'What is taken off: a share or an amount, not both.' })
export class InvoiceDiscountInput {
  @Field(() => Int, { nullable: true, description: 'The share in hundredths of a percent.' }) @IsOptional() @IsInt() basisPoints?: number | null;
  @Field(() => BigIntScalar, { nullable: true, description: 'The amount in minor units.' }) amountMinor?: bigint | number | null;
}
@InputType({ description: 'What a line bills, so that it can be followed back.' })
export class InvoiceLineSourceInput {
  @Field(() => ID, { nullable: true, description: 'The milestone; it stands on one invoice.' }) @IsOptional() @Matches(idOf('mil'), { message: 'this is no milestone' }) milestoneId?: string | null;
  @Field(() => [ID], { defaultValue: [], description: 'The time that was noted; each entry stands on one invoice.' }) @ArrayMaxSize(200) @Matches(idOf('tme'), { each: true, message: 'this is no noted time' }) timeEntryIds!: string[];
  @Field(() => ID, { nullable: true, description: 'What a bill of a vendor cost for the client; it stands on one invoice.' }) @IsOptional() @Matches(idOf('rbl'), { message: 'this is nothing to bill again' }) rebillId?: string | null;
  @Field(() => ID, { nullable: true, description: 'The agreement.' }) @IsOptional() @Matches(idOf('agr'), { message: 'this is no agreement' }) agreementId?: string | null;
  @Field(() => String, { nullable: true, description: 'Key of the line of the agreement.' }) @IsOptional() @Length(1, 60) agreementLineKey?: string | null;
}
@InputType({ description: 'One thing to bill.' })
export class InvoiceLineInput {
  @Field(() => ID, { nullable: true, description: 'The line that it is, on an invoice that is changed: it keeps what it bills. A new line when left out.' }) lineId?: string | null;
  @Field(() => String, { description: 'What it is.' }) @Length(1, 200) @Matches(plainText, plain) title!: string;
  @Field(() => String, { nullable: true, description: 'More about it.' }) @IsOptional() @Length(0, 2000) @Matches(plainText, plain) description?: string | null;
  @Field(() => DecimalScalar, { defaultValue: '1', description: 'How many, with at most three decimals.' }) @Matches(/^\d{1,9}(\.\d{1,3})?$/, { message: 'a quantity is above nothing and has at most three decimals' }) quantity!: string;
  @Field(() => BigIntScalar, { description: 'The price of one in minor units.' }) unitPriceMinor!: bigint | number;
  @Field(() => InvoiceDiscountInput, { nullable: true, description: 'What is taken off this line.' }) @IsOptional() @ValidateNested() discount?: InvoiceDiscountInput | null;
  @Field(() => String, { nullable: true, description: 'What its tax is called.' }) @IsOptional() @Length(1, 40) @Matches(plainText, plain) taxName?: string | null;
  @Field(() => Int, { defaultValue: 0, description: 'Its tax in hundredths of a percent.' }) @Min(0) @Max(10_000) taxBasisPoints!: number;
  @Field(() => String, { nullable: true, description: 'The tax code of the ledger.' }) @IsOptional() @Matches(codePattern, codeWords) taxCode?: string | null;
  @Field(() => String, { nullable: true, description: 'The account of the ledger.' }) @IsOptional() @Matches(codePattern, codeWords) accountCode?: string | null;
  @Field(() => Boolean, { defaultValue: false, description: 'True where the price holds its tax already.' }) taxIncluded!: boolean;
  @Field(() => InvoiceLineSourceInput, { nullable: true, description: 'What a new line bills.' }) @IsOptional() @ValidateNested() source?: InvoiceLineSourceInput | null;
}
@InputType({ description: 'What an invoice says.' })
export class InvoiceWordsInput {
  @Field(() => String, { nullable: true, description: 'What it is for, in a few words.' }) @IsOptional() @Length(1, 200) @Matches(plainText, plain) title?: string | null;
  @Field(() => CurrencyCodeScalar, { description: 'The currency.' }) currency!: string;
  @Field(() => [InvoiceLineInput], { description: 'What it bills, 1 to 200 lines.' }) @ArrayMinSize(1) @ArrayMaxSize(200) @ValidateNested({ each: true }) lines!: InvoiceLineInput[];
  @Field(() => InvoiceDiscountInput, { nullable: true, description: 'What is taken off the whole, dealt out over the lines.' }) @IsOptional() @ValidateNested() discount?: InvoiceDiscountInput | null;
  @Field(() => Int, { nullable: true, description: 'How many days the client has to pay; the firm\'s own terms when left out.' }) @IsOptional() @Min(0) @Max(365) termsDays?: number | null;
  @Field(() => String, { nullable: true, description: 'A word to the client.' }) @IsOptional() @Length(0, 4000) @Matches(plainText, plain) note?: string | null;
  @Field(() => String, { nullable: true, description: 'The number of the client\'s own order.' }) @IsOptional() @Length(1, 60) @Matches(plainText, plain) purchaseOrder?: string | null;
}
@InputType({ description: 'An invoice to start.' })
export class DraftInvoiceInput extends InvoiceWordsInput {
  @Field(() => ID, { description: 'The client.' }) clientId!: string;
  @Field(() => ID, { nullable: true, description: 'The project it is for.' }) @IsOptional() @Matches(idOf('prj'), { message: 'this is no project' }) projectId?: string | null;
}
@InputType({ description: 'An invoice.' })
export class InvoiceIdInput {
  @Field(() => ID, { description: 'The invoice.' }) invoiceId!: string;
  @Field(() => Int, { nullable: true, description: 'Refuse when the invoice has another version by now.' }) @IsOptional() @IsInt() ifVersion?: number | null;
}
@InputType({ description: 'An invoice, and what it says now.' })
export class ChangeInvoiceInput extends InvoiceWordsInput {
  @Field(() => ID, { description: 'The invoice.' }) invoiceId!: string;
  @Field(() => Int, { nullable: true, description: 'Refuse when the invoice has another version by now.' }) @IsOptional() @IsInt() ifVersion?: number | null;
}
