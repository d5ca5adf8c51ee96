import { DateTimeScalar } from '@firmament/kit';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';

/** How a step of a run stands. */
export enum RunStepState { NOT_REACHED = 'NOT_REACHED', RUNNING = 'RUNNING', RETRYING = 'RETRYING', WAITING = 'WAITING', DONE = 'DONE', SKIPPED = 'SKIPPED', STUCK = 'STUCK' }
registerEnumType(RunStepState, { name: 'RunStepState', description: 'How a step of a run stands.', valuesConfig: {
  NOT_REACHED: { description: 'Its turn has not come.' }, RUNNING: { description: 'It is being done.' }, RETRYING: { description: 'It failed and is tried again.' },
  WAITING: { description: 'It waits.' }, DONE: { description: 'It is done.' }, SKIPPED: { description: 'It was not needed.' }, STUCK: { description: 'It needs a person.' },
} });

/** A label with a value, as it was sent or answered. */
@ObjectType({ description: 'A label with a value.' })
export class RunValue {
  @Field(() => String, { description: 'The name of the field.' }) name!: string;
  @Field(() => String, { description: 'Its value as text.' }) value!: string;
}

/** A page that a run leads to. */
@ObjectType({ description: 'A page that a run leads to.' })
export class RunLink {
  @Field(() => String, { description: 'The words of the link.' }) label!: string;
  @Field(() => String, { description: 'The page.' }) href!: string;
}

/** What staff see when they open a step. */
@ObjectType({ description: 'What staff see when they open a step.' })
export class RunStepDetail {
  @Field(() => String, { description: 'How often and when it was tried.' }) tried!: string;
  @Field(() => String, { description: 'With whose rights it acts.' }) actsAs!: string;
  @Field(() => RunLink, { nullable: true, description: 'The record it concerns.' }) record!: RunLink | null;
  @Field(() => String, { description: 'Whether a repeat is safe, and why.' }) repeatSafe!: string;
  @Field(() => [RunValue], { description: 'What was sent.' }) sent!: RunValue[];
  @Field(() => [RunValue], { description: 'What was answered.' }) answered!: RunValue[];
}

/** A step of a run with all its attempts folded together; the first one is the trigger. */
@ObjectType({ description: 'A step of a run. The first one is the trigger.' })
export class RunStep {
  @Field(() => ID, { description: 'The key of the step within its workflow; `trigger` is the first.' }) id!: string;
  @Field(() => Int, { description: 'Its place in the table, from 1.' }) no!: number;
  @Field(() => String, { description: 'What staff call it.' }) name!: string;
  @Field(() => String, { nullable: true, description: 'The name of its icon.' }) icon!: string | null;
  @Field(() => String, { description: 'trigger, action, waitUntil, waitForEvent or approval.' }) kind!: string;
  @Field(() => Int, { description: 'Its column in the graph, from 0.' }) column!: number;
  @Field(() => Int, { description: 'Its lane in the graph, from 0.' }) lane!: number;
  @Field(() => [ID], { description: 'The steps it comes after.' }) dependsOn!: string[];
  @Field(() => RunStepState, { description: 'How it stands.' }) state!: RunStepState;
  @Field(() => Int, { nullable: true, description: 'How long it took, in milliseconds.' }) tookMs!: number | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it first began.' }) startedAt!: Date | null;
  @Field(() => Int, { description: 'How often it was tried.' }) tries!: number;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it is tried again or its wait ends.' }) nextTryAt!: Date | null;
  @Field(() => String, { nullable: true, description: 'What it waits for.' }) waits!: string | null;
  @Field(() => String, { description: 'What happened, in one line.' }) words!: string;
  @Field(() => RunStepDetail, { description: 'More about it.' }) detail!: RunStepDetail;
}

/** Why a run needs a person. */
@ObjectType({ description: 'Why a run needs a person.' })
export class RunAlarm {
  @Field(() => ID, { description: 'The step.' }) stepId!: string;
  @Field(() => Int, { description: "The step's place in the table." }) stepNo!: number;
  @Field(() => String, { description: 'What happened.' }) what!: string;
  @Field(() => String, { description: 'Why.' }) why!: string;
  @Field(() => String, { description: 'What was done.' }) did!: string;
  @Field(() => String, { description: 'What was not done.' }) didNot!: string;
  @Field(() => String, { description: 'What to do.' }) toDo!: string;
  @Field(() => [RunLink], { description: 'Where to do it.' }) links!: RunLink[];
}

/** What set a run off. */
@ObjectType({ description: 'What set a run off.' })
export class RunOrigin {
  @Field(() => ID, { description: 'The event.' }) eventId!: string;
  @Field(() => String, { description: "The event's type." }) eventType!: string;
  @Field(() => String, { description: 'What happened, in words.' }) words!: string;
  @Field(() => String, { description: 'The kind of actor behind it.' }) actorKind!: string;
  @Field(() => String, { nullable: true, description: 'Who was behind it.' }) actorName!: string | null;
  @Field(() => DateTimeScalar, { description: 'When it happened.' }) at!: Date;
}

/** What resuming a run will do. */
@ObjectType({ description: 'What resuming a run will do.' })
export class ResumePreview {
  @Field(() => [String], { description: 'One effect each, in order.' }) lines!: string[];
}
