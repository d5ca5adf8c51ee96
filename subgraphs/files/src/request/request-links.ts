import { requestLinkIssued, requestLinkRevoked } from '@firmament/events';
import type { Ctx } from '@firmament/kit';
import { newToken, passcodeHash, publicUrl } from '../link-secret.js';
import { lastMoment } from './reminders.rules.js';
import { RequestLink, type FileRequest, type FileRequestItem } from './request.entity.js';

/** Why a link goes out. */
export interface LinkCause { readonly purpose: 'REQUEST' | 'REMINDER' | 'REOPENED' | 'RENEWED'; readonly note?: string | null; readonly reminderNo?: number; readonly passcode?: string | null }

/** A link's passcode outlives the link: a reminder asks for the same one. */
async function keptPasscode(ctx: Ctx, requestId: string): Promise<string | null> {
  const [last] = await ctx.em.find(RequestLink, { requestId }, { orderBy: { createdAt: 'DESC', id: 'DESC' }, limit: 1 });
  return last?.passcodeHash ?? null;
}

/** Makes a link and sends it on its way by mail. Only its hash stays here, so each mail brings a link of its own. */
export async function issueLink(ctx: Ctx, { request, items }: { request: FileRequest; items: FileRequestItem[] }, cause: LinkCause): Promise<RequestLink> {
  const { token, tokenHash } = newToken(ctx);
  const expiresAt = lastMoment(request.dueOn, ctx.now);
  const link = ctx.em.create(RequestLink, {
    id: ctx.newId('rql'), tenantId: request.tenantId, requestId: request.id, tokenHash, passcodeHash: (await passcodeHash(cause.passcode)) ?? (await keptPasscode(ctx, request.id)), expiresAt, revokedAt: null, createdAt: ctx.now,
  });
  ctx.em.persist(link);
  ctx.emit(requestLinkIssued, {
    linkId: link.id, requestId: request.id, clientId: request.clientId, title: request.title, purpose: cause.purpose, reminderNo: cause.reminderNo ?? null,
    recipient: request.recipientName && request.recipientEmail ? { name: request.recipientName, email: request.recipientEmail } : null,
    url: publicUrl(ctx, `/upload/${token}`), expiresAt: expiresAt.toISOString(), dueOn: request.dueOn, missing: items.filter((item) => item.isOpen).map((item) => item.title), note: cause.note ?? request.note,
  }, { aggregateId: link.id, clientId: request.clientId });
  return link;
}

/** Takes every link of a request back. */
export async function revokeLinks(ctx: Ctx, request: FileRequest): Promise<number> {
  const open = await ctx.em.find(RequestLink, { requestId: request.id, revokedAt: null });
  for (const link of open) {
    link.revokedAt = ctx.now;
    ctx.emit(requestLinkRevoked, { linkId: link.id, requestId: request.id, clientId: request.clientId }, { aggregateId: link.id, clientId: request.clientId });
  }
  return open.length;
}
