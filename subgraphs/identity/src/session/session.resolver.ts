import { Audience, type Ctx, NotFound, type Reference } from '@firmament/kit';
import { isId } from '@firmament/events';
import { Arg, Authorized, Ctx as Context, Field, ID, InputType, Mutation, Query, Resolver } from 'type-graphql';
import { endSession } from './end-session.js';
import { Session } from './session.entity.js';
import { SignOutPayload } from './sign-in.types.js';

/** Which session must end. */
@InputType({ description: 'Which session must end.' })
export class RevokeSessionInput {
  @Field(() => ID, { description: 'The session, one of your own.' })
  sessionId!: string;
}

/** A session by its id, when it is the actor's own; nobody follows a pointer to another person's. */
export const ownSession: Reference = {
  permission: 'identity.session.view',
  resolve: async (id, ctx) => (isId('ses', id) ? ctx.read.one(Session, { id, ...own(ctx) }) : null),
};

/** A person's own sessions. */
@Resolver(() => Session)
export class SessionResolver {
  @Audience('portal')
  @Authorized('identity.session.view')
  @Query(() => [Session], { description: 'The browsers in which you are signed in, the latest first; at most 100.' })
  async mySessions(@Context() ctx: Ctx): Promise<Session[]> {
    return ctx.read.rows(Session, { ...own(ctx), revokedAt: null, expiresAt: { $gt: ctx.now }, idleExpiresAt: { $gt: ctx.now } }, {
      orderBy: { startedAt: 'DESC' }, limit: 100,
    });
  }

  @Audience('portal')
  @Authorized('identity.session.end')
  @Mutation(() => Session, { description: 'Signs another browser of yours out. It takes effect with its next request.' })
  async revokeSession(@Arg('input', () => RevokeSessionInput, { description: 'Which.' }) input: RevokeSessionInput, @Context() ctx: Ctx): Promise<Session> {
    const session = isId('ses', input.sessionId) ? await ctx.em.findOne(Session, { id: input.sessionId, ...own(ctx) }) : null;
    if (!session) throw new NotFound();
    await endSession(ctx, session, 'REVOKED');
    return session;
  }

  @Audience('portal')
  @Authorized('identity.session.end')
  @Mutation(() => SignOutPayload, { description: 'Signs this browser out.' })
  signOut(@Context() ctx: Ctx): SignOutPayload {
    // The token is known to the gateway alone: it takes the cookie away and closes the session behind it.
    ctx.grant({ kind: 'end', audience: ctx.actor.kind });
    return { signedOut: true };
  }
}

/** The condition under which a session is the actor's own; nothing is, for actors that have none. */
function own(ctx: Ctx): { userId: string } | { portalUserId: string } {
  if (ctx.actor.kind === 'staff') return { userId: ctx.actor.id };
  if (ctx.actor.kind === 'portal') return { portalUserId: ctx.actor.id };
  throw new NotFound();
}
