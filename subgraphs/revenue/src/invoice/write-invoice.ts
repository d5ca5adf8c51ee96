import { invoiceChanged, invoiceDiscarded, invoiceDrafted } from '@firmament/events';
import { NotFound, type Ctx } from '@firmament/kit';
import { InvoicePlanItem } from '../plan/plan.entity.js';
import { isDueNow } from '../plan/plan.rules.js';
import { voidApproval } from '../approval/ask-approval.js';
import { InvoiceInvalid } from '../errors.js';
import { Rebill } from '../rebill/rebill.entity.js';
import { settingsOf } from '../settings/settings-of.js';
import { personOf } from './author.js';
import { BilledSource } from './billed-source.entity.js';
import { contentHash } from './content-hash.js';
import { Invoice } from './invoice.entity.js';
import { InvoiceLine } from './invoice-line.entity.js';
import { priceInvoice } from './invoice-totals.rules.js';
import { dayIn } from './terms.rules.js';
import type { InvoiceAmounts, InvoiceWords, LineSource } from './invoice.types.js';

/** Whom an invoice is for. */
export interface Addressee { readonly clientId: string; readonly projectId: string | null }

const place = (invoice: Invoice) => ({ aggregateId: invoice.id, clientId: invoice.clientId });

function priced(words: InvoiceWords): InvoiceAmounts {
  const amounts = priceInvoice(words);
  if (typeof amounts === 'string') throw new InvoiceInvalid(amounts);
  return amounts;
}

/** What stands on the lines and can stand on no other invoice. */
const sourcesOf = (lines: readonly { readonly source: LineSource }[]): { kind: 'MILESTONE' | 'TIME_ENTRY' | 'REBILL'; ref: string }[] =>
  lines.flatMap(({ source }) => [...(source.milestoneId ? [{ kind: 'MILESTONE' as const, ref: source.milestoneId }] : []), ...(source.rebillId ? [{ kind: 'REBILL' as const, ref: source.rebillId }] : []), ...source.timeEntryIds.map((ref) => ({ kind: 'TIME_ENTRY' as const, ref }))]);

/** Ids that the lines name, each once, for facts. */
const refsOf = (lines: readonly { readonly source: LineSource }[]): string[] =>
  [...new Set(lines.flatMap(({ source }) => [source.milestoneId, source.agreementId, source.planItemId, source.rebillId ?? null, ...source.timeEntryIds].filter((one): one is string => one !== null)))];

function layLines(ctx: Ctx, invoice: Invoice, words: InvoiceWords, amounts: InvoiceAmounts): void {
  words.lines.forEach((line, position) => {
    const { discountMinor = 0n, netMinor = 0n, taxMinor = 0n, grossMinor = 0n } = amounts.lines[position] ?? {};
    ctx.em.persist(ctx.em.create(InvoiceLine, { id: ctx.newId('ivl'), tenantId: invoice.tenantId, version: 1, clientId: invoice.clientId, invoiceId: invoice.id, position, ...line, currency: words.currency, discountMinor, netMinor, taxMinor, grossMinor }));
  });
}

/** Something of the plan stands on this invoice no more: on another one that billed a part of it, or it waits again. */
async function freePlanItem(ctx: Ctx, item: InvoicePlanItem, invoiceId: string): Promise<void> {
  const other = await ctx.em.findOne(BilledSource, { kind: 'PLAN_BILL', planItemId: item.id, invoiceId: { $ne: invoiceId } });
  item.invoiceId = other?.invoiceId ?? null;
  if (other === null && isDueNow(item)) item.nextOn = dayIn((await settingsOf(ctx)).timeZone, ctx.now);
}

/** What a bill cost is billed to the client for whom it was, in its own currency, unless somebody let go of it. */
async function demandRebills(ctx: Ctx, invoice: Invoice, rebillIds: readonly string[]): Promise<void> {
  if (rebillIds.length === 0) return;
  const found = await ctx.em.find(Rebill, { id: { $in: [...rebillIds] }, clientId: invoice.clientId });
  if (found.length < new Set(rebillIds).size) throw new NotFound('This is nothing that waits to be billed to this client.', 'input.lines');
  if (found.some((one) => one.waivedAt !== null)) throw new InvoiceInvalid('somebody let go of a cost that it bills');
  if (found.some((one) => one.currency !== invoice.currency)) throw new InvoiceInvalid('a cost that it bills is in another currency');
}

