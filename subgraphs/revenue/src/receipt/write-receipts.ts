import { receiptIssued } from '@firmament/events';
import { idToUuid, sweep, uuidToId, type Ctx, type SweepCtx } from '@firmament/kit';
import { dueNow, laterOn, notAnyMore } from '../due.js';
import { Invoice } from '../invoice/invoice.entity.js';
import { dayIn } from '../invoice/terms.rules.js';
import { keepPaper } from '../issue/keep-paper.js';
import { nextNumber } from '../issue/next-number.js';
import type { Paper } from '../issue/paper.types.js';
import { lockMoney } from '../payment/money-lock.js';
import { Payment, Refund } from '../payment/payment.entity.js';
import { settingsOf } from '../settings/settings-of.js';
import { PaymentReceipt, type ReceiptKind } from './receipt.entity.js';
import { receiptPaper, refundPaper, settles, type Settles } from './receipt-paper.js';

const retryMs = 30_000;
/** Receipts count by themselves. In small letters, a series meets none of the firm's own. */
const series: Readonly<Record<ReceiptKind, { readonly name: string; readonly prefix: string }>> = { RECEIPT: { name: 'receipt', prefix: 'RCP-' }, REFUND: { name: 'refund', prefix: 'RFN-' } };

interface Wanted { readonly kind: ReceiptKind; readonly payment: Payment; readonly refund: Refund | null; readonly parts: readonly Settles[] }

/** The invoices that a refund was taken from: its own one, or none. */
async function partsOfRefund(ctx: Ctx, refund: Refund): Promise<Settles[]> {
  const invoice = refund.invoiceId === null ? null : await ctx.em.findOne(Invoice, { id: refund.invoiceId });
  return invoice ? [{ invoiceId: invoice.id, number: invoice.number ?? '', minor: BigInt(refund.amountMinor) }] : [];
}

/** What is to be written; null where it stands already, or where the money is not there (any more). */
async function wanted(ctx: Ctx, kind: ReceiptKind, id: string): Promise<Wanted | null> {
  const refund = kind === 'REFUND' ? await ctx.em.findOne(Refund, { id: uuidToId('rfd', id) }) : null;
  const payment = await ctx.em.findOne(Payment, { id: refund?.paymentId ?? uuidToId('pmt', id) });
  if (!payment || (kind === 'REFUND' && !refund)) return null;
  await lockMoney(ctx, payment.clientId);
  await ctx.em.refresh(payment);
  if (kind === 'RECEIPT' && payment.state !== 'RECEIVED') return null;
  if (await ctx.em.findOne(PaymentReceipt, refund ? { refundId: refund.id } : { paymentId: payment.id, kind: 'RECEIPT' })) return null;
  return { kind, payment, refund, parts: refund ? await partsOfRefund(ctx, refund) : await settles(ctx, payment.id) };
}

async function write(ctx: Ctx, { kind, payment, refund, parts }: Wanted): Promise<boolean> {
  const settings = await settingsOf(ctx);
  const day = dayIn(settings.timeZone, ctx.now);
  const id = ctx.newId('rpt');
  const words = await nextNumber(ctx, series[kind].name, series[kind].prefix);
  const frame = { settings, number: words.number, day, parts };
  const paper: Paper = refund ? await refundPaper(ctx, { payment, refund }, frame) : await receiptPaper(ctx, payment, frame);
  const document = await keepPaper(ctx, paper, id);
  if (document === null) return false;
  const amountMinor = BigInt(refund?.amountMinor ?? payment.amountMinor);
  ctx.em.persist(ctx.em.create(PaymentReceipt, { id, tenantId: payment.tenantId, version: 1, clientId: payment.clientId, kind, paymentId: payment.id, refundId: refund?.id ?? null, ...words, amountMinor, currency: payment.currency, issuedOn: day, document, createdAt: ctx.now }));
  const invoices = parts.map((one) => ({ invoiceId: one.invoiceId, number: one.number, amount: payment.money(one.minor) }));
  ctx.emit(receiptIssued, { receiptId: id, kind, clientId: payment.clientId, paymentId: payment.id, refundId: refund?.id ?? null, number: words.number, amount: payment.money(amountMinor), invoices, issuedOn: day, documentSha256: document.sha256 }, { aggregateId: id, clientId: payment.clientId });
  return true;
}

class StoreDown extends Error {}

/** One transaction for each: a number that was taken while the store is down goes back with everything else. */
async function one(ctx: SweepCtx, kind: ReceiptKind, { tenant_id: tenant, id }: { readonly tenant_id: string; readonly id: string }): Promise<void> {
  const list = kind === 'RECEIPT' ? 'receipt' : 'refund';
  const ours = uuidToId(kind === 'RECEIPT' ? 'pmt' : 'rfd', id);
  const firm = uuidToId('firm', tenant);
  await ctx.inTenant(firm, async (inside) => {
    const due = await inside.sql(`select 1 from revenue.due where kind = $1 and id = $2 for update skip locked`, [list, idToUuid(ours)]);
    if (due.length === 0) return;
    const found = await wanted(inside, kind, id);
    if (found && !(await write(inside, found))) throw new StoreDown();
    await notAnyMore(inside, list, ours);
  }).catch(async (error: unknown) => {
    if (!(error instanceof StoreDown)) throw error;
    await ctx.inTenant(firm, (inside) => laterOn(inside, list, { id: ours, at: null, inMs: retryMs }));
  });
}

/** Writes what clients get for money that came or went back. While the file store is away it waits, and nothing is lost. */
export const writeReceipts = sweep({
  name: 'write-receipts',
  everyMs: 1_000,
  run: async (ctx) => {
    for (const kind of ['RECEIPT', 'REFUND'] as const) {
      for (const row of await dueNow(ctx, kind === 'RECEIPT' ? 'receipt' : 'refund', null)) await one(ctx, kind, row).catch((error: unknown) => { ctx.log.error({ err: error, id: row.id }, 'a receipt could not be written; the next round tries again'); });
    }
  },
});
