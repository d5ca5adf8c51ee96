import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { IdColumn, IdProperty, TenantField } from '@firmament/kit';
import type { BookingDraft } from '../appointment/booking-draft.rules.js';

/** A time that is kept for a visitor who has yet to type the code from the mail. */
@Entity({ tableName: 'holds', schema: 'scheduling' })
export class Hold {
  @PrimaryKey({ type: new IdColumn('hld'), fieldName: 'id' }) id!: string;
  @TenantField() tenantId!: string;
  @IdProperty('apy', { fieldName: 'type_id' }) typeId!: string;
  @IdProperty('bpg', { fieldName: 'page_id' }) pageId!: string;
  @Property({ type: 'datetime', columnType: 'timestamptz', fieldName: 'starts_at' }) startsAt!: Date;
  @Property({ type: 'datetime', columnType: 'timestamptz', fieldName: 'ends_at' }) endsAt!: Date;
  @Property({ type: 'text' }) zone!: string;
  @Property({ type: 'json' }) draft!: BookingDraft;
  @Property({ type: 'blob', fieldName: 'code_hash' }) codeHash!: Buffer;
  @Property({ type: 'integer' }) attempts!: number;
  @Property({ type: 'datetime', columnType: 'timestamptz', fieldName: 'expires_at' }) expiresAt!: Date;
  @Property({ type: 'text' }) status!: 'WAITING' | 'BOOKED' | 'RELEASED';
}
