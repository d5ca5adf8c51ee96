import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { IdColumn, IdProperty, TenantField } from '@firmament/kit';

/** The firm, as far as its mails need it: copied from identity's fact. */
@Entity({ tableName: 'firms', schema: 'communications' })
export class MailFirm {
  @PrimaryKey({ type: new IdColumn('firm'), fieldName: 'id' }) id!: string;
  @TenantField() tenantId!: string;
  @Property({ type: 'text' }) name!: string;
  @Property({ type: 'text' }) slug!: string;
  @IdProperty('usr', { fieldName: 'owner_user_id' }) ownerUserId!: string;
}

/** A member of the firm and where notices reach them. */
@Entity({ tableName: 'members', schema: 'communications' })
export class MailMember {
  @PrimaryKey({ type: new IdColumn('usr'), fieldName: 'id' }) id!: string;
  @TenantField() tenantId!: string;
  @Property({ type: 'text' }) name!: string;
  @Property({ type: 'text' }) email!: string;
  @Property({ type: 'boolean' }) active!: boolean;
}

/** A portal user and whom they belong to, so that a mail that comes back can be traced to a contact. */
@Entity({ tableName: 'portal_people', schema: 'communications' })
export class PortalPerson {
  @PrimaryKey({ type: new IdColumn('pus'), fieldName: 'id' }) id!: string;
  @TenantField() tenantId!: string;
  @IdProperty('con', { fieldName: 'contact_id' }) contactId!: string;
  @IdProperty('cli', { fieldName: 'client_id' }) clientId!: string;
}
