import { OptionalProps } from '@mikro-orm/core';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType } from 'type-graphql';
import { Audience, IdField, IdProperty, TenantField } from '@firmament/kit';
import { MinorProperty } from '../columns.types.js';
import type { Discount, LineSource, LineWords } from './invoice.types.js';

/** One thing that an invoice bills. */
@ObjectType({ description: 'One thing that an invoice bills.' })
@Entity({ tableName: 'invoice_lines', schema: 'revenue' })
export class InvoiceLine {
  [OptionalProps]?: 'words';
  @Audience('portal') @IdField('ivl') id!: string;
  @TenantField() tenantId!: string;
  @Property({ type: 'integer' }) version!: number;
  @IdProperty('cli', { fieldName: 'client_id' }) clientId!: string;
  @IdProperty('ivc', { fieldName: 'invoice_id' }) invoiceId!: string;
  @Audience('portal') @Field(() => Int, { description: 'Place on the invoice, from 0.' }) @Property({ type: 'integer' }) position!: number;
  @Audience('portal') @Field(() => String, { description: 'What it is.' }) @Property({ type: 'text' }) title!: string;
  @Audience('portal') @Field(() => String, { nullable: true, description: 'More about it.' }) @Property({ type: 'text', nullable: true }) description!: string | null;
  @MinorProperty('quantity_milli') quantityMilli!: bigint;
  @MinorProperty('unit_minor') unitMinor!: bigint;
  @Property({ type: 'json', nullable: true }) discount!: Discount | null;
  @Audience('portal') @Field(() => String, { nullable: true, description: 'What its tax is called.' }) @Property({ type: 'text', fieldName: 'tax_name', nullable: true }) taxName!: string | null;
  @Audience('portal') @Field(() => Int, { description: 'Its tax in hundredths of a percent.' }) @Property({ type: 'integer', fieldName: 'tax_basis_points' }) taxBasisPoints!: number;
  @Field(() => String, { nullable: true, description: 'The tax code of the ledger.' }) @Property({ type: 'text', fieldName: 'tax_code', nullable: true }) taxCode!: string | null;
  @Field(() => String, { nullable: true, description: 'The account of the ledger.' }) @Property({ type: 'text', fieldName: 'account_code', nullable: true }) accountCode!: string | null;
  @Audience('portal') @Field(() => Boolean, { description: 'True where the price holds its tax already.' }) @Property({ type: 'boolean', fieldName: 'tax_included' }) taxIncluded!: boolean;
  @Property({ type: 'json' }) source!: LineSource;
  @Property({ type: 'text' }) currency!: string;
  @MinorProperty('discount_minor') discountMinor!: bigint;
  @MinorProperty('net_minor') netMinor!: bigint;
  @MinorProperty('tax_minor') taxMinor!: bigint;
  @MinorProperty('gross_minor') grossMinor!: bigint;

  /** What somebody wrote, without what follows from it. */
  get words(): LineWords {
    const { title, description, discount, taxName, taxBasisPoints, taxCode, accountCode, taxIncluded, source } = this;
    return { title, description, quantityMilli: BigInt(this.quantityMilli), unitMinor: BigInt(this.unitMinor), discount, taxName, taxBasisPoints, taxCode, accountCode, taxIncluded, source };
  }
}
