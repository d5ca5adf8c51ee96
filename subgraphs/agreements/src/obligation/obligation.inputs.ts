import { IsIn, IsInt, IsOptional, Length, Matches, Max, Min } from 'class-validator';
import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { DateScalar, PageArgs } from '@firmament/kit';
import { keyPattern, keyWords, plain, plainText } from '../text.rules.js';
import { ObligationParty, ObligationState } from './obligation.entity.js';
import type { ObligedParty } from './obligation.rules.js';

@ArgsType()
export class ObligationListArgs extends PageArgs {
  @Field(() => [ObligationState], { nullable: true, description: 'Only in one of these places.' }) states?: ObligationState[] | null;
  @Field(() => ObligationParty, { nullable: true, description: 'Only duties of this side.' }) party?: ObligedParty | null;
}
@InputType({ description: 'A duty that comes with every contract of a template.' })
export class PlannedObligationInput {
  @Field(() => String, { description: 'What programs call it; the same in each version of the template.' }) @Matches(keyPattern, keyWords) key!: string;
  @Field(() => String, { description: 'What is to be done.' }) @Length(1, 200) @Matches(plainText, plain) title!: string;
  @Field(() => ObligationParty, { description: 'Whose duty it is.' }) party!: ObligedParty;
  @Field(() => Int, { description: 'How many days after the agreement comes into force.' }) @Min(0) @Max(3650) @IsInt() afterDays!: number;
  @Field(() => Int, { nullable: true, description: 'After how many months it comes again; once when left out.' }) @IsOptional() @IsInt() @Min(1) @Max(120) everyMonths?: number | null;
  @Field(() => ID, { nullable: true, description: 'The clause from which it comes.' }) @IsOptional() clauseId?: string | null;
}
@InputType({ description: 'A duty to add to an agreement.' })
export class AddObligationInput {
  @Field(() => ID, { description: 'The agreement.' }) agreementId!: string;
  @Field(() => String, { description: 'What is to be done.' }) @Length(1, 200, { message: 'say in 1 to 200 characters what is to be done' }) @Matches(plainText, plain) title!: string;
  @Field(() => ObligationParty, { description: 'Whose duty it is.' }) party!: ObligedParty;
  @Field(() => DateScalar, { description: 'By which day.' }) dueOn!: string;
  @Field(() => Int, { nullable: true, description: 'After how many months it comes again; once when left out.' }) @IsOptional() @IsInt() @Min(1) @Max(120) everyMonths?: number | null;
  @Field(() => ID, { nullable: true, description: 'The clause from which it comes.' }) @IsOptional() clauseId?: string | null;
}
@InputType({ description: 'A duty that is done, or need not be.' })
export class CloseObligationInput {
  @Field(() => ID, { description: 'Which.' }) obligationId!: string;
  @Field(() => ObligationState, { description: 'FULFILLED or WAIVED.' }) @IsIn([ObligationState.FULFILLED, ObligationState.WAIVED], { message: 'a duty is fulfilled or waived' }) state!: ObligationState.FULFILLED | ObligationState.WAIVED;
  @Field(() => String, { nullable: true, description: 'A word about it.' }) @IsOptional() @Length(1, 500) @Matches(plainText, plain) note?: string | null;
  @Field(() => Int, { nullable: true, description: 'Refuse when the duty has another version by now.' }) @IsOptional() @IsInt() ifVersion?: number | null;
}
