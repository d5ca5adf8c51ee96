import type { Actor, RequestMeta } from '@firmament/kit';
import { z } from 'zod';
import type { SubgraphAnswer, SubgraphClient } from './subgraph-client.js';

const RESOLVE_SESSION = `query GatewayResolveSession($tokenHash: String!) {
  resolveSession(tokenHash: $tokenHash) { kind firmId userId portalUserId name permissions clientId version expiresAt touchDue }
}`;
const ACTOR_FOR_USER = `query GatewayActorForUser($firmId: ID!, $userId: ID!) {
  actorForUser(firmId: $firmId, userId: $userId) { kind firmId userId portalUserId name permissions clientId version expiresAt }
}`;
const FIRM_BY_SLUG = `query GatewayFirmIdBySlug($slug: String!) {
  firmIdBySlug(slug: $slug)
}`;
const OPEN_SESSION = `mutation GatewayOpenSession($input: OpenSessionInput!) {
  openSession(input: $input) { token expiresAt }
}`;
const TOUCH_SESSION = `mutation GatewayTouchSession($tokenHash: String!) {
  touchSession(tokenHash: $tokenHash)
}`;
const CLOSE_SESSION = `mutation GatewayCloseSession($tokenHash: String!) {
  closeSession(tokenHash: $tokenHash)
}`;

const resolvedShape = z.object({
  kind: z.string().transform((kind) => kind.toLowerCase()).pipe(z.enum(['staff', 'portal'])),
  firmId: z.string(), userId: z.string().nullish(), portalUserId: z.string().nullish(), name: z.string().nullish(),
  permissions: z.array(z.string()), clientId: z.string().nullish(), version: z.number().nullish(), expiresAt: z.union([z.string(), z.date().transform((date) => date.toISOString())]).nullish(),
  touchDue: z.boolean().nullish(),
});
const openedShape = z.object({ token: z.string().min(16), expiresAt: z.coerce.date() });

/** Who a session or a person is to identity, with the rights of this moment. */
export type ResolvedSession = z.infer<typeof resolvedShape>;

/** What the portal said of a person whose link was used up, or who turned to another of their clients. */
export interface PortalGrant {
  readonly tenantId: string;
  readonly portalUserId: string;
  readonly clientId: string;
  readonly signed?: string | null | undefined;
  readonly name?: string | null | undefined;
  /** The browser's description of itself, from which the session gets its name. */
  readonly device?: string | undefined;
}

/** Identity could not be asked, or answered with something that it never should. */
export class IdentityUnavailable extends Error {}

/** Asks identity's own operations, which stand in no contract: straight at the domain, as the gateway itself. */
export class IdentityClient {
  constructor(private readonly identity: SubgraphClient) {}

  /** The session behind a token's hash, or undefined when there is none or it ended. */
  async resolveSession(tokenHash: string, meta: RequestMeta): Promise<ResolvedSession | undefined> {
    const answer = await this.ask(RESOLVE_SESSION, { tokenHash }, meta);
    return optional(answer, 'resolveSession');
  }

  /** A person with their present rights, or undefined when they may no longer act for the firm. */
  async actorForUser(firmId: string, userId: string, meta: RequestMeta): Promise<ResolvedSession | undefined> {
    const answer = await this.ask(ACTOR_FOR_USER, { firmId, userId }, meta);
    return optional(answer, 'actorForUser');
  }

  /** The firm that answers at an address, or undefined when none does. */
  async firmIdBySlug(slug: string, meta: RequestMeta): Promise<string | undefined> {
    const answer = await this.ask(FIRM_BY_SLUG, { slug }, meta);
    if (answer.errors && answer.errors.length > 0) throw new IdentityUnavailable(`firmIdBySlug failed: ${saysOf(answer)}`);
    const id = answer.data?.firmIdBySlug;
    return typeof id === 'string' ? id : undefined;
  }

  /** Redeems a portal grant, once, for a session. */
  async openSession(grant: PortalGrant, meta: RequestMeta): Promise<{ token: string; expiresAt: Date }> {
    const { tenantId: firmId, portalUserId, clientId, signed, name, device } = grant;
    const input = { firmId, portalUserId, clientId, ...(signed ? { signed } : {}), ...(name ? { name } : {}), ...(device ? { device } : {}) };
    const answer = await this.ask(OPEN_SESSION, { input }, meta);
    const opened = openedShape.safeParse(answer.data?.openSession);
    if (!opened.success) throw new IdentityUnavailable(`openSession refused: ${saysOf(answer)}`);
    return opened.data;
  }

  /** Notes that a session is in use, which moves its idle end. */
  async touchSession(tokenHash: string, meta: RequestMeta): Promise<void> {
    const answer = await this.ask(TOUCH_SESSION, { tokenHash }, meta);
    if (answer.errors) throw new IdentityUnavailable(`touchSession refused: ${saysOf(answer)}`);
  }

  /** Ends a session for good. */
  async closeSession(tokenHash: string, meta: RequestMeta): Promise<void> {
    const answer = await this.ask(CLOSE_SESSION, { tokenHash }, meta);
    if (answer.errors?.some(({ extensions }) => extensions?.code !== 'NOT_FOUND')) throw new IdentityUnavailable(`closeSession refused: ${saysOf(answer)}`);
  }

  private async ask(query: string, variables: Record<string, unknown>, meta: RequestMeta): Promise<SubgraphAnswer> {
    const actor: Actor = { kind: 'system', id: 'gateway', tenantId: null, permissions: ['identity.session.*'] };
    const { idempotencyKey: _theirs, ...ours } = meta; // the caller's key names the caller's mutation, not this call
    try {
      return await this.identity.execute({ query, variables }, actor, ours);
    } catch (error) {
      throw new IdentityUnavailable('identity does not answer', { cause: error });
    }
  }
}

/** «There is none» is an answer; anything else that is not a session is a fault. */
function optional(answer: SubgraphAnswer, field: string): ResolvedSession | undefined {
  const gone = answer.errors?.every(({ extensions }) => ['NOT_FOUND', 'UNAUTHENTICATED', 'FORBIDDEN'].includes(String(extensions?.code)));
  if (answer.errors && answer.errors.length > 0) {
    if (gone) return undefined;
    throw new IdentityUnavailable(`${field} failed: ${saysOf(answer)}`);
  }
  const value = answer.data?.[field];
  if (value === null || value === undefined) return undefined;
  const parsed = resolvedShape.safeParse(value);
  if (!parsed.success) throw new IdentityUnavailable(`${field} answered in an unknown shape`);
  return parsed.data;
}

function saysOf(answer: SubgraphAnswer): string {
  return answer.errors?.map(({ message }) => message).join('; ') ?? 'no answer';
}
