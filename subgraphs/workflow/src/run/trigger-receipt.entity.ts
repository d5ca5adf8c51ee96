import { DateTimeScalar, IdField, IdProperty, Key, TenantField } from '@firmament/kit';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';

/** How a trigger was received. */
export enum TriggerOutcome { STARTED = 'STARTED', DUPLICATE = 'DUPLICATE', PAUSED = 'PAUSED', TOO_DEEP = 'TOO_DEEP', UNREADABLE = 'UNREADABLE', MISSED = 'MISSED', OVER_BUDGET = 'OVER_BUDGET' }
registerEnumType(TriggerOutcome, { name: 'TriggerOutcome', description: 'How a trigger was received.', valuesConfig: {
  STARTED: { description: 'A run began.' }, DUPLICATE: { description: 'Ignored: a run with this business key exists.' }, PAUSED: { description: 'Kept, because the workflow was paused.' },
  TOO_DEEP: { description: 'Ignored: automations had started each other too many times.' }, UNREADABLE: { description: 'The trigger could not read the event.' },
  MISSED: { description: 'Nothing ran when the schedule came due, and a later time took its place.' }, OVER_BUDGET: { description: 'Kept: the firm had started as many runs that day as it may.' },
} });

/** That an event met a workflow, and what came of it. */
@ObjectType({ description: 'That an event met a workflow, and what came of it.' })
@Key('id')
@Entity({ tableName: 'trigger_receipts', schema: 'workflow' })
export class TriggerReceipt {
  @IdField('rcp') id!: string;
  @TenantField() tenantId!: string;
  @IdProperty('wfl', { fieldName: 'workflow_id' }) workflowId!: string;
  @Field(() => ID, { description: 'The event.' }) @IdProperty('evt', { fieldName: 'event_id' }) eventId!: string;
  @Field(() => String, { description: "The event's type." }) @Property({ type: 'text', fieldName: 'event_type' }) eventType!: string;
  @Field(() => TriggerOutcome, { description: 'What came of it.' }) @Property({ type: 'text' }) outcome!: TriggerOutcome;
  @Field(() => String, { nullable: true, description: 'Why, in words.' }) @Property({ type: 'text', nullable: true }) reason!: string | null;
  @Field(() => String, { nullable: true, description: 'The business key that was found.' }) @Property({ type: 'text', fieldName: 'business_key', nullable: true }) businessKey!: string | null;
  @IdProperty('run', { fieldName: 'run_id', nullable: true }) runId!: string | null;
  @Field(() => DateTimeScalar, { description: 'When it was received.' }) @Property({ type: 'datetime', fieldName: 'received_at' }) receivedAt!: Date;
}
