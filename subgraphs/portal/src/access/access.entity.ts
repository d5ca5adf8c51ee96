import { IdField, IdProperty, TenantField } from '@firmament/kit';
import { Entity, Property } from '@mikro-orm/decorators/legacy';

/** The right of a contact to use the portal for one client, as crm's link states it. Its id is the link's. Not part of the graph. */
@Entity({ tableName: 'accesses', schema: 'portal' })
export class PortalAccess {
  @IdField('lnk') id!: string;
  @TenantField() tenantId!: string;
  @IdProperty('con', { fieldName: 'contact_id' }) contactId!: string;
  @IdProperty('cli', { fieldName: 'client_id' }) clientId!: string;
  @Property({ type: 'text', fieldName: 'contact_name' }) contactName!: string;
  @Property({ type: 'boolean' }) allowed!: boolean;
}

/** A firm by name, for the page behind a link. Not part of the graph. */
@Entity({ tableName: 'firms', schema: 'portal' })
export class PortalFirm {
  @IdField('firm') id!: string;
  @TenantField() tenantId!: string;
  @Property({ type: 'text' }) name!: string;
  @Property({ type: 'text' }) slug!: string;
}
