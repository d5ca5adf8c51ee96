import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { IdField, IdProperty, TenantField, VersionField } from '@firmament/kit';
import { MinorProperty, TimeProperty } from '../columns.types.js';
import { ApprovalKind } from './approval.entity.js';
import type { PaperKind, RuleStep, StepNeed } from './approval.types.js';

/** Whether all who are named must agree, or one of them. */
export const ApprovalNeed = { ALL: 'ALL', ANY: 'ANY' } as const satisfies Record<StepNeed, StepNeed>;
registerEnumType(ApprovalNeed, { name: 'InvoiceApprovalNeed', description: 'Whether all who are named must agree, or one of them.', valuesConfig: { ALL: { description: 'Each of them.' }, ANY: { description: 'One of them.' } } });

/** Who has to agree to which invoices or bills. The first rule that applies makes the route. */
@ObjectType('InvoiceApprovalRule', { description: 'Who has to agree to which invoices or bills. Of several rules that apply, the first one counts.' })
@Entity({ tableName: 'approval_rules', schema: 'revenue' })
export class ApprovalRule {
  @IdField('apl') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @Field(() => String, { description: 'Its name.' }) @Property({ type: 'text' }) name!: string;
  @Field(() => Int, { description: 'Its place among the rules; the lowest is asked first.' }) @Property({ type: 'integer' }) position!: number;
  @Field(() => Boolean, { description: 'False for a rule that is no longer asked.' }) @Property({ type: 'boolean' }) active!: boolean;
  @Field(() => ApprovalKind, { description: 'What it is about.' }) @Property({ type: 'text' }) kind!: PaperKind;
  @Field(() => ID, { nullable: true, description: 'Only for invoices to this client, or bills that are for it.' }) @IdProperty('cli', { fieldName: 'for_client_id', nullable: true }) forClientId!: string | null;
  @Field(() => ID, { nullable: true, description: 'Only for what this person wrote or handed in.' }) @Property({ type: 'text', fieldName: 'author_id', nullable: true }) authorId!: string | null;
  @MinorProperty('min_total_minor', { nullable: true }) minTotalMinor!: bigint | null;
  @Property({ type: 'text', nullable: true }) currency!: string | null;
  @Field(() => Int, { nullable: true, description: 'Only where at least so much was taken off, in hundredths of a percent.' }) @Property({ type: 'integer', fieldName: 'min_discount', nullable: true }) minDiscount!: number | null;
  @Field(() => ID, { nullable: true, description: 'Only for bills of this vendor.' }) @IdProperty('vnd', { fieldName: 'for_vendor_id', nullable: true }) forVendorId!: string | null;
  @Field(() => String, { nullable: true, description: 'Only for bills with a line on this account.' }) @Property({ type: 'text', fieldName: 'account_code', nullable: true }) accountCode!: string | null;
  @Field(() => Boolean, { description: 'True where nobody may agree in two of the steps.' }) @Property({ type: 'boolean', fieldName: 'none_twice' }) noneTwice!: boolean;
  @Property({ type: 'json' }) steps!: RuleStep[];
  @TimeProperty('created_at') createdAt!: Date;
}
