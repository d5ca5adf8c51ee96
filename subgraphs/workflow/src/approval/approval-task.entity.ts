import { Conflict, DateTimeScalar, IdField, IdProperty, Key, TenantField, VersionField } from '@firmament/kit';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType, registerEnumType } from 'type-graphql';

/** How a question stands. */
export enum ApprovalState { OPEN = 'OPEN', APPROVED = 'APPROVED', REJECTED = 'REJECTED', EXPIRED = 'EXPIRED' }
registerEnumType(ApprovalState, { name: 'ApprovalTaskState', description: 'How a question stands.', valuesConfig: {
  OPEN: { description: 'Nobody decided yet.' }, APPROVED: { description: 'Yes.' }, REJECTED: { description: 'No.' }, EXPIRED: { description: 'The time ran out.' },
} });

/** A question that a workflow asks a person. Decisions about things of other domains live with the thing. */
@ObjectType({ description: 'A question that a workflow asks a person.' })
@Key('id')
@Entity({ tableName: 'approval_tasks', schema: 'workflow' })
export class ApprovalTask {
  @IdField('stp') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @IdProperty('run', { fieldName: 'run_id' }) runId!: string;
  @Property({ type: 'text', fieldName: 'step_key' }) stepKey!: string;
  @Field(() => String, { description: 'The question.' }) @Property({ type: 'text' }) title!: string;
  @IdProperty('usr', { fieldName: 'approver_user_id', nullable: true }) approverUserId!: string | null;
  @IdProperty('cli', { fieldName: 'client_id', nullable: true }) clientId!: string | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when it can be decided.' }) @Property({ type: 'datetime', nullable: true }) deadline!: Date | null;
  @Field(() => ApprovalState, { description: 'How it stands.' }) @Property({ type: 'text' }) state!: ApprovalState;
  @Field(() => String, { nullable: true, description: 'What the person wrote.' }) @Property({ type: 'text', nullable: true }) note!: string | null;
  @Property({ type: 'text', fieldName: 'decided_by', nullable: true }) decidedBy!: string | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was decided.' }) @Property({ type: 'datetime', fieldName: 'decided_at', nullable: true }) decidedAt!: Date | null;
  @Field(() => DateTimeScalar, { description: 'When it was asked.' }) @Property({ type: 'datetime', fieldName: 'asked_at' }) askedAt!: Date;

  /** Takes the decision of the person who was asked, once. */
  decide(approved: boolean, note: string | null, by: string, now: Date): void {
    if (this.state !== ApprovalState.OPEN) throw new Conflict('WORKFLOW_APPROVAL_DECIDED', 'This was decided already.');
    this.state = approved ? ApprovalState.APPROVED : ApprovalState.REJECTED;
    this.note = note;
    this.decidedBy = by;
    this.decidedAt = now;
  }
}
