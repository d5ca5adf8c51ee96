import { invoiceIssueDelayed, invoiceIssued } from '@firmament/events';
import type { Ctx } from '@firmament/kit';
import { LockMode } from '@mikro-orm/core';
import { laterOn, notAnyMore } from '../due.js';
import { watchLate } from '../dunning/watch-late.js';
import { ContentChanged } from '../errors.js';
import { Invoice } from '../invoice/invoice.entity.js';
import { standingHash } from '../invoice/invoice-subject.js';
import { InvoiceLine } from '../invoice/invoice-line.entity.js';
import { dayIn, dueDay } from '../invoice/terms.rules.js';
import { pushLater } from '../ledger/queue/push-later.js';
import { payerName } from '../payer/on-names.js';
import type { BillingSettings } from '../settings/billing-settings.entity.js';
import { settingsOf } from '../settings/settings-of.js';
import { keepPaper } from './keep-paper.js';
import { nextNumber } from './next-number.js';
import { dayInWords, printed, printedLine, taxSums } from './paper.rules.js';
import type { Paper } from './paper.types.js';

const place = (invoice: Invoice) => ({ aggregateId: invoice.id, clientId: invoice.clientId });
const retryMs = 30_000;

/** Who bills, as it stands on paper. */
export const sellerOf = (settings: BillingSettings): Paper['seller'] => ({ name: settings.sellerName, address: settings.sellerAddress, taxNumber: settings.sellerTaxNumber });

async function paperOf(ctx: Ctx, invoice: Invoice, settings: BillingSettings): Promise<Paper> {
  const lines = await ctx.em.find(InvoiceLine, { invoiceId: invoice.id }, { orderBy: { position: 'ASC' } });
  const { currency, issuedOn, dueOn, purchaseOrder } = invoice;
  const amount = (minor: bigint): string => printed(BigInt(minor), currency);
  return {
    kind: 'Invoice', number: invoice.number ?? '', seller: sellerOf(settings), buyer: await payerName(ctx, invoice.clientId), title: invoice.title, day: issuedOn ?? '',
    facts: [['Date', dayInWords(issuedOn ?? '')], ['To be paid by', dayInWords(dueOn ?? '')], ...(purchaseOrder === null ? [] : [['Your order', purchaseOrder] as const])],
    lines: lines.map((line) => printedLine(line, currency)),
    sums: [...(BigInt(invoice.discountMinor) > 0n ? [['Discounts in it', amount(invoice.discountMinor)] as const] : []), ['Without tax', amount(invoice.netMinor)], ...taxSums(lines, currency), ['Total', amount(invoice.totalMinor)]],
    closing: [invoice.note, settings.paymentWords].filter((one): one is string => Boolean(one)),
  };
}

/** Takes its number, kept for ever and the same at each try. Only the very words that were approved go out. */
async function takeNumber(ctx: Ctx, invoice: Invoice, settings: BillingSettings): Promise<void> {
  if (await standingHash(ctx, invoice) !== invoice.approvedHash) throw new ContentChanged();
  const issuedOn = dayIn(settings.timeZone, ctx.now);
  invoice.step('ISSUING');
  Object.assign(invoice, { ...await nextNumber(ctx, settings.invoiceSeries), issuedOn, dueOn: dueDay(issuedOn, invoice.termsDays) });
  await ctx.em.flush();
}

/** Lays its paper down and tells it to the world. Without a paper it waits under its number, and is tried again. */
async function sendOut(ctx: Ctx, invoice: Invoice, settings: BillingSettings): Promise<void> {
  const document = await keepPaper(ctx, await paperOf(ctx, invoice, settings), invoice.id);
  if (document === null) {
    const first = invoice.problem === null;
    invoice.problem = 'The file store does not answer. It is tried again by itself, under the same number.';
    await laterOn(ctx, 'issue', { id: invoice.id, at: null, inMs: retryMs });
    if (first) ctx.emit(invoiceIssueDelayed, { ...invoice.facts, reason: invoice.problem }, place(invoice));
    return;
  }
  await notAnyMore(ctx, 'issue', invoice.id);
  Object.assign(invoice, { document, problem: null });
  const goesToLedger = await pushLater(ctx, { kind: 'INVOICE', ourId: invoice.id, clientId: invoice.clientId, label: `Invoice ${invoice.number ?? ''}` });
  if (!goesToLedger || !settings.waitsForLedger) await isOut(ctx, invoice);
}

/** It is out: the client owes it from now on. */
export async function isOut(ctx: Ctx, invoice: Invoice): Promise<void> {
  const { document } = invoice;
  if (document === null) throw new Error('an invoice goes out with its paper');
  invoice.step('ISSUED');
  invoice.problem = null;
  ctx.emit(invoiceIssued, { ...invoice.facts, number: invoice.number ?? '', issuedOn: invoice.issuedOn ?? '', dueOn: invoice.dueOn ?? '', title: invoice.title, documentSha256: document.sha256, contentHash: invoice.contentHash }, place(invoice));
  await watchLate(ctx, invoice);
}

/** Nobody waits for a ledger any more: what has its number and its paper is out. */
export async function letOut(ctx: Ctx): Promise<void> {
  for (const invoice of await ctx.em.find(Invoice, { status: 'ISSUING', document: { $ne: null } }, { orderBy: { issuedOn: 'ASC', seriesNo: 'ASC' }, lockMode: LockMode.PESSIMISTIC_WRITE })) await isOut(ctx, invoice);
}

/** Issues an approved invoice, or goes on with one that has its number already. It is out once the ledger has it; where none is connected, or the firm does not wait for it, at once. */
export async function issueInvoice(ctx: Ctx, invoice: Invoice): Promise<void> {
  const settings = await settingsOf(ctx);
  if (invoice.status !== 'ISSUING') await takeNumber(ctx, invoice, settings);
  if (invoice.document === null) await sendOut(ctx, invoice, settings);
}
