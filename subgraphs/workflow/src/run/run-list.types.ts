import { connectionOf } from '@firmament/kit';
import { Field, Int, ObjectType } from 'type-graphql';
import { Run } from './run.entity.js';
import { TriggerReceipt } from './trigger-receipt.entity.js';

/** How many runs stand where. */
@ObjectType({ description: 'How many runs stand where.' })
export class RunCounts {
  @Field(() => Int, { description: 'Runs that need a person.' }) stuck!: number;
  @Field(() => Int, { description: 'Runs that wait.' }) waiting!: number;
  @Field(() => Int, { description: 'Runs that are queued or being worked on.' }) running!: number;
  @Field(() => Int, { description: 'Runs that were completed in the last seven days.' }) doneThisWeek!: number;
  @Field(() => Int, { description: 'Triggers of the last seven days that were ignored as duplicates.' }) ignoredThisWeek!: number;
}

/** Stuck runs that share a cause. */
@ObjectType({ description: 'Stuck runs that share a cause.' })
export class RunCause {
  @Field(() => String, { description: 'The key of the cause.' }) key!: string;
  @Field(() => String, { description: 'What happened to the latest of them.' }) words!: string;
  @Field(() => Int, { description: 'How many runs.' }) count!: number;
}

/** A page of runs, with the figures of the whole list. */
@ObjectType({ description: 'A page of runs.' })
export class RunConnection extends connectionOf(Run) {}

/** A page of triggers. */
@ObjectType({ description: 'A page of triggers.' })
export class TriggerReceiptConnection extends connectionOf(TriggerReceipt) {}

/** What resuming several runs did. */
@ObjectType({ description: 'What resuming several runs did.' })
export class ResumeRunsPayload {
  @Field(() => [Run], { description: 'The runs that go on.' }) runs!: Run[];
}
