import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Audience, connectionOf, DateScalar, DateTimeScalar, IdField, IdProperty, Key, TenantField, VersionField } from '@firmament/kit';
import { MinorProperty, TimeProperty } from '../columns.types.js';
import type { StoredDocument } from '../storage/document.types.js';

/** What a receipt is for. */
export const ReceiptKind = { RECEIPT: 'RECEIPT', REFUND: 'REFUND' } as const;
export type ReceiptKind = keyof typeof ReceiptKind;
registerEnumType(ReceiptKind, { name: 'ReceiptKind', description: 'What a receipt is for.', valuesConfig: { RECEIPT: { description: 'Money that came.' }, REFUND: { description: 'Money that was given back.' } } });

/** What a client has in hand for money that came or went back. It never changes. */
@ObjectType({ description: 'A document for money that came, or that was given back. It never changes.' })
@Key('id')
@Entity({ tableName: 'payment_receipts', schema: 'revenue' })
export class PaymentReceipt {
  @Audience('portal') @IdField('rpt') id!: string;
  @TenantField() tenantId!: string;
  @Audience('portal') @VersionField() version!: number;
  @IdProperty('cli', { fieldName: 'client_id' }) clientId!: string;
  @Audience('portal') @Field(() => ReceiptKind, { description: 'What it is for.' }) @Property({ type: 'text' }) kind!: ReceiptKind;
  @IdProperty('pmt', { fieldName: 'payment_id' }) paymentId!: string;
  @IdProperty('rfd', { fieldName: 'refund_id', nullable: true }) refundId!: string | null;
  @Audience('portal') @Field(() => String, { description: 'Its number.' }) @Property({ type: 'text' }) number!: string;
  @Property({ type: 'text' }) series!: string;
  @MinorProperty('series_no') seriesNo!: bigint;
  @MinorProperty('amount_minor') amountMinor!: bigint;
  @Property({ type: 'text' }) currency!: string;
  @Audience('portal') @Field(() => DateScalar, { description: 'The day on which it was written.' }) @Property({ type: 'date', fieldName: 'issued_on' }) issuedOn!: string;
  @Property({ type: 'json' }) document!: StoredDocument;
  @Audience('portal') @Field(() => DateTimeScalar, { description: 'When it was written.' }) @TimeProperty('created_at') createdAt!: Date;
}

@ObjectType({ description: 'A page of receipts.' })
export class PaymentReceiptConnection extends connectionOf(PaymentReceipt) {}
