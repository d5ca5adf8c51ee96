import { importJWK, SignJWT, jwtVerify, type JWK } from 'jose';
import { z } from 'zod';

/** Who may stand behind a request. The walls and the rights of each kind are described in docs/security.md. */
export type ActorKind = 'public' | 'staff' | 'portal' | 'partner' | 'service' | 'provider' | 'system' | 'platform';

/** Who is asking. Made by the gateway from a verified credential, or by the kit for a domain's own listeners and sweeps. */
export interface Actor {
  readonly kind: ActorKind;
  /** A TypeID of the person, key or run; `public` where nobody signed in. */
  readonly id: string;
  /** The firm, `firm_…`; null only before it is known. */
  readonly tenantId: string | null;
  /** A name to show in stories; personal data. */
  readonly name?: string;
  /** Exact names or patterns such as `crm.*`; `*` is everything. */
  readonly permissions: readonly string[];
  /** The one active client of a portal session. */
  readonly clientId?: string;
  /** The person whose rights a service acts with. */
  readonly onBehalfOf?: string;
  readonly runId?: string;
  readonly stepKey?: string;
  /** `name@version` of the workflow that acts. */
  readonly workflow?: string;
}

/** What travels beside the actor: the ids that tie a request to its story. */
export interface RequestMeta {
  readonly requestId: string;
  /** `cor_…`, one per business story. */
  readonly correlationId: string;
  /** The event, or `run_…:step`, that caused this request. */
  readonly causationId?: string;
  readonly idempotencyKey?: string;
  readonly traceparent?: string;
  /** Business time of a seeded story, ISO 8601. Only `platform` can set it. */
  readonly seedTime?: string;
  readonly ipHash?: string;
  /** Names the browser session that asks, without giving it away: what was begun in one session is not finished in another. */
  readonly session?: string;
  /** The outside service whose news a sweep carries on; facts name it instead of the house. */
  readonly provider?: { readonly connectionId: string; readonly name: string };
}

const kinds = ['public', 'staff', 'portal', 'partner', 'service', 'provider', 'system', 'platform'] as const;
const actorShape = z.object({
  kind: z.enum(kinds), id: z.string().max(200), tenantId: z.string().nullable(), name: z.string().optional(), permissions: z.array(z.string()),
  clientId: z.string().optional(), onBehalfOf: z.string().optional(), runId: z.string().optional(), stepKey: z.string().optional(), workflow: z.string().optional(),
});
const metaShape = z.object({
  requestId: z.string(), correlationId: z.string(), causationId: z.string().optional(), idempotencyKey: z.string().optional(),
  traceparent: z.string().optional(), seedTime: z.string().optional(), ipHash: z.string().optional(), session: z.string().optional(),
});

/** True when one of the granted names or patterns covers the permission. */
export function covers(granted: readonly string[], permission: string): boolean {
  return granted.some((grant) => grant === '*' || grant === permission || (grant.endsWith('.*') && permission.startsWith(grant.slice(0, -1))));
}

const importedKeys = new WeakMap<JWK, ReturnType<typeof importJWK>>();

/** Imports a key once: every fetch between gateway and subgraph is signed with the same one. */
function imported(key: JWK): ReturnType<typeof importJWK> {
  const known = importedKeys.get(key) ?? importJWK(key, 'EdDSA');
  importedKeys.set(key, known);
  return known;
}

/** Signs who is asking for one subgraph, valid for 60 seconds (EdDSA). `key` is a private Ed25519 JWK. */
export async function signActor(key: JWK, audience: string, actor: Actor, meta: RequestMeta): Promise<string> {
  return new SignJWT({ actor, meta }).setProtectedHeader({ alg: 'EdDSA' }).setAudience(audience).setIssuer('gateway')
    .setIssuedAt().setExpirationTime('60s').sign(await imported(key));
}

/** Checks a token of {@link signActor}. Rejects when the signature, the audience or the time is wrong. */
export async function verifyActor(key: JWK, audience: string, token: string): Promise<{ actor: Actor; meta: RequestMeta }> {
  const { payload } = await jwtVerify(token, await imported(key), { audience, issuer: 'gateway', algorithms: ['EdDSA'], maxTokenAge: '60s', requiredClaims: ['exp'] });
  return { actor: actorShape.parse(payload.actor), meta: metaShape.parse(payload.meta) };
}
