import { ArrayMaxSize, ArrayMinSize, IsIn, IsInt, IsOptional, Length, Matches, Max, Min, ValidateNested } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { BigIntScalar, CurrencyCodeScalar, DateScalar, DecimalScalar } from '@firmament/kit';
import { clientIdPattern, clientIdWords, codePattern, codeWords, plain, plainText } from '../text.rules.js';
import { bankPattern, bankWords } from '../vendor/bank.rules.js';
import { billTypes, largestBill } from './bill-file.rules.js';

const idOf = (prefix: string): RegExp => new RegExp(`^${prefix}_[0-7][0-9a-hjkmnp-tv-z]{25}$`);
const hash = /^[0-9a-f]{64}$/;

@InputType({ description: 'The file of a bill, before it is sent.' })
export class BeginBillUploadInput {
  @Field(() => String, { description: 'What it is called.' }) @Length(1, 255) @Matches(/^[^\u0000-\u001f\u007f/\\\u202a-\u202e\u2066-\u2069]+$/, { message: 'this is no name of a file' }) name!: string;
  @Field(() => String, { description: 'Its type: application/pdf, image/png or image/jpeg.' }) @IsIn(billTypes, { message: 'a bill is a PDF, or a picture of one' }) contentType!: string;
  @Field(() => Int, { description: 'How many bytes it has, at most 20 MiB.' }) @IsInt() @Min(1) @Max(largestBill) size!: number;
  @Field(() => String, { description: 'SHA-256 of its bytes, in hex.' }) @Matches(hash, { message: 'this is no hash' }) sha256!: string;
}
@InputType({ description: 'One thing that a bill asks to be paid for, and what it is for.' })
export class BillLineInput {
  @Field(() => String, { description: 'What it is.' }) @Length(1, 200) @Matches(plainText, plain) title!: string;
  @Field(() => String, { nullable: true, description: 'More about it.' }) @IsOptional() @Length(0, 2000) @Matches(plainText, plain) description?: string | null;
  @Field(() => DecimalScalar, { defaultValue: '1', description: 'How many, with at most three decimals.' }) @Matches(/^\d{1,9}(\.\d{1,3})?$/, { message: 'a quantity is above nothing and has at most three decimals' }) quantity!: string;
  @Field(() => BigIntScalar, { description: 'The price of one in minor units; below nothing for what the vendor takes off.' }) unitPriceMinor!: bigint | number;
  @Field(() => String, { nullable: true, description: 'What its tax is called.' }) @IsOptional() @Length(1, 40) @Matches(plainText, plain) taxName?: string | null;
  @Field(() => Int, { defaultValue: 0, description: 'Its tax in hundredths of a percent.' }) @Min(0) @Max(10_000) taxBasisPoints!: number;
  @Field(() => String, { nullable: true, description: 'The tax code of the ledger.' }) @IsOptional() @Matches(codePattern, codeWords) taxCode?: string | null;
  @Field(() => String, { nullable: true, description: 'The account of the ledger.' }) @IsOptional() @Matches(codePattern, codeWords) accountCode?: string | null;
  @Field(() => Boolean, { defaultValue: false, description: 'True where the price holds its tax already.' }) taxIncluded!: boolean;
  @Field(() => ID, { nullable: true, description: 'The client that it is for.' }) @IsOptional() @Matches(clientIdPattern, clientIdWords) clientId?: string | null;
  @Field(() => ID, { nullable: true, description: 'The project that it is for.' }) @IsOptional() @Matches(idOf('prj'), { message: 'this is no project' }) projectId?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether it is billed to that client again; the firm\'s rule decides when left out.' }) @IsOptional() rebill?: boolean | null;
}
@InputType({ description: 'What a bill says, and what it is for.' })
export class BillWordsInput {
  @Field(() => ID, { nullable: true, description: 'The vendor; by name and tax number when left out.' }) @IsOptional() @Matches(idOf('vnd'), { message: 'this is no vendor' }) vendorId?: string | null;
  @Field(() => String, { nullable: true, description: 'What the vendor is called. One that nobody knows becomes a candidate.' }) @IsOptional() @Length(1, 200) @Matches(plainText, plain) vendorName?: string | null;
  @Field(() => String, { nullable: true, description: 'The vendor\'s tax number.' }) @IsOptional() @Length(2, 40) @Matches(/^[A-Za-z0-9][A-Za-z0-9 ./-]*$/, { message: 'a tax number has letters and digits' }) vendorTaxNumber?: string | null;
  @Field(() => String, { description: 'The vendor\'s number of it.' }) @Length(1, 60) @Matches(/[\p{L}\p{N}]/u, { message: 'a number has letters or digits' }) @Matches(plainText, plain) number!: string;
  @Field(() => DateScalar, { description: 'Its date.' }) billedOn!: string;
  @Field(() => DateScalar, { nullable: true, description: 'The last day to pay.' }) dueOn?: string | null;
  @Field(() => CurrencyCodeScalar, { description: 'The currency.' }) currency!: string;
  @Field(() => Boolean, { defaultValue: false, description: 'True for what the vendor gives back; its lines are written above nothing.' }) credit!: boolean;
  @Field(() => String, { nullable: true, description: 'A word to those who must agree.' }) @IsOptional() @Length(0, 2000) @Matches(plainText, plain) note?: string | null;
  @Field(() => String, { nullable: true, description: 'The account to which it asks to be paid. It is compared with the last one and kept as a mask alone; what was kept stays when left out.' }) @IsOptional() @Matches(bankPattern, bankWords) bankAccount?: string | null;
  @Field(() => [BillLineInput], { description: 'What it asks to be paid for, 1 to 200 lines.' }) @ArrayMinSize(1) @ArrayMaxSize(200) @ValidateNested({ each: true }) lines!: BillLineInput[];
}
@InputType({ description: 'A bill whose file was sent, with what it says where somebody has read it already.' })
export class ReceiveBillInput {
  @Field(() => ID, { description: 'The upload.' }) uploadId!: string;
  @Field(() => BillWordsInput, { nullable: true, description: 'What it says; somebody reads it later when left out.' }) @IsOptional() @ValidateNested() words?: BillWordsInput | null;
}
@InputType({ description: 'A bill that a client hands in, once its file was sent.' })
export class HandInBillInput {
  @Field(() => ID, { description: 'The upload.' }) uploadId!: string;
}
@InputType({ description: 'A bill.' })
export class BillIdInput {
  @Field(() => ID, { description: 'The bill.' }) billId!: string;
  @Field(() => Int, { nullable: true, description: 'Refuse when the bill has another version by now.' }) @IsOptional() @IsInt() ifVersion?: number | null;
}
@InputType({ description: 'A bill, and what it says.' })
export class CodeBillInput extends BillWordsInput {
  @Field(() => ID, { description: 'The bill.' }) billId!: string;
  @Field(() => Int, { nullable: true, description: 'Refuse when the bill has another version by now.' }) @IsOptional() @IsInt() ifVersion?: number | null;
}
@InputType({ description: 'A bill that looks like another one, and whether it is.' })
export class DecideBillDuplicateInput extends BillIdInput {
  @Field(() => Boolean, { description: 'True when it is the same bill.' }) duplicate!: boolean;
  @Field(() => ID, { nullable: true, description: 'Which one it is, where it looks like several.' }) @IsOptional() @Matches(idOf('bil'), { message: 'this is no bill' }) ofBillId?: string | null;
}
@InputType({ description: 'A held bill, and how the vendor was asked.' })
export class ReleaseBillInput extends BillIdInput {
  @Field(() => String, { description: 'How the vendor was asked, by another way than the one by which the bill came: «Called Ms Hale on the number in our file».' }) @Length(10, 500) @Matches(plainText, plain) how!: string;
}
@InputType({ description: 'A bill, and which words of it somebody saw.' })
export class ApproveBillInput {
  @Field(() => ID, { description: 'The bill.' }) billId!: string;
  @Field(() => String, { description: 'The `contentHash` of what was looked at. With other words by now, nothing is decided.' }) @Matches(hash, { message: 'this is no content hash' }) contentHash!: string;
  @Field(() => String, { nullable: true, description: 'A word to the others.' }) @IsOptional() @Length(0, 1000) @Matches(plainText, plain) comment?: string | null;
}
@InputType({ description: 'A bill, and why not.' })
export class RejectBillInput {
  @Field(() => ID, { description: 'The bill.' }) billId!: string;
  @Field(() => String, { description: 'The `contentHash` of what was looked at.' }) @Matches(hash, { message: 'this is no content hash' }) contentHash!: string;
  @Field(() => String, { description: 'Why, in words for whoever handed it in.' }) @Length(1, 1000) @Matches(plainText, plain) comment!: string;
}
@InputType({ description: 'Several bills, each as it was seen: all are approved, or none.' })
export class ApproveBillsInput {
  @Field(() => [ApproveBillInput], { description: 'Which, 1 to 50.' }) @ArrayMinSize(1) @ArrayMaxSize(50) @ValidateNested({ each: true }) bills!: ApproveBillInput[];
}
@InputType({ description: 'A bill that was paid, where no ledger tells.' })
export class MarkBillPaidInput extends BillIdInput {
  @Field(() => DateScalar, { description: 'On which day.' }) paidOn!: string;
}
