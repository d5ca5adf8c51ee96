import { ArrayMaxSize, ArrayMinSize, IsInt, IsOptional, Length, Matches, Max, Min, ValidateNested } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { BigIntScalar, CurrencyCodeScalar, DateScalar } from '@firmament/kit';
import { codePattern, codeWords, plain, plainText } from '../text.rules.js';
import { ApprovalNeed } from './approval-rule.entity.js';
import { ApprovalKind } from './approval.entity.js';
import type { PaperKind, StepNeed } from './approval.types.js';

const userId = /^usr_[0-7][0-9a-hjkmnp-tv-z]{25}$/;
const noUser = { message: 'this is no person of the firm' };

@InputType({ description: 'One step of a route.' })
export class InvoiceApprovalStepInput {
  @Field(() => [ID], { defaultValue: [], description: 'Who is asked; anybody with the right when nobody is named.' }) @ArrayMaxSize(20) @Matches(userId, { each: true, ...noUser }) approverUserIds!: string[];
  @Field(() => ApprovalNeed, { defaultValue: 'ANY', description: 'Whether all of them must agree.' }) need!: StepNeed;
  @Field(() => Int, { nullable: true, description: 'In how many hours it should be decided; then others may.' }) @IsOptional() @Min(1) @Max(24 * 60) deadlineHours?: number | null;
  @Field(() => ID, { nullable: true, description: 'Who may decide when that time is up; anybody with the right when nobody is named.' }) @IsOptional() @Matches(userId, noUser) escalateToUserId?: string | null;
}
@InputType({ description: 'Who has to agree to which invoices or bills. All conditions that are named must hold.' })
export class InvoiceApprovalRuleInput {
  @Field(() => String, { description: 'Its name.' }) @Length(1, 120) @Matches(plainText, plain) name!: string;
  @Field(() => ApprovalKind, { defaultValue: 'INVOICE', description: 'What it is about; a rule keeps its kind.' }) kind!: PaperKind;
  @Field(() => Int, { defaultValue: 0, description: 'Its place among the rules; the lowest is asked first.' }) @Min(0) @Max(10_000) position!: number;
  @Field(() => ID, { nullable: true, description: 'Only for invoices to this client, or bills that are for it.' }) clientId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Only for what this person wrote or handed in.' }) @IsOptional() @Matches(userId, noUser) authorUserId?: string | null;
  @Field(() => BigIntScalar, { nullable: true, description: 'Only from this total on, in minor units.' }) minTotalMinor?: bigint | number | null;
  @Field(() => CurrencyCodeScalar, { nullable: true, description: 'The currency of that total.' }) currency?: string | null;
  @Field(() => Int, { nullable: true, description: 'Only where at least so much was taken off, in hundredths of a percent.' }) @IsOptional() @Min(1) @Max(10_000) minDiscountBasisPoints?: number | null;
  @Field(() => ID, { nullable: true, description: 'Only for bills of this vendor.' }) @IsOptional() @Matches(/^vnd_[0-7][0-9a-hjkmnp-tv-z]{25}$/, { message: 'this is no vendor' }) vendorId?: string | null;
  @Field(() => String, { nullable: true, description: 'Only for bills with a line on this account of the ledger.' }) @IsOptional() @Matches(codePattern, codeWords) accountCode?: string | null;
  @Field(() => Boolean, { defaultValue: false, description: 'True where nobody may agree in two of the steps.' }) noneTwice!: boolean;
  @Field(() => [InvoiceApprovalStepInput], { description: 'The steps, one after the other. Without any, papers go through, and the name of the rule stands on each.' }) @ArrayMaxSize(10) @ValidateNested({ each: true }) steps!: InvoiceApprovalStepInput[];
}
@InputType({ description: 'A rule, and what it says now. Routes that were laid down stay as they are.' })
export class ChangeInvoiceApprovalRuleInput extends InvoiceApprovalRuleInput {
  @Field(() => ID, { description: 'The rule.' }) ruleId!: string;
  @Field(() => Boolean, { defaultValue: true, description: 'False for a rule that is no longer asked.' }) active!: boolean;
  @Field(() => Int, { nullable: true, description: 'Refuse when the rule has another version by now.' }) @IsOptional() @IsInt() ifVersion?: number | null;
}
@InputType({ description: 'An invoice, and which words of it somebody saw.' })
export class ApproveInvoiceInput {
  @Field(() => ID, { description: 'The invoice.' }) invoiceId!: string;
  @Field(() => String, { description: 'The `contentHash` of what was looked at. With other words by now, nothing is decided.' }) @Matches(/^[0-9a-f]{64}$/, { message: 'this is no content hash' }) contentHash!: string;
  @Field(() => String, { nullable: true, description: 'A word to the others.' }) @IsOptional() @Length(0, 1000) @Matches(plainText, plain) comment?: string | null;
}
@InputType({ description: 'An invoice, and why not.' })
export class RejectInvoiceInput {
  @Field(() => ID, { description: 'The invoice.' }) invoiceId!: string;
  @Field(() => String, { description: 'The `contentHash` of what was looked at.' }) @Matches(/^[0-9a-f]{64}$/, { message: 'this is no content hash' }) contentHash!: string;
  @Field(() => String, { description: 'Why, in words for whoever wrote it.' }) @Length(1, 1000) @Matches(plainText, plain) comment!: string;
}
@InputType({ description: 'Several invoices, each as it was seen: all are approved, or none.' })
export class ApproveInvoicesInput {
  @Field(() => [ApproveInvoiceInput], { description: 'Which, 1 to 50.' }) @ArrayMinSize(1) @ArrayMaxSize(50) @ValidateNested({ each: true }) invoices!: ApproveInvoiceInput[];
}
@InputType({ description: 'Who approves in your place, and when.' })
export class DelegateApprovalsInput {
  @Field(() => ID, { description: 'Who.' }) @Matches(userId, noUser) toUserId!: string;
  @Field(() => DateScalar, { description: 'The first day.' }) fromOn!: string;
  @Field(() => DateScalar, { description: 'The last day.' }) untilOn!: string;
}
@InputType({ description: 'A delegation.' })
export class DelegationIdInput {
  @Field(() => ID, { description: 'Which.' }) delegationId!: string;
}
