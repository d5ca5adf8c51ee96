import type { Ctx } from '@firmament/kit';

type Known = ReadonlyMap<string, string>;

async function find(ctx: Ctx, refs: readonly string[]): Promise<Known> {
  const rows = await ctx.sql<{ id: string; provider_ref: string }>('select id, provider_ref from agreements.packets where provider_ref = any($1)', [refs]);
  return new Map(rows.map((row) => [row.provider_ref, row.id]));
}

/** Whoever writes a receipt without a packet, and whoever writes a packet's number, take turns over it: one of them sees what the other wrote. */
export async function holdRef(ctx: Ctx, providerRef: string): Promise<void> {
  await ctx.sql(`select pg_advisory_xact_lock(hashtextextended(sec.tenant_id()::text || ':' || $1, 0))`, [providerRef]);
}

/** The packets that signing services know under these numbers, as bare uuids. A service may speak of one before we have heard its number. */
export async function packetsKnownAs(ctx: Ctx, providerRefs: readonly string[]): Promise<Known> {
  const refs = [...new Set(providerRefs)].sort();
  const known = await find(ctx, refs);
  const unknown = refs.filter((ref) => !known.has(ref));
  if (unknown.length === 0) return known;
  for (const ref of unknown) await holdRef(ctx, ref);
  return find(ctx, refs);
}
