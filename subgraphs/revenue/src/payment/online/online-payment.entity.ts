import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Audience, DateTimeScalar, IdField, IdProperty, Key, TenantField, VersionField } from '@firmament/kit';
import { MinorProperty, MomentProperty, TimeProperty } from '../../columns.types.js';
import type { OnlineStanding, OnlineWay } from './online-payment.types.js';

/** Where a try to pay online stands. */
export const OnlinePaymentState = { STARTING: 'STARTING', OPEN: 'OPEN', PENDING: 'PENDING', REVIEW: 'REVIEW', PAID: 'PAID', FAILED: 'FAILED', ENDED: 'ENDED' } as const satisfies Record<OnlineStanding, OnlineStanding>;
registerEnumType(OnlinePaymentState, { name: 'OnlinePaymentState', description: 'Where a try to pay online stands.', valuesConfig: {
  STARTING: { description: 'The payment service is being asked for its page.' }, OPEN: { description: 'The page is there; nobody has paid at it yet.' }, PENDING: { description: 'The money is on its way; it settles nothing yet.' },
  REVIEW: { description: 'The money is there, and the firm looks whether it is one that it knows already.' }, PAID: { description: 'The money is there.' }, FAILED: { description: 'It did not work; a new try may.' }, ENDED: { description: 'Nobody paid, and the page is closed.' } } });

/** Tries of which something may still come: an invoice has one at most. */
export const underWay: readonly OnlineStanding[] = ['STARTING', 'OPEN', 'PENDING', 'REVIEW'];

/** One try of a client to pay an invoice at a payment service. Its id is the key under which the service knows it. */
@ObjectType({ description: 'A try of a client to pay an invoice at a payment service.' })
@Key('id')
@Entity({ tableName: 'online_payments', schema: 'revenue' })
export class OnlinePayment {
  @Audience('portal') @IdField('opm') id!: string;
  @TenantField() tenantId!: string;
  @Audience('portal') @VersionField() version!: number;
  @IdProperty('cli', { fieldName: 'client_id' }) clientId!: string;
  @IdProperty('ivc', { fieldName: 'invoice_id' }) invoiceId!: string;
  @IdProperty('cnx', { fieldName: 'connection_id' }) connectionId!: string;
  @Audience('portal') @Field(() => Int, { description: 'Which try it is for its invoice, from 1.' }) @Property({ type: 'integer', fieldName: 'try_no' }) tryNo!: number;
  @MinorProperty('amount_minor') amountMinor!: bigint;
  @Property({ type: 'text' }) currency!: string;
  @Audience('portal') @Field(() => OnlinePaymentState, { description: 'Where it stands.' }) @Property({ type: 'text' }) state!: OnlineStanding;
  /** Its page is to be closed: the invoice owes another sum by now, or nothing. */
  @Property({ type: 'boolean', fieldName: 'end_wanted' }) endWanted!: boolean;
  @Property({ type: 'integer' }) calls!: number;
  @Field(() => String, { nullable: true, description: 'Its number at the service.' }) @Property({ type: 'text', fieldName: 'external_ref', nullable: true }) externalRef!: string | null;
  @Property({ type: 'text', fieldName: 'checkout_url', nullable: true }) checkoutUrl!: string | null;
  @Property({ type: 'text', nullable: true }) method!: OnlineWay | null;
  /** The newest word of the service that was heard. */
  @Property({ type: 'integer' }) revision!: number;
  @Audience('portal') @Field(() => String, { nullable: true, description: 'Why it did not work, or does not go on yet.' }) @Property({ type: 'text', nullable: true }) problem!: string | null;
  @IdProperty('pmt', { fieldName: 'payment_id', nullable: true }) paymentId!: string | null;
  @IdProperty('pmt', { fieldName: 'twin_id', nullable: true }) twinId!: string | null;
  @Property({ type: 'text', fieldName: 'started_by' }) startedBy!: string;
  @Property({ type: 'text', fieldName: 'correlation_id' }) correlationId!: string;
  @Audience('portal') @Field(() => DateTimeScalar, { description: 'When it was begun.' }) @TimeProperty('started_at') startedAt!: Date;
  @Audience('portal') @Field(() => DateTimeScalar, { nullable: true, description: 'When nothing more was to come of it; null until then.' }) @MomentProperty('finished_at') finishedAt!: Date | null;
}
