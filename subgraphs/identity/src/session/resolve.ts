import type { Ctx } from '@firmament/kit';
import { isId } from '@firmament/events';
import { isFingerprint } from '../account/fingerprint.js';
import { readFirmOfSession } from '../account/lookup.js';
import { Firm, FirmStatus } from '../firm/firm.entity.js';
import { Role } from '../role/role.entity.js';
import { effectivePermissions } from '../role/role.rules.js';
import { User } from '../user/user.entity.js';
import type { ResolvedSession } from './gateway.types.js';
import { Session } from './session.entity.js';

/** Who holds the token with this fingerprint, with the rights of this moment; null when it opens nothing. */
export async function resolveByToken(ctx: Ctx, tokenHash: string): Promise<ResolvedSession | null> {
  const firmId = isFingerprint(tokenHash) ? await readFirmOfSession(ctx, tokenHash) : null;
  if (!firmId) return null;
  await ctx.enterTenant(firmId);
  const session = await ctx.read.one(Session, { tokenHash });
  if (!session?.isOpen(ctx.now) || !(await firmIsActive(ctx, firmId))) return null;
  return session.userId ? staffBehind(ctx, session, session.userId) : portalBehind(session, ctx.now);
}

/** The person whose right is borrowed, with the rights of this moment; null when they may not act for the firm. */
export async function resolveUser(ctx: Ctx, firmId: string, userId: string): Promise<ResolvedSession | null> {
  if (!isId('firm', firmId) || !isId('usr', userId)) return null;
  await ctx.enterTenant(firmId);
  const user = await ctx.read.load(User, userId);
  return user?.active && (await firmIsActive(ctx, firmId)) ? staff(ctx, user) : null;
}

async function staffBehind(ctx: Ctx, session: Session, userId: string): Promise<ResolvedSession | null> {
  const user = await ctx.read.load(User, userId);
  if (!user?.active) return null;
  return {
    ...(await staff(ctx, user)), sessionId: session.id, version: session.version + user.version, expiresAt: session.endsAt,
    touchDue: session.isTouchDue(ctx.now),
  };
}

async function staff(ctx: Ctx, user: User): Promise<ResolvedSession> {
  return {
    kind: 'staff', firmId: user.tenantId, userId: user.id, portalUserId: null, sessionId: null, clientId: null, name: user.name,
    permissions: await permissionsOf(ctx, user), version: user.version, expiresAt: null, touchDue: false,
  };
}

function portalBehind(session: Session, now: Date): ResolvedSession {
  return {
    kind: 'portal', firmId: session.tenantId, userId: null, portalUserId: session.portalUserId ?? null, sessionId: session.id,
    clientId: session.clientId ?? null, name: session.name, permissions: [], version: session.version, expiresAt: session.endsAt,
    touchDue: session.isTouchDue(now),
  };
}

async function permissionsOf(ctx: Ctx, user: User): Promise<string[]> {
  const roles = await ctx.read.rows(Role, {});
  return effectivePermissions(roles.filter((role) => user.roleKeys.includes(role.key)));
}

async function firmIsActive(ctx: Ctx, firmId: string): Promise<boolean> {
  return (await ctx.read.load(Firm, firmId))?.status === FirmStatus.ACTIVE;
}
