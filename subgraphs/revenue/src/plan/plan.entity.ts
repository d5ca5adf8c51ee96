import { BigIntType } from '@mikro-orm/core';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf, DateScalar, DateTimeScalar, IdField, IdProperty, Key, TenantField, VersionField } from '@firmament/kit';
import type { FixedTiming, PlanPeriod, PlanTiming } from './plan.types.js';

/** When an item of a plan is billed. */
export const PlanItemTiming = { ON_ACCEPTANCE: 'ON_ACCEPTANCE', DEPOSIT: 'DEPOSIT', ON_COMPLETION: 'ON_COMPLETION', RECURRING: 'RECURRING', TO_BE_CONFIRMED: 'TO_BE_CONFIRMED' } as const satisfies Record<PlanTiming, PlanTiming>;
registerEnumType(PlanItemTiming, { name: 'PlanItemTiming', description: 'When an item of a plan is billed.', valuesConfig: {
  ON_ACCEPTANCE: { description: 'As soon as the client is bound.' }, DEPOSIT: { description: 'In advance, as soon as the client is bound.' }, ON_COMPLETION: { description: 'When the work is done.' }, RECURRING: { description: 'Again and again.' }, TO_BE_CONFIRMED: { description: 'Not priced yet.' } } });

/** How often an item of a plan is billed. */
export const PlanItemPeriod = { WEEK: 'WEEK', MONTH: 'MONTH', QUARTER: 'QUARTER', YEAR: 'YEAR' } as const satisfies Record<PlanPeriod, PlanPeriod>;
registerEnumType(PlanItemPeriod, { name: 'PlanItemPeriod', description: 'How often an item of a plan is billed.', valuesConfig: { WEEK: { description: 'Each week.' }, MONTH: { description: 'Each month.' }, QUARTER: { description: 'Each three months.' }, YEAR: { description: 'Each year.' } } });

/** What will be billed for an agreement, and when. */
@ObjectType({ description: 'What will be billed for an agreement, and when.' })
@Key('id')
@Entity({ tableName: 'plans', schema: 'revenue' })
export class InvoicePlan {
  @IdField('ipl') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @IdProperty('cli', { fieldName: 'client_id' }) clientId!: string;
  @Field(() => ID, { description: 'The agreement.' }) @IdProperty('agr', { fieldName: 'agreement_id' }) agreementId!: string;
  @Field(() => ID, { nullable: true, description: 'The project whose milestones it waits for.' }) @IdProperty('prj', { fieldName: 'project_id', nullable: true }) projectId!: string | null;
  @Property({ type: 'text' }) currency!: string;
  @Property({ type: new BigIntType('bigint'), fieldName: 'fixed_minor' }) fixedMinor!: bigint;
  @Field(() => DateScalar, { description: 'From which day it counts.' }) @Property({ type: 'date', fieldName: 'effective_on' }) effectiveOn!: string;
  @Field(() => Int, { nullable: true, description: 'The version of the agreement that changed it last; null while it is as it was made.' }) @Property({ type: 'integer', fieldName: 'agreement_version_no', nullable: true }) agreementVersionNo!: number | null;
  @Field(() => DateScalar, { nullable: true, description: 'Since which day it is paused; null while it goes on.' }) @Property({ type: 'date', fieldName: 'paused_on', nullable: true }) pausedOn!: string | null;
  @Field(() => String, { nullable: true, description: 'Why it is paused.' }) @Property({ type: 'text', fieldName: 'pause_reason', nullable: true }) pauseReason!: string | null;
  @Field(() => DateTimeScalar, { description: 'When it was made.' }) @Property({ type: 'datetime', fieldName: 'created_at' }) createdAt!: Date;
}

@ObjectType({ description: 'A page of plans.' })
export class InvoicePlanConnection extends connectionOf(InvoicePlan) {}

/** One thing that will be billed. */
@ObjectType({ description: 'One thing that a plan will bill.' })
@Key('id')
@Entity({ tableName: 'plan_items', schema: 'revenue' })
export class InvoicePlanItem {
  @IdField('ipi') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @IdProperty('cli', { fieldName: 'client_id' }) clientId!: string;
  @IdProperty('ipl', { fieldName: 'plan_id' }) planId!: string;
  @Field(() => Int, { description: 'Place in the plan, from 0.' }) @Property({ type: 'integer' }) position!: number;
  @Field(() => String, { description: 'Key of the line of the agreement.' }) @Property({ type: 'text', fieldName: 'line_key' }) lineKey!: string;
  @Field(() => String, { description: 'What it is for.' }) @Property({ type: 'text' }) title!: string;
  @Field(() => PlanItemTiming, { description: 'When it is billed.' }) @Property({ type: 'text' }) timing!: PlanTiming;
  @Field(() => PlanItemPeriod, { nullable: true, description: 'How often, where it recurs.' }) @Property({ type: 'text', nullable: true }) period!: PlanPeriod | null;
  @Property({ type: new BigIntType('bigint'), fieldName: 'amount_minor', nullable: true }) amountMinor!: bigint | null;
  @Property({ type: 'text' }) currency!: string;
  @Field(() => DateScalar, { nullable: true, description: 'The day on which it is billed next; null while that hangs on the work, or on a price.' }) @Property({ type: 'date', fieldName: 'next_on', nullable: true }) nextOn!: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'From this day on it is not billed any more; null while it stands.' }) @Property({ type: 'date', fieldName: 'ends_on', nullable: true }) endsOn!: string | null;
  @Field(() => PlanItemTiming, { nullable: true, description: 'What was billed otherwise before, where this bills the difference.' }) @Property({ type: 'text', nullable: true }) settles!: FixedTiming | null;
  @Field(() => String, { nullable: true, description: 'Why there is a difference, in words for the client.' }) @Property({ type: 'text', nullable: true }) explanation!: string | null;
  @Field(() => Boolean, { description: 'True where time is taken out of what it bills in advance.' }) @Property({ type: 'boolean' }) retainer!: boolean;
  @IdProperty('ivc', { fieldName: 'invoice_id', nullable: true }) invoiceId!: string | null;
}
