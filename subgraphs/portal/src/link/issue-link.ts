import { portalLinkIssued } from '@firmament/events';
import type { Ctx } from '@firmament/kit';
import type { PortalConfig } from '../config.js';
import type { PortalUser } from '../user/user.entity.js';
import { MagicLink } from './link.entity.js';
import { lifetime, linkUrl, type LinkPurpose } from './link.rules.js';
import { newSecret, secretHash } from './link-token.js';

/** What a link is issued for. */
export interface LinkOrder {
  readonly person: PortalUser;
  readonly clientId: string;
  readonly purpose: LinkPurpose;
  readonly invitationId: string | null;
}

/** When something issued now runs out. A story of the past is told at its own time, but doors close by the real clock. */
export async function expiryOf(purpose: LinkPurpose, ctx: Ctx): Promise<Date> {
  if (ctx.meta.seedTime === undefined) return new Date(ctx.now.getTime() + lifetime[purpose]);
  const rows = await ctx.sql<{ now: Date }>('select clock_timestamp() as now');
  return new Date((rows[0]?.now ?? ctx.now).getTime() + lifetime[purpose]);
}

/** Takes back what was issued before for the same purpose and client: only the newest link works. */
export async function revokeLinks(personId: string, clientId: string, purpose: LinkPurpose, ctx: Ctx): Promise<void> {
  await ctx.em.nativeUpdate(MagicLink, { portalUserId: personId, clientId, purpose, consumedAt: null, revokedAt: null }, { revokedAt: ctx.now });
}

/** Makes a link and states it, so that it leaves by mail. The token itself is in the mail alone. */
export async function issueLink({ person, clientId, purpose, invitationId }: LinkOrder, ctx: Ctx): Promise<void> {
  await revokeLinks(person.id, clientId, purpose, ctx);
  const token = newSecret(ctx);
  const tenantId = ctx.actor.tenantId ?? '';
  const expiresAt = await expiryOf(purpose, ctx);
  const link = ctx.em.create(MagicLink, {
    id: ctx.newId('mlk'), tenantId, portalUserId: person.id, clientId, invitationId, purpose, tokenHash: secretHash(token),
    issuedAt: ctx.now, expiresAt, viewedAt: null, browserHash: null, consumedAt: null, revokedAt: null,
  });
  ctx.em.persist(link);
  const url = linkUrl((ctx.config as PortalConfig).FIRMAMENT_PUBLIC_URL, tenantId, token);
  const data = { linkId: link.id, portalUserId: person.id, purpose, name: person.name, email: person.email, url, expiresAt: expiresAt.toISOString(), clientId, contactId: person.contactId };
  ctx.emit(portalLinkIssued, data, { aggregateId: link.id, clientId });
}
