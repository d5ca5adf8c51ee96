import { z } from 'zod';
import type { SessionAudience } from './audience.js';
import type { GatewayContext, ReceivedGrant } from './context.js';
import type { SessionCookies } from './cookies.js';
import type { IdentityClient } from './identity-client.js';
import { Refusal } from './refusal.js';
import type { Sessions } from './sessions.js';

const grantShape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('session'), audience: z.enum(['staff', 'portal']), token: z.string().min(16), expiresAt: z.coerce.date() }),
  z.object({ kind: z.literal('portal'), tenantId: z.string(), portalUserId: z.string(), clientId: z.string(), signed: z.string().nullish(), name: z.string().nullish() }),
  z.object({ kind: z.literal('end'), audience: z.enum(['staff', 'portal']) }),
]);
type Grant = z.infer<typeof grantShape>;

/** Who may hand out what. A grant from anywhere else is a fault and opens nothing. */
const GRANTERS: Readonly<Record<Grant['kind'], string>> = { session: 'identity', end: 'identity', portal: 'portal' };

/** Turns the grants of a request into cookies. What a grant says never reaches the answer. */
export class GrantDesk {
  constructor(private readonly cookies: SessionCookies, private readonly sessions: Sessions, private readonly identity: IdentityClient) {}

  /** Spends every grant of the request, once. Throws a refusal when a session could not be opened. */
  async spend(context: GatewayContext): Promise<void> {
    if (context.changed.identity && context.actor.tenantId !== null) await this.sessions.outdate(context.actor.tenantId);
    for (const received of context.grants.splice(0)) {
      const grant = accepted(received, context);
      if (grant) await this.one(grant, context);
    }
  }

  private async one(grant: Grant, context: GatewayContext): Promise<void> {
    if (grant.kind === 'end') return this.end(grant.audience, context);
    if (grant.kind === 'session') return this.keep(grant.audience, grant.token, grant.expiresAt, context);
    try {
      const opened = await this.identity.openSession({ ...grant, device: context.device }, context.meta);
      await this.keep('portal', opened.token, opened.expiresAt, context);
    } catch (error) {
      context.log.error({ err: error }, 'a portal grant could not be redeemed');
      throw new Refusal('UNAUTHENTICATED', 'You could not be signed in. Please ask for a new link.', { reason: 'SESSION_NOT_OPENED' });
    }
  }

  /** A new session replaces the one that the browser held before: nothing set beforehand survives a sign-in. */
  private async keep(audience: SessionAudience, token: string, expiresAt: Date, context: GatewayContext): Promise<void> {
    context.setCookie(this.cookies.set(audience, token, expiresAt));
    await this.closeOld(context);
  }

  private async end(audience: SessionAudience, context: GatewayContext): Promise<void> {
    context.setCookie(this.cookies.clear(audience));
    await this.closeOld(context);
  }

  private async closeOld({ sessionHash, meta, log }: GatewayContext): Promise<void> {
    if (sessionHash === undefined) return;
    try {
      await this.sessions.close(sessionHash, meta);
    } catch (error) {
      log.error({ err: error }, 'a session could not be closed at identity'); // the browser has forgotten it; it ends by its own time
    }
  }
}

function accepted({ from, payload }: ReceivedGrant, { audience, log }: GatewayContext): Grant | undefined {
  const parsed = grantShape.safeParse(payload);
  if (!parsed.success || GRANTERS[parsed.data.kind] !== from) {
    log.error({ subgraph: from }, 'a grant in an unknown shape, or from a domain that may not grant, was dropped');
    return undefined;
  }
  const wanted = parsed.data.kind === 'portal' ? 'portal' : parsed.data.audience;
  if (wanted === audience) return parsed.data;
  log.error({ subgraph: from, audience, wanted }, 'a grant for another door was dropped');
  return undefined;
}
