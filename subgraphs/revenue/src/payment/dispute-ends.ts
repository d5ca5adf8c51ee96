import { paymentDisputeClosed } from '@firmament/events';
import type { Ctx } from '@firmament/kit';
import type { Payment } from './payment.entity.js';
import type { DisputeStanding } from './payment.types.js';
import type { Settled } from './settled.js';

/** Parts of a payment, as facts tell them. */
export const toldParts = (payment: Payment, parts: readonly Settled[]) => parts.map(({ invoiceId, minor }) => ({ invoiceId, amount: payment.money(minor) }));

/** Notes that no bank has to decide about a payment any more, and how it ended. */
export function disputeEnds(ctx: Ctx, payment: Payment, { outcome, parts }: { readonly outcome: Exclude<DisputeStanding, 'OPEN'>; readonly parts: readonly Settled[] }): void {
  Object.assign(payment, { disputeState: outcome, disputeClosedAt: ctx.now });
  ctx.emit(paymentDisputeClosed, { ...payment.facts, disputed: payment.money(payment.disputedMinor ?? 0n), invoices: toldParts(payment, parts), outcome }, { aggregateId: payment.id, clientId: payment.clientId });
}
