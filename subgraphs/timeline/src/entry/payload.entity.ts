import { IdField, TenantField } from '@firmament/kit';
import { Entity, Property } from '@mikro-orm/decorators/legacy';

/** What a fact said, beside the chain: only its digest is chained, so that erasing a person leaves the chain whole. Not part of the graph. */
@Entity({ tableName: 'payloads', schema: 'timeline' })
export class EntryPayload {
  @IdField('ent') id!: string;
  @TenantField() tenantId!: string;
  @Property({ type: 'json' }) data!: Record<string, unknown>;
  @Property({ type: 'text', fieldName: 'actor_name', nullable: true }) actorName!: string | null;
  @Property({ type: 'datetime', fieldName: 'erased_at', nullable: true }) erasedAt!: Date | null;
}
