import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { OptionalProps } from '@mikro-orm/core';
import { DateScalar, DateTimeScalar, IdField, IdProperty, TenantField, VersionField } from '@firmament/kit';
import { MilestoneHasNoBill, MilestoneIsBilled, MilestoneNotReached } from '../errors.js';

/** What reaching a milestone means for billing. */
export enum MilestoneBilling { NONE = 'NONE', FIXED = 'FIXED', PERCENT = 'PERCENT', TIME = 'TIME' }
registerEnumType(MilestoneBilling, { name: 'MilestoneBilling', description: 'What reaching a milestone means for billing.', valuesConfig: {
  NONE: { description: 'Nothing.' }, FIXED: { description: 'An amount is billed.' }, PERCENT: { description: 'A share of the price is billed.' }, TIME: { description: 'The time spent so far is billed.' } } });

/** Where the bill of a milestone stands. */
export enum MilestoneBillingState { NOT_BILLABLE = 'NOT_BILLABLE', UNBILLED = 'UNBILLED', BILLED = 'BILLED' }
registerEnumType(MilestoneBillingState, { name: 'MilestoneBillingState', description: 'Where the bill of a milestone stands.', valuesConfig: {
  NOT_BILLABLE: { description: 'Reaching it means no bill.' }, UNBILLED: { description: 'It stands on no invoice yet.' }, BILLED: { description: 'It stands on an invoice.' } } });

/** A point that work reaches, and what it means for billing. */
@ObjectType({ description: 'A point that work reaches, and what it means for billing.' })
@Entity({ tableName: 'milestones', schema: 'projects' })
export class Milestone {
  declare [OptionalProps]?: 'billingState';
  @IdField('mil') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @Field(() => ID, { description: 'The project.' }) @IdProperty('prj', { fieldName: 'project_id' }) projectId!: string;
  @IdProperty('cli', { fieldName: 'client_id' }) clientId!: string;
  @Field(() => String, { description: 'What is reached.' }) @Property({ type: 'text' }) title!: string;
  @Field(() => MilestoneBilling, { description: 'What reaching it means for billing.' }) @Property({ type: 'text' }) billing!: MilestoneBilling;
  @Property({ type: 'text', fieldName: 'amount_minor', nullable: true }) amountMinor!: string | null;
  @Property({ type: 'text', nullable: true }) currency!: string | null;
  @Field(() => Int, { nullable: true, description: 'The share of the price, where the rule is PERCENT.' }) @Property({ type: 'integer', nullable: true }) percent!: number | null;
  @Field(() => Int, { nullable: true, description: 'Due so many working days after the first day.' }) @Property({ type: 'integer', fieldName: 'relative_days', nullable: true }) relativeDays!: number | null;
  @Field(() => DateScalar, { nullable: true, description: 'Due on this day; null while the project is a skeleton.' }) @Property({ type: 'date', fieldName: 'due_on', nullable: true }) dueOn!: string | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was reached.' }) @Property({ type: 'datetime', fieldName: 'completed_at', nullable: true }) completedAt!: Date | null;
  @Field(() => ID, { nullable: true, description: 'The invoice it stands on.' }) @Property({ type: 'text', fieldName: 'invoice_id', nullable: true }) invoiceId!: string | null;
  @Property({ type: 'integer' }) position!: number;

  @Field(() => MilestoneBillingState, { description: 'Where its bill stands.' })
  get billingState(): MilestoneBillingState {
    if (this.billing === MilestoneBilling.NONE) return MilestoneBillingState.NOT_BILLABLE;
    return this.invoiceId ? MilestoneBillingState.BILLED : MilestoneBillingState.UNBILLED;
  }

  /** Is reached. False when it was. */
  complete(now: Date): boolean {
    if (this.completedAt) return false;
    this.completedAt = now;
    return true;
  }

  /** Is open again; what is billed stays reached. False when it was open. */
  reopen(): boolean {
    if (this.invoiceId) throw new MilestoneIsBilled(this.title);
    if (!this.completedAt) return false;
    this.completedAt = null;
    return true;
  }

  /** Stands on an invoice; never on two. False when it stood on this one. */
  bill(invoiceId: string): boolean {
    if (this.billing === MilestoneBilling.NONE) throw new MilestoneHasNoBill(this.title);
    if (!this.completedAt) throw new MilestoneNotReached(this.title);
    if (this.invoiceId && this.invoiceId !== invoiceId) throw new MilestoneIsBilled(this.title);
    if (this.invoiceId) return false;
    this.invoiceId = invoiceId;
    return true;
  }
}
