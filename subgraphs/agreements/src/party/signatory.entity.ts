import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { IdColumn, IdProperty, TenantField } from '@firmament/kit';

/** A person whom crm knows, as far as papers need them. */
@Entity({ tableName: 'people', schema: 'agreements' })
export class Person {
  @PrimaryKey({ type: new IdColumn('con'), fieldName: 'id' }) id!: string;
  @TenantField() tenantId!: string;
  @Property({ type: 'integer' }) version!: number;
  @Property({ type: 'text', nullable: true }) name!: string | null;
  @Property({ type: 'text', nullable: true }) email!: string | null;
}

/** That a person belongs to a client, and whether they sign for it. */
@Entity({ tableName: 'signatories', schema: 'agreements' })
export class Signatory {
  @PrimaryKey({ type: new IdColumn('lnk'), fieldName: 'id' }) id!: string;
  @TenantField() tenantId!: string;
  @Property({ type: 'integer' }) version!: number;
  @IdProperty('cli', { fieldName: 'client_id' }) clientId!: string;
  @IdProperty('con', { fieldName: 'contact_id' }) contactId!: string;
  @Property({ type: 'boolean', fieldName: 'is_signatory' }) isSignatory!: boolean;
  @Property({ type: 'boolean', fieldName: 'is_primary' }) isPrimary!: boolean;
}
