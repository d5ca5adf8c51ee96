import { OptionalProps } from '@mikro-orm/core';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Audience, DateTimeScalar, IdField, IdProperty, Key, TenantField, VersionField } from '@firmament/kit';
import { MomentProperty, TimeProperty } from '../columns.types.js';
import { PacketState as NotInThisState } from '../errors.js';
import type { StoredDocument } from '../storage/document.types.js';
import type { PacketStanding } from './packet.types.js';

/** Where a packet stands. */
export const PacketState = { DRAFT: 'DRAFT', SENDING: 'SENDING', SENT: 'SENT', PARTIALLY_SIGNED: 'PARTIALLY_SIGNED', COMPLETED: 'COMPLETED', DECLINED: 'DECLINED', EXPIRED: 'EXPIRED', VOIDED: 'VOIDED' } as const satisfies Record<PacketStanding, PacketStanding>;
registerEnumType(PacketState, { name: 'SignaturePacketState', description: 'Where a packet stands.', valuesConfig: {
  DRAFT: { description: 'Put together; nobody has it.' }, SENDING: { description: 'On its way to the signing service.' }, SENT: { description: 'With the people who sign.' }, PARTIALLY_SIGNED: { description: 'Some have signed, and others have not.' },
  COMPLETED: { description: 'Every required person has signed.' }, DECLINED: { description: 'Somebody would not sign.' }, EXPIRED: { description: 'The time to sign is over.' }, VOIDED: { description: 'The firm took it back.' } } });

/** A document to sign, and what is agreed by it. */
export interface PacketDocument extends StoredDocument { readonly name: string; readonly agreementId: string; readonly versionId: string }

/** Documents that go out for signing together. */
@ObjectType({ description: 'Documents that go out for signing together, and what became of them.' })
@Key('id')
@Entity({ tableName: 'packets', schema: 'agreements' })
export class SignaturePacket {
  [OptionalProps]?: 'facts' | 'view';
  @Audience('portal') @IdField('pkt') id!: string;
  @TenantField() tenantId!: string;
  @Audience('portal') @VersionField() version!: number;
  @IdProperty('cli', { fieldName: 'client_id' }) clientId!: string;
  @IdProperty('agr', { fieldName: 'agreement_id' }) agreementId!: string;
  @Audience('portal') @Field(() => String, { description: 'What it is about.' }) @Property({ type: 'text' }) title!: string;
  @Audience('portal') @Field(() => String, { nullable: true, description: 'A word to the people who sign.' }) @Property({ type: 'text', nullable: true }) message!: string | null;
  @Audience('portal') @Field(() => Int, { description: 'Counts from 1, and up with each revision that is sent again.' }) @Property({ type: 'integer' }) revision!: number;
  @Field(() => ID, { nullable: true, description: 'The packet of which it is the revision.' }) @IdProperty('pkt', { fieldName: 'previous_id', nullable: true }) previousId!: string | null;
  @Audience('portal') @Field(() => PacketState, { description: 'Where it stands.' }) @Property({ type: 'text' }) state!: PacketStanding;
  @Property({ type: 'json' }) documents!: PacketDocument[];
  @Field(() => String, { description: 'The signing service.' }) @Property({ type: 'text' }) provider!: string;
  /** Our own key of it at the signing service. */
  @Property({ type: 'text', nullable: true }) reference!: string | null;
  @Field(() => String, { nullable: true, description: 'Its number at the signing service.' }) @Property({ type: 'text', fieldName: 'provider_ref', nullable: true }) providerRef!: string | null;
  /** By which of the firm's connections; null for the built-in signer. */
  @IdProperty('con', { fieldName: 'connection_id', nullable: true }) connectionId!: string | null;
  @Field(() => String, { nullable: true, description: 'Why it has not reached the signing service yet, or what that service would not do.' }) @Property({ type: 'text', nullable: true }) problem!: string | null;
  @Field(() => Int, { description: 'After how many days a person is first reminded; 0 for never.' }) @Property({ type: 'integer', fieldName: 'remind_after_days' }) remindAfterDays!: number;
  @Field(() => Int, { description: 'How many days stand between two reminders.' }) @Property({ type: 'integer', fieldName: 'remind_every_days' }) remindEveryDays!: number;
  @Audience('portal') @Field(() => DateTimeScalar, { nullable: true, description: 'Until when it can be signed.' }) @MomentProperty('expires_at') expiresAt!: Date | null;
  @Audience('portal') @Field(() => DateTimeScalar, { nullable: true, description: 'When it went out.' }) @MomentProperty('sent_at') sentAt!: Date | null;
  @Audience('portal') @Field(() => DateTimeScalar, { nullable: true, description: 'When every required person had signed.' }) @MomentProperty('completed_at') completedAt!: Date | null;
  @Audience('portal') @Field(() => String, { nullable: true, description: 'Who would not sign, or took it back.' }) @Property({ type: 'text', fieldName: 'ended_by', nullable: true }) endedBy!: string | null;
  @Audience('portal') @Field(() => String, { nullable: true, description: 'Why it ended.' }) @Property({ type: 'text', nullable: true }) reason!: string | null;
  @Field(() => Boolean, { description: 'True when a signature came after it had ended; nothing became active by it.' }) @Property({ type: 'boolean', fieldName: 'signed_late' }) signedLate!: boolean;
  @Property({ type: 'json', fieldName: 'signed_document', nullable: true }) signedDocument!: StoredDocument | null;
  @Property({ type: 'json', nullable: true }) certificate!: StoredDocument | null;
  @Field(() => DateTimeScalar, { description: 'When it was put together.' }) @TimeProperty('created_at') createdAt!: Date;

  get facts() { return { packetId: this.id, agreementId: this.agreementId, clientId: this.clientId, title: this.title, revision: this.revision }; }

  /** Refuses unless it stands in one of these places. */
  demand(states: readonly PacketStanding[], sentence: string): void {
    if (!states.includes(this.state)) throw new NotInThisState(this.state, sentence);
  }
}
