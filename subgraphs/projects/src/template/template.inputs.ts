import { ArrayMaxSize, ArrayMinSize, IsInt, IsOptional, Length, Matches, Max, Min, ValidateNested } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { BigIntScalar, CurrencyCodeScalar } from '@firmament/kit';
import { MilestoneBilling } from '../project/milestone.entity.js';
import { TaskKind, TaskPriority, TaskRole } from '../task/task.entity.js';
import { StageConditionKind } from '../project/section.entity.js';
import { idPattern, notAnId, plainText, unkept } from '../text.rules.js';

const planKey = /^[a-z][a-zA-Z0-9-]{0,39}$/;
const planKeyWords = { message: 'a key begins with a small letter and has at most 40 letters, digits or hyphens' };
const days = { message: 'a task is due 0 to 750 working days after the first day' };

@InputType({ description: 'A part of the work.' })
export class PlannedSectionInput {
  @Field(() => String, { description: 'Its key in the plan.' }) @Matches(planKey, planKeyWords) key!: string;
  @Field(() => String, { description: 'What it is called.' }) @Length(1, 120) @Matches(plainText, unkept) title!: string;
  @Field(() => Int, { nullable: true, description: 'At most so many open cards in its column; null for any number.' }) @IsOptional() @IsInt() @Min(1) @Max(1000) wipLimit?: number | null;
  @Field(() => [StageConditionKind], { defaultValue: [StageConditionKind.TASKS_DONE], description: 'What must be met before work goes on in the next section.' }) @ArrayMaxSize(3) conditions!: StageConditionKind[];
}
@InputType({ description: 'A task of a plan.' })
export class PlannedTaskInput {
  @Field(() => String, { description: 'Its key in the plan.' }) @Matches(planKey, planKeyWords) key!: string;
  @Field(() => String, { description: 'Key of the section it stands in.' }) @Matches(planKey, planKeyWords) section!: string;
  @Field(() => String, { description: 'What is to be done.' }) @Length(1, 200) @Matches(plainText, unkept) title!: string;
  @Field(() => String, { nullable: true, description: 'The same in words for the client.' }) @IsOptional() @Length(1, 200) @Matches(plainText, unkept) clientTitle?: string | null;
  @Field(() => TaskKind, { defaultValue: TaskKind.STAFF, description: 'Who does what sort of work.' }) kind!: TaskKind;
  @Field(() => TaskRole, { description: 'The role that will do it.' }) role!: TaskRole;
  @Field(() => Int, { nullable: true, description: 'Due so many working days after the first day.' }) @IsOptional() @IsInt() @Min(0, days) @Max(750, days) dueAfterDays?: number | null;
  @Field(() => [String], { defaultValue: [], description: 'Keys of the tasks that come first.' }) @ArrayMaxSize(50) dependsOn!: string[];
  @Field(() => Boolean, { defaultValue: false, description: 'The client sees it.' }) clientVisible!: boolean;
  @Field(() => String, { nullable: true, description: 'Key of the task that it is a part of.' }) @IsOptional() @Matches(planKey, planKeyWords) parent?: string | null;
  @Field(() => TaskPriority, { defaultValue: TaskPriority.NORMAL, description: 'How much it presses.' }) priority!: TaskPriority;
  @Field(() => Int, { nullable: true, description: 'How many minutes it is meant to take.' }) @IsOptional() @IsInt() @Min(1) @Max(100_000) estimateMinutes?: number | null;
  @Field(() => [String], { defaultValue: [], description: 'What to tick off, in order; at most 50 lines.' }) @ArrayMaxSize(50) @Length(1, 200, { each: true }) @Matches(plainText, { ...unkept, each: true }) checklist!: string[];
  @Field(() => [String], { defaultValue: [], description: 'Keys of the file requests that come first.' }) @ArrayMaxSize(20) needsFiles!: string[];
}
@InputType({ description: 'One line of what is wanted of the client.' })
export class FileNeedItemInput {
  @Field(() => String, { description: 'What is wanted.' }) @Length(1, 200) @Matches(plainText, unkept) title!: string;
  @Field(() => Boolean, { defaultValue: true, description: 'Work cannot go on without it.' }) required!: boolean;
  @Field(() => String, { nullable: true, description: 'A hint for the client.' }) @IsOptional() @Length(1, 500) @Matches(plainText, unkept) hint?: string | null;
}
@InputType({ description: 'Files that the work needs of the client.' })
export class PlannedFileRequestInput {
  @Field(() => String, { description: 'Its key in the plan.' }) @Matches(planKey, planKeyWords) key!: string;
  @Field(() => String, { description: 'What is wanted, as a whole.' }) @Length(1, 200) @Matches(plainText, unkept) title!: string;
  @Field(() => String, { nullable: true, description: 'Key of the section that waits for it; the first section when left out.' }) @IsOptional() @Matches(planKey, planKeyWords) section?: string | null;
  @Field(() => Int, { nullable: true, description: 'Due so many working days after the first day.' }) @IsOptional() @IsInt() @Min(0, days) @Max(750, days) dueAfterDays?: number | null;
  @Field(() => [FileNeedItemInput], { description: 'The lines, 1 to 50.' }) @ArrayMinSize(1) @ArrayMaxSize(50) @ValidateNested({ each: true }) items!: FileNeedItemInput[];
}
@InputType({ description: 'A price.' })
export class MilestoneAmountInput {
  @Field(() => BigIntScalar, { description: 'The amount in minor units, such as pence.' }) minor!: bigint;
  @Field(() => CurrencyCodeScalar, { description: 'The currency.' }) currency!: string;
}
@InputType({ description: 'A milestone of a plan.' })
export class PlannedMilestoneInput {
  @Field(() => String, { description: 'Its key in the plan.' }) @Matches(planKey, planKeyWords) key!: string;
  @Field(() => String, { description: 'What is reached.' }) @Length(1, 200) @Matches(plainText, unkept) title!: string;
  @Field(() => Int, { nullable: true, description: 'Due so many working days after the first day.' }) @IsOptional() @IsInt() @Min(0, days) @Max(750, days) dueAfterDays?: number | null;
  @Field(() => MilestoneBilling, { defaultValue: MilestoneBilling.NONE, description: 'What reaching it means for billing.' }) billing!: MilestoneBilling;
  @Field(() => MilestoneAmountInput, { nullable: true, description: 'The price, where the rule is FIXED.' }) @IsOptional() @ValidateNested() amount?: MilestoneAmountInput | null;
  @Field(() => Int, { nullable: true, description: 'The share of the price, 1 to 100, where the rule is PERCENT.' }) @IsOptional() @IsInt() @Min(1) @Max(100) percent?: number | null;
}
@InputType({ description: 'How a project is laid out.' })
export class ProjectPlanInput {
  @Field(() => String, { defaultValue: '{client}: {period}', description: 'The name of such a project; {client} and {period} stand for words.' }) @Length(1, 200) @Matches(plainText, unkept) namePattern!: string;
  @Field(() => String, { nullable: true, description: 'The same in words for the client.' }) @IsOptional() @Length(1, 200) @Matches(plainText, unkept) clientTitle?: string | null;
  @Field(() => [PlannedSectionInput], { description: 'The parts of the work, 1 to 30.' }) @ArrayMinSize(1) @ArrayMaxSize(30) @ValidateNested({ each: true }) sections!: PlannedSectionInput[];
  @Field(() => [PlannedTaskInput], { description: 'The tasks, 1 to 200.' }) @ArrayMinSize(1) @ArrayMaxSize(200) @ValidateNested({ each: true }) tasks!: PlannedTaskInput[];
  @Field(() => [PlannedMilestoneInput], { defaultValue: [], description: 'The milestones, at most 30.' }) @ArrayMaxSize(30) @ValidateNested({ each: true }) milestones!: PlannedMilestoneInput[];
  @Field(() => [PlannedFileRequestInput], { defaultValue: [], description: 'What files the work needs of the client, at most 20 requests.' }) @ArrayMaxSize(20) @ValidateNested({ each: true }) fileRequests!: PlannedFileRequestInput[];
}
@InputType({ description: 'A new project template; its first version is a draft.' })
export class CreateProjectTemplateInput {
  @Field(() => String, { description: 'Name.' }) @Length(1, 120) @Matches(plainText, unkept) name!: string;
  @Field(() => String, { description: 'The sort of work, such as Year-end accounts.' }) @Length(1, 80) @Matches(plainText, unkept) projectType!: string;
  @Field(() => ProjectPlanInput, { description: 'How a project is laid out.' }) @ValidateNested() plan!: ProjectPlanInput;
}
@InputType({ description: 'A version to publish.' })
export class PublishProjectTemplateVersionInput {
  @Field(() => ID, { description: 'The template.' }) @Matches(idPattern('ptl'), { message: 'this is not the id of a project template' }) templateId!: string;
  @Field(() => ProjectPlanInput, { nullable: true, description: 'The plan of a new version; the newest draft is published when left out.' }) @IsOptional() @ValidateNested() plan?: ProjectPlanInput | null;
  @Field(() => Int, { nullable: true, description: 'Refuse when the template has another version by now.' }) @IsOptional() @IsInt() ifVersion?: number | null;
}
@InputType({ description: 'Another plan of a template.' })
export class SaveProjectTemplateDraftInput {
  @Field(() => ID, { description: 'The template.' }) @Matches(idPattern('ptl'), notAnId('a project template')) templateId!: string;
  @Field(() => ProjectPlanInput, { description: 'How a project is laid out.' }) @ValidateNested() plan!: ProjectPlanInput;
  @Field(() => Int, { nullable: true, description: 'Refuse when the template has another version by now.' }) @IsOptional() @IsInt() ifVersion?: number | null;
}
@InputType({ description: 'Another name for a template.' })
export class RenameProjectTemplateInput {
  @Field(() => ID, { description: 'The template.' }) @Matches(idPattern('ptl'), notAnId('a project template')) templateId!: string;
  @Field(() => String, { description: 'Name.' }) @Length(1, 120) @Matches(plainText, unkept) name!: string;
  @Field(() => String, { nullable: true, description: 'The sort of work; as it was when left out.' }) @IsOptional() @Length(1, 80) @Matches(plainText, unkept) projectType?: string | null;
  @Field(() => Int, { nullable: true, description: 'Refuse when the template has another version by now.' }) @IsOptional() @IsInt() ifVersion?: number | null;
}
