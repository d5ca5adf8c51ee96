import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType } from 'type-graphql';
import { DateScalar, DateTimeScalar, IdField, IdProperty, Key, TenantField, VersionField } from '@firmament/kit';
import { MinorProperty, TimeProperty } from '../columns.types.js';
import type { StoredDocument } from '../storage/document.types.js';

/** What a client owes less of an invoice. It never changes. */
@ObjectType({ description: 'What a client owes less of an invoice. It never changes.' })
@Key('id')
@Entity({ tableName: 'credit_notes', schema: 'revenue' })
export class CreditNote {
  @IdField('crn') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @IdProperty('cli', { fieldName: 'client_id' }) clientId!: string;
  @IdProperty('ivc', { fieldName: 'invoice_id' }) invoiceId!: string;
  @Field(() => String, { description: 'Its number.' }) @Property({ type: 'text' }) number!: string;
  @Property({ type: 'text' }) series!: string;
  @MinorProperty('series_no') seriesNo!: bigint;
  @MinorProperty('amount_minor') amountMinor!: bigint;
  @MinorProperty('tax_minor') taxMinor!: bigint;
  @Property({ type: 'text' }) currency!: string;
  @Field(() => String, { description: 'Why.' }) @Property({ type: 'text' }) reason!: string;
  @Field(() => DateScalar, { description: 'The day on which it went out.' }) @Property({ type: 'date', fieldName: 'issued_on' }) issuedOn!: string;
  @Property({ type: 'json' }) document!: StoredDocument;
  @Field(() => DateTimeScalar, { description: 'When it was written.' }) @TimeProperty('created_at') createdAt!: Date;
}
