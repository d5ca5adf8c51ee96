import { DateTimeScalar, IdField, IdProperty, TenantField, VersionField } from '@firmament/kit';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';

/** Where an invitation stands. */
export const InvitationStatus = { OPEN: 'OPEN', ACCEPTED: 'ACCEPTED', REVOKED: 'REVOKED', EXPIRED: 'EXPIRED' } as const;
export type InvitationStatus = keyof typeof InvitationStatus;
registerEnumType(InvitationStatus, {
  name: 'InvitationStatus', description: 'Where an invitation stands.',
  valuesConfig: {
    OPEN: { description: 'Waits for the person.' }, ACCEPTED: { description: 'The person came.' }, REVOKED: { description: 'The firm took it back.' }, EXPIRED: { description: 'It ran out.' },
  },
});

/** Who is invited to what. */
export interface Invited { readonly id: string; readonly tenantId: string; readonly portalUserId: string; readonly contactId: string; readonly clientId: string }

/** An invitation of one person for one client. At most one is open; its open key says so to the database. */
@ObjectType({ description: 'An invitation of one person to the portal of one client. At most one is open.' })
@Entity({ tableName: 'invitations', schema: 'portal' })
export class Invitation {
  @IdField('pin') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;
  @IdProperty('pus', { fieldName: 'portal_user_id' }) portalUserId!: string;
  @IdProperty('con', { fieldName: 'contact_id' }) contactId!: string;
  @Field(() => ID, { description: 'The client it lets in to.' })
  @IdProperty('cli', { fieldName: 'client_id' }) clientId!: string;
  @Field(() => InvitationStatus, { description: 'Where it stands.' })
  @Property({ type: 'text' }) status!: InvitationStatus;
  @Property({ type: 'text', fieldName: 'open_key', nullable: true }) openKey!: string | null;
  @Field(() => DateTimeScalar, { description: 'When it was sent first.' })
  @Property({ type: 'datetime', fieldName: 'invited_at' }) invitedAt!: Date;
  @Field(() => DateTimeScalar, { description: 'Until when it can be accepted.' })
  @Property({ type: 'datetime', fieldName: 'expires_at' }) expiresAt!: Date;
  @Property({ type: 'datetime', fieldName: 'closed_at', nullable: true }) closedAt!: Date | null;
  @Property({ type: 'text', nullable: true }) reason!: string | null;

  /** A new open invitation. */
  static opened(who: Invited, now: Date, expiresAt: Date): Omit<Invitation, 'renew' | 'close' | 'isOpen'> {
    return { ...who, version: 1, status: 'OPEN', openKey: `${who.contactId}:${who.clientId}`, invitedAt: now, expiresAt, closedAt: null, reason: null };
  }

  /** True while it waits for the person. */
  isOpen(now: Date): boolean {
    return this.status === 'OPEN' && this.expiresAt > now;
  }

  /** Lets it run on for another span. */
  renew(expiresAt: Date): void {
    this.expiresAt = expiresAt;
    this.version += 1;
  }

  /** Ends it; the next one may be opened. */
  close(status: Exclude<InvitationStatus, 'OPEN'>, now: Date, reason: string | null = null): void {
    this.status = status;
    this.openKey = null;
    this.closedAt = now;
    this.reason = reason;
    this.version += 1;
  }
}
