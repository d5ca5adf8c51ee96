import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { IdColumn, IdProperty, TenantField } from '@firmament/kit';
import { MomentProperty, TimeProperty } from '../columns.types.js';

/** What is to be said to a signing service. */
export type ErrandKind = 'SEND' | 'CANCEL' | 'REPLACE' | 'REMIND';
/** What goes with it: by which way and under which names it is said, because a packet may go another way meanwhile. */
export interface ErrandMatter {
  readonly provider?: string; readonly connectionId?: string | null; readonly providerRef?: string | null; readonly reference?: string;
  readonly reason?: string; readonly recipientId?: string; readonly replacedRecipientId?: string;
  /** Somebody heard that it does not get through. */
  readonly told?: boolean;
}

/** A word to a signing service that outlives the process which wanted to say it. */
@Entity({ tableName: 'errands', schema: 'agreements' })
export class Errand {
  @PrimaryKey({ type: new IdColumn('ern'), fieldName: 'id' }) id!: string;
  @TenantField() tenantId!: string;
  @Property({ type: 'integer' }) version!: number;
  @IdProperty('cli', { fieldName: 'client_id' }) clientId!: string;
  @IdProperty('pkt', { fieldName: 'packet_id' }) packetId!: string;
  @Property({ type: 'text' }) kind!: ErrandKind;
  @Property({ type: 'json' }) matter!: ErrandMatter;
  @Property({ type: 'integer' }) tries!: number;
  @Property({ type: 'text', fieldName: 'last_error', nullable: true }) lastError!: string | null;
  @Property({ type: 'text', fieldName: 'correlation_id' }) correlationId!: string;
  @MomentProperty('done_at') doneAt!: Date | null;
  @TimeProperty('created_at') createdAt!: Date;
}
