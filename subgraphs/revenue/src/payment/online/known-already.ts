import { Temporal } from 'temporal-polyfill';
import type { Ctx } from '@firmament/kit';
import { standingOn } from '../allocate.js';
import { Payment } from '../payment.entity.js';
import { OnlinePayment } from './online-payment.entity.js';
import type { Charge } from './payment-provider.js';

/** Whether money that a service tells of is here already. */
export type Known = { readonly is: 'SAME' | 'ALIKE'; readonly payment: Payment } | { readonly is: 'NEW' };

/** Ledgers book money a little before or after the service's own day. */
const daysApart = 3;

const near = (a: string, b: string | null): boolean => b === null || Math.abs(Temporal.PlainDate.from(a).until(Temporal.PlainDate.from(b), { largestUnit: 'days' }).days) <= daysApart;

/** Money that was read in the ledger first: the same where it names the service's number, alike where sum, invoice and about the day agree and no other try has it. */
export async function knownAlready(ctx: Ctx, online: OnlinePayment, charge: Charge): Promise<Known> {
  const rows = await ctx.em.find(Payment, { clientId: online.clientId, currency: charge.currency, amountMinor: charge.amountMinor, state: 'RECEIVED' });
  const same = rows.find((one) => one.providerRef === charge.ref || (one.fromLedger && one.reference?.includes(charge.ref)));
  if (same) return { is: 'SAME', payment: same };
  for (const payment of rows.filter((one) => one.fromLedger && near(one.receivedOn, charge.paidOn))) {
    if (await ctx.em.count(OnlinePayment, { paymentId: payment.id }) > 0) continue;
    if (await standingOn(ctx, payment, online.invoiceId) > 0n) return { is: 'ALIKE', payment };
  }
  return { is: 'NEW' };
}
