import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { IdColumn, IdProperty, TenantField } from '@firmament/kit';

/** Who somebody is that signs in, in the portal or at the firm, as portal and identity tell it: what waits for a person is theirs by their contact or their address. */
@Entity({ tableName: 'known_people', schema: 'agreements' })
export class KnownPerson {
  @PrimaryKey({ type: new IdColumn('kpn'), fieldName: 'id' }) id!: string;
  @TenantField() tenantId!: string;
  @Property({ type: 'integer' }) version!: number;
  /** The id that sessions name: row security compares the two. */
  @Property({ type: 'text', fieldName: 'known_as' }) knownAs!: string;
  /** The person of a client; null for a member of the firm. */
  @IdProperty('con', { fieldName: 'contact_id', nullable: true }) contactId!: string | null;
  @Property({ type: 'text', nullable: true }) email!: string | null;
}
