import { ArrayMaxSize, IsIn, IsInt, IsOptional, Length, Matches, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { DateScalar, PageArgs } from '@firmament/kit';
import { mergeFields } from '../body/merge-fields.rules.js';
import { clientIdPattern, plain, plainText } from '../text.rules.js';
import { AgreementStatus } from './agreement.entity.js';

@ArgsType()
export class AgreementListArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only agreements with this client.' }) @IsOptional() @Matches(clientIdPattern, { message: 'this is not the id of a client' }) clientId?: string | null;
  @Field(() => [AgreementStatus], { nullable: true, description: 'Only in one of these places.' }) statuses?: AgreementStatus[] | null;
  @Field(() => DateScalar, { nullable: true, description: 'Only those in force that end on this day or before; then the one that ends first is on top.' }) @IsOptional() endingBy?: string | null;
}
@InputType({ description: 'An agreement to start.' })
export class DraftAgreementInput {
  @Field(() => ID, { description: 'The client.' }) clientId!: string;
  @Field(() => String, { description: 'What it is about.' }) @Length(1, 200, { message: 'a title has 1 to 200 characters' }) @Matches(/^[^\u0000-\u001f]*$/, { message: 'the title holds characters that cannot be kept' }) title!: string;
}
@InputType({ description: 'What a field of the text becomes.' })
export class MergeValueInput {
  @Field(() => String, { description: 'The name of the field.' }) @IsIn(Object.keys(mergeFields), { message: 'no text has such a field' }) name!: string;
  @Field(() => String, { description: 'What it becomes.' }) @Length(1, 400) @Matches(plainText, plain) value!: string;
}
@InputType({ description: 'An accepted proposal from which an agreement is written.' })
export class DraftAgreementFromProposalInput {
  @Field(() => ID, { description: 'The proposal.' }) proposalId!: string;
  @Field(() => ID, { nullable: true, description: 'The agreement that it changes; the one that the proposal names, or a new agreement, when left out.' }) amendsAgreementId?: string | null;
  @Field(() => ID, { nullable: true, description: 'The published version of a template, where the proposal names none.' }) templateVersionId?: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'From which day it holds; the day of the last signature when left out.' }) @IsOptional() effectiveOn?: string | null;
  @Field(() => [MergeValueInput], { defaultValue: [], description: 'What fields become that nobody else fills, or other words for those that are filled.' }) @ArrayMaxSize(40) @ValidateNested({ each: true }) values!: MergeValueInput[];
}
@InputType({ description: 'An agreement.' })
export class AgreementIdInput {
  @Field(() => ID, { description: 'The agreement.' }) agreementId!: string;
  @Field(() => Int, { nullable: true, description: 'Refuse when the agreement has another version by now.' }) @IsOptional() @IsInt() ifVersion?: number | null;
}
@InputType({ description: 'An agreement that ends.' })
export class EndAgreementInput extends AgreementIdInput {
  @Field(() => DateScalar, { nullable: true, description: 'On which day; today when left out.' }) @IsOptional() endedOn?: string | null;
  @Field(() => String, { nullable: true, description: 'Why.' }) @IsOptional() @Length(1, 500) @Matches(plainText, plain) reason?: string | null;
}
