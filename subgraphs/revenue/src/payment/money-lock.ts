import { idToUuid, isId, uuidToId } from '@firmament/events';
import { NotFound, type Ctx } from '@firmament/kit';

/** From here to the commit nobody else moves money of this client: two payments of one invoice take turns, in whatever order they name things. */
export async function lockMoney(ctx: Ctx, clientId: string): Promise<void> {
  await ctx.sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`revenue:money:${clientId}`]);
}

/** The same for the client of a payment or an invoice, whose row is not read before. */
export async function lockMoneyOf(ctx: Ctx, kind: 'pmt' | 'ivc', id: string): Promise<void> {
  if (!isId(kind, id)) throw new NotFound();
  const [row] = await ctx.sql<{ client_id: string }>(`select client_id from revenue.${kind === 'pmt' ? 'payments' : 'invoices'} where id = $1`, [idToUuid(id)]);
  if (!row) throw new NotFound();
  await lockMoney(ctx, uuidToId('cli', row.client_id));
}
