import { connectionNeedsReauth, packetDeclined, packetDelayed, packetExpired, packetSignedLate, proposalAccepted, proposalRejected } from '@firmament/events';
import { on, type Ctx } from '@firmament/kit';
import { portsOf } from '../ports.js';
import { firmOf } from './appointment-words.js';

interface Notice { readonly kind: string; readonly title: string; readonly body: string; readonly about: string; readonly clientId: string }

/** The owner of the firm is told, once per kind and thing. */
async function tellOwner(ctx: Ctx, notice: Notice): Promise<void> {
  const firm = await firmOf(ctx);
  await portsOf(ctx).notifier.notify(ctx, { ...notice, dedupeKey: `${notice.kind}:${notice.about}`, userId: firm.ownerUserId });
}

/** Whoever connected a service, and the owner of the firm, are told that it needs somebody: once each, every time that it comes to that. */
async function tellConnectionOwner(ctx: Ctx, told: { readonly service: string; readonly reason: string; readonly connectedBy: string | null; readonly connectionId: string; readonly eventId: string }): Promise<void> {
  const firm = await firmOf(ctx);
  for (const userId of new Set([told.connectedBy ?? firm.ownerUserId, firm.ownerUserId])) {
    await portsOf(ctx).notifier.notify(ctx, {
      kind: 'agreements.needs_reauth', title: `${told.service} must be connected again`, body: `${told.reason} Until then nothing goes out by it; what waits goes out afterwards. Open Connections in the settings.`,
      about: told.connectionId, clientId: null, userId, dedupeKey: `agreements.needs_reauth:${told.eventId}:${userId}`,
    });
  }
}

/** What the owner must hear at once: an answer of the client, and whatever keeps an agreement from being signed. */
export const agreementNotices = [
  on(connectionNeedsReauth, ({ id, data }, ctx) => tellConnectionOwner(ctx, { ...data, eventId: id })),
  on(proposalAccepted, ({ data }, ctx) => tellOwner(ctx, { kind: 'agreements.accepted', title: `«${data.title}» was accepted`, body: `${data.acceptedBy} said yes.`, about: data.proposalId, clientId: data.clientId })),
  on(proposalRejected, ({ data }, ctx) => tellOwner(ctx, { kind: 'agreements.rejected', title: `«${data.title}» was turned down`, body: `${data.by}: ${data.reason}`, about: data.proposalId, clientId: data.clientId })),
  on(packetDeclined, ({ data }, ctx) => tellOwner(ctx, {
    kind: 'agreements.declined', title: `«${data.title}» will not be signed`, body: `${data.by ?? 'Somebody'} would not sign${data.reason ? `: ${data.reason}` : '.'} Revise it and send it again.`, about: data.packetId, clientId: data.clientId,
  })),
  on(packetExpired, ({ data }, ctx) => tellOwner(ctx, { kind: 'agreements.expired', title: `«${data.title}» was not signed in time`, body: 'Give it more time, and it goes out again.', about: data.packetId, clientId: data.clientId })),
  on(packetSignedLate, ({ data }, ctx) => tellOwner(ctx, {
    kind: 'agreements.signed_late', title: `«${data.title}» was signed too late`, body: `${data.by ?? 'Somebody'} signed after it had ended. Nothing became active; send it again if it should.`, about: data.packetId, clientId: data.clientId,
  })),
  on(packetDelayed, ({ data }, ctx) => tellOwner(ctx, {
    kind: 'agreements.delayed', title: `«${data.title}» does not get out`, body: `The signing service does not take it: ${data.reason}. It is tried again; you can send it by another service.`, about: data.packetId, clientId: data.clientId,
  })),
];
