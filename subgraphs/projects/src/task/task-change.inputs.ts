import { ArrayMaxSize, IsInt, IsOptional, Length, Matches, Max, Min, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { DateScalar, PageArgs } from '@firmament/kit';
import { foreignId, idPattern, notAnId, plainText, unkept } from '../text.rules.js';
import { TaskPriority, TaskState } from './task.entity.js';

const aTask = notAnId('a task');
const aPerson = notAnId('a member of staff');
const stale = { nullable: true, description: 'Refuse when the task has another version by now.' } as const;

@ArgsType()
export class TaskListArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only tasks of this project.' }) @IsOptional() @Matches(idPattern('prj'), notAnId('a project')) projectId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Only tasks about this client.' }) @IsOptional() @Matches(idPattern('cli'), notAnId('a client')) clientId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Only tasks that this member of staff leads.' }) @IsOptional() @Matches(idPattern('usr'), aPerson) assigneeUserId?: string | null;
  @Field(() => [TaskState], { nullable: true, description: 'Only tasks that stand here.' }) @IsOptional() state?: TaskState[] | null;
}
@InputType({ description: 'A line of a checklist.' })
export class ChecklistItemInput {
  @Field(() => String, { nullable: true, description: 'Its key when it is there already; a new line gets one.' }) @IsOptional() @Length(1, 64) @Matches(plainText, unkept) key?: string | null;
  @Field(() => String, { description: 'What is to be done.' }) @Length(1, 200) @Matches(plainText, unkept) title!: string;
  @Field(() => Boolean, { defaultValue: false, description: 'It is done.' }) done!: boolean;
}
@InputType({ description: 'What a task shall say. What is left out stays.' })
export class UpdateTaskInput {
  @Field(() => ID, { description: 'The task.' }) @Matches(idPattern('tsk'), aTask) taskId!: string;
  @Field(() => String, { nullable: true, description: 'What is to be done.' }) @IsOptional() @Length(1, 200) @Matches(plainText, unkept) title?: string | null;
  @Field(() => String, { nullable: true, description: 'The same in words for the client; null takes them away.' }) @IsOptional() @Length(1, 200) @Matches(plainText, unkept) clientTitle?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'The client sees it.' }) @IsOptional() clientVisible?: boolean | null;
  @Field(() => DateScalar, { nullable: true, description: 'Due on this day; null for no day.' }) @IsOptional() dueOn?: string | null;
  @Field(() => TaskPriority, { nullable: true, description: 'How much it presses.' }) @IsOptional() priority?: TaskPriority | null;
  @Field(() => Int, { nullable: true, description: 'How many minutes it is meant to take; null for nobody knows.' }) @IsOptional() @IsInt() @Min(1) @Max(100_000) estimateMinutes?: number | null;
  @Field(() => [ChecklistItemInput], { nullable: true, description: 'The whole checklist, in order; at most 50 lines.' }) @IsOptional() @ArrayMaxSize(50) @ValidateNested({ each: true }) checklist?: ChecklistItemInput[] | null;
  @Field(() => Int, stale) @IsOptional() @IsInt() ifVersion?: number | null;
}
@InputType({ description: 'A task to begin with.' })
export class StartTaskInput {
  @Field(() => ID, { description: 'The task.' }) @Matches(idPattern('tsk'), aTask) taskId!: string;
  @Field(() => Int, stale) @IsOptional() @IsInt() ifVersion?: number | null;
}
@InputType({ description: 'A task to do again.' })
export class ReopenTaskInput {
  @Field(() => ID, { description: 'The task.' }) @Matches(idPattern('tsk'), aTask) taskId!: string;
  @Field(() => String, { nullable: true, description: 'Why.' }) @IsOptional() @Length(1, 500) @Matches(plainText, unkept) reason?: string | null;
  @Field(() => Int, stale) @IsOptional() @IsInt() ifVersion?: number | null;
}
@InputType({ description: 'A task that will not be done.' })
export class CancelTaskInput {
  @Field(() => ID, { description: 'The task.' }) @Matches(idPattern('tsk'), aTask) taskId!: string;
  @Field(() => Int, stale) @IsOptional() @IsInt() ifVersion?: number | null;
}
@InputType({ description: 'A task that you take.' })
export class ClaimTaskInput {
  @Field(() => ID, { description: 'The task.' }) @Matches(idPattern('tsk'), aTask) taskId!: string;
  @Field(() => Int, stale) @IsOptional() @IsInt() ifVersion?: number | null;
}
@InputType({ description: 'Who does a task and who looks it over.' })
export class SetTaskPeopleInput {
  @Field(() => ID, { description: 'The task.' }) @Matches(idPattern('tsk'), aTask) taskId!: string;
  @Field(() => [ID], { description: 'Who does it, the lead first; none for nobody.' }) @ArrayMaxSize(20) @Matches(idPattern('usr'), { ...aPerson, each: true }) assigneeUserIds!: string[];
  @Field(() => ID, { nullable: true, description: 'Who looks it over; null for nobody.' }) @IsOptional() @Matches(idPattern('usr'), aPerson) reviewerUserId?: string | null;
  @Field(() => Int, stale) @IsOptional() @IsInt() ifVersion?: number | null;
}
@InputType({ description: 'A line to tick or untick.' })
export class TickChecklistItemInput {
  @Field(() => ID, { description: 'The task.' }) @Matches(idPattern('tsk'), aTask) taskId!: string;
  @Field(() => String, { description: 'Key of the line.' }) @Length(1, 64) key!: string;
  @Field(() => Boolean, { description: 'It is done.' }) done!: boolean;
  @Field(() => Int, stale) @IsOptional() @IsInt() ifVersion?: number | null;
}
@InputType({ description: 'What comes before a task.' })
export class SetTaskDependenciesInput {
  @Field(() => ID, { description: 'The task.' }) @Matches(idPattern('tsk'), aTask) taskId!: string;
  @Field(() => [ID], { description: 'The tasks of the same project that come first.' }) @ArrayMaxSize(50) @Matches(idPattern('tsk'), { ...aTask, each: true }) dependsOnIds!: string[];
  @Field(() => Int, stale) @IsOptional() @IsInt() ifVersion?: number | null;
}
@InputType({ description: 'Files that lie with a task.' })
export class SetTaskFilesInput {
  @Field(() => ID, { description: 'The task.' }) @Matches(idPattern('tsk'), aTask) taskId!: string;
  @Field(() => [ID], { description: 'All its files; what is left out lies with it no more.' }) @ArrayMaxSize(200) @Matches(foreignId, { ...notAnId('a file'), each: true }) fileIds!: string[];
  @Field(() => Int, stale) @IsOptional() @IsInt() ifVersion?: number | null;
}
@InputType({ description: 'Something to say about a task.' })
export class AddTaskCommentInput {
  @Field(() => ID, { description: 'The task.' }) @Matches(idPattern('tsk'), aTask) taskId!: string;
  @Field(() => String, { description: 'What is said.' }) @Length(1, 5000) @Matches(plainText, unkept) body!: string;
  @Field(() => [ID], { defaultValue: [], description: 'Who is mentioned.' }) @ArrayMaxSize(20) @Matches(idPattern('usr'), { ...aPerson, each: true }) mentionedUserIds!: string[];
}
