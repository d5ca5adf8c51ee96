import { ArrayMaxSize, IsInt, IsOptional, Length, Matches, Max, Min } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateScalar } from '@firmament/kit';
import { idPattern, notAnId, plainText, unkept } from '../text.rules.js';
import { Task, TaskKind, TaskPriority, TaskRole } from './task.entity.js';

/** What becomes of open parts when the whole is done. */
export enum OpenChildrenRule { BLOCK = 'BLOCK', COMPLETE_ALL = 'COMPLETE_ALL', LEAVE = 'LEAVE' }
registerEnumType(OpenChildrenRule, { name: 'OpenChildrenRule', description: 'What becomes of open parts when the whole is done.', valuesConfig: {
  BLOCK: { description: 'The whole is not done while they are open.' }, COMPLETE_ALL: { description: 'They are done, too.' }, LEAVE: { description: 'They stay open.' } } });

@InputType({ description: 'Something to do.' })
export class CreateTaskInput {
  @Field(() => ID, { nullable: true, description: 'The client it is about; the client of the project when left out.' }) @IsOptional() clientId?: string | null;
  @Field(() => ID, { nullable: true, description: 'The project it belongs to.' }) @IsOptional() @Matches(idPattern('prj'), notAnId('a project')) projectId?: string | null;
  @Field(() => String, { description: 'What is to be done.' }) @Length(1, 200, { message: 'a title has 1 to 200 characters' }) @Matches(plainText, { message: 'the title holds characters that cannot be kept' }) title!: string;
  @Field(() => TaskKind, { defaultValue: TaskKind.STAFF, description: 'Who does what sort of work.' }) kind!: TaskKind;
  @Field(() => ID, { nullable: true, description: 'Who does it.' }) @IsOptional() @Matches(idPattern('usr'), notAnId('a member of staff')) assigneeUserId?: string | null;
  @Field(() => TaskRole, { nullable: true, description: 'Who does it when nobody is named: the person who has this role for the project, or else for the client.' }) @IsOptional() assigneeRole?: TaskRole | null;
  @Field(() => DateScalar, { nullable: true, description: 'Due on this day.' }) @IsOptional() dueOn?: string | null;
  @Field(() => Int, { nullable: true, description: 'Due so many working days from today, when no day is named.' }) @IsOptional() @IsInt() @Min(0) @Max(250) dueInWorkingDays?: number | null;
  @Field(() => ID, { nullable: true, description: 'The part of the work it stands in; where the work stands when left out.' }) @IsOptional() @Matches(idPattern('sec'), notAnId('a section')) sectionId?: string | null;
  @Field(() => ID, { nullable: true, description: 'The task that it is a part of.' }) @IsOptional() @Matches(idPattern('tsk'), notAnId('a task')) parentId?: string | null;
  @Field(() => TaskPriority, { defaultValue: TaskPriority.NORMAL, description: 'How much it presses.' }) priority!: TaskPriority;
  @Field(() => Int, { nullable: true, description: 'How many minutes it is meant to take.' }) @IsOptional() @IsInt() @Min(1) @Max(100_000) estimateMinutes?: number | null;
  @Field(() => ID, { nullable: true, description: 'Who looks it over.' }) @IsOptional() @Matches(idPattern('usr'), notAnId('a member of staff')) reviewerUserId?: string | null;
  @Field(() => [String], { defaultValue: [], description: 'What to tick off, in order; at most 50 lines.' }) @ArrayMaxSize(50) @Length(1, 200, { each: true }) @Matches(plainText, { ...unkept, each: true }) checklist!: string[];
}
@ObjectType({ description: 'The task that now stands.' })
export class CreateTaskPayload {
  @Field(() => Task, { description: 'The task.' }) task!: Task;
}
@InputType({ description: 'A task that is done.' })
export class CompleteTaskInput {
  @Field(() => ID, { description: 'The task.' }) @Matches(idPattern('tsk'), notAnId('a task')) taskId!: string;
  @Field(() => OpenChildrenRule, { nullable: true, description: 'What becomes of its open parts; BLOCK when left out.' }) @IsOptional() openChildren?: OpenChildrenRule | null;
  @Field(() => Int, { nullable: true, description: 'Refuse when the task has another version by now.' }) @IsOptional() @IsInt() ifVersion?: number | null;
}
@InputType({ description: 'A task for somebody.' })
export class AssignTaskInput {
  @Field(() => ID, { description: 'The task.' }) @Matches(idPattern('tsk'), notAnId('a task')) taskId!: string;
  @Field(() => ID, { nullable: true, description: 'Who does it; null for nobody.' }) @IsOptional() @Matches(idPattern('usr'), notAnId('a member of staff')) assigneeUserId?: string | null;
  @Field(() => Int, { nullable: true, description: 'Refuse when the task has another version by now.' }) @IsOptional() @IsInt() ifVersion?: number | null;
}
