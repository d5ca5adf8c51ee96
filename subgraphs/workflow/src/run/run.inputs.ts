import { PageArgs } from '@firmament/kit';
import { MaxLength, MinLength } from 'class-validator';
import { ArgsType, Field, ID, InputType, Int, registerEnumType } from 'type-graphql';

/** The views of the runs list. */
export enum RunView { ALL = 'ALL', STUCK = 'STUCK', WAITING = 'WAITING', RUNNING = 'RUNNING', DONE = 'DONE' }
registerEnumType(RunView, { name: 'RunView', description: 'The views of the runs list.', valuesConfig: {
  ALL: { description: 'Every run.' }, STUCK: { description: 'Runs that need a person.' }, WAITING: { description: 'Runs that wait.' },
  RUNNING: { description: 'Runs that are queued or being worked on.' }, DONE: { description: 'Runs that are over.' },
} });

/** How the runs list is asked for. */
@ArgsType()
export class RunsArgs extends PageArgs {
  @Field(() => RunView, { defaultValue: RunView.ALL, description: 'Which runs.' }) view: RunView = RunView.ALL;
  @Field(() => ID, { nullable: true, description: 'Only runs of this workflow.' }) workflowId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Only runs for this client.' }) clientId?: string | null;
}

/** Which run to send on. */
@InputType({ description: 'Which run to send on.' })
export class ResumeRunInput {
  @Field(() => ID, { description: 'The stuck run.' }) runId!: string;
  @Field(() => Int, { nullable: true, description: 'The version that was read.' }) ifVersion?: number | null;
}

/** Which runs to send on together. */
@InputType({ description: 'Which runs to send on together.' })
export class ResumeRunsInput {
  @Field(() => String, { description: 'The cause that they share.' }) @MinLength(1) @MaxLength(200) causeKey!: string;
}

/** Which run to end, and why. */
@InputType({ description: 'Which run to end, and why.' })
export class CancelRunInput {
  @Field(() => ID, { description: 'The run.' }) runId!: string;
  @Field(() => String, { description: 'Why; it stands in the story.' }) @MinLength(1) @MaxLength(500) reason!: string;
  @Field(() => Boolean, { defaultValue: false, description: 'Whether what was done is taken back, the latest first, where the workflow says how.' }) undo: boolean = false;
  @Field(() => Int, { nullable: true, description: 'The version that was read.' }) ifVersion?: number | null;
}
