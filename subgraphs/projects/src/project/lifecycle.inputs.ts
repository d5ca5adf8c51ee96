import { IsInt, IsOptional, Length, Matches } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { OpenChildrenRule } from '../task/task.inputs.js';
import { Project } from './project.entity.js';
import { foreignId, idPattern, notAnId, plainText, unkept } from '../text.rules.js';

const stale = { nullable: true, description: 'Refuse when the project has another version by now.' } as const;
const aProject = notAnId('a project');
const aMilestone = notAnId('a milestone');

@InputType({ description: 'Work to pause.' })
export class HoldProjectInput {
  @Field(() => ID, { description: 'The project.' }) @Matches(idPattern('prj'), aProject) projectId!: string;
  @Field(() => String, { description: 'Why.' }) @Length(1, 500) @Matches(plainText, unkept) reason!: string;
  @Field(() => ID, { nullable: true, description: 'The invoice on whose payment the work goes on.' }) @IsOptional() @Matches(idPattern('ivc'), notAnId('an invoice')) untilInvoiceId?: string | null;
  @Field(() => Int, stale) @IsOptional() @IsInt() ifVersion?: number | null;
}
@InputType({ description: 'An invoice that is paid, and whose work waited for it.' })
export class ResumeProjectsInput {
  @Field(() => ID, { description: 'The client.' }) @Matches(idPattern('cli'), notAnId('a client')) clientId!: string;
  @Field(() => ID, { description: 'The invoice.' }) @Matches(idPattern('ivc'), notAnId('an invoice')) invoiceId!: string;
}
@ObjectType({ description: 'The work that goes on.' })
export class ResumedProjectsPayload {
  @Field(() => [Project], { description: 'Those that waited for the invoice.' }) projects!: Project[];
}
@InputType({ description: 'Work to go on with.' })
export class ResumeProjectInput {
  @Field(() => ID, { description: 'The project.' }) @Matches(idPattern('prj'), aProject) projectId!: string;
  @Field(() => Int, stale) @IsOptional() @IsInt() ifVersion?: number | null;
}
@InputType({ description: 'Work that is done.' })
export class CompleteProjectInput {
  @Field(() => ID, { description: 'The project.' }) @Matches(idPattern('prj'), aProject) projectId!: string;
  @Field(() => OpenChildrenRule, { nullable: true, description: 'What becomes of its open tasks; BLOCK when left out.' }) @IsOptional() openTasks?: OpenChildrenRule | null;
  @Field(() => String, { nullable: true, description: 'What there is to say about it.' }) @IsOptional() @Length(1, 500) @Matches(plainText, unkept) reason?: string | null;
  @Field(() => Int, stale) @IsOptional() @IsInt() ifVersion?: number | null;
}
@InputType({ description: 'Work that will not be done.' })
export class CancelProjectInput {
  @Field(() => ID, { description: 'The project.' }) @Matches(idPattern('prj'), aProject) projectId!: string;
  @Field(() => String, { description: 'Why.' }) @Length(1, 500) @Matches(plainText, unkept) reason!: string;
  @Field(() => Int, stale) @IsOptional() @IsInt() ifVersion?: number | null;
}
@InputType({ description: 'A milestone that is reached.' })
export class CompleteMilestoneInput {
  @Field(() => ID, { description: 'The milestone.' }) @Matches(idPattern('mil'), aMilestone) milestoneId!: string;
  @Field(() => Int, { nullable: true, description: 'Refuse when the milestone has another version by now.' }) @IsOptional() @IsInt() ifVersion?: number | null;
}
@InputType({ description: 'A milestone that is not reached after all.' })
export class ReopenMilestoneInput {
  @Field(() => ID, { description: 'The milestone.' }) @Matches(idPattern('mil'), aMilestone) milestoneId!: string;
  @Field(() => String, { description: 'Why.' }) @Length(1, 500) @Matches(plainText, unkept) reason!: string;
  @Field(() => Int, { nullable: true, description: 'Refuse when the milestone has another version by now.' }) @IsOptional() @IsInt() ifVersion?: number | null;
}
@InputType({ description: 'A milestone that stands on an invoice.' })
export class MarkMilestoneBilledInput {
  @Field(() => ID, { description: 'The milestone.' }) @Matches(idPattern('mil'), aMilestone) milestoneId!: string;
  @Field(() => ID, { description: 'The invoice.' }) @Matches(foreignId, notAnId('an invoice')) invoiceId!: string;
}
