import type { Ctx } from '@firmament/kit';

/** From here to the commit nobody else of the firm takes a bill in or reads one: the same bill twice at one moment is found by whoever comes second. */
export async function lockBills(ctx: Ctx): Promise<void> {
  await ctx.sql(`select pg_advisory_xact_lock(hashtextextended('revenue:bills:' || sec.tenant_id()::text, 0))`);
}
