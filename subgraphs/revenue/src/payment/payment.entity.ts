import { OptionalProps } from '@mikro-orm/core';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf, DateScalar, DateTimeScalar, IdField, IdProperty, Key, TenantField, VersionField } from '@firmament/kit';
import { MinorProperty, MomentProperty, TimeProperty } from '../columns.types.js';
import { PaymentState as NotInThisState } from '../errors.js';
import type { AllocationKind, DisputeStanding, PaymentStanding, PaymentWay, Wanted } from './payment.types.js';

/** Where a payment stands. */
export const PaymentState = { PENDING: 'PENDING', RECEIVED: 'RECEIVED', FAILED: 'FAILED' } as const satisfies Record<PaymentStanding, PaymentStanding>;
registerEnumType(PaymentState, { name: 'PaymentState', description: 'Where a payment stands.', valuesConfig: { PENDING: { description: 'On its way; it settles nothing yet.' }, RECEIVED: { description: 'The money is there.' }, FAILED: { description: 'The money did not come, or was taken back by its bank.' } } });
/** Where a dispute stands. */
export const DisputeState = { OPEN: 'OPEN', WON: 'WON', LOST: 'LOST' } as const satisfies Record<DisputeStanding, DisputeStanding>;
registerEnumType(DisputeState, { name: 'DisputeState', description: 'Where a dispute about a payment stands.', valuesConfig: { OPEN: { description: 'The bank has not decided.' }, WON: { description: 'The money stays.' }, LOST: { description: 'The money is gone.' } } });
/** How money came. */
export const PaymentMethod = { BANK_TRANSFER: 'BANK_TRANSFER', CARD: 'CARD', DIRECT_DEBIT: 'DIRECT_DEBIT', CASH: 'CASH', CHEQUE: 'CHEQUE', OTHER: 'OTHER' } as const satisfies Record<PaymentWay, PaymentWay>;
registerEnumType(PaymentMethod, { name: 'PaymentMethod', description: 'How money came.', valuesConfig: {
  BANK_TRANSFER: { description: 'By bank transfer.' }, CARD: { description: 'By card.' }, DIRECT_DEBIT: { description: 'By direct debit.' }, CASH: { description: 'In cash.' }, CHEQUE: { description: 'By cheque.' }, OTHER: { description: 'In another way.' } } });

/** Money of a client. */
@ObjectType({ description: 'Money of a client: what came, what it settled, what was given back, and what is left as credit.' })
@Key('id')
@Entity({ tableName: 'payments', schema: 'revenue' })
export class Payment {
  [OptionalProps]?: 'facts' | 'unappliedMinor';
  @IdField('pmt') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @IdProperty('cli', { fieldName: 'client_id' }) clientId!: string;
  @MinorProperty('amount_minor') amountMinor!: bigint;
  @MinorProperty('allocated_minor') allocatedMinor!: bigint;
  @MinorProperty('refunded_minor') refundedMinor!: bigint;
  @Property({ type: 'text' }) currency!: string;
  @Field(() => PaymentMethod, { description: 'How it came.' }) @Property({ type: 'text' }) method!: PaymentWay;
  @Field(() => PaymentState, { description: 'Where it stands.' }) @Property({ type: 'text' }) state!: PaymentStanding;
  @Field(() => DateScalar, { description: 'The day from which it counts.' }) @Property({ type: 'date', fieldName: 'received_on' }) receivedOn!: string;
  @Field(() => String, { nullable: true, description: 'What the payer wrote.' }) @Property({ type: 'text', nullable: true }) reference!: string | null;
  @Field(() => Boolean, { description: 'True where it was read in the ledger: it stands there already.' }) @Property({ type: 'boolean', fieldName: 'from_ledger' }) fromLedger!: boolean;
  @Field(() => String, { nullable: true, description: 'Its number at whoever carried it.' }) @Property({ type: 'text', fieldName: 'provider_ref', nullable: true }) providerRef!: string | null;
  @Property({ type: 'json', nullable: true }) wanted!: Wanted[] | null;
  @Field(() => String, { nullable: true, description: 'Why it failed.' }) @Property({ type: 'text', nullable: true }) failure!: string | null;
  @Property({ type: 'text', fieldName: 'dispute_state', nullable: true }) disputeState!: DisputeStanding | null;
  @Property({ type: 'text', fieldName: 'dispute_reason', nullable: true }) disputeReason!: string | null;
  @MinorProperty('disputed_minor', { nullable: true }) disputedMinor!: bigint | null;
  @MomentProperty('disputed_at') disputedAt!: Date | null;
  @MomentProperty('dispute_closed_at') disputeClosedAt!: Date | null;
  @Field(() => DateTimeScalar, { description: 'When it was recorded.' }) @TimeProperty('created_at') createdAt!: Date;

