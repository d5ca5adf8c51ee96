import type { Ctx } from '@firmament/kit';
import { laterOn } from '../../due.js';
import { recordPayment } from '../record-payment.js';
import { Payment } from '../payment.entity.js';
import type { OnlinePayment } from './online-payment.entity.js';
import { OnlinePaymentStands } from './online-payment.errors.js';

/** Somebody said whether money that looks like a known payment is that payment. Another one is written down, and its service is asked once more how it stands. */
export async function decideTwin(ctx: Ctx, online: OnlinePayment, same: boolean): Promise<void> {
  if (online.state !== 'REVIEW' || online.twinId === null) throw new OnlinePaymentStands(online.state, 'There is no question about this payment, or somebody has answered it.');
  const twin = await ctx.load(Payment, online.twinId);
  Object.assign(online, { state: 'PAID', finishedAt: ctx.now });
  online.paymentId = same ? twin.id : (await recordPayment(ctx, {
    clientId: online.clientId, amountMinor: BigInt(online.amountMinor), currency: online.currency, method: online.method ?? 'OTHER', receivedOn: twin.receivedOn, reference: 'Paid in the portal', providerRef: online.externalRef, pending: false, allocations: [{ invoiceId: online.invoiceId }],
  }, { strict: false })).id;
  await laterOn(ctx, 'online', { id: online.id, at: null });
}
