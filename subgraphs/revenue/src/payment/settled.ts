import type { Ctx } from '@firmament/kit';
import { Allocation, type Payment } from './payment.entity.js';

/** What a payment settles of an invoice now. */
export interface Settled { readonly invoiceId: string; readonly minor: bigint }

/** What a payment settles now, after all that went on and off, by invoice and in the order of their numbers. */
export async function settledBy(ctx: Ctx, payment: Payment): Promise<Settled[]> {
  const parts = Map.groupBy(await ctx.em.find(Allocation, { paymentId: payment.id }), (one) => one.invoiceId);
  return [...parts].map(([invoiceId, rows]) => ({ invoiceId, minor: rows.reduce((sum, one) => sum + BigInt(one.amountMinor), 0n) })).filter(({ minor }) => minor > 0n).sort((a, b) => (a.invoiceId < b.invoiceId ? -1 : 1));
}
