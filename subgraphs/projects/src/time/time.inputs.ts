import { ArrayMaxSize, ArrayMinSize, IsInt, IsOptional, Length, Matches, Max, Min, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { DateScalar, PageArgs } from '@firmament/kit';
import { MilestoneAmountInput } from '../template/template.inputs.js';
import { foreignId, idPattern, notAnId, plainText, unkept } from '../text.rules.js';
import { TimeEntry } from './time-entry.entity.js';

const aPerson = notAnId('a member of staff');

@ArgsType()
export class TimeEntryListArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only time spent on this project.' }) @IsOptional() @Matches(idPattern('prj'), notAnId('a project')) projectId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Only time spent for this client.' }) @IsOptional() @Matches(idPattern('cli'), notAnId('a client')) clientId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Only time of this member of staff.' }) @IsOptional() @Matches(idPattern('usr'), aPerson) userId?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Only what stands on an invoice (true) or on none (false).' }) @IsOptional() locked?: boolean | null;
}
@InputType({ description: 'Time that was spent.' })
export class LogTimeInput {
  @Field(() => ID, { nullable: true, description: 'The task it was spent on.' }) @IsOptional() @Matches(idPattern('tsk'), notAnId('a task')) taskId?: string | null;
  @Field(() => ID, { nullable: true, description: 'The project, when it was spent on no task of its own.' }) @IsOptional() @Matches(idPattern('prj'), notAnId('a project')) projectId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Who spent it; you when left out.' }) @IsOptional() @Matches(idPattern('usr'), aPerson) userId?: string | null;
  @Field(() => DateScalar, { description: 'The day of the work.' }) workedOn!: string;
  @Field(() => Int, { description: 'How many minutes, 1 to 1440.' }) @IsInt() @Min(1) @Max(1440) minutes!: number;
  @Field(() => Boolean, { defaultValue: true, description: 'The client is billed for it.' }) billable!: boolean;
  @Field(() => String, { nullable: true, description: 'What was done.' }) @IsOptional() @Length(1, 1000) @Matches(plainText, unkept) note?: string | null;
  @Field(() => MilestoneAmountInput, { nullable: true, description: 'What an hour costs; the rate that fits best when left out.' }) @IsOptional() @ValidateNested() rate?: MilestoneAmountInput | null;
}
@InputType({ description: 'Time to take back.' })
export class RemoveTimeEntryInput {
  @Field(() => ID, { description: 'The time entry.' }) @Matches(idPattern('tme'), notAnId('a time entry')) timeEntryId!: string;
  @Field(() => Int, { nullable: true, description: 'Refuse when it has another version by now.' }) @IsOptional() @IsInt() ifVersion?: number | null;
}
@InputType({ description: 'Time that stands on an invoice.' })
export class LockTimeEntriesInput {
  @Field(() => [ID], { description: 'The time entries, 1 to 1000.' }) @ArrayMinSize(1) @ArrayMaxSize(1000) @Matches(idPattern('tme'), { ...notAnId('a time entry'), each: true }) timeEntryIds!: string[];
  @Field(() => ID, { description: 'The invoice.' }) @Matches(foreignId, notAnId('an invoice')) invoiceId!: string;
}
@ObjectType({ description: 'What stands on the invoice now.' })
export class LockTimeEntriesPayload {
  @Field(() => [TimeEntry], { description: 'The time entries.' }) timeEntries!: TimeEntry[];
  @Field(() => Int, { description: 'How many came onto the invoice now; the others stood on it.' }) locked!: number;
}
@InputType({ description: 'What an hour costs.' })
export class SetBillingRateInput {
  @Field(() => ID, { nullable: true, description: 'Of this member of staff; of all of them when left out.' }) @IsOptional() @Matches(idPattern('usr'), aPerson) userId?: string | null;
  @Field(() => ID, { nullable: true, description: 'For this client; for every client when left out.' }) @IsOptional() @Matches(idPattern('cli'), notAnId('a client')) clientId?: string | null;
  @Field(() => MilestoneAmountInput, { description: 'The price of an hour.' }) @ValidateNested() rate!: MilestoneAmountInput;
}
