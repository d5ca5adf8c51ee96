import type { Ctx } from '@firmament/kit';
import { laterOn } from '../../due.js';
import type { Invoice } from '../../invoice/invoice.entity.js';
import { owed } from '../../invoice/invoice-state.rules.js';
import { merchantOf } from './merchant/merchant-house.js';
import { OnlinePayment, underWay } from './online-payment.entity.js';
import { BalanceChanged, NotPayableOnline, PaymentUnderWay } from './online-payment.errors.js';

/** The try of an invoice of which something may still come. */
export const openTryOf = (ctx: Ctx, invoiceId: string): Promise<OnlinePayment | null> => ctx.em.findOne(OnlinePayment, { invoiceId, state: { $in: [...underWay] } });

/**
 * Begins to pay what an invoice owes, or goes on with the try that is under way: however often it is said, in however many windows, the service is asked for one page.
 * Whoever calls holds the money of the client.
 */
export async function beginPaying(ctx: Ctx, invoice: Invoice, by: { readonly person: string; readonly seenMinor: bigint | null }): Promise<OnlinePayment> {
  invoice.demand(owed, invoice.status === 'PAID' ? 'Nothing is left to pay of this invoice.' : 'This invoice is not to be paid.');
  const open = await openTryOf(ctx, invoice.id);
  if (open?.state === 'PENDING' || open?.state === 'REVIEW') return open;
  if (by.seenMinor !== null && by.seenMinor !== invoice.balanceMinor) throw new BalanceChanged(invoice.balanceMinor);
  if (open && (open.endWanted || BigInt(open.amountMinor) !== invoice.balanceMinor)) throw new PaymentUnderWay();
  if (open) return open;
  const merchant = await merchantOf(ctx);
  if (!merchant) throw new NotPayableOnline();
  const online = ctx.em.create(OnlinePayment, {
    id: ctx.newId('opm'), tenantId: invoice.tenantId, version: 1, clientId: invoice.clientId, invoiceId: invoice.id, connectionId: merchant.id, tryNo: 1 + await ctx.em.count(OnlinePayment, { invoiceId: invoice.id }), amountMinor: invoice.balanceMinor, currency: invoice.currency,
    state: 'STARTING', endWanted: false, calls: 0, externalRef: null, checkoutUrl: null, method: null, revision: -1, problem: null, paymentId: null, twinId: null, startedBy: by.person, correlationId: ctx.meta.correlationId, startedAt: ctx.now, finishedAt: null,
  });
  ctx.em.persist(online);
  await laterOn(ctx, 'online', { id: online.id, at: null });
  return online;
}

/** Closes the page of an invoice that owes another sum by now, or nothing. Money that is paid at it in the same moment is not lost: it is written down as what it is. */
export async function endOutdatedPage(ctx: Ctx, invoice: Invoice): Promise<void> {
  const open = await ctx.em.findOne(OnlinePayment, { invoiceId: invoice.id, state: { $in: ['STARTING', 'OPEN'] }, endWanted: false });
  if (!open || (owed.includes(invoice.status) && BigInt(open.amountMinor) === invoice.balanceMinor)) return;
  open.endWanted = true;
  await laterOn(ctx, 'online', { id: open.id, at: null });
}
