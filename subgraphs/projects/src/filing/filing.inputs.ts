import { ArrayMaxSize, IsInt, IsOptional, Length, Matches, Max, Min, ValidateNested } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Project } from '../project/project.entity.js';
import { Task } from '../task/task.entity.js';
import { foreignId, idPattern, notAnId, plainText, unkept } from '../text.rules.js';

const files = { ...notAnId('a file'), each: true };

@InputType({ description: 'Files that come to a project.' })
export class AttachFilesToProjectInput {
  @Field(() => ID, { description: 'The project.' }) @Matches(idPattern('prj'), notAnId('a project')) projectId!: string;
  @Field(() => ID, { nullable: true, description: 'The file request that brought them.' }) @IsOptional() @Matches(foreignId, notAnId('a file request')) requestId?: string | null;
  @Field(() => [ID], { description: 'The files, at most 500.' }) @ArrayMaxSize(500) @Matches(foreignId, files) fileIds!: string[];
}
@ObjectType({ description: 'What came to the project.' })
export class AttachFilesToProjectPayload {
  @Field(() => Project, { description: 'The project.' }) project!: Project;
  @Field(() => [ID], { description: 'The files that came now.' }) attachedFileIds!: string[];
  @Field(() => Int, { description: 'How many of them had come before.' }) alreadyThere!: number;
  @Field(() => Boolean, { description: 'The project has ended: nothing came to it, and the files stay with the client.' }) closed!: boolean;
}
@InputType({ description: 'A line to look over.' })
export class ReviewItemInput {
  @Field(() => String, { description: 'Its key in the request.' }) @Length(1, 80) @Matches(plainText, unkept) key!: string;
  @Field(() => String, { description: 'What was wanted.' }) @Length(1, 500) @Matches(plainText, unkept) title!: string;
}
@InputType({ description: 'Files of a request to look over.' })
export class CreateReviewTaskInput {
  @Field(() => ID, { description: 'The file request; it has one review task, ever.' }) @Matches(foreignId, notAnId('a file request')) requestId!: string;
  @Field(() => ID, { description: 'The client.' }) @Matches(idPattern('cli'), notAnId('a client')) clientId!: string;
  @Field(() => ID, { nullable: true, description: 'The project, when the files belong to one.' }) @IsOptional() @Matches(idPattern('prj'), notAnId('a project')) projectId?: string | null;
  @Field(() => String, { description: 'What is to be looked over.' }) @Length(1, 500) @Matches(plainText, unkept) title!: string;
  @Field(() => [ReviewItemInput], { defaultValue: [], description: 'The lines; they become its checklist.' }) @ArrayMaxSize(100) @ValidateNested({ each: true }) items!: ReviewItemInput[];
  @Field(() => [ID], { defaultValue: [], description: 'The files.' }) @ArrayMaxSize(500) @Matches(foreignId, files) fileIds!: string[];
  @Field(() => Int, { defaultValue: 2, description: 'Due so many working days from today.' }) @IsInt() @Min(0) @Max(250) dueInWorkingDays!: number;
}
@ObjectType({ description: 'The review task that now stands.' })
export class CreateReviewTaskPayload {
  @Field(() => Task, { description: 'The task.' }) task!: Task;
  @Field(() => ID, { nullable: true, description: 'Who does it; null when nobody could be found.' }) assigneeUserId!: string | null;
  @Field(() => Boolean, { description: 'False when the task of an earlier round came back.' }) created!: boolean;
  @Field(() => Boolean, { description: 'Nobody could be found; it lies in the queue of tasks that need an owner.' }) needsOwner!: boolean;
}
@InputType({ description: 'Files that are not wanted any more.' })
export class WaiveFileNeedInput {
  @Field(() => ID, { description: 'The wanted files.' }) @Matches(idPattern('pfn'), notAnId('wanted files')) fileNeedId!: string;
  @Field(() => Int, { nullable: true, description: 'Refuse when they have another version by now.' }) @IsOptional() @IsInt() ifVersion?: number | null;
}
