import { LockMode } from '@mikro-orm/core';
import { idToUuid, ProviderFault, ReauthRequired, RetryLater, firmLine, sweep, uuidToId, type Ctx, type SweepCtx } from '@firmament/kit';
import { dueNow, laterOn, notAnyMore } from '../../due.js';
import { Invoice } from '../../invoice/invoice.entity.js';
import { applyCharge } from './apply-charge.js';
import { callMerchant, paymentConfigOf } from './merchant/merchant-house.js';
import { OnlinePayment } from './online-payment.entity.js';
import { serviceWords } from './open-provider.js';
import type { Charge, NewCharge, PaymentProvider } from './payment-provider.js';

/** How long one call may take before another process may begin its own: longer than a call may take. */
const leaseMs = 60_000;
const longestPauseMs = 60_000;
const pauseMs = (calls: number): number => Math.min(500 * 2 ** calls, longestPauseMs);

/** What is to be said to a service. */
type Errand = { readonly connectionId: string; readonly correlationId: string; readonly id: string } & ({ readonly is: 'BEGIN'; readonly charge: NewCharge; readonly first: boolean } | { readonly is: 'END' | 'READ'; readonly ref: string | null; readonly key: string });

/** Takes a try in hand: it counts as called before it is, so that whoever comes next looks before they repeat it. */
async function take(ctx: Ctx, id: string): Promise<Errand | null> {
  const online = await ctx.em.findOne(OnlinePayment, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  const [due] = await ctx.sql(`update revenue.due set due_at = clock_timestamp() + make_interval(secs => $2::float8) where kind = 'online' and id = $1 and due_at <= clock_timestamp() returning id`, [idToUuid(id), leaseMs / 1000]);
  if (!online || !due) return null;
  if (online.endWanted && online.state === 'STARTING' && online.calls === 0) { await neverBegun(ctx, online); return null; }
  const line = { connectionId: online.connectionId, correlationId: online.correlationId, id };
  const first = online.calls === 0;
  online.calls += 1;
  if (online.endWanted || online.state !== 'STARTING') return { ...line, is: online.endWanted && ['STARTING', 'OPEN'].includes(online.state) ? 'END' : 'READ', ref: online.externalRef, key: id };
  return { ...line, is: 'BEGIN', first, charge: await chargeOf(ctx, online) };
}

async function neverBegun(ctx: Ctx, online: OnlinePayment): Promise<void> {
  Object.assign(online, { state: 'ENDED', finishedAt: ctx.now });
  await notAnyMore(ctx, 'online', online.id);
}

async function chargeOf(ctx: Ctx, online: OnlinePayment): Promise<NewCharge> {
  const { number } = await ctx.em.findOneOrFail(Invoice, { id: online.invoiceId });
  return { key: online.id, amountMinor: BigInt(online.amountMinor), currency: online.currency, words: `Invoice ${number ?? ''}`, returnUrl: `${paymentConfigOf(ctx).FIRMAMENT_PUBLIC_URL}/portal/invoices/${online.invoiceId}` };
}

/** Says it. A call whose answer may have been lost is looked for before it is repeated. */
async function say(provider: PaymentProvider, errand: Errand): Promise<Charge | null> {
  if (errand.is === 'BEGIN') return (errand.first ? null : await provider.find(errand.charge.key)) ?? provider.begin(errand.charge);
  const ref = errand.ref ?? (await provider.find(errand.key))?.ref ?? null;
  return ref === null ? null : errand.is === 'END' ? provider.end(ref) : provider.read(ref);
}

/** It could not be said: later again where that may help, and over where the service said no. */
async function failed(ctx: Ctx, errand: Errand, error: unknown): Promise<void> {
  const online = await ctx.em.findOneOrFail(OnlinePayment, { id: errand.id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  const refused = error instanceof ProviderFault && !(error instanceof RetryLater);
  if (refused) {
    // What is wrong with the firm's account is the firm's to know, and not the client's.
    if (online.state === 'STARTING') Object.assign(online, { state: 'FAILED', finishedAt: ctx.now, problem: error instanceof ReauthRequired ? 'It cannot be paid online at this moment.' : error.message.slice(0, 300) });
    await notAnyMore(ctx, 'online', errand.id);
    return;
  }
  if (online.state === 'STARTING') online.problem = 'The payment service does not answer. It is tried again by itself.';
  await laterOn(ctx, 'online', { id: errand.id, at: null, inMs: Math.max(pauseMs(online.calls), error instanceof RetryLater ? error.retryAfterMs ?? 0 : 0) });
}

/** Nothing stands there under this key: nobody can have paid. */
async function nothingThere(ctx: Ctx, id: string): Promise<void> {
  const online = await ctx.em.findOneOrFail(OnlinePayment, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (online.state === 'STARTING' || online.state === 'OPEN') Object.assign(online, { state: 'ENDED', finishedAt: ctx.now });
  await notAnyMore(ctx, 'online', id);
}

async function carryOne(ctx: SweepCtx, firmId: string, id: string): Promise<void> {
  const errand = await ctx.inTenant(firmId, (inside) => take(inside, id));
  if (!errand) return;
  const firm = firmLine(ctx, firmId, { correlationId: errand.correlationId, provider: { connectionId: errand.connectionId, name: serviceWords.SANDBOX_PAY.label } });
  // Nothing is open while a service takes its time.
  const outcome = await callMerchant(ctx, firm, errand.connectionId, (provider) => say(provider, errand)).then((charge) => ({ charge }), (error: unknown) => ({ error }));
  if ('error' in outcome && !(outcome.error instanceof ProviderFault)) ctx.log.error({ err: outcome.error, online: id }, 'a payment service could not be spoken to');
  await firm.inFirm(async (inside) => {
    if ('error' in outcome) return failed(inside, errand, outcome.error);
    return outcome.charge ? applyCharge(inside, outcome.charge) : nothingThere(inside, id);
  });
}

/** Asks payment services for the pages of what clients began to pay, and closes those that are no longer right. Firms and tries go side by side. */
export const carryOnlinePayments = sweep({
  name: 'carry-online-payments',
  everyMs: 500,
  run: async (ctx) => {
    await Promise.all((await dueNow(ctx, 'online', null)).map(({ tenant_id: tenant, id }) => carryOne(ctx, uuidToId('firm', tenant), uuidToId('opm', id)).catch((error: unknown) => { ctx.log.error({ err: error, online: id }, 'a try to pay failed; the next round tries again'); })));
  },
});
