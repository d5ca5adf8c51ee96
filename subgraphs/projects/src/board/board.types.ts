import { IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { ProjectSection } from '../project/section.entity.js';
import { Task } from '../task/task.entity.js';
import { idPattern, notAnId } from '../text.rules.js';

@ObjectType({ description: 'A column of a board.' })
export class BoardColumn {
  @Field(() => ID, { description: 'The id of its section; «unsorted» for cards that stand in none.' }) id!: string;
  @Field(() => String, { description: 'What it is called.' }) title!: string;
  @Field(() => ProjectSection, { nullable: true, description: 'Its section.' }) section!: ProjectSection | null;
  @Field(() => Int, { nullable: true, description: 'At most so many open cards; null for any number.' }) wipLimit!: number | null;
  @Field(() => Int, { description: 'How many cards are open.' }) openCount!: number;
  @Field(() => Int, { description: 'How many cards are done.' }) doneCount!: number;
  @Field(() => Boolean, { description: 'It takes no further open card.' }) full!: boolean;
  @Field(() => [Task], { description: 'Its cards, in order; cancelled ones are not among them.' }) tasks!: Task[];
}
@ObjectType({ description: 'A project as a board.' })
export class ProjectBoard {
  @Field(() => [BoardColumn], { description: 'One column per section, in order.' }) columns!: BoardColumn[];
}
@InputType({ description: 'Another place for a card.' })
export class MoveTaskInput {
  @Field(() => ID, { description: 'The task.' }) @Matches(idPattern('tsk'), notAnId('a task')) taskId!: string;
  @Field(() => ID, { description: 'The column.' }) @Matches(idPattern('sec'), notAnId('a section')) toSectionId!: string;
  @Field(() => ID, { nullable: true, description: 'It shall stand behind this card.' }) @IsOptional() @Matches(idPattern('tsk'), notAnId('a task')) afterTaskId?: string | null;
  @Field(() => ID, { nullable: true, description: 'It shall stand before this card; at the end when neither is named.' }) @IsOptional() @Matches(idPattern('tsk'), notAnId('a task')) beforeTaskId?: string | null;
  @Field(() => Int, { nullable: true, description: 'Refuse when the task has another version by now.' }) @IsOptional() @IsInt() ifVersion?: number | null;
}
@InputType({ description: 'Another limit for a column.' })
export class SetWipLimitInput {
  @Field(() => ID, { description: 'The column.' }) @Matches(idPattern('sec'), notAnId('a section')) sectionId!: string;
  @Field(() => Int, { nullable: true, description: 'At most so many open cards, 1 to 1000; null for any number. Cards beyond it stay.' }) @IsOptional() @IsInt() @Min(1) @Max(1000) wipLimit?: number | null;
  @Field(() => Int, { nullable: true, description: 'Refuse when the section has another version by now.' }) @IsOptional() @IsInt() ifVersion?: number | null;
}
