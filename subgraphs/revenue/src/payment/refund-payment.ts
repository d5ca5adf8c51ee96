import { paymentFailed, paymentRefunded } from '@firmament/events';
import type { Ctx } from '@firmament/kit';
import { laterOn } from '../due.js';
import { MoneyInvalid } from '../errors.js';
import { Invoice } from '../invoice/invoice.entity.js';
import { dayIn } from '../invoice/terms.rules.js';
import { writeCreditNote } from '../issue/write-credit-note.js';
import { takeBackLater } from '../ledger/queue/push-later.js';
import { settingsOf } from '../settings/settings-of.js';
import { takeOff } from './allocate.js';
import { disputeEnds } from './dispute-ends.js';
import { Refund, type Payment } from './payment.entity.js';
import type { RefundPaymentInput } from './payment.inputs.js';
import { resettle } from './resettle.js';
import { settledBy } from './settled.js';

const place = (payment: Payment) => ({ aggregateId: payment.id, clientId: payment.clientId });

/** Takes the money off its invoice first, and lets a credit note stand in its place where that was chosen. */
async function freeMoney(ctx: Ctx, payment: Payment, input: RefundPaymentInput & { readonly minor: bigint }): Promise<void> {
  if (!input.invoiceId) return;
  const invoice = await ctx.load(Invoice, input.invoiceId);
  await takeOff(ctx, payment, { invoiceId: invoice.id, minor: input.minor, kind: 'REFUNDED' });
  if (input.effect === 'CREDIT') await writeCreditNote(ctx, invoice, { minor: input.minor, reason: input.reason });
  await resettle(ctx, invoice);
}

/** Gives money back: what settles nothing, or what is taken off an invoice for it. Never more than came. */
export async function refundPayment(ctx: Ctx, payment: Payment, input: RefundPaymentInput): Promise<void> {
  const minor = BigInt(input.amountMinor);
  payment.demand(['RECEIVED'], 'Only money that came can be given back.');
  await freeMoney(ctx, payment, { ...input, minor });
  if (minor <= 0n || minor > payment.unappliedMinor) throw new MoneyInvalid('more would be given back than is left of the payment', 'input.amountMinor');
  payment.refundedMinor = BigInt(payment.refundedMinor) + minor;
  const refund = ctx.em.create(Refund, {
    id: ctx.newId('rfd'), tenantId: payment.tenantId, version: 1, clientId: payment.clientId, paymentId: payment.id, invoiceId: input.invoiceId ?? null, amountMinor: minor, currency: payment.currency, reason: input.reason,
    refundedOn: dayIn((await settingsOf(ctx)).timeZone, ctx.now), createdAt: ctx.now,
  });
  ctx.em.persist(refund);
  await laterOn(ctx, 'refund', { id: refund.id, at: null });
  const whole = BigInt(payment.refundedMinor) === BigInt(payment.amountMinor);
  ctx.emit(paymentRefunded, { ...payment.facts, refundId: refund.id, refunded: payment.money(minor), whole, invoiceId: refund.invoiceId, effect: refund.invoiceId === null ? null : input.effect, reason: input.reason }, place(payment));
}

/** Money that did not come, or that its bank took back: whatever it settled is owed again. */
export async function failPayment(ctx: Ctx, payment: Payment, reason: string): Promise<void> {
  payment.demand(['PENDING', 'RECEIVED'], 'This payment has failed already.');
  if (BigInt(payment.refundedMinor) > 0n) throw new MoneyInvalid('some of this payment was given back already', 'input.paymentId');
  const settled = await settledBy(ctx, payment);
  // Whoever tells that the money is gone tells how the bank decided, too.
  if (payment.disputeState === 'OPEN') disputeEnds(ctx, payment, { outcome: 'LOST', parts: settled });
  for (const { invoiceId, minor } of settled) {
    const invoice = await ctx.load(Invoice, invoiceId);
    await takeOff(ctx, payment, { invoiceId, minor, kind: 'FAILED' });
    await resettle(ctx, invoice);
  }
  Object.assign(payment, { state: 'FAILED', failure: reason });
  await takeBackLater(ctx, { kind: 'PAYMENT', ourId: payment.id, clientId: payment.clientId, label: 'A payment, taken back' });
  ctx.emit(paymentFailed, { ...payment.facts, reason }, place(payment));
}
