import { OptionalProps } from '@mikro-orm/core';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { IdField, IdProperty, TenantField } from '@firmament/kit';
import { MinorProperty } from '../columns.types.js';
import type { BillLineWords } from './bill.types.js';

/** One thing that a bill asks to be paid for, and what it is for. */
@ObjectType({ description: 'One thing that a bill asks to be paid for, and what it is for.' })
@Entity({ tableName: 'bill_lines', schema: 'revenue' })
export class BillLine {
  [OptionalProps]?: 'words';
  @IdField('bll') id!: string;
  @TenantField() tenantId!: string;
  @Property({ type: 'integer' }) version!: number;
  @IdProperty('cli', { fieldName: 'client_id', nullable: true }) clientId!: string | null;
  @IdProperty('bil', { fieldName: 'bill_id' }) billId!: string;
  @Field(() => Int, { description: 'Place on the bill, from 0.' }) @Property({ type: 'integer' }) position!: number;
  @Field(() => String, { description: 'What it is.' }) @Property({ type: 'text' }) title!: string;
  @Field(() => String, { nullable: true, description: 'More about it.' }) @Property({ type: 'text', nullable: true }) description!: string | null;
  @MinorProperty('quantity_milli') quantityMilli!: bigint;
  @MinorProperty('unit_minor') unitMinor!: bigint;
  @Field(() => String, { nullable: true, description: 'What its tax is called.' }) @Property({ type: 'text', fieldName: 'tax_name', nullable: true }) taxName!: string | null;
  @Field(() => Int, { description: 'Its tax in hundredths of a percent.' }) @Property({ type: 'integer', fieldName: 'tax_basis_points' }) taxBasisPoints!: number;
  @Field(() => String, { nullable: true, description: 'The tax code of the ledger.' }) @Property({ type: 'text', fieldName: 'tax_code', nullable: true }) taxCode!: string | null;
  @Field(() => Boolean, { description: 'True where the price holds its tax already.' }) @Property({ type: 'boolean', fieldName: 'tax_included' }) taxIncluded!: boolean;
  @Field(() => String, { nullable: true, description: 'The account of the ledger.' }) @Property({ type: 'text', fieldName: 'account_code', nullable: true }) accountCode!: string | null;
  @Field(() => ID, { nullable: true, description: 'The project it is for.' }) @IdProperty('prj', { fieldName: 'project_id', nullable: true }) projectId!: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether it is billed to its client again; null where the firm\'s rule decides.' }) @Property({ type: 'boolean', nullable: true }) rebill!: boolean | null;
  @Property({ type: 'text' }) currency!: string;
  @MinorProperty('net_minor') netMinor!: bigint;
  @MinorProperty('tax_minor') taxMinor!: bigint;
  @MinorProperty('gross_minor') grossMinor!: bigint;

  /** What somebody said, without what follows from it. */
  get words(): BillLineWords {
    const { title, description, taxName, taxBasisPoints, taxCode, taxIncluded, accountCode, clientId, projectId, rebill } = this;
    return { title, description, quantityMilli: BigInt(this.quantityMilli), unitMinor: BigInt(this.unitMinor), taxName, taxBasisPoints, taxCode, taxIncluded, accountCode, clientId, projectId, rebill };
  }
}
