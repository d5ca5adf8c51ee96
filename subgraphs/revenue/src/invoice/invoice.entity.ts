import { BigIntType } from '@mikro-orm/core';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar, IdField, IdProperty, Key, TenantField, VersionField, connectionOf } from '@firmament/kit';

/** Where an invoice stands. Further places come with what leads to them. */
export enum InvoiceStatus { DRAFT = 'DRAFT' }
registerEnumType(InvoiceStatus, { name: 'InvoiceStatus', description: 'Where an invoice stands.', valuesConfig: { DRAFT: { description: 'Being written; the client does not see it.' } } });

/** What a client owes for work. */
@ObjectType({ description: 'What a client owes for work.' })
@Key('id')
@Entity({ tableName: 'invoices', schema: 'revenue' })
export class Invoice {
  @IdField('ivc') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @IdProperty('cli', { fieldName: 'client_id' }) clientId!: string;
  @Property({ type: new BigIntType('bigint'), fieldName: 'total_minor' }) totalMinor!: bigint;
  @Property({ type: 'text' }) currency!: string;
  @Field(() => InvoiceStatus, { description: 'Where it stands.' }) @Property({ type: 'text' }) status!: InvoiceStatus;
  @Field(() => DateTimeScalar, { description: 'When it was started.' }) @Property({ type: 'datetime', fieldName: 'created_at' }) createdAt!: Date;
}

@ObjectType({ description: 'A page of invoices.' })
export class InvoiceConnection extends connectionOf(Invoice) {}
