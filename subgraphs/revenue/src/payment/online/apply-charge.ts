import { paymentReviewNeeded } from '@firmament/events';
import { LockMode } from '@mikro-orm/core';
import { isId, type Ctx } from '@firmament/kit';
import { laterOn, notAnyMore } from '../../due.js';
import { Invoice } from '../../invoice/invoice.entity.js';
import { dayIn } from '../../invoice/terms.rules.js';
import { settingsOf } from '../../settings/settings-of.js';
import { closeDispute, openDispute } from '../dispute.js';
import { lockMoney } from '../money-lock.js';
import { Payment } from '../payment.entity.js';
import { recordPayment, settlePayment } from '../record-payment.js';
import { failPayment } from '../refund-payment.js';
import { OnlinePayment } from './online-payment.entity.js';
import type { OnlineStanding } from './online-payment.types.js';
import type { Charge } from './payment-provider.js';
import { knownAlready } from './known-already.js';

interface Heard { readonly online: OnlinePayment; readonly charge: Charge }

/** Nothing more comes of it by itself. */
function rest(ctx: Ctx, online: OnlinePayment, state: OnlineStanding, problem: string | null = null): void { Object.assign(online, { state, problem, finishedAt: ctx.now }); }

/** Writes the money down, for the invoice that it is meant for. What that does not owe any more stays as the client's credit: nothing is refused, for the money is there or on its way. */
async function writeDown(ctx: Ctx, { online, charge }: Heard, pending: boolean): Promise<void> {
  const receivedOn = charge.paidOn ?? dayIn((await settingsOf(ctx)).timeZone, ctx.now);
  const payment = await recordPayment(ctx, {
    clientId: online.clientId, amountMinor: charge.amountMinor, currency: charge.currency, method: charge.method ?? 'OTHER', receivedOn, reference: 'Paid in the portal', providerRef: charge.ref, pending, allocations: [{ invoiceId: online.invoiceId }],
  }, { strict: false });
  online.paymentId = payment.id;
}

/** The money is there: once, whoever told it first. What only looks like money that is known is a question. */
async function succeeded(ctx: Ctx, heard: Heard): Promise<void> {
  const { online, charge } = heard;
  const payment = online.paymentId ? await ctx.load(Payment, online.paymentId) : null;
  if (payment) {
    rest(ctx, online, 'PAID');
    if (payment.state === 'PENDING') await settlePayment(ctx, payment, charge.paidOn);
    return;
  }
  const known = await knownAlready(ctx, online, charge);
  if (known.is === 'SAME') { online.paymentId = known.payment.id; rest(ctx, online, 'PAID'); return; }
  if (known.is === 'ALIKE') { await askWhether(ctx, heard, known.payment); return; }
  rest(ctx, online, 'PAID');
  await writeDown(ctx, heard, false);
}

async function askWhether(ctx: Ctx, { online, charge }: Heard, twin: Payment): Promise<void> {
  if (online.state === 'REVIEW') return;
  Object.assign(online, { state: 'REVIEW', twinId: twin.id });
  const invoice = await ctx.em.findOneOrFail(Invoice, { id: online.invoiceId });
  ctx.emit(paymentReviewNeeded, { paymentId: twin.id, onlinePaymentId: online.id, clientId: online.clientId, invoiceId: invoice.id, invoiceNumber: invoice.number, amount: invoice.money(charge.amountMinor), providerRef: charge.ref }, { aggregateId: twin.id, clientId: online.clientId });
}

/** It did not work, or the bank took the money back: what it settled is owed again. */
async function failed(ctx: Ctx, { online, charge }: Heard): Promise<void> {
  const reason = charge.failure ?? 'The payment service gave no reason.';
  rest(ctx, online, 'FAILED', reason);
  const payment = online.paymentId ? await ctx.load(Payment, online.paymentId) : null;
  if (payment && payment.state !== 'FAILED') await failPayment(ctx, payment, reason);
}

const deeds: Readonly<Record<Charge['state'], (ctx: Ctx, heard: Heard) => Promise<void>>> = {
  OPEN: async (_, { online }) => { if (online.state === 'STARTING') Object.assign(online, { state: 'OPEN', problem: null }); },
  PENDING: async (ctx, heard) => { if (!heard.online.paymentId) { Object.assign(heard.online, { state: 'PENDING', problem: null }); await writeDown(ctx, heard, true); } },
  SUCCEEDED: succeeded, FAILED: failed,
  CANCELLED: async (ctx, { online }) => { if (!online.paymentId) rest(ctx, online, 'ENDED'); },
};

/** What its payer asked their bank for: it is disputed once, and decided once. What is gone already cannot be disputed any more. */
async function disputed(ctx: Ctx, { online, charge: { dispute } }: Heard): Promise<void> {
  const payment = dispute && online.paymentId ? await ctx.load(Payment, online.paymentId) : null;
  if (!dispute || payment?.state !== 'RECEIVED' || (payment.disputeState !== null && payment.disputeState !== 'OPEN')) return;
  const left = BigInt(payment.amountMinor) - BigInt(payment.refundedMinor);
  if (left > 0n) await openDispute(ctx, payment, { reason: dispute.reason, minor: dispute.amountMinor < left ? dispute.amountMinor : left });
  if (dispute.state !== 'OPEN' && payment.disputeState === 'OPEN') await closeDispute(ctx, payment, dispute.state);
}

/** The try that a charge belongs to, while nobody else moves money of its client; null for what did not come from here. */
async function tryOf(ctx: Ctx, key: string): Promise<OnlinePayment | null> {
  const [row] = isId('opm', key) ? await ctx.em.find(OnlinePayment, { id: key }) : [];
  if (!row) return null;
  await lockMoney(ctx, row.clientId);
  return ctx.em.findOneOrFail(OnlinePayment, { id: key }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
}

/** Takes over how a charge stands at its service. Said again it changes nothing, and an older word changes nothing after a newer one. */
export async function applyCharge(ctx: Ctx, charge: Charge): Promise<void> {
  const online = await tryOf(ctx, charge.key);
  if (!online) return;
  if (charge.revision > online.revision) {
    Object.assign(online, { revision: charge.revision, externalRef: charge.ref, checkoutUrl: charge.checkoutUrl, method: charge.method });
    await deeds[charge.state](ctx, { online, charge });
    await disputed(ctx, { online, charge });
  }
  if (online.endWanted && online.state === 'OPEN') await laterOn(ctx, 'online', { id: online.id, at: null });
  else await notAnyMore(ctx, 'online', online.id);
  await ctx.em.flush();
}
