import { createHash } from 'node:crypto';
import type { Actor, RequestMeta } from '@firmament/kit';
import type { Audience } from './audience.js';
import type { SessionCookies } from './cookies.js';
import type { StoryHeaders } from './headers.js';
import { IdentityUnavailable } from './identity-client.js';
import type { IdentityClient, ResolvedSession } from './identity-client.js';
import { Refusal } from './refusal.js';
import { hashToken } from './sessions.js';
import type { Sessions } from './sessions.js';
import type { BearerClaims, BearerTokens } from './tokens.js';

/** What an actor without roles may do: the same for everybody at that door, and written down beside the schema. */
export interface DoorPermissions { readonly public: readonly string[]; readonly portal: readonly string[] }

/** A request as far as it tells who is asking. */
export interface Knock {
  readonly audience: Audience;
  readonly authorization: string | undefined;
  readonly cookie: string | undefined;
  /** True on this machine's own loopback. */
  readonly local: boolean;
  readonly story: StoryHeaders;
  readonly meta: RequestMeta;
}

/** Who is asking, and what travels with the request. */
export interface Caller {
  readonly actor: Actor;
  readonly meta: RequestMeta;
  readonly sessionHash?: string;
  /** The cookie opens nothing any more; the browser should forget it. */
  readonly stale?: boolean;
}

/** The parts that callers are found out with. */
export interface CallerParts {
  readonly cookies: SessionCookies;
  readonly sessions: Sessions;
  readonly identity: IdentityClient;
  readonly tokens: BearerTokens;
  readonly permissions: DoorPermissions;
  readonly demo: boolean;
}

/** Names a session to domains, so that what was begun in it is finished in it; it opens nothing. */
const markOf = (sessionHash: string): string => createHash('sha256').update(`firmament:session-mark:${sessionHash}`).digest('base64url').slice(0, 32);

/** Finds out who is asking. Believes signatures and sessions, and nothing that a caller says of itself. */
export class Callers {
  constructor(private readonly parts: CallerParts) {}

  async find(knock: Knock): Promise<Caller> {
    try {
      if (knock.authorization !== undefined) return await this.bearer(knock);
      return knock.audience === 'public' ? this.nobody(knock) : await this.session(knock, knock.audience);
    } catch (error) {
      if (!(error instanceof IdentityUnavailable)) throw error;
      throw new Refusal('INTERNAL', 'Sign-in is not answering just now.', { reason: 'DOMAIN_UNAVAILABLE', status: 503, cause: error });
    }
  }

  private nobody({ meta }: Knock): Caller {
    return { actor: { kind: 'public', id: 'public', tenantId: null, permissions: this.parts.permissions.public }, meta };
  }

  private async session(knock: Knock, audience: 'staff' | 'portal'): Promise<Caller> {
    const token = this.parts.cookies.read(knock.cookie, audience);
    if (token === undefined) return this.nobody(knock);
    const sessionHash = hashToken(token);
    const session = await this.parts.sessions.resolve(sessionHash, knock.meta);
    const actor = session && (audience === 'staff' ? staffActor(session) : this.portalActor(session));
    if (!actor) return { ...this.nobody(knock), stale: true };
    const { traceparent } = knock.story; // a signed-in browser may continue its own trace
    return { actor, meta: { ...knock.meta, ...(traceparent ? { traceparent } : {}), session: markOf(sessionHash) }, sessionHash };
  }

  private portalActor(session: ResolvedSession): Actor | undefined {
    const { kind, portalUserId, clientId, firmId, name } = session;
    if (kind !== 'portal' || !portalUserId || !clientId) return undefined;
    return { kind: 'portal', id: portalUserId, tenantId: firmId, clientId, permissions: this.parts.permissions.portal, ...(name ? { name } : {}) };
  }

  private async bearer(knock: Knock): Promise<Caller> {
    const token = /^Bearer ([\w.-]{20,8000})$/i.exec(knock.authorization ?? '')?.[1];
    if (token === undefined || knock.audience !== 'staff') throw new Refusal('UNAUTHENTICATED', 'This token is not accepted.');
    const claims = await this.parts.tokens.read(token, this.parts.demo && knock.local);
    const meta = withStory(knock, claims);
    return { actor: claims.kind === 'service' ? await this.service(claims, meta) : await this.platform(claims, meta), meta };
  }

  /** The engine adds no rights of its own: it has those that the workflow's owner has at this moment. */
  private async service(claims: BearerClaims & { kind: 'service' }, meta: RequestMeta): Promise<Actor> {
    const owner = await this.parts.identity.actorForUser(claims.tenantId, claims.onBehalfOf, meta);
    if (!owner) throw new Refusal('FORBIDDEN', 'The owner of this workflow may no longer act for the firm.', { reason: 'WORKFLOW_OWNER_INACTIVE' });
    return {
      kind: 'service', id: claims.runId, tenantId: claims.tenantId, name: claims.workflow, permissions: owner.permissions,
      onBehalfOf: claims.onBehalfOf, runId: claims.runId, stepKey: claims.stepKey, workflow: claims.workflow,
    };
  }

  private async platform(claims: BearerClaims & { kind: 'platform' }, meta: RequestMeta): Promise<Actor> {
    if (claims.actAs === undefined) return { kind: 'platform', id: 'platform', tenantId: claims.tenantId ?? null, permissions: ['identity.firm.*', 'identity.platform.*'] };
    const person = claims.tenantId ? await this.parts.identity.actorForUser(claims.tenantId, claims.actAs, meta) : undefined;
    const actor = person && staffActor(person);
    if (!actor) throw new Refusal('FORBIDDEN', 'This person may not act for the firm.');
    return actor;
  }
}

function staffActor(session: ResolvedSession): Actor | undefined {
  const { kind, userId, firmId, name, permissions } = session;
  if (kind !== 'staff' || !userId) return undefined;
  return { kind: 'staff', id: userId, tenantId: firmId, permissions, ...(name ? { name } : {}) };
}

/** Story and clock of a trusted caller: the token's word first, then its headers. */
function withStory(knock: Knock, claims: BearerClaims): RequestMeta {
  const { story, meta } = knock;
  const correlationId = claims.correlationId ?? story.correlationId ?? meta.correlationId;
  const causationId = claims.causationId ?? story.causationId;
  const seedTime = claims.seedTime ?? (claims.kind === 'platform' ? story.seedTime : undefined);
  return {
    ...meta, correlationId, ...(causationId ? { causationId } : {}), ...(seedTime ? { seedTime } : {}),
    ...(story.traceparent ? { traceparent: story.traceparent } : {}),
  };
}
