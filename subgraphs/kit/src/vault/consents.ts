import { createHash, timingSafeEqual } from 'node:crypto';
import { idToUuid, uuidToId } from '@firmament/events';
import type { Ctx, SqlRow } from '../context.js';
import { Conflict, NotFound } from '../refusals.js';
import type { Secret } from './secret.js';
import type { Vault } from './vault.js';

/** The prefix of a consent's id. */
export const consentPrefix = 'cns';

/** The part of a context that consents lean on. */
export type ConsentCtx = Pick<Ctx, 'sql' | 'actor' | 'meta' | 'now' | 'newId' | 'randomBytes'>;

/** What is asked for. `keep` lies sealed until the answer comes: what the exchange needs, and secrets that were given beforehand. */
export interface NewConsent { readonly provider: string; readonly label: string; readonly keep: Readonly<Record<string, unknown>> }
/** A consent that was just begun: the `state` to send along, and the verifier behind the PKCE challenge. */
export interface BegunConsent { readonly id: string; readonly state: string; readonly verifier: string }
/** What lies sealed with a consent. */
export interface KeptConsent { readonly state: string; readonly verifier: string; readonly code?: string; readonly keep: Readonly<Record<string, unknown>> }
/** A consent whose answer is to be turned into tokens. */
export interface AnsweredConsent { readonly id: string; readonly provider: string; readonly label: string; readonly askedBy: string; readonly kept: Secret<KeptConsent> }

/** A consent came back that nobody here asked for, or not any more. Says the same for every reason: whoever planted it learns nothing. */
export class ConsentUnknown extends Conflict {
  constructor() { super('CONSENT_UNKNOWN', 'This answer belongs to no connection that was begun here within the last ten minutes. Start again from the connections page.'); }
}

interface Row extends SqlRow { id: string; provider: string; label: string; asked_by: string; session: string | null; stage: string; kept: Buffer | null; expired: boolean }

const lifetime = '10 minutes';
const hashOf = (state: string): Buffer => createHash('sha256').update('firmament:consent:').update(state).digest();
const same = (a: string, b: string): boolean => { const [x, y] = [hashOf(a), hashOf(b)]; return timingSafeEqual(x, y); };

/**
 * Asks people for their consent at a provider's own page (OAuth authorization code with PKCE). The `state` works once, for ten minutes by
 * the database's clock, for the person of the firm who began it and in the session in which they did.
 */
export class Consents {
  constructor(private readonly schema: string, private readonly vault: Vault) {}

  async begin(ctx: ConsentCtx, asked: NewConsent): Promise<BegunConsent> {
    const [id, state, verifier] = [ctx.newId(consentPrefix), ctx.randomBytes(32).toString('base64url'), ctx.randomBytes(48).toString('base64url')];
    const kept: KeptConsent = { state, verifier, keep: asked.keep };
    await ctx.sql(`delete from ${this.schema}.consents where expires_at < clock_timestamp() - interval '1 day'`);
    await ctx.sql(
      `insert into ${this.schema}.consents (tenant_id, id, provider, label, state_hash, asked_by, session, stage, kept, asked_at, expires_at) values (sec.tenant_id(), $1, $2, $3, $4, $5, $6, 'ASKED', $7, $8, clock_timestamp() + interval '${lifetime}')`,
      [idToUuid(id), asked.provider, asked.label, hashOf(state), ctx.actor.id, ctx.meta.session ?? null, await this.vault.seal(ctx, id, kept), ctx.now]);
    return { id, state, verifier };
  }

  /** The person is back. Refuses with {@link ConsentUnknown} whatever was not begun by them, here, just now, or was answered before. */
  async answer(ctx: ConsentCtx, state: string, said: { readonly code: string } | { readonly problem: (label: string) => string }): Promise<string> {
    const [row] = await ctx.sql<Row>(`select id, provider, label, asked_by, session, stage, kept, expires_at < clock_timestamp() as expired from ${this.schema}.consents where state_hash = $1 for update`, [hashOf(state)]);
    if (!row?.kept || row.stage !== 'ASKED' || row.expired || row.asked_by !== ctx.actor.id || !same(row.session ?? '', ctx.meta.session ?? '')) throw new ConsentUnknown();
    const id = uuidToId(consentPrefix, row.id);
    if ('problem' in said) {
      await this.fail(ctx, id, said.problem(row.label));
      return id;
    }
    const kept = (await this.vault.open<KeptConsent>(ctx, id, row.kept)).reveal();
    await ctx.sql(`update ${this.schema}.consents set stage = 'ANSWERED', kept = $2 where id = $1`, [row.id, await this.vault.seal(ctx, id, { ...kept, code: said.code })]);
    return id;
  }

  /** What is needed to turn an answer into tokens; null when nobody waits for that any more. */
  async answered(ctx: ConsentCtx, id: string): Promise<AnsweredConsent | null> {
    const [row] = await ctx.sql<Row>(`select id, provider, label, asked_by, stage, kept from ${this.schema}.consents where id = $1 for update`, [idToUuid(id)]);
    if (!row?.kept || row.stage !== 'ANSWERED') return null;
    return { id, provider: row.provider, label: row.label, askedBy: row.asked_by, kept: await this.vault.open<KeptConsent>(ctx, id, row.kept) };
  }

  /** It came to a connection; what lay sealed is deleted. */
  async finish(ctx: ConsentCtx, id: string, connectionId: string): Promise<void> {
    await ctx.sql(`update ${this.schema}.consents set stage = 'DONE', connection_id = $2, kept = null where id = $1`, [idToUuid(id), idToUuid(connectionId)]);
  }

  /** It came to nothing, and why; what lay sealed is deleted. */
  async fail(ctx: ConsentCtx, id: string, problem: string): Promise<void> {
    const changed = await ctx.sql(`update ${this.schema}.consents set stage = 'FAILED', problem = $2, kept = null where id = $1 returning id`, [idToUuid(id), problem.slice(0, 500)]);
    if (changed.length === 0) throw new NotFound();
  }
}
