import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateScalar, IdField, IdProperty, TenantField, VersionField } from '@firmament/kit';

/** What reaching a milestone means for billing. */
export enum MilestoneBilling { NONE = 'NONE', FIXED = 'FIXED', PERCENT = 'PERCENT', TIME = 'TIME' }
registerEnumType(MilestoneBilling, { name: 'MilestoneBilling', description: 'What reaching a milestone means for billing.', valuesConfig: {
  NONE: { description: 'Nothing.' }, FIXED: { description: 'An amount is billed.' }, PERCENT: { description: 'A share of the price is billed.' }, TIME: { description: 'The time spent so far is billed.' } } });

/** A point that work reaches, and what it means for billing. */
@ObjectType({ description: 'A point that work reaches, and what it means for billing.' })
@Entity({ tableName: 'milestones', schema: 'projects' })
export class Milestone {
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
  @Property({ type: 'integer' }) position!: number;
}
