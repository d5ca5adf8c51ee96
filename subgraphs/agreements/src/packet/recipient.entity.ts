import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Audience, DateTimeScalar, IdField, IdProperty, Key, TenantField, VersionField } from '@firmament/kit';
import { MomentProperty } from '../columns.types.js';
import type { RecipientStanding, Role } from './packet.types.js';

/** What a person of a packet does with it. */
export const RecipientRole = { SIGNER: 'SIGNER', APPROVER: 'APPROVER', VIEWER: 'VIEWER', COPY: 'COPY' } as const satisfies Record<Role, Role>;
registerEnumType(RecipientRole, { name: 'RecipientRole', description: 'What a person of a packet does with it.', valuesConfig: {
  SIGNER: { description: 'Signs; required.' }, APPROVER: { description: 'Agrees without a signature; required.' }, VIEWER: { description: 'Looks on.' }, COPY: { description: 'Gets a copy at the end.' } } });

/** Where a person of a packet stands. */
export const RecipientState = { WAITING: 'WAITING', INVITED: 'INVITED', VIEWED: 'VIEWED', SIGNED: 'SIGNED', DECLINED: 'DECLINED', EXPIRED: 'EXPIRED', REPLACED: 'REPLACED' } as const satisfies Record<RecipientStanding, RecipientStanding>;
registerEnumType(RecipientState, { name: 'RecipientState', description: 'Where a person of a packet stands.', valuesConfig: {
  WAITING: { description: 'Not their turn yet.' }, INVITED: { description: 'It is their turn.' }, VIEWED: { description: 'Opened it.' }, SIGNED: { description: 'Signed, or approved.' }, DECLINED: { description: 'Would not sign.' },
  EXPIRED: { description: 'Did not sign in time.' }, REPLACED: { description: 'Somebody else signs in their place.' } } });

/** A person of a packet. */
@ObjectType({ description: 'A person of a packet.' })
@Key('id')
@Entity({ tableName: 'recipients', schema: 'agreements' })
export class PacketRecipient {
  @Audience('portal') @IdField('rcp') id!: string;
  @TenantField() tenantId!: string;
  @Audience('portal') @VersionField() version!: number;
  @IdProperty('cli', { fieldName: 'client_id' }) clientId!: string;
  @IdProperty('pkt', { fieldName: 'packet_id' }) packetId!: string;
  @Field(() => ID, { nullable: true, description: 'The person of the client, where it is one.' }) @IdProperty('con', { fieldName: 'contact_id', nullable: true }) contactId!: string | null;
  @Property({ type: 'text', fieldName: 'provider_ref', nullable: true }) providerRef!: string | null;
  @Audience('portal') @Field(() => RecipientRole, { description: 'What they do.' }) @Property({ type: 'text' }) role!: Role;
  @Audience('portal') @Field(() => Int, { description: 'Whose turn it is first; all of one number at once.' }) @Property({ type: 'integer', fieldName: 'turn' }) order!: number;
  @Audience('portal') @Field(() => String, { description: 'Name.' }) @Property({ type: 'text' }) name!: string;
  @Field(() => String, { description: 'E-mail address.' }) @Property({ type: 'text' }) email!: string;
  @Audience('portal') @Field(() => RecipientState, { description: 'Where they stand.' }) @Property({ type: 'text' }) state!: RecipientStanding;
  @Field(() => ID, { nullable: true, description: 'Who signs in their place.' }) @IdProperty('rcp', { fieldName: 'replaced_by_id', nullable: true }) replacedById!: string | null;
  @Audience('portal') @Field(() => String, { nullable: true, description: 'Why they would not sign.' }) @Property({ type: 'text', nullable: true }) reason!: string | null;
  @Field(() => Int, { description: 'How often they were reminded.' }) @Property({ type: 'integer', fieldName: 'reminders_sent' }) remindersSent!: number;
  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when they can sign, where it is sooner than for the others.' }) @MomentProperty('expires_at') expiresAt!: Date | null;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When their turn came.' }) @MomentProperty('invited_at') invitedAt!: Date | null;
  @Audience('portal') @Field(() => DateTimeScalar, { nullable: true, description: 'When they opened it.' }) @MomentProperty('viewed_at') viewedAt!: Date | null;
  @Audience('portal') @Field(() => DateTimeScalar, { nullable: true, description: 'When they signed.' }) @MomentProperty('signed_at') signedAt!: Date | null;
}