/** Holds what the lines bill to this one invoice, and lets go of what they bill no more. */
async function holdSources(ctx: Ctx, invoice: Invoice, lines: InvoiceWords['lines']): Promise<void> {
  const [held, wanted] = [await ctx.em.find(BilledSource, { invoiceId: invoice.id }), sourcesOf(lines)];
  const items = new Set(lines.map((line) => line.source.planItemId));
  for (const one of held) {
    if (one.kind === 'PLAN_BILL' ? items.has(one.planItemId) : wanted.some(({ kind, ref }) => kind === one.kind && ref === one.ref)) continue;
    if (one.kind === 'PLAN_BILL' && one.planItemId !== null) for (const item of await ctx.em.find(InvoicePlanItem, { id: one.planItemId, invoiceId: invoice.id })) await freePlanItem(ctx, item, invoice.id);
    ctx.em.remove(one);
  }
  await demandRebills(ctx, invoice, wanted.flatMap((one) => (one.kind === 'REBILL' ? [one.ref] : [])));
  for (const { kind, ref } of wanted) {
    if (held.some((one) => one.kind === kind && one.ref === ref)) continue;
    ctx.em.persist(ctx.em.create(BilledSource, { id: ctx.newId('bls'), tenantId: invoice.tenantId, version: 1, clientId: invoice.clientId, invoiceId: invoice.id, kind, ref, planItemId: null, amountMinor: null }));
  }
}

const amountsAndWords = (words: InvoiceWords, { totalMinor, netMinor, taxMinor, discountMinor }: InvoiceAmounts) => ({
  title: words.title, currency: words.currency, discount: words.discount, termsDays: words.termsDays, note: words.note, purchaseOrder: words.purchaseOrder, totalMinor, netMinor, taxMinor, discountMinor, contentHash: contentHash(words),
});

/** Starts an invoice. The client does not see it. */
export async function startInvoice(ctx: Ctx, to: Addressee, words: InvoiceWords): Promise<Invoice> {
  const amounts = priced(words);
  const author = personOf(ctx);
  const invoice = ctx.em.create(Invoice, {
    id: ctx.newId('ivc'), tenantId: ctx.actor.tenantId ?? '', version: 1, clientId: to.clientId, projectId: to.projectId, ...amountsAndWords(words, amounts), settledMinor: 0n, status: 'DRAFT', authorIds: author === null ? [] : [author], approvedHash: null,
    number: null, series: null, seriesNo: null, issuedOn: null, dueOn: null, paidOn: null, problem: null, reason: null, document: null, voidedAt: null, createdAt: ctx.now,
  });
  ctx.em.persist(invoice);
  layLines(ctx, invoice, words, amounts);
  await holdSources(ctx, invoice, words.lines);
  ctx.emit(invoiceDrafted, { ...invoice.facts, sourceRefs: refsOf(words.lines) }, place(invoice));
  return invoice;
}

/** It is written on again; what was agreed to no longer counts. */
export async function backToDraft(ctx: Ctx, invoice: Invoice): Promise<void> {
  await voidApproval(ctx, { kind: 'INVOICE', id: invoice.id });
  invoice.approvedHash = null;
  invoice.step('DRAFT');
  invoice.reason = null;
}

/** Puts other words on an invoice that has no number. Whoever agreed to the ones before agreed to those alone. */
export async function rewriteInvoice(ctx: Ctx, invoice: Invoice, words: InvoiceWords): Promise<void> {
  const amounts = priced(words);
  for (const line of await ctx.em.find(InvoiceLine, { invoiceId: invoice.id })) ctx.em.remove(line);
  Object.assign(invoice, amountsAndWords(words, amounts));
  layLines(ctx, invoice, words, amounts);
  await holdSources(ctx, invoice, words.lines);
  const author = personOf(ctx);
  if (author !== null) invoice.writtenBy(author);
  const { status } = invoice;
  if (status !== 'DRAFT') await backToDraft(ctx, invoice);
  ctx.emit(invoiceChanged, { ...invoice.facts, contentHash: invoice.contentHash, was: status, sourceRefs: refsOf(words.lines) }, place(invoice));
}

/** What it billed can be billed again. */
export async function releaseSources(ctx: Ctx, invoice: Invoice): Promise<void> {
  await holdSources(ctx, invoice, []);
  for (const item of await ctx.em.find(InvoicePlanItem, { invoiceId: invoice.id })) await freePlanItem(ctx, item, invoice.id);
}

/** Takes an invoice away that never had a number. */
export async function discardInvoice(ctx: Ctx, invoice: Invoice): Promise<void> {
  await releaseSources(ctx, invoice);
  for (const line of await ctx.em.find(InvoiceLine, { invoiceId: invoice.id })) ctx.em.remove(line);
  ctx.em.remove(invoice);
  ctx.emit(invoiceDiscarded, invoice.facts, place(invoice));
}
