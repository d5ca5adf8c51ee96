import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar } from '@firmament/kit';

/** When something presses. */
export enum DueBucket { OVERDUE = 'OVERDUE', TODAY = 'TODAY', THIS_WEEK = 'THIS_WEEK', LATER = 'LATER', NO_DATE = 'NO_DATE' }
registerEnumType(DueBucket, { name: 'DueBucket', description: 'When something presses, seen from today.', valuesConfig: {
  OVERDUE: { description: 'Its day has passed.' }, TODAY: { description: 'Today.' }, THIS_WEEK: { description: 'Within seven days.' }, LATER: { description: 'After that.' }, NO_DATE: { description: 'It has no day.' } } });
/** What may stand before a task. */
export enum BlockerKind { TASK = 'TASK', FILE_REQUEST = 'FILE_REQUEST' }
registerEnumType(BlockerKind, { name: 'BlockerKind', description: 'What may stand before a task.', valuesConfig: { TASK: { description: 'Another task.' }, FILE_REQUEST: { description: 'Files that the client owes.' } } });
/** What a link of «why is this late» may be. */
export enum LatenessLinkKind { TASK = 'TASK', FILE_REQUEST = 'FILE_REQUEST', NOBODY = 'NOBODY', PROJECT = 'PROJECT' }
registerEnumType(LatenessLinkKind, { name: 'LatenessLinkKind', description: 'What a link of the chain is about.', valuesConfig: {
  TASK: { description: 'A task.' }, FILE_REQUEST: { description: 'Files that the client owes.' }, NOBODY: { description: 'A task that nobody owns.' }, PROJECT: { description: 'The project itself.' } } });

@ObjectType({ description: 'Something that stands before a task.' })
export class Blocker {
  @Field(() => BlockerKind, { description: 'What it is.' }) kind!: BlockerKind;
  @Field(() => ID, { description: 'The task, or the wanted files.' }) id!: string;
  @Field(() => String, { description: 'What it is called.' }) words!: string;
  @Field(() => DateTimeScalar, { nullable: true, description: 'Since when it stands there.' }) since!: Date | null;
}
@ObjectType({ description: 'One link of the chain, from what is late to its root.' })
export class LatenessLink {
  @Field(() => LatenessLinkKind, { description: 'What it is about.' }) kind!: LatenessLinkKind;
  @Field(() => ID, { nullable: true, description: 'What it is about.' }) id!: string | null;
  @Field(() => String, { description: 'In a sentence.' }) words!: string;
  @Field(() => DateTimeScalar, { nullable: true, description: 'Since when.' }) since!: Date | null;
}
@ObjectType({ description: 'Why work is late, from what is seen down to the root.' })
export class Lateness {
  @Field(() => Boolean, { description: 'It is late.' }) late!: boolean;
  @Field(() => String, { description: 'In one sentence.' }) sentence!: string;
  @Field(() => [LatenessLink], { description: 'The chain; its last link is the root. Empty when nothing is late.' }) chain!: LatenessLink[];
}
