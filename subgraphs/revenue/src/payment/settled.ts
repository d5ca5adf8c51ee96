import type { Ctx } from '@firmament/kit';
import { Allocation, type Payment } from './payment.entity.js';
import { standingBy } from './standing.rules.js';

/** What a payment settles of an invoice now. */
export interface Settled { readonly invoiceId: string; readonly minor: bigint }

/** What a payment settles now, after all that went on and off, by invoice and in the order of their numbers. */
export async function settledBy(ctx: Ctx, payment: Payment): Promise<Settled[]> {
  const parts = standingBy(await ctx.em.find(Allocation, { paymentId: payment.id }), 'invoiceId');
  return [...parts].map(([invoiceId, minor]) => ({ invoiceId, minor })).sort((a, b) => (a.invoiceId < b.invoiceId ? -1 : 1));
}
