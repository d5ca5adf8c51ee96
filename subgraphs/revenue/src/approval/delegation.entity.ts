import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType } from 'type-graphql';
import { DateScalar, IdField, TenantField, VersionField } from '@firmament/kit';
import { TimeProperty } from '../columns.types.js';

/** Somebody approves in the place of somebody else, from one day to another. */
@ObjectType('InvoiceApprovalDelegation', { description: 'Somebody approves in the place of somebody else, from one day to another.' })
@Entity({ tableName: 'approval_delegations', schema: 'revenue' })
export class ApprovalDelegation {
  @IdField('dlg') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @Field(() => ID, { description: 'Whose approvals.' }) @Property({ type: 'text', fieldName: 'from_user_id' }) fromUserId!: string;
  @Field(() => ID, { description: 'Who approves in their place.' }) @Property({ type: 'text', fieldName: 'to_user_id' }) toUserId!: string;
  @Field(() => DateScalar, { description: 'The first day.' }) @Property({ type: 'date', fieldName: 'from_on' }) fromOn!: string;
  @Field(() => DateScalar, { description: 'The last day.' }) @Property({ type: 'date', fieldName: 'until_on' }) untilOn!: string;
  @TimeProperty('created_at') createdAt!: Date;
}
