import { idToUuid } from '@firmament/events';
import type { Ctx } from '@firmament/kit';
import type { LedgerCode, Organisation } from '../ledger-port.js';

/** What is known of the books of a ledger, as they were read the last time. */
export interface KnownBooks { readonly organisation: Organisation; readonly codes: readonly LedgerCode[]; readonly readAt: Date }

/** Keeps which codes a ledger has: pages that offer them ask us, and not the ledger. */
export async function keepBooks(ctx: Ctx, connectionId: string, organisation: Organisation, codes: readonly LedgerCode[]): Promise<void> {
  await ctx.sql(
    `insert into revenue.ledger_books (tenant_id, connection_id, organisation, codes, read_at) values (sec.tenant_id(), $1, $2, $3, $4) on conflict (tenant_id, connection_id) do update set organisation = excluded.organisation, codes = excluded.codes, read_at = excluded.read_at`,
    [idToUuid(connectionId), JSON.stringify(organisation), JSON.stringify(codes), ctx.now]);
}

/** The books of the firm's ledger; null while none was read. */
export async function knownBooks(ctx: { readonly sql: Ctx['sql'] }): Promise<KnownBooks | null> {
  const [row] = await ctx.sql<{ organisation: Organisation; codes: LedgerCode[]; readAt: Date }>(
    `select b.organisation, b.codes, b.read_at as "readAt" from revenue.ledger_books b join revenue.connections c on c.tenant_id = b.tenant_id and c.id = b.connection_id where c.state <> 'DISCONNECTED' order by c.connected_at desc limit 1`);
  return row ?? null;
}
