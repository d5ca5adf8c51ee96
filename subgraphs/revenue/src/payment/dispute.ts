import { paymentDisputed } from '@firmament/events';
import type { Ctx } from '@firmament/kit';
import { watchLate } from '../dunning/watch-late.js';
import { MoneyInvalid } from '../errors.js';
import { Invoice } from '../invoice/invoice.entity.js';
import { disputeEnds, toldParts } from './dispute-ends.js';
import type { Payment } from './payment.entity.js';
import type { DisputeStanding } from './payment.types.js';
import { failPayment, refundPayment } from './refund-payment.js';
import { settledBy } from './settled.js';

const place = (payment: Payment) => ({ aggregateId: payment.id, clientId: payment.clientId });

/** Reminders of what the payment settles in part rest while its bank decides, and go on after it. */
async function watchSettled(ctx: Ctx, parts: readonly { readonly invoiceId: string }[]): Promise<void> {
  for (const { invoiceId } of parts) await watchLate(ctx, await ctx.load(Invoice, invoiceId));
}

/** Whoever paid asks their bank to take the money back. Nothing is owed again before the bank decides: it is a flag, and somebody's work. Said again it changes nothing. Whoever calls holds the money of its client. */
export async function openDispute(ctx: Ctx, payment: Payment, said: { readonly reason: string; readonly minor: bigint | null }): Promise<void> {
  payment.demand(['RECEIVED'], 'Only money that came can be disputed.');
  if (payment.disputeState === 'OPEN') return;
  const left = BigInt(payment.amountMinor) - BigInt(payment.refundedMinor);
  const minor = said.minor ?? left;
  if (minor <= 0n || minor > left) throw new MoneyInvalid('more would be disputed than is left of the payment, or nothing', 'input.amountMinor');
  Object.assign(payment, { disputeState: 'OPEN', disputeReason: said.reason, disputedMinor: minor, disputedAt: ctx.now, disputeClosedAt: null });
  const parts = await settledBy(ctx, payment);
  ctx.emit(paymentDisputed, { ...payment.facts, disputed: payment.money(minor), invoices: toldParts(payment, parts), reason: said.reason }, place(payment));
  await watchSettled(ctx, parts);
}

/** The money is gone: all of it as if it had not come, a part of it as what was given back. */
async function takeAway(ctx: Ctx, payment: Payment, reason: string): Promise<void> {
  const minor = BigInt(payment.disputedMinor ?? 0n);
  if (minor === BigInt(payment.amountMinor) && BigInt(payment.refundedMinor) === 0n) { await failPayment(ctx, payment, reason); return; }
  let left = minor;
  const free = payment.unappliedMinor < left ? payment.unappliedMinor : left;
  if (free > 0n) await refundPayment(ctx, payment, { paymentId: payment.id, amountMinor: free, effect: 'REOPEN', reason });
  left -= free;
  for (const part of await settledBy(ctx, payment)) {
    const taken = part.minor < left ? part.minor : left;
    if (taken > 0n) await refundPayment(ctx, payment, { paymentId: payment.id, amountMinor: taken, invoiceId: part.invoiceId, effect: 'REOPEN', reason });
    left -= taken;
  }
}

/** The bank decided: the money stays, or it is gone and what it settled is owed again. */
export async function closeDispute(ctx: Ctx, payment: Payment, outcome: Exclude<DisputeStanding, 'OPEN'>): Promise<void> {
  payment.demandDispute();
  const parts = await settledBy(ctx, payment);
  disputeEnds(ctx, payment, { outcome, parts });
  if (outcome === 'LOST') await takeAway(ctx, payment, `The bank decided a dispute for whoever paid: ${payment.disputeReason ?? ''}`.slice(0, 500));
  await watchSettled(ctx, parts);
}
