import { OptionalProps } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { IdColumn, IdProperty, TenantField } from '@firmament/kit';
import { MomentProperty, TimeProperty } from '../columns.types.js';
import type { CeremonyStanding } from '../signing/built-in/ceremony.types.js';
import { revived, written } from './kept-ceremony.rules.js';
import type { KeptMark, KeptPaper, KeptRecipient, KeptResult } from './kept-ceremony.types.js';

/** A packet that is signed in our own portal. The bytes of documents, drawn names and the sealed result lie in the object store. */
@Entity({ tableName: 'ceremonies', schema: 'agreements' })
export class SigningCeremony {
  [OptionalProps]?: 'standing';
  @PrimaryKey({ type: new IdColumn('cer'), fieldName: 'id' }) id!: string;
  @TenantField() tenantId!: string;
  @Property({ type: 'integer' }) version!: number;
  @IdProperty('cli', { fieldName: 'client_id' }) clientId!: string;
  @IdProperty('pkt', { fieldName: 'packet_id' }) packetId!: string;
  @Property({ type: 'text' }) reference!: string;
  @Property({ type: 'text' }) state!: CeremonyStanding['state'];
  @Property({ type: 'text' }) title!: string;
  @Property({ type: 'json' }) documents!: KeptPaper[];
  @Property({ type: 'json' }) recipients!: KeptRecipient[];
  @Property({ type: 'json', nullable: true }) signed!: KeptResult | null;
  @Property({ type: 'text', nullable: true }) reason!: string | null;
  @TimeProperty('sent_at') sentAt!: Date;
  @MomentProperty('expires_at') expiresAt!: Date | null;
  @MomentProperty('completed_at') completedAt!: Date | null;
  @MomentProperty('ended_at') endedAt!: Date | null;

  /** How far it is; what is changed there is kept by {@link keep}. */
  get standing(): CeremonyStanding<KeptMark> {
    const { state, expiresAt, endedAt, reason } = this;
    return { state, expiresAt, endedAt, reason, recipients: this.recipients.map(revived) };
  }

  /** Keeps how far it has come. */
  keep({ state, endedAt, reason, recipients }: CeremonyStanding<KeptMark>): void {
    Object.assign(this, { state, endedAt, reason, recipients: recipients.map(written) });
  }
}
