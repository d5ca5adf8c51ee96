import { OptionalProps } from '@mikro-orm/core';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Audience, connectionOf, CurrencyCodeScalar, DateScalar, DateTimeScalar, IdField, IdProperty, Key, TenantField, VersionField } from '@firmament/kit';
import { DayProperty, MomentProperty, TimeProperty } from '../columns.types.js';
import { AgreementState } from '../errors.js';
import { ActivationPolicy } from '../template/contract-template.entity.js';

/** Where an agreement stands. */
export enum AgreementStatus { DRAFT = 'DRAFT', IN_SIGNATURE = 'IN_SIGNATURE', SIGNED_AWAITING_PAYMENT = 'SIGNED_AWAITING_PAYMENT', ACTIVE = 'ACTIVE', ENDED = 'ENDED' }
registerEnumType(AgreementStatus, { name: 'AgreementStatus', description: 'Where an agreement stands.', valuesConfig: {
  DRAFT: { description: 'Being written; the client does not see it.' }, IN_SIGNATURE: { description: 'Its documents are with the people who sign.' },
  SIGNED_AWAITING_PAYMENT: { description: 'Signed by all; it holds when the first payment is there.' }, ACTIVE: { description: 'In force.' }, ENDED: { description: 'Over.' } } });

/** What a firm and a client agree on. */
@ObjectType({ description: 'What the firm and a client agree on.' })
@Key('id')
@Entity({ tableName: 'agreements', schema: 'agreements' })
export class Agreement {
  [OptionalProps]?: 'facts';
  @Audience('portal') @IdField('agr') id!: string;
  @TenantField() tenantId!: string;
  @Audience('portal') @VersionField() version!: number;
  @IdProperty('cli', { fieldName: 'client_id' }) clientId!: string;
  @Field(() => ID, { nullable: true, description: 'The project that begins with it.' }) @IdProperty('prj', { fieldName: 'project_id', nullable: true }) projectId!: string | null;
  @Audience('portal') @Field(() => String, { description: 'What it is about.' }) @Property({ type: 'text' }) title!: string;
  @Audience('portal') @Field(() => AgreementStatus, { description: 'Where it stands.' }) @Property({ type: 'text' }) status!: AgreementStatus;
  @Field(() => ActivationPolicy, { description: 'What makes it active.' }) @Property({ type: 'text' }) activation!: ActivationPolicy;
  @Audience('portal') @Field(() => CurrencyCodeScalar, { nullable: true, description: 'In which currency it is; null before it has lines.' }) @Property({ type: 'text', nullable: true }) currency!: string | null;
  @Property({ type: 'integer', fieldName: 'term_months', nullable: true }) termMonths!: number | null;
  @Property({ type: 'integer', fieldName: 'renewal_notice_days', nullable: true }) renewalNoticeDays!: number | null;
  @Audience('portal') @Field(() => DateScalar, { nullable: true, description: 'From which day it holds.' }) @DayProperty('effective_on') effectiveOn!: string | null;
  @Audience('portal') @Field(() => DateScalar, { nullable: true, description: 'Its last day; null when it has no end.' }) @DayProperty('ends_on') endsOn!: string | null;
  @Audience('portal') @Field(() => DateTimeScalar, { nullable: true, description: 'When the last required signature came.' }) @MomentProperty('signed_at') signedAt!: Date | null;
  @Field(() => String, { nullable: true, description: 'Why it ended.' }) @Property({ type: 'text', fieldName: 'end_reason', nullable: true }) endReason!: string | null;
  @Field(() => Int, { nullable: true, description: 'Which of its versions holds; null before it is signed.' }) @Property({ type: 'integer', fieldName: 'version_in_force', nullable: true }) versionInForce!: number | null;
  @Field(() => DateTimeScalar, { description: 'When it was started.' }) @TimeProperty('created_at') createdAt!: Date;

  get facts() { return { agreementId: this.id, clientId: this.clientId, title: this.title }; }

  /** Refuses unless it stands in one of these places. */
  demand(statuses: readonly AgreementStatus[], sentence: string): void {
    if (!statuses.includes(this.status)) throw new AgreementState(this.status, sentence);
  }
}

@ObjectType({ description: 'A page of agreements.' })
export class AgreementConnection extends connectionOf(Agreement) {}
