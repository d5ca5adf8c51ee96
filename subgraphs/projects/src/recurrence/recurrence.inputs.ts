import { IsInt, IsOptional, Length, Matches, Max, Min } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { DateScalar } from '@firmament/kit';
import { idPattern, notAnId, plainText, unkept } from '../text.rules.js';
import { RecurrenceRule, RecurrenceRun } from './recurrence.entity.js';

const aPerson = notAnId('a member of staff');
const nameWords = 'The name of each project; {client}, {period}, {year}, {month}, {quarter}, {fiscalYear} and {fiscalQuarter} stand for words.';
const ruleWords = 'When it comes again, as a recurrence rule of RFC 5545 such as FREQ=MONTHLY;BYMONTHDAY=1.';
const monthWords = 'The month in which the fiscal year begins, 1 to 12.';
const offsetWords = 'The work is about the period that lies so many periods away; -1 for the one before.';

@InputType({ description: 'Work that shall come again.' })
export class CreateRecurrenceRuleInput {
  @Field(() => ID, { description: 'The client.' }) clientId!: string;
  @Field(() => ID, { description: 'The template; each period takes its version of that day.' }) @Matches(idPattern('ptl'), notAnId('a project template')) templateId!: string;
  @Field(() => String, { defaultValue: '{client}: {period}', description: nameWords }) @Length(1, 200) @Matches(plainText, unkept) name!: string;
  @Field(() => String, { description: ruleWords }) @Length(1, 500) rrule!: string;
  @Field(() => DateScalar, { description: 'The first day from which it counts.' }) startsOn!: string;
  @Field(() => DateScalar, { nullable: true, description: 'The last day on which it may come.' }) @IsOptional() endsOn?: string | null;
  @Field(() => Int, { defaultValue: 14, description: 'Laid out so many days before its day, 0 to 366.' }) @IsInt() @Min(0) @Max(366) daysAhead!: number;
  @Field(() => Int, { defaultValue: 1, description: monthWords }) @IsInt() @Min(1) @Max(12) fiscalYearStartMonth!: number;
  @Field(() => Int, { defaultValue: 0, description: offsetWords }) @IsInt() @Min(-12) @Max(12) periodOffset!: number;
  @Field(() => ID, { nullable: true, description: "Who owns the projects; the client's owner when left out." }) @IsOptional() @Matches(idPattern('usr'), aPerson) ownerUserId?: string | null;
}
@InputType({ description: 'Changes of a rule. What is left out stays, and so does what it laid out.' })
export class UpdateRecurrenceRuleInput {
  @Field(() => ID, { description: 'The rule.' }) @Matches(idPattern('rec'), notAnId('a rule')) ruleId!: string;
  @Field(() => String, { nullable: true, description: nameWords }) @IsOptional() @Length(1, 200) @Matches(plainText, unkept) name?: string | null;
  @Field(() => String, { nullable: true, description: ruleWords }) @IsOptional() @Length(1, 500) rrule?: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'The last day on which it may come; null for no end.' }) @IsOptional() endsOn?: string | null;
  @Field(() => Int, { nullable: true, description: 'Laid out so many days before its day.' }) @IsOptional() @IsInt() @Min(0) @Max(366) daysAhead?: number | null;
  @Field(() => ID, { nullable: true, description: "Who owns the projects; the client's owner when null." }) @IsOptional() @Matches(idPattern('usr'), aPerson) ownerUserId?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'It still lays out work.' }) @IsOptional() active?: boolean | null;
  @Field(() => Int, { nullable: true, description: 'Refuse when the rule has another version by now.' }) @IsOptional() @IsInt() ifVersion?: number | null;
}
@InputType({ description: 'A rule that is not kept yet.' })
export class RecurrencePreviewInput {
  @Field(() => ID, { nullable: true, description: 'The client, for its name.' }) @IsOptional() @Matches(idPattern('cli'), notAnId('a client')) clientId?: string | null;
  @Field(() => String, { defaultValue: '{client}: {period}', description: nameWords }) @Length(1, 200) @Matches(plainText, unkept) name!: string;
  @Field(() => String, { description: ruleWords }) @Length(1, 500) rrule!: string;
  @Field(() => DateScalar, { description: 'The first day from which it counts.' }) startsOn!: string;
  @Field(() => DateScalar, { nullable: true, description: 'The last day on which it may come.' }) @IsOptional() endsOn?: string | null;
  @Field(() => Int, { defaultValue: 14, description: 'Laid out so many days before its day.' }) @IsInt() @Min(0) @Max(366) daysAhead!: number;
  @Field(() => Int, { defaultValue: 1, description: monthWords }) @IsInt() @Min(1) @Max(12) fiscalYearStartMonth!: number;
  @Field(() => Int, { defaultValue: 0, description: offsetWords }) @IsInt() @Min(-12) @Max(12) periodOffset!: number;
  @Field(() => Int, { defaultValue: 6, description: 'How many days, 1 to 50.' }) @IsInt() @Min(1) @Max(50) first!: number;
}
@InputType({ description: 'The day up to which work is laid out.' })
export class GenerateRecurringProjectsInput {
  @Field(() => DateScalar, { nullable: true, description: 'As if this day were today; today when left out.' }) @IsOptional() asOf?: string | null;
}
@ObjectType({ description: 'A day on which work comes again.' })
export class RecurrenceOccurrence {
  @Field(() => DateScalar, { description: 'The day of the work.' }) on!: string;
  @Field(() => String, { description: 'The key of its period.' }) periodKey!: string;
  @Field(() => String, { description: 'The period in words.' }) period!: string;
  @Field(() => String, { description: 'The name of the project.' }) name!: string;
  @Field(() => DateScalar, { description: 'The day on which it is laid out.' }) createdOn!: string;
}
@ObjectType({ description: 'A rule that could not lay out its work.' })
export class SkippedRule {
  @Field(() => RecurrenceRule, { description: 'The rule.' }) rule!: RecurrenceRule;
  @Field(() => String, { description: 'Why.' }) sentence!: string;
}
@ObjectType({ description: 'What was laid out.' })
export class GenerateRecurringProjectsPayload {
  @Field(() => [RecurrenceRun], { description: 'What was laid out now.' }) generated!: RecurrenceRun[];
  @Field(() => Int, { description: 'How many.' }) count!: number;
  @Field(() => [SkippedRule], { description: 'Rules that could not lay out their work.' }) skipped!: SkippedRule[];
}
