import type { Ctx } from '@firmament/kit';
import { Allocation, Payment } from './payment.entity.js';

/** True while whoever paid something that stands on an invoice asks their bank for it; for an answer. */
export async function readDisputed(ctx: Ctx, invoiceId: string): Promise<boolean> {
  const parts = Map.groupBy(await ctx.read.children(Allocation, 'invoiceId', invoiceId, { orderBy: { id: 'ASC' } }), (one) => one.paymentId);
  const standing = [...parts].filter(([, rows]) => rows.reduce((sum, one) => sum + BigInt(one.amountMinor), 0n) > 0n);
  const payments = await Promise.all(standing.map(([paymentId]) => ctx.read.load(Payment, paymentId)));
  return payments.some((one) => one?.disputeState === 'OPEN');
}
