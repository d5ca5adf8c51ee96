import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar, IdField, IdProperty, TenantField, VersionField } from '@firmament/kit';
import { MomentProperty, TimeProperty } from '../columns.types.js';
import type { ApprovalStanding, Decision, RouteStep } from './approval.types.js';
import { isDone, waitingFor } from './route.rules.js';

/** Where an approval stands. */
export const ApprovalState = { OPEN: 'OPEN', APPROVED: 'APPROVED', REJECTED: 'REJECTED', VOIDED: 'VOIDED' } as const satisfies Record<ApprovalStanding, ApprovalStanding>;
registerEnumType(ApprovalState, { name: 'InvoiceApprovalState', description: 'Where an approval stands.', valuesConfig: {
  OPEN: { description: 'Somebody has to decide.' }, APPROVED: { description: 'All steps agreed, to these very words.' }, REJECTED: { description: 'Somebody did not agree.' }, VOIDED: { description: 'The words changed, or the invoice was taken back; it no longer counts.' } } });

const anHour = 3_600_000;

/** The way of one wording of an invoice past the people who must agree, as it was laid down when somebody asked. */
@ObjectType({ description: 'The way of one wording of an invoice past the people who must agree.' })
@Entity({ tableName: 'approvals', schema: 'revenue' })
export class InvoiceApproval {
  @IdField('iap') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @IdProperty('cli', { fieldName: 'client_id' }) clientId!: string;
  @IdProperty('ivc', { fieldName: 'invoice_id' }) invoiceId!: string;
  @Field(() => String, { description: 'SHA-256 of the words that are asked about.' }) @Property({ type: 'text', fieldName: 'content_hash' }) contentHash!: string;
  @Field(() => ID, { nullable: true, description: 'The rule that made the route; null where none applied and one other person is enough.' }) @IdProperty('apl', { fieldName: 'rule_id', nullable: true }) ruleId!: string | null;
  @Field(() => String, { description: 'What the rule was called.' }) @Property({ type: 'text', fieldName: 'rule_name' }) ruleName!: string;
  @Field(() => ApprovalState, { description: 'Where it stands.' }) @Property({ type: 'text' }) state!: ApprovalStanding;
  @Property({ type: 'json' }) steps!: RouteStep[];
  @Field(() => Int, { description: 'The step whose turn it is, from 0.' }) @Property({ type: 'integer', fieldName: 'step_no' }) stepNo!: number;
  @Property({ type: 'json' }) decisions!: Decision[];
  @Property({ type: 'json', fieldName: 'waiting_for' }) waitingFor!: string[];
  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when the step should be decided; then others may.' }) @MomentProperty('due_at') dueAt!: Date | null;
  @Field(() => DateTimeScalar, { description: 'When somebody asked.' }) @TimeProperty('created_at') createdAt!: Date;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended.' }) @MomentProperty('ended_at') endedAt!: Date | null;

  /** Begins the step whose turn it is. */
  beginStep(now: Date): void {
    const step = this.steps[this.stepNo];
    if (!step) throw new Error('an approval stands in a step that it has not');
    this.dueAt = step.deadlineHours === null ? null : new Date(now.getTime() + step.deadlineHours * anHour);
    this.waitingFor = waitingFor(step, this.stepNo, this.decisions);
  }

  /** Goes on while steps are done; true when none is left. */
  advance(now: Date): boolean {
    for (let step = this.steps[this.stepNo]; step && isDone(step, this.stepNo, this.decisions); step = this.steps[this.stepNo]) {
      this.stepNo += 1;
      if (this.stepNo < this.steps.length) this.beginStep(now);
    }
    const open = this.steps[this.stepNo];
    if (open) this.waitingFor = waitingFor(open, this.stepNo, this.decisions);
    return open === undefined;
  }

  /** The time of the step is up: whoever it is escalated to may decide, or anybody with the right. Never does it decide itself. */
  escalate(): void {
    this.steps = this.steps.map((step, at) => (at === this.stepNo ? { ...step, escalated: true } : step));
    this.dueAt = null;
    const step = this.steps[this.stepNo];
    if (step) this.waitingFor = waitingFor(step, this.stepNo, this.decisions);
  }

  end(state: ApprovalStanding, now: Date): void { Object.assign(this, { state, endedAt: now, dueAt: null, waitingFor: [] }); }
}
