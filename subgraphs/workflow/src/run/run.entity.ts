import { Conflict, DateTimeScalar, IdField, IdProperty, Key, TenantField, VersionField } from '@firmament/kit';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Alarm } from './alarm.rules.js';
import { isFinal, mayPass } from './run.rules.js';
import type { RunState as State, TriggerEvent } from './run.types.js';

/** Where a run stands. */
export enum RunState {
  QUEUED = 'QUEUED', RUNNING = 'RUNNING', WAITING = 'WAITING', COMPENSATING = 'COMPENSATING', STUCK = 'STUCK',
  COMPLETED = 'COMPLETED', FAILED = 'FAILED', CANCELLED = 'CANCELLED',
}
registerEnumType(RunState, { name: 'RunState', description: 'Where a run stands.', valuesConfig: {
  QUEUED: { description: 'It begins at once.' }, RUNNING: { description: 'A step is being done.' }, WAITING: { description: 'It waits for a time, an event, a person or a working system.' },
  COMPENSATING: { description: 'What was done is being undone.' }, STUCK: { description: 'It needs a person; it can be resumed from its step.' },
  COMPLETED: { description: 'Every step was done or not needed.' }, FAILED: { description: 'It was given up.' }, CANCELLED: { description: 'A person ended it.' },
} });

/** One occurrence of a workflow: for whom, because of what, and how far. The journal of its steps is the truth about it. */
@ObjectType({ description: 'One occurrence of a workflow.' })
@Key('id')
@Entity({ tableName: 'runs', schema: 'workflow' })
export class Run {
  @IdField('run') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @Field(() => Int, { description: 'Counts up within the firm.' }) @Property({ type: 'integer' }) number!: number;
  @IdProperty('wfl', { fieldName: 'workflow_id' }) workflowId!: string;
  @Field(() => String, { description: "The workflow's name when the run began." }) @Property({ type: 'text', fieldName: 'workflow_name' }) workflowName!: string;
  @IdProperty('wfv', { fieldName: 'version_id' }) versionId!: string;
  @Field(() => Int, { description: "The number of the workflow's version that the run follows to its end." }) @Property({ type: 'integer', fieldName: 'version_no' }) versionNo!: number;
  @Field(() => String, { description: 'What makes the occurrence one and the same: a second trigger with this key starts nothing.' })
  @Property({ type: 'text', fieldName: 'business_key' }) businessKey!: string;
  @Field(() => RunState, { description: 'Where it stands.' }) @Property({ type: 'text' }) state!: RunState;
  @IdProperty('usr', { fieldName: 'owner_user_id' }) ownerUserId!: string;
  @IdProperty('cli', { fieldName: 'client_id', nullable: true }) clientId!: string | null;
  @Field(() => String, { nullable: true, description: 'What it is about, in words.' }) @Property({ type: 'text', nullable: true }) subject!: string | null;
  @Field(() => String, { nullable: true, description: 'Why it waits or is stuck, in words.' }) @Property({ type: 'text', nullable: true }) reason!: string | null;
  @Property({ type: 'json', fieldName: 'trigger_event' }) triggerEvent!: TriggerEvent;
  @Field(() => ID, { description: 'The story it belongs to.' }) @Property({ type: 'text', fieldName: 'correlation_id' }) correlationId!: string;
  @Property({ type: 'integer' }) round!: number;
  @Property({ type: 'integer', fieldName: 'step_count' }) plannedSteps!: number;
  @Property({ type: 'integer', fieldName: 'steps_done' }) settledSteps!: number;
  @Property({ type: 'json', nullable: true }) alarm!: Alarm | null;
  @Field(() => String, { nullable: true, description: 'Stuck runs with the same cause have the same key.' }) @Property({ type: 'text', fieldName: 'cause_key', nullable: true }) causeKey!: string | null;
  @Property({ type: 'text', nullable: true }) ending!: 'CANCELLED' | 'FAILED' | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it goes on by itself.' }) @Property({ type: 'datetime', fieldName: 'wake_at', nullable: true }) wakeAt!: Date | null;
  @Field(() => DateTimeScalar, { description: 'When it was triggered.' }) @Property({ type: 'datetime', fieldName: 'created_at' }) createdAt!: Date;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When its first step began.' }) @Property({ type: 'datetime', fieldName: 'started_at', nullable: true }) startedAt!: Date | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was over.' }) @Property({ type: 'datetime', fieldName: 'finished_at', nullable: true }) finishedAt!: Date | null;

  /** Refuses unless a person may send the run on. */
  mayResume(): void {
    if (this.state !== RunState.STUCK) throw new Conflict('WORKFLOW_RUN_NOT_STUCK', 'Only a stuck run can be resumed.');
  }

  /** Refuses when the run is being taken back already. */
  mayUndo(): void {
    if (this.ending !== null) throw new Conflict('WORKFLOW_RUN_UNDOING', 'This run is being taken back already.');
  }

  /** Refuses unless a person may end the run. */
  mayCancel(): void {
    if (isFinal(this.state as State)) throw new Conflict('WORKFLOW_RUN_OVER', 'This run is over.');
    if (!mayPass(this.state as State, 'CANCELLED')) throw new Conflict('WORKFLOW_RUN_BUSY', 'This run cannot be cancelled now.');
  }
}
