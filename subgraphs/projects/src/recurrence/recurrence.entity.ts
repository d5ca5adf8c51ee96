import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';
import { DateScalar, DateTimeScalar, IdField, IdProperty, Key, TenantField, VersionField } from '@firmament/kit';

/** Work that comes again: which template, for whom, on which days. */
@ObjectType({ description: 'Work that comes again: which template, for whom, on which days.' })
@Key('id')
@Entity({ tableName: 'recurrence_rules', schema: 'projects' })
export class RecurrenceRule {
  @IdField('rec') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @IdProperty('cli', { fieldName: 'client_id' }) clientId!: string;
  @IdProperty('ptl', { fieldName: 'template_id' }) templateId!: string;
  @Field(() => String, { description: 'The name of each project; {client}, {period}, {year}, {month}, {quarter}, {fiscalYear} and {fiscalQuarter} stand for words.' }) @Property({ type: 'text' }) name!: string;
  @Field(() => String, { description: 'When it comes again, as a recurrence rule of RFC 5545 such as FREQ=MONTHLY;BYMONTHDAY=1.' }) @Property({ type: 'text' }) rrule!: string;
  @Field(() => DateScalar, { description: 'The first day from which it counts.' }) @Property({ type: 'date', fieldName: 'starts_on' }) startsOn!: string;
  @Field(() => DateScalar, { nullable: true, description: 'The last day on which it may come; null for no end.' }) @Property({ type: 'date', fieldName: 'ends_on', nullable: true }) endsOn!: string | null;
  @Field(() => Int, { description: 'Laid out so many days before its day.' }) @Property({ type: 'integer', fieldName: 'days_ahead' }) daysAhead!: number;
  @Field(() => Int, { description: 'The month in which the fiscal year of the client begins, 1 to 12.' }) @Property({ type: 'integer', fieldName: 'fiscal_year_start_month' }) fiscalYearStartMonth!: number;
  @Field(() => Int, { description: 'The work is about the period that lies so many periods away; -1 for the one before.' }) @Property({ type: 'integer', fieldName: 'period_offset' }) periodOffset!: number;
  @IdProperty('usr', { fieldName: 'owner_user_id', nullable: true }) ownerUserId!: string | null;
  @Field(() => Boolean, { description: 'It still lays out work.' }) @Property({ type: 'boolean' }) active!: boolean;
  @Field(() => DateScalar, { nullable: true, description: 'The last day for which it laid out work.' }) @Property({ type: 'date', fieldName: 'generated_through', nullable: true }) generatedThrough!: string | null;
  @Field(() => DateTimeScalar, { description: 'When it was made.' }) @Property({ type: 'datetime', fieldName: 'created_at' }) createdAt!: Date;
}

/** One period for which a rule laid out work. */
@ObjectType({ description: 'One period for which a rule laid out work.' })
@Entity({ tableName: 'recurrence_runs', schema: 'projects' })
export class RecurrenceRun {
  @IdField('rrn') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @IdProperty('rec', { fieldName: 'rule_id' }) ruleId!: string;
  @Field(() => String, { description: 'The period; a rule lays out work for each once.' }) @Property({ type: 'text', fieldName: 'period_key' }) periodKey!: string;
  @IdProperty('cli', { fieldName: 'client_id' }) clientId!: string;
  @IdProperty('prj', { fieldName: 'project_id' }) projectId!: string;
  @Field(() => DateScalar, { description: 'The day of the work.' }) @Property({ type: 'date', fieldName: 'occurs_on' }) occursOn!: string;
  @Field(() => DateTimeScalar, { description: 'When it was laid out.' }) @Property({ type: 'datetime', fieldName: 'created_at' }) createdAt!: Date;
}
