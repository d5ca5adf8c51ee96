import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateScalar } from '@firmament/kit';
import { Project } from '../project/project.entity.js';

/** Whose move a project waits for. */
export enum ProjectMoveTone { BROKEN = 'BROKEN', OURS = 'OURS', THEIRS = 'THEIRS', DONE = 'DONE', QUIET = 'QUIET' }
registerEnumType(ProjectMoveTone, { name: 'ProjectMoveTone', description: 'Whose move a project waits for.', valuesConfig: {
  BROKEN: { description: 'Something is late.' }, OURS: { description: 'The firm has something to do.' }, THEIRS: { description: 'The firm waits for the client.' }, DONE: { description: 'It is finished.' },
  QUIET: { description: 'Nothing is open, or somebody paused it.' } } });

@ObjectType({ description: 'One line about a project: whose move it is, on what, and by when.' })
export class ProjectMove {
  @Field(() => ProjectMoveTone, { description: 'Whose move it is.' }) tone!: ProjectMoveTone;
  @Field(() => String, { description: 'On what, in words.' }) words!: string;
  @Field(() => DateScalar, { nullable: true, description: 'By when.' }) dueOn!: string | null;
  @Field(() => ID, { nullable: true, description: 'The task it is about, where it is about one.' }) taskId!: string | null;
}
@ObjectType({ description: 'A column of a board of projects.' })
export class ProjectsBoardColumn {
  @Field(() => ID, { description: 'Tells it from the other columns of the board.' }) id!: string;
  @Field(() => String, { description: 'The stage its projects stand in.' }) title!: string;
  @Field(() => Int, { description: 'How many projects stand here, shown or not.' }) count!: number;
  @Field(() => Int, { description: 'How many of them are late.' }) lateCount!: number;
  @Field(() => Int, { description: 'How many of them wait for the firm.' }) oursCount!: number;
  @Field(() => Int, { description: 'How many of them wait for their clients.' }) theirsCount!: number;
  @Field(() => [Project], { description: 'Its projects: late ones first, then by the day that presses; at most as many as were asked for.' }) cards!: Project[];
}
@ObjectType({ description: 'A sort of work that has a board.' })
export class ProjectsBoardType {
  @Field(() => String, { description: 'The sort of work, as its templates say.' }) projectType!: string;
  @Field(() => Int, { description: 'How many projects of it go on or wait to begin.' }) openCount!: number;
}
@ObjectType({ description: 'The projects of one sort of work, in the stages of its templates.' })
export class ProjectsBoard {
  @Field(() => String, { nullable: true, description: 'The sort of work; null when the firm has none.' }) projectType!: string | null;
  @Field(() => [ProjectsBoardType], { description: 'Every sort of work there is a board for, the one with most projects first.' }) types!: ProjectsBoardType[];
  @Field(() => [ProjectsBoardColumn], { description: 'One column per stage, in order.' }) columns!: ProjectsBoardColumn[];
}
