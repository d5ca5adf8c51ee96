import { paymentReceived } from '@firmament/events';
import { Invalid, Money, type Ctx } from '@firmament/kit';
import { laterOn } from '../due.js';
import { MoneyInvalid } from '../errors.js';
import { mostMinor } from '../invoice/amount.rules.js';
import { printed } from '../issue/paper.rules.js';
import { pushLater } from '../ledger/queue/push-later.js';
import { allocate, demandMeant, type Allocated } from './allocate.js';
import { lockMoney } from './money-lock.js';
import type { AllocationInput, RecordPaymentInput } from './payment.inputs.js';
import { Payment } from './payment.entity.js';
import type { Wanted } from './payment.types.js';

/** What an input wants settled, as it is kept. */
export function wantedOf(allocations: readonly AllocationInput[] | null | undefined): Wanted[] | null {
  if (!allocations) return null;
  if (new Set(allocations.map((one) => one.invoiceId)).size < allocations.length) throw new Invalid('REVENUE_TWICE', 'Name each invoice once.', 'input.allocations');
  return allocations.map(({ invoiceId, amountMinor }) => ({ invoiceId, minor: amountMinor === null || amountMinor === undefined ? null : String(amountMinor) }));
}

/** The money is there, and settles what it reaches. */
export async function tellReceived(ctx: Ctx, payment: Payment, allocations: readonly Allocated[]): Promise<void> {
  ctx.emit(paymentReceived, { ...payment.facts, receivedOn: payment.receivedOn, allocations: [...allocations], unapplied: payment.money(payment.unappliedMinor) }, { aggregateId: payment.id, clientId: payment.clientId });
  await laterOn(ctx, 'receipt', { id: payment.id, at: null });
  await goesToLedger(ctx, payment);
}

/** Money goes to the ledger, but for what was read there: that stands there already. */
export async function goesToLedger(ctx: Ctx, payment: Payment): Promise<void> {
  if (!payment.fromLedger) await pushLater(ctx, { kind: 'PAYMENT', ourId: payment.id, clientId: payment.clientId, label: `Payment of ${printed(BigInt(payment.amountMinor), payment.currency)}` });
}

function newPayment(ctx: Ctx, input: RecordPaymentInput, fromLedger: boolean): Payment {
  const { minor, currency } = Money.of(BigInt(input.amountMinor), input.currency);
  if (minor <= 0n || minor > mostMinor) throw new MoneyInvalid('a payment is more than nothing', 'input.amountMinor');
  const payment = ctx.em.create(Payment, {
    id: ctx.newId('pmt'), tenantId: ctx.actor.tenantId ?? '', version: 1, clientId: input.clientId, amountMinor: minor, allocatedMinor: 0n, refundedMinor: 0n, currency, method: input.method, state: input.pending ? 'PENDING' : 'RECEIVED', receivedOn: input.receivedOn,
    reference: input.reference ?? null, fromLedger, providerRef: input.providerRef ?? null, wanted: wantedOf(input.allocations), failure: null, disputeState: null, disputeReason: null, disputedMinor: null, disputedAt: null, disputeClosedAt: null, createdAt: ctx.now,
  });
  ctx.em.persist(payment);
  return payment;
}

/** The payment that carries the same number already; another amount under it is somebody's mistake. */
async function known(ctx: Ctx, input: RecordPaymentInput): Promise<Payment | null> {
  const found = input.providerRef ? await ctx.em.findOne(Payment, { providerRef: input.providerRef }) : null;
  if (found && (BigInt(found.amountMinor) !== BigInt(input.amountMinor) || found.currency !== input.currency || found.clientId !== input.clientId)) throw new MoneyInvalid('another payment carries this number', 'input.providerRef');
  return found;
}

/** Money that was on its way is there. It settles what it was meant for, as far as that is still owed. */
export async function settlePayment(ctx: Ctx, payment: Payment, receivedOn: string | null = null): Promise<void> {
  payment.demand(['PENDING'], 'This payment is not on its way.');
  Object.assign(payment, { state: 'RECEIVED', receivedOn: receivedOn ?? payment.receivedOn });
  await tellReceived(ctx, payment, await allocate(ctx, payment, { wanted: payment.wanted, strict: false }));
}

/** Writes a payment down. Told twice under one number, it is one payment. Strictly, what cannot be settled is refused; otherwise the money is there whatever is owed. */
export async function recordPayment(ctx: Ctx, input: RecordPaymentInput, { strict = true, fromLedger = false }: { readonly strict?: boolean; readonly fromLedger?: boolean } = {}): Promise<Payment> {
  await lockMoney(ctx, input.clientId);
  const found = await known(ctx, input);
  if (found) return found;
  const payment = newPayment(ctx, input, fromLedger);
  await ctx.em.flush();
  if (payment.state === 'RECEIVED') await tellReceived(ctx, payment, await allocate(ctx, payment, { wanted: payment.wanted, strict }));
  else await demandMeant(ctx, payment);
  return payment;
}
