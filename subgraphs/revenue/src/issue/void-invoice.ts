import { invoiceVoided } from '@firmament/events';
import type { Ctx } from '@firmament/kit';
import { notAnyMore } from '../due.js';
import { watchLate } from '../dunning/watch-late.js';
import { InvoiceState } from '../errors.js';
import type { Invoice } from '../invoice/invoice.entity.js';
import { releaseSources } from '../invoice/write-invoice.js';
import { takeBackLater } from '../ledger/queue/push-later.js';
import { endOutdatedPage } from '../payment/online/begin-paying.js';

/** Takes an invoice back on which nothing was paid or credited. Whoever calls holds the money of its client. */
export async function voidInvoice(ctx: Ctx, invoice: Invoice, { reason, billAgain }: { readonly reason: string; readonly billAgain: boolean }): Promise<void> {
  if (BigInt(invoice.settledMinor) > 0n) throw new InvoiceState(invoice.status, 'Something was paid or credited on this invoice. Write a credit note, or give the money back first.');
  invoice.step('VOID', 'Only an invoice with a number is taken back. Change or throw away what has none.');
  Object.assign(invoice, { reason, voidedAt: ctx.now, problem: null });
  await notAnyMore(ctx, 'issue', invoice.id);
  await endOutdatedPage(ctx, invoice);
  await watchLate(ctx, invoice);
  if (billAgain) await releaseSources(ctx, invoice);
  await takeBackLater(ctx, { kind: 'INVOICE', ourId: invoice.id, clientId: invoice.clientId, label: `Invoice ${invoice.number ?? ''}, taken back` });
  ctx.emit(invoiceVoided, { ...invoice.facts, reason, billAgain }, { aggregateId: invoice.id, clientId: invoice.clientId });
}
