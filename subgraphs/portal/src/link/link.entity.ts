import { IdField, IdProperty, TenantField } from '@firmament/kit';
import { Entity, Property } from '@mikro-orm/decorators/legacy';
import { LinkExpired, LinkRevoked, LinkUsed, OtherBrowser } from '../errors.js';
import { linkState, type LinkPurpose, type LinkState } from './link.rules.js';

/** A link that opens the portal once, for the browser that looked at it first. Only the hash of its token is kept. Not part of the graph. */
@Entity({ tableName: 'links', schema: 'portal' })
export class MagicLink {
  @IdField('mlk') id!: string;
  @TenantField() tenantId!: string;
  @IdProperty('pus', { fieldName: 'portal_user_id' }) portalUserId!: string;
  @IdProperty('cli', { fieldName: 'client_id' }) clientId!: string;
  @IdProperty('pin', { fieldName: 'invitation_id', nullable: true }) invitationId!: string | null;
  @Property({ type: 'text' }) purpose!: LinkPurpose;
  @Property({ type: 'text', fieldName: 'token_hash' }) tokenHash!: string;
  @Property({ type: 'datetime', fieldName: 'issued_at' }) issuedAt!: Date;
  @Property({ type: 'datetime', fieldName: 'expires_at' }) expiresAt!: Date;
  @Property({ type: 'datetime', fieldName: 'viewed_at', nullable: true }) viewedAt!: Date | null;
  @Property({ type: 'text', fieldName: 'browser_hash', nullable: true }) browserHash!: string | null;
  @Property({ type: 'datetime', fieldName: 'consumed_at', nullable: true }) consumedAt!: Date | null;
  @Property({ type: 'datetime', fieldName: 'revoked_at', nullable: true }) revokedAt!: Date | null;

  /** Where it stands now. */
  stateAt(now: Date): LinkState {
    return linkState(this, now);
  }

  /** Refuses a link that no longer works, saying why. */
  demandOpen(now: Date): void {
    const state = this.stateAt(now);
    if (state === 'USED') throw new LinkUsed();
    if (state === 'REVOKED') throw new LinkRevoked();
    if (state === 'EXPIRED') throw new LinkExpired();
  }

  /** The first look binds it to that browser. True when this was the first. */
  view(browserHash: string, now: Date): boolean {
    this.demandOpen(now);
    if (this.browserHash !== null) return false;
    this.viewedAt = now;
    this.browserHash = browserHash;
    return true;
  }

  /** Uses it up. Only the browser that looked at it may. */
  consume(browserHash: string, now: Date): void {
    this.demandOpen(now);
    if (this.browserHash === null || this.browserHash !== browserHash) throw new OtherBrowser();
    this.consumedAt = now;
  }
}
