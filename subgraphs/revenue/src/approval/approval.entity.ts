import { OptionalProps } from '@mikro-orm/core';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar, IdField, IdProperty, TenantField, VersionField } from '@firmament/kit';
import { MomentProperty, TimeProperty } from '../columns.types.js';
import type { ApprovalStanding, Decision, PaperKind, RouteStep, Said } from './approval.types.js';
import { isDone, waitingFor } from './route.rules.js';

/** Where an approval stands. */
export const ApprovalState = { OPEN: 'OPEN', APPROVED: 'APPROVED', REJECTED: 'REJECTED', CHANGES_REQUESTED: 'CHANGES_REQUESTED', VOIDED: 'VOIDED' } as const satisfies Record<ApprovalStanding, ApprovalStanding>;
registerEnumType(ApprovalState, { name: 'InvoiceApprovalState', description: 'Where an approval stands.', valuesConfig: {
  OPEN: { description: 'Somebody has to decide.' }, APPROVED: { description: 'All steps agreed, to these very words.' }, REJECTED: { description: 'Somebody did not agree.' }, CHANGES_REQUESTED: { description: 'Somebody asked for other words before they agree.' }, VOIDED: { description: 'The words changed, or the paper was taken back; it no longer counts.' } } });
/** What people agree to. */
export const ApprovalKind = { INVOICE: 'INVOICE', BILL: 'BILL' } as const satisfies Record<PaperKind, PaperKind>;
registerEnumType(ApprovalKind, { name: 'ApprovalKind', description: 'What people agree to.', valuesConfig: { INVOICE: { description: 'An invoice, before it goes out.' }, BILL: { description: 'A bill of a vendor, before it is paid.' } } });

const anHour = 3_600_000;

/** The way of one wording of a paper past the people who must agree, as it was laid down when somebody asked. */
@ObjectType('InvoiceApproval', { description: 'The way of one wording of an invoice or a bill past the people who must agree.' })
@Entity({ tableName: 'approvals', schema: 'revenue' })
export class Approval {
  [OptionalProps]?: 'paperId';
  @IdField('iap') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @Field(() => ApprovalKind, { description: 'What is asked about.' }) @Property({ type: 'text' }) kind!: PaperKind;
  @IdProperty('cli', { fieldName: 'client_id', nullable: true }) clientId!: string | null;
  @IdProperty('ivc', { fieldName: 'invoice_id', nullable: true }) invoiceId!: string | null;
  @IdProperty('bil', { fieldName: 'bill_id', nullable: true }) billId!: string | null;
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
  /** Who never decides it, as it was when somebody asked; null for what was asked before this was kept. */
  @Property({ type: 'json', fieldName: 'author_ids', nullable: true }) authorIds!: string[] | null;
  @Field(() => Boolean, { description: 'True where nobody may agree in two of the steps.' }) @Property({ type: 'boolean', fieldName: 'none_twice' }) noneTwice!: boolean;
  /** What stood on the paper, so that a later wording can be compared with it; null for what was asked before this was kept. */
  @Property({ type: 'json', nullable: true }) said!: Said[] | null;
  @Field(() => ID, { nullable: true, description: 'Who asked.' }) @Property({ type: 'text', fieldName: 'asked_by_id', nullable: true }) askedById!: string | null;
  @Field(() => String, { nullable: true, description: 'What they are called.' }) @Property({ type: 'text', fieldName: 'asked_by_name', nullable: true }) askedByName!: string | null;

  /** The paper's own id. */
  get paperId(): string { return this.invoiceId ?? this.billId ?? ''; }

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
