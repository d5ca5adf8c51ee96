import { ArrayMaxSize, ArrayMinSize, IsInt, IsOptional, Length, Matches, ValidateNested } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { CurrencyCodeScalar, DateScalar, JsonScalar } from '@firmament/kit';
import { plain, plainText } from '../text.rules.js';
import { ProposalDiscountInput, ProposalLineInput, ProposalOptionInput, ProposalSelectionInput } from './offer.graph.js';

@InputType({ description: 'What a proposal says.' })
export class ProposalWordsInput {
  @Field(() => String, { description: 'What it is about.' }) @Length(1, 200) @Matches(plainText, plain) title!: string;
  @Field(() => String, { nullable: true, description: 'A word to the client.' }) @IsOptional() @Length(0, 4000) @Matches(plainText, plain) note?: string | null;
  @Field(() => CurrencyCodeScalar, { description: 'In which currency.' }) currency!: string;
  @Field(() => [ProposalOptionInput], { description: 'The packages, 1 to 5; the client takes exactly one.' }) @ArrayMinSize(1) @ArrayMaxSize(5) @ValidateNested({ each: true }) options!: ProposalOptionInput[];
  @Field(() => [ProposalLineInput], { defaultValue: [], description: 'What can be taken on top, at most 30.' }) @ArrayMaxSize(30) @ValidateNested({ each: true }) addOns!: ProposalLineInput[];
  @Field(() => ProposalDiscountInput, { nullable: true, description: 'What is taken off the whole: a share off every line, or an amount once, off the lines that do not recur.' }) @IsOptional() @ValidateNested() discount?: ProposalDiscountInput | null;
  @Field(() => ID, { nullable: true, description: 'The published version of a contract template from which the contract is written.' }) templateVersionId?: string | null;
  @Field(() => JsonScalar, { nullable: true, description: 'The text of the contract, where it differs from its template (ProseMirror JSON). Other words in a fixed clause need the consent of a partner.' }) contractBody?: unknown;
  @Field(() => DateScalar, { nullable: true, description: 'The last day on which the client can answer.' }) @IsOptional() expiresOn?: string | null;
}
@InputType({ description: 'A proposal to write.' })
export class CreateProposalInput extends ProposalWordsInput {
  @Field(() => ID, { description: 'The client.' }) clientId!: string;
  @Field(() => ID, { nullable: true, description: 'The project that waits for it.' }) projectId?: string | null;
  @Field(() => ID, { nullable: true, description: 'The proposal of this client whose place it takes when it is sent.' }) replacesId?: string | null;
  @Field(() => ID, { nullable: true, description: 'The agreement in force that it changes, when the client says yes and all have signed; a new agreement when left out.' }) amendsAgreementId?: string | null;
}
@InputType({ description: 'A proposal, and what it says now.' })
export class ChangeProposalInput extends ProposalWordsInput {
  @Field(() => ID, { description: 'The proposal.' }) proposalId!: string;
  @Field(() => Int, { nullable: true, description: 'Refuse when the proposal has another version by now.' }) @IsOptional() @IsInt() ifVersion?: number | null;
}
@InputType({ description: 'A proposal.' })
export class ProposalIdInput {
  @Field(() => ID, { description: 'The proposal.' }) proposalId!: string;
  @Field(() => Int, { nullable: true, description: 'Refuse when the proposal has another version by now.' }) @IsOptional() @IsInt() ifVersion?: number | null;
}
@InputType({ description: 'A proposal, and what is chosen of it.' })
export class ProposalChoiceInput extends ProposalIdInput {
  @Field(() => ProposalSelectionInput, { description: 'What is chosen.' }) @ValidateNested() selection!: ProposalSelectionInput;
}
@InputType({ description: 'A proposal, and why not.' })
export class RejectProposalInput extends ProposalIdInput {
  @Field(() => String, { description: 'Why, in words for the firm.' }) @Length(1, 1000) @Matches(plainText, plain) reason!: string;
}
