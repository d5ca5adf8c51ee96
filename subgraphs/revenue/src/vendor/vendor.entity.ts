import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf, DateTimeScalar, IdField, Key, TenantField, VersionField } from '@firmament/kit';
import { TimeProperty } from '../columns.types.js';
import type { VendorStanding } from './vendor.types.js';

/** Where a vendor stands. */
export const VendorStatus = { CANDIDATE: 'CANDIDATE', KNOWN: 'KNOWN', INACTIVE: 'INACTIVE' } as const satisfies Record<VendorStanding, VendorStanding>;
registerEnumType(VendorStatus, { name: 'VendorStatus', description: 'Where a vendor stands.', valuesConfig: { CANDIDATE: { description: 'A bill names it; nobody has confirmed it.' }, KNOWN: { description: 'The firm knows it.' }, INACTIVE: { description: 'The firm no longer deals with it.' } } });

/** Somebody whom the firm pays. Its account is kept as a mask and a fingerprint: a bill that names another one is seen, and nobody can read the account here. */
@ObjectType({ description: 'Somebody whom the firm pays.' })
@Key('id')
@Entity({ tableName: 'vendors', schema: 'revenue' })
export class Vendor {
  @IdField('vnd') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @Field(() => String, { description: 'Its name.' }) @Property({ type: 'text' }) name!: string;
  @Property({ type: 'text', fieldName: 'name_key' }) nameKey!: string;
  @Field(() => String, { nullable: true, description: 'Its tax number.' }) @Property({ type: 'text', fieldName: 'tax_number', nullable: true }) taxNumber!: string | null;
  @Property({ type: 'text', fieldName: 'tax_key', nullable: true }) taxKey!: string | null;
  @Field(() => String, { nullable: true, description: 'Its e-mail address.' }) @Property({ type: 'text', nullable: true }) email!: string | null;
  @Field(() => VendorStatus, { description: 'Where it stands.' }) @Property({ type: 'text' }) status!: VendorStanding;
  @Field(() => String, { nullable: true, description: 'The account of the ledger on which its bills usually go.' }) @Property({ type: 'text', fieldName: 'account_code', nullable: true }) accountCode!: string | null;
  @Field(() => String, { nullable: true, description: 'The tax code that its bills usually have.' }) @Property({ type: 'text', fieldName: 'tax_code', nullable: true }) taxCode!: string | null;
  @Field(() => String, { nullable: true, description: 'The last characters of the account to which it is paid.' }) @Property({ type: 'text', fieldName: 'bank_mask', nullable: true }) bankMask!: string | null;
  @Property({ type: 'text', fieldName: 'bank_print', nullable: true }) bankPrint!: string | null;
  @Field(() => DateTimeScalar, { description: 'Since when the firm knows it.' }) @TimeProperty('created_at') createdAt!: Date;
}

@ObjectType({ description: 'A page of vendors.' })
export class VendorConnection extends connectionOf(Vendor) {}
