import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { IdProperty, TenantField } from '@firmament/kit';
import { PrimaryKey } from '@mikro-orm/decorators/legacy';
import { IdColumn } from '@firmament/kit';

/** What a client is called: contracts name it, and nobody asks another domain while one is written. */
@Entity({ tableName: 'parties', schema: 'agreements' })
export class Party {
  @PrimaryKey({ type: new IdColumn('pty'), fieldName: 'id' }) id!: string;
  @TenantField() tenantId!: string;
  @Property({ type: 'integer' }) version!: number;
  @IdProperty('cli', { fieldName: 'client_id' }) clientId!: string;
  @Property({ type: 'text', fieldName: 'display_name', nullable: true }) displayName!: string | null;
  @Property({ type: 'text', fieldName: 'contact_name', nullable: true }) contactName!: string | null;
}

/** What the firm itself is called. */
@Entity({ tableName: 'firms', schema: 'agreements' })
export class FirmName {
  @PrimaryKey({ type: new IdColumn('firm'), fieldName: 'id' }) id!: string;
  @TenantField() tenantId!: string;
  @Property({ type: 'integer' }) version!: number;
  @Property({ type: 'text' }) name!: string;
}
