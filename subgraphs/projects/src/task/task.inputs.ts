import { IsInt, IsOptional, Length, Matches } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { DateScalar } from '@firmament/kit';
import { idPattern, plainText } from '../text.rules.js';
import { Task, TaskKind } from './task.entity.js';

const notAnId = (what: string) => ({ message: `this is not the id of ${what}` });

@InputType({ description: 'Something to do.' })
export class CreateTaskInput {
  @Field(() => ID, { nullable: true, description: 'The client it is about; the client of the project when left out.' }) @IsOptional() clientId?: string | null;
  @Field(() => ID, { nullable: true, description: 'The project it belongs to.' }) @IsOptional() @Matches(idPattern('prj'), notAnId('a project')) projectId?: string | null;
  @Field(() => String, { description: 'What is to be done.' }) @Length(1, 200, { message: 'a title has 1 to 200 characters' }) @Matches(plainText, { message: 'the title holds characters that cannot be kept' }) title!: string;
  @Field(() => TaskKind, { defaultValue: TaskKind.STAFF, description: 'Who does what sort of work.' }) kind!: TaskKind;
  @Field(() => ID, { nullable: true, description: 'Who does it.' }) @IsOptional() @Matches(idPattern('usr'), notAnId('a member of staff')) assigneeUserId?: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'Due on this day.' }) @IsOptional() dueOn?: string | null;
}
@ObjectType({ description: 'The task that now stands.' })
export class CreateTaskPayload {
  @Field(() => Task, { description: 'The task.' }) task!: Task;
}
@InputType({ description: 'A task that is done.' })
export class CompleteTaskInput {
  @Field(() => ID, { description: 'The task.' }) @Matches(idPattern('tsk'), notAnId('a task')) taskId!: string;
  @Field(() => Int, { nullable: true, description: 'Refuse when the task has another version by now.' }) @IsOptional() @IsInt() ifVersion?: number | null;
}
@InputType({ description: 'A task for somebody.' })
export class AssignTaskInput {
  @Field(() => ID, { description: 'The task.' }) @Matches(idPattern('tsk'), notAnId('a task')) taskId!: string;
  @Field(() => ID, { nullable: true, description: 'Who does it; null for nobody.' }) @IsOptional() @Matches(idPattern('usr'), notAnId('a member of staff')) assigneeUserId?: string | null;
  @Field(() => Int, { nullable: true, description: 'Refuse when the task has another version by now.' }) @IsOptional() @IsInt() ifVersion?: number | null;
}
