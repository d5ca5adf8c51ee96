import type { Ctx } from '@firmament/kit';
import { Allocation, Payment } from './payment.entity.js';
import { standingBy } from './standing.rules.js';

/** True while whoever paid something that stands on an invoice asks their bank for it; for an answer. */
export async function readDisputed(ctx: Ctx, invoiceId: string): Promise<boolean> {
  const parts = standingBy(await ctx.read.children(Allocation, 'invoiceId', invoiceId, { orderBy: { id: 'ASC' } }), 'paymentId');
  const payments = await Promise.all([...parts.keys()].map((paymentId) => ctx.read.load(Payment, paymentId)));
  return payments.some((one) => one?.disputeState === 'OPEN');
}
