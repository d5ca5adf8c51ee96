import type { Ctx } from '@firmament/kit';
import { sessionRevoked } from '@firmament/events';
import { leaveLookup } from '../account/lookup.js';
import { Session } from './session.entity.js';

/** Why a session ended before its time. */
export type EndReason = 'SIGNED_OUT' | 'REVOKED' | 'ROTATED' | 'USER_DEACTIVATED' | 'PASSWORD_CHANGED';

/** Ends one session: its token leads nowhere from the commit on. Ending an ended one changes nothing. */
export async function endSession(ctx: Ctx, session: Session, reason: EndReason): Promise<void> {
  if (!session.revoke(reason, ctx.now)) return;
  await leaveLookup(ctx, 'session', session.id);
  ctx.emit(sessionRevoked, { sessionId: session.id, reason }, { aggregateId: session.id, clientId: session.clientId ?? undefined });
}

/** Ends all sessions that a person has open in the context's firm. */
export async function endSessionsOf(ctx: Ctx, userId: string, reason: EndReason): Promise<void> {
  const open = await ctx.em.find(Session, { userId, revokedAt: null });
  for (const session of open) await endSession(ctx, session, reason);
}
