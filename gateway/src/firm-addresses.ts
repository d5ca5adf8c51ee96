import type { Actor, RequestMeta } from '@firmament/kit';
import { LRUCache } from 'lru-cache';
import type { FieldNode } from 'graphql';
import { argumentsOf } from './arguments.js';
import type { IdentityClient } from './identity-client.js';
import { IdentityUnavailable } from './identity-client.js';
import { Refusal } from './refusal.js';

/** A visitor's request, as far as it tells which firm they stand before. */
export interface Visit { readonly actor: Actor; readonly meta: RequestMeta; readonly rootFields: readonly FieldNode[]; readonly variables: Readonly<Record<string, unknown>> }

/**
 * Finds the firm that a visitor stands before. A visitor has no session that names it, so the address does: `firm`, as an
 * argument or in the input. Operations that look for their firm themselves are left alone.
 */
export class FirmAddresses {
  private readonly known = new LRUCache<string, string>({ max: 1_000, ttl: 60_000 });

  /** `tenantless` names the operations that run before a firm is known. */
  constructor(private readonly identity: IdentityClient, private readonly tenantless: ReadonlySet<string>) {}

  /** The actor, placed in the firm that the request names. */
  async place({ actor, meta, rootFields, variables }: Visit): Promise<Actor> {
    if (actor.kind !== 'public' || actor.tenantId !== null) return actor;
    const asking = rootFields.filter((field) => !this.tenantless.has(field.name.value));
    const [slug, ...others] = new Set(asking.flatMap((field) => argumentsOf(field, variables)).flatMap(([name, value]) => (name === 'firm' && typeof value === 'string' ? [value] : [])));
    if (slug === undefined) return actor;
    if (others.length > 0) throw new Refusal('BAD_USER_INPUT', 'A request is about one firm.', { reason: 'SEVERAL_FIRMS' });
    return { ...actor, tenantId: await this.firmAt(slug, meta) };
  }

  private async firmAt(slug: string, meta: RequestMeta): Promise<string> {
    const known = this.known.get(slug);
    if (known !== undefined) return known;
    const found = slug.length > 100 ? undefined : await this.asked(slug, meta);
    if (found === undefined) throw new Refusal('NOT_FOUND', 'There is no firm at this address.', { reason: 'FIRM_UNKNOWN' });
    this.known.set(slug, found);
    return found;
  }

  private async asked(slug: string, meta: RequestMeta): Promise<string | undefined> {
    try {
      return await this.identity.firmIdBySlug(slug, meta);
    } catch (error) {
      if (!(error instanceof IdentityUnavailable)) throw error;
      throw new Refusal('INTERNAL', 'This page is not answering just now.', { reason: 'DOMAIN_UNAVAILABLE', status: 503, cause: error });
    }
  }
}
