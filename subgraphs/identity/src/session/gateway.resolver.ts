import { type Ctx, Forbidden, Internal, NotFound, Tenantless } from '@firmament/kit';
import { isId } from '@firmament/events';
import { Arg, Authorized, Ctx as Context, ID, Mutation, Query, Resolver } from 'type-graphql';
import { isFingerprint } from '../account/fingerprint.js';
import { firmOfSession } from '../account/lookup.js';
import { firmCardBySlug } from '../firm/firm-cards.js';
import { endSession, type EndReason } from './end-session.js';
import { OpenedSession, OpenSessionInput, ResolvedSession } from './gateway.types.js';
import { resolveByToken, resolveUser } from './resolve.js';
import { tidyName } from '../user/person.rules.js';
import { Session } from './session.entity.js';
import { startSession } from './start-session.js';

const tokenHashArg = { description: 'sha-256 of the token, 64 hex digits.' };

/** What the gateway alone asks, to find out who stands behind a request. In no contract, and refused to people. */
@Resolver()
export class GatewayResolver {
  @Internal()
  @Tenantless()
  @Authorized('identity.session.resolve')
  @Query(() => ResolvedSession, { nullable: true, description: 'Who holds this token; null when it opens nothing.' })
  async resolveSession(@Arg('tokenHash', () => String, tokenHashArg) tokenHash: string, @Context() ctx: Ctx): Promise<ResolvedSession | null> {
    refusePeople(ctx);
    return resolveByToken(ctx, tokenHash);
  }

  @Internal()
  @Tenantless()
  @Authorized('identity.session.resolve')
  @Query(() => ResolvedSession, { nullable: true, description: 'What a member of the firm may do now, for whoever acts on their behalf; null when they may no longer act.' })
  async actorForUser(
    @Arg('firmId', () => ID, { description: 'The firm.' }) firmId: string,
    @Arg('userId', () => ID, { description: 'The person.' }) userId: string,
    @Context() ctx: Ctx,
  ): Promise<ResolvedSession | null> {
    refusePeople(ctx);
    return resolveUser(ctx, firmId, userId);
  }

  @Internal()
  @Tenantless()
  @Authorized('identity.session.resolve')
  @Query(() => ID, { nullable: true, description: 'The firm that answers at an address; null when none does.' })
  async firmIdBySlug(@Arg('slug', () => String, { description: 'The word in the address.' }) slug: string, @Context() ctx: Ctx): Promise<string | null> {
    refusePeople(ctx);
    return (await firmCardBySlug(ctx, slug))?.id ?? null;
  }

  @Internal()
  @Tenantless()
  @Authorized('identity.session.manage')
  @Mutation(() => OpenedSession, { description: 'Redeems a portal grant for a session.' })
  async openSession(@Arg('input', () => OpenSessionInput, { description: 'The grant.' }) input: OpenSessionInput, @Context() ctx: Ctx): Promise<OpenedSession> {
    refusePeople(ctx);
    const { firmId, portalUserId, clientId, device } = input;
    if (!isId('firm', firmId) || !isId('pus', portalUserId) || !isId('cli', clientId)) throw new NotFound();
    await ctx.enterTenant(firmId);
    return startSession(ctx, firmId, { kind: 'portal', portalUserId, clientId, name: tidyName(input.name ?? '') ?? '', device });
  }

  @Internal()
  @Tenantless()
  @Authorized('identity.session.manage')
  @Mutation(() => Boolean, { description: 'Ends the session with this token; false when there was none.' })
  async closeSession(@Arg('tokenHash', () => String, tokenHashArg) tokenHash: string, @Context() ctx: Ctx): Promise<boolean> {
    refusePeople(ctx);
    return (await enterByToken(ctx, tokenHash)) && (await endByToken(ctx, tokenHash, 'SIGNED_OUT')) !== null;
  }

  @Internal()
  @Tenantless()
  @Authorized('identity.session.manage')
  @Mutation(() => Boolean, { description: 'Notes that the session is in use, which moves its idle end; false when it is over.' })
  async touchSession(@Arg('tokenHash', () => String, tokenHashArg) tokenHash: string, @Context() ctx: Ctx): Promise<boolean> {
    refusePeople(ctx);
    if (!(await enterByToken(ctx, tokenHash))) return false;
    const session = await ctx.em.findOne(Session, { tokenHash });
    if (!session?.isOpen(ctx.now)) return false;
    session.touch(ctx.now);
    return true;
  }

  @Internal()
  @Tenantless()
  @Authorized('identity.session.manage')
  @Mutation(() => OpenedSession, { description: 'Turns a portal session to another client of the same person: a new session, and the old one ends.' })
  async switchSessionClient(
    @Arg('tokenHash', () => String, tokenHashArg) tokenHash: string,
    @Arg('clientId', () => ID, { description: 'The client, which the portal has checked.' }) clientId: string,
    @Context() ctx: Ctx,
  ): Promise<OpenedSession> {
    refusePeople(ctx);
    if (!isId('cli', clientId) || !(await enterByToken(ctx, tokenHash))) throw new NotFound();
    const old = await endByToken(ctx, tokenHash, 'ROTATED');
    if (!old?.portalUserId) throw new NotFound();
    return startSession(ctx, old.tenantId, { kind: 'portal', portalUserId: old.portalUserId, clientId, name: old.name, device: old.deviceLabel });
  }
}

/** An owner holds every permission, and still has no business here. */
function refusePeople(ctx: Ctx): void {
  if (ctx.actor.kind !== 'system' && ctx.actor.kind !== 'platform') throw new Forbidden();
}

/** Enters the firm of the token; false when the token leads nowhere. */
async function enterByToken(ctx: Ctx, tokenHash: string): Promise<boolean> {
  const firmId = isFingerprint(tokenHash) ? await firmOfSession(ctx, tokenHash) : null;
  if (firmId) await ctx.enterTenant(firmId);
  return firmId !== null;
}

/** Ends the open session of the context's firm that has this token; gives it back, or null when there is none. */
async function endByToken(ctx: Ctx, tokenHash: string, reason: EndReason): Promise<Session | null> {
  const session = await ctx.em.findOne(Session, { tokenHash, revokedAt: null });
  if (!session?.isOpen(ctx.now)) return null;
  await endSession(ctx, session, reason);
  return session;
}
