import type { Ctx } from '@firmament/kit';
import { idToUuid, sessionStarted } from '@firmament/events';
import { fingerprint } from '../account/fingerprint.js';
import { enterLookup } from '../account/lookup.js';
import { absoluteEnd, deviceLabel, idleEnd, sessionEnd } from './session.rules.js';

/** Whose session begins, and how they showed who they are. */
export type SessionFacts =
  | { readonly kind: 'staff'; readonly userId: string; readonly name: string; readonly device?: string | null }
  | { readonly kind: 'portal'; readonly portalUserId: string; readonly clientId: string; readonly name: string; readonly device?: string | null };

/** A session that has begun. The token exists here and in the browser, nowhere else. */
export interface StartedSession {
  readonly sessionId: string;
  readonly token: string;
  readonly expiresAt: Date;
}

/** Opens a session in the context's firm. Written without reading back: whoever signs in cannot see sessions yet. */
export async function startSession(ctx: Ctx, tenantId: string, facts: SessionFacts): Promise<StartedSession> {
  const sessionId = ctx.newId('ses');
  const token = ctx.randomBytes(32).toString('base64url');
  const now = await wallClock(ctx);
  const ends = { idle: idleEnd(facts.kind, now), absolute: absoluteEnd(facts.kind, now) };
  const who = facts.kind === 'staff'
    ? { userId: facts.userId, portalUserId: undefined, clientId: undefined }
    : { userId: undefined, portalUserId: facts.portalUserId, clientId: facts.clientId };
  await ctx.sql(insertSession, [
    idToUuid(tenantId), idToUuid(sessionId), fingerprint(token), facts.kind, uuidOrNull(who.userId), uuidOrNull(who.portalUserId),
    uuidOrNull(who.clientId), facts.name, deviceLabel((facts.device ?? '').slice(0, 400)), ctx.meta.ipHash ?? null, now, ends.idle, ends.absolute,
  ]);
  await enterLookup(ctx, 'session', fingerprint(token), sessionId);
  ctx.emit(sessionStarted, {
    sessionId, userId: who.userId, portalUserId: who.portalUserId, method: facts.kind === 'staff' ? 'PASSWORD' : 'MAGIC_LINK',
  }, { aggregateId: sessionId, clientId: who.clientId });
  return { sessionId, token, expiresAt: sessionEnd(ends.idle, ends.absolute) };
}

const insertSession = `with begun as (insert into identity.sessions
  (tenant_id, id, version, token_hash, kind, user_id, portal_user_id, client_id, name, device_label, ip_hash, started_at, last_used_at, idle_expires_at, expires_at)
  values ($1, $2, 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, $12, $13))
  insert into identity.session_due (tenant_id, id, due_at) values ($1, $2, $13)`;

function uuidOrNull(id: string | undefined): string | null {
  return id === undefined ? null : idToUuid(id);
}

/** A story that is seeded into the past may have somebody sign in; the session must end in the future all the same. */
async function wallClock(ctx: Ctx): Promise<Date> {
  if (!ctx.meta.seedTime) return ctx.now;
  const [row] = await ctx.sql<{ now: Date | string }>('select pg_catalog.clock_timestamp() as now');
  if (!row) throw new Error('the database does not know the time');
  return new Date(row.now);
}
