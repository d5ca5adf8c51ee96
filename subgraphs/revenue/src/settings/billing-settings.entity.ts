import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';
import { CurrencyCodeScalar, IdColumn, TenantField, TimeZoneScalar, VersionField } from '@firmament/kit';
import { MinorProperty } from '../columns.types.js';

/** How a firm bills. It has the firm's own number, so that it stands once. */
@ObjectType({ description: 'How the firm bills.' })
@Entity({ tableName: 'billing_settings', schema: 'revenue' })
export class BillingSettings {
  @PrimaryKey({ type: new IdColumn('firm'), fieldName: 'id' }) id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @Field(() => String, { description: 'What the firm is called on its invoices.' }) @Property({ type: 'text', fieldName: 'seller_name' }) sellerName!: string;
  @Field(() => String, { nullable: true, description: 'Its address on its invoices.' }) @Property({ type: 'text', fieldName: 'seller_address', nullable: true }) sellerAddress!: string | null;
  @Field(() => String, { nullable: true, description: 'Its tax number.' }) @Property({ type: 'text', fieldName: 'seller_tax_number', nullable: true }) sellerTaxNumber!: string | null;
  @Field(() => String, { nullable: true, description: 'How clients pay, in words that stand on each invoice.' }) @Property({ type: 'text', fieldName: 'payment_words', nullable: true }) paymentWords!: string | null;
  @Field(() => CurrencyCodeScalar, { description: 'The currency of its books.' }) @Property({ type: 'text' }) currency!: string;
  @Field(() => TimeZoneScalar, { description: 'Where its days begin and end.' }) @Property({ type: 'text', fieldName: 'time_zone' }) timeZone!: string;
  @Field(() => Int, { description: 'How many days clients have to pay.' }) @Property({ type: 'integer', fieldName: 'terms_days' }) termsDays!: number;
  @Field(() => String, { description: 'What numbers of invoices begin with. Each beginning counts for itself.' }) @Property({ type: 'text', fieldName: 'invoice_series' }) invoiceSeries!: string;
  @Field(() => String, { description: 'What numbers of credit notes begin with.' }) @Property({ type: 'text', fieldName: 'credit_series' }) creditSeries!: string;
  @Field(() => Boolean, { description: 'True where an invoice is out only once the ledger has it.' }) @Property({ type: 'boolean', fieldName: 'waits_for_ledger' }) waitsForLedger!: boolean;
  @Field(() => Boolean, { description: 'True while clients can pay in the portal. It follows from the firm\'s accounts at payment services.' }) @Property({ type: 'boolean', fieldName: 'pays_online' }) paysOnline!: boolean;
  @Field(() => [Int], { description: 'On which days after the last day to pay clients are reminded of what they owe, in turn; none where the firm reminds by itself.' }) @Property({ type: 'json', fieldName: 'dunning_days' }) dunningDays!: number[];
  @MinorProperty('batch_cap_minor') batchCapMinor!: bigint;
}
