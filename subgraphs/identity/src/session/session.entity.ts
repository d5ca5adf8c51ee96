import { Audience, DateTimeScalar, IdField, IdProperty, Key, TenantField, VersionField } from '@firmament/kit';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { Field, ObjectType } from 'type-graphql';
import { idleEnd, isTouchDue, sessionEnd } from './session.rules.js';

/** One browser in which somebody is signed in. Its token is known to that browser alone; here lies the hash. */
@ObjectType({ description: 'One browser in which somebody is signed in.' })
@Key('id')
@Key('id')
@Entity({ tableName: 'sessions', schema: 'identity' })
export class Session {
  @Audience('portal') @IdField('ses') id!: string;
  @TenantField() tenantId!: string;
  @VersionField() version!: number;

  @Property({ type: 'text', fieldName: 'token_hash' })
  tokenHash!: string;

  @Property({ type: 'text' })
  kind!: 'staff' | 'portal';

  @IdProperty('usr', { fieldName: 'user_id', nullable: true }) userId?: string | null;
  @IdProperty('pus', { fieldName: 'portal_user_id', nullable: true }) portalUserId?: string | null;
  @IdProperty('cli', { fieldName: 'client_id', nullable: true }) clientId?: string | null;

  /** The portal person's name at sign-in; staff are named by their user row. */
  @Property({ type: 'text' })
  name!: string;

  @Audience('portal')
  @Field(() => String, { description: 'The browser and its system, as far as it told.' })
  @Property({ type: 'text', fieldName: 'device_label' })
  deviceLabel!: string;

  @Property({ type: 'text', fieldName: 'ip_hash', nullable: true })
  ipHash?: string | null;

  @Audience('portal')
  @Field(() => DateTimeScalar, { description: 'When it began.' })
  @Property({ type: 'datetime', fieldName: 'started_at' })
  startedAt!: Date;

  @Audience('portal')
  @Field(() => DateTimeScalar, { description: 'When it was last used, to within an hour.' })
  @Property({ type: 'datetime', fieldName: 'last_used_at' })
  lastUsedAt!: Date;

  @Property({ type: 'datetime', fieldName: 'idle_expires_at' })
  idleExpiresAt!: Date;

  @Property({ type: 'datetime', fieldName: 'expires_at' })
  expiresAt!: Date;

  @Property({ type: 'datetime', fieldName: 'revoked_at', nullable: true })
  revokedAt?: Date | null;

  @Property({ type: 'text', fieldName: 'revoke_reason', nullable: true })
  revokeReason?: string | null;

  /** The instant at which it ends if nothing happens before. */
  @Audience('portal')
  @Field(() => DateTimeScalar, { description: 'When it ends if it is not used before.' })
  get endsAt(): Date {
    return sessionEnd(this.idleExpiresAt, this.expiresAt);
  }

  /** True while it opens anything. */
  isOpen(now: Date): boolean {
    return !this.revokedAt && now < this.endsAt;
  }

  /** True when it is time to note that it is in use. */
  isTouchDue(now: Date): boolean {
    return isTouchDue(this.kind, this.lastUsedAt, now);
  }

  /** Notes the use and moves the idle end. */
  touch(now: Date): void {
    this.lastUsedAt = now;
    this.idleExpiresAt = idleEnd(this.kind, now);
  }

  /** Ends it; false when it had ended before. */
  revoke(reason: string, now: Date): boolean {
    if (this.revokedAt) return false;
    this.revokedAt = now;
    this.revokeReason = reason;
    return true;
  }
}
