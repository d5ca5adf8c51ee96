import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { IdColumn, IdProperty, TenantField } from '@firmament/kit';

/** What a client is called: invoices name it, and nobody asks another domain while one is written. */
@Entity({ tableName: 'payers', schema: 'revenue' })
export class Payer {
  @PrimaryKey({ type: new IdColumn('pyr'), fieldName: 'id' }) id!: string;
  @TenantField() tenantId!: string;
  @Property({ type: 'integer' }) version!: number;
  @IdProperty('cli', { fieldName: 'client_id' }) clientId!: string;
  @Property({ type: 'text', fieldName: 'display_name', nullable: true }) displayName!: string | null;
}