  /** What settles nothing and was not given back: the client's credit. */
  get unappliedMinor(): bigint { return this.state === 'RECEIVED' ? BigInt(this.amountMinor) - BigInt(this.allocatedMinor) - BigInt(this.refundedMinor) : 0n; }
  get facts() { return { paymentId: this.id, clientId: this.clientId, amount: this.money(this.amountMinor), method: this.method, providerRef: this.providerRef }; }
  /** An amount in its currency, as facts tell it. */
  money(minor: bigint): { minor: string; currency: string } { return { minor: String(minor), currency: this.currency }; }

  /** Refuses unless it stands in one of these places. */
  demand(states: readonly PaymentStanding[], sentence: string): void {
    if (!states.includes(this.state)) throw new NotInThisState(this.state, sentence);
  }
  /** Refuses unless a bank has to decide about it. */
  demandDispute(): void {
    if (this.state !== 'RECEIVED' || this.disputeState !== 'OPEN') throw new NotInThisState(this.state, 'No bank has to decide about this payment.');
  }
  /** Refuses while a bank has to decide about it. */
  demandUndisputed(): void {
    if (this.disputeState === 'OPEN') throw new NotInThisState(this.state, 'The bank of whoever paid has to decide about this payment first.');
  }
}

@ObjectType({ description: 'A page of payments.' })
export class PaymentConnection extends connectionOf(Payment) {}

/** Money of a payment that went onto an invoice, or off it again. Rows are added and never changed: what an invoice owes is their sum. */
@Entity({ tableName: 'allocations', schema: 'revenue' })
export class Allocation {
  @IdField('alc') id!: string;
  @TenantField() tenantId!: string;
  @Property({ type: 'integer' }) version!: number;
  @IdProperty('cli', { fieldName: 'client_id' }) clientId!: string;
  @IdProperty('pmt', { fieldName: 'payment_id' }) paymentId!: string;
  @IdProperty('ivc', { fieldName: 'invoice_id' }) invoiceId!: string;
  @MinorProperty('amount_minor') amountMinor!: bigint;
  @Property({ type: 'text' }) currency!: string;
  @Property({ type: 'text' }) kind!: AllocationKind;
  @TimeProperty('created_at') createdAt!: Date;
}

/** Money that was given back. */
@ObjectType({ description: 'Money that was given back. It never changes.' })
@Entity({ tableName: 'refunds', schema: 'revenue' })
export class Refund {
  @IdField('rfd') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @IdProperty('cli', { fieldName: 'client_id' }) clientId!: string;
  @IdProperty('pmt', { fieldName: 'payment_id' }) paymentId!: string;
  @IdProperty('ivc', { fieldName: 'invoice_id', nullable: true }) invoiceId!: string | null;
  @MinorProperty('amount_minor') amountMinor!: bigint;
  @Property({ type: 'text' }) currency!: string;
  @Field(() => String, { description: 'Why.' }) @Property({ type: 'text' }) reason!: string;
  @Field(() => DateScalar, { description: 'The day on which it went back.' }) @Property({ type: 'date', fieldName: 'refunded_on' }) refundedOn!: string;
  @Field(() => DateTimeScalar, { description: 'When it was recorded.' }) @TimeProperty('created_at') createdAt!: Date;
}
