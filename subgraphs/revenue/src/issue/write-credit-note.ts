import { creditNoteIssued } from '@firmament/events';
import type { Ctx } from '@firmament/kit';
import { DocumentStoreDown, MoneyInvalid } from '../errors.js';
import { currencyOf, dealOut, sumOf } from '../invoice/amount.rules.js';
import type { Invoice } from '../invoice/invoice.entity.js';
import { dayIn } from '../invoice/terms.rules.js';
import { pushLater } from '../ledger/queue/push-later.js';
import { payerName } from '../payer/on-names.js';
import { settingsOf } from '../settings/settings-of.js';
import { CreditNote } from './credit-note.entity.js';
import { sellerOf } from './issue-invoice.js';
import { keepPaper } from './keep-paper.js';
import { nextNumber } from './next-number.js';
import { dayInWords, printed } from './paper.rules.js';
import type { Paper } from './paper.types.js';

/** How much, and why. */
export interface Credit { readonly minor: bigint; readonly reason: string }

/** What was credited of an invoice so far. */
export async function creditedOf(ctx: Ctx, invoice: Invoice): Promise<bigint> {
  return sumOf((await ctx.em.find(CreditNote, { invoiceId: invoice.id })).map((one) => BigInt(one.amountMinor)));
}

/** The tax in a credit, in the proportion of the invoice; no minor unit is lost. */
function taxOf(invoice: Invoice, minor: bigint): bigint {
  const currency = currencyOf(invoice.currency);
  if (!currency) throw new Error(`«${invoice.currency}» is no currency: the invoice was checked when it was written`);
  return dealOut(minor, [BigInt(invoice.netMinor), BigInt(invoice.taxMinor)], currency)[1] ?? 0n;
}

async function paperOf(ctx: Ctx, invoice: Invoice, note: Pick<CreditNote, 'number' | 'amountMinor' | 'taxMinor' | 'issuedOn' | 'reason'>): Promise<Paper> {
  const settings = await settingsOf(ctx);
  const amount = (minor: bigint): string => printed(minor, invoice.currency);
  const gross = amount(note.amountMinor);
  return {
    kind: 'Credit note', number: note.number, seller: sellerOf(settings), buyer: await payerName(ctx, invoice.clientId), title: null, day: note.issuedOn, facts: [['Date', dayInWords(note.issuedOn)], ['For invoice', invoice.number ?? '']],
    lines: [{ title: note.reason, description: null, quantity: '1', unit: gross, tax: amount(note.taxMinor), gross }], sums: [['Without tax', amount(note.amountMinor - note.taxMinor)], ['Tax', amount(note.taxMinor)], ['Total credited', gross]], closing: [],
  };
}

/** Writes a credit note for a part of an invoice, or for all of it; never for more. */
export async function writeCreditNote(ctx: Ctx, invoice: Invoice, credit: Credit): Promise<CreditNote> {
  if (credit.minor <= 0n || credit.minor + await creditedOf(ctx, invoice) > BigInt(invoice.totalMinor)) throw new MoneyInvalid('a credit is more than nothing, and all credits of an invoice at most its total', 'input.amountMinor');
  const { creditSeries, timeZone } = await settingsOf(ctx);
  const words = { amountMinor: credit.minor, taxMinor: taxOf(invoice, credit.minor), reason: credit.reason, issuedOn: dayIn(timeZone, ctx.now), ...await nextNumber(ctx, creditSeries) };
  const id = ctx.newId('crn');
  const document = await keepPaper(ctx, await paperOf(ctx, invoice, words), id);
  if (document === null) throw new DocumentStoreDown();
  const note = ctx.em.create(CreditNote, { id, tenantId: invoice.tenantId, version: 1, clientId: invoice.clientId, invoiceId: invoice.id, currency: invoice.currency, document, createdAt: ctx.now, ...words });
  ctx.em.persist(note);
  ctx.emit(creditNoteIssued, { creditNoteId: note.id, clientId: note.clientId, invoiceId: invoice.id, invoiceNumber: invoice.number ?? '', number: note.number, amount: invoice.money(credit.minor), reason: credit.reason, issuedOn: note.issuedOn }, { aggregateId: note.id, clientId: note.clientId });
  await pushLater(ctx, { kind: 'CREDIT_NOTE', ourId: note.id, clientId: note.clientId, label: `Credit note ${note.number}` });
  return note;
}
