import type { Ctx } from '@firmament/kit';
import { idToUuid, uuidToId } from '@firmament/events';

/** What leads to a tenant before it is known. */
export type LookupKind = 'email' | 'session';

/** Enters the firm of the context as one to which this fingerprint leads. */
export async function enterLookup(ctx: Ctx, kind: LookupKind, hash: string, subjectId: string): Promise<void> {
  await ctx.sql('select identity.lookup_put($1, $2, $3)', [kind, hash, idToUuid(subjectId)]);
}

/** Takes back what leads to this subject of the context's firm. */
export async function leaveLookup(ctx: Ctx, kind: LookupKind, subjectId: string): Promise<void> {
  await ctx.sql('select identity.lookup_drop($1, $2)', [kind, idToUuid(subjectId)]);
}

/** The firm that holds the session with this token's fingerprint, from a query; null when no open session has it. */
export async function readFirmOfSession(ctx: Ctx, tokenHash: string): Promise<string | null> {
  return firmOf(await ctx.read.sql<LookupRow>(findSession, [tokenHash]));
}

/** The same, inside a mutation. */
export async function firmOfSession(ctx: Ctx, tokenHash: string): Promise<string | null> {
  return firmOf(await ctx.sql<LookupRow>(findSession, [tokenHash]));
}

type LookupRow = { tenant_id: string };

const findSession = `select tenant_id from identity.lookup_find('session', $1)`;

function firmOf(rows: readonly LookupRow[]): string | null {
  return rows[0] ? uuidToId('firm', rows[0].tenant_id) : null;
}
