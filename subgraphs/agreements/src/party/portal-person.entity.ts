import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { IdColumn, IdProperty, TenantField } from '@firmament/kit';

/** Who somebody in the portal is, as the portal tells it: what waits for a person is theirs by their contact or their address. */
@Entity({ tableName: 'portal_people', schema: 'agreements' })
export class PortalPerson {
  @PrimaryKey({ type: new IdColumn('pus'), fieldName: 'id' }) id!: string;
  @TenantField() tenantId!: string;
  @Property({ type: 'integer' }) version!: number;
  /** The id once more, as sessions name it: row security compares the two. */
  @Property({ type: 'text', fieldName: 'known_as' }) knownAs!: string;
  @IdProperty('con', { fieldName: 'contact_id' }) contactId!: string;
  @Property({ type: 'text', nullable: true }) email!: string | null;
}
