import { invoiceApprovalRequested, invoiceApproved } from '@firmament/events';
import type { Ctx } from '@firmament/kit';
import { laterOn, notAnyMore } from '../due.js';
import { InvoiceInvalid } from '../errors.js';
import { personOf } from '../invoice/author.js';
import { contentHash } from '../invoice/content-hash.js';
import type { Invoice } from '../invoice/invoice.entity.js';
import { InvoiceLine } from '../invoice/invoice-line.entity.js';
import { discountShare } from '../invoice/invoice-totals.rules.js';
import { InvoiceApproval } from './approval.entity.js';
import { InvoiceApprovalRule } from './approval-rule.entity.js';
import { routeOf } from './route.rules.js';

const place = (invoice: Invoice) => ({ aggregateId: invoice.id, clientId: invoice.clientId });

/** The hash of what stands in the rows at this moment, not of what was noted some time ago. */
export async function standingHash(ctx: Ctx, invoice: Invoice): Promise<string> {
  const lines = await ctx.em.find(InvoiceLine, { invoiceId: invoice.id }, { orderBy: { position: 'ASC' } });
  const { title, currency, discount, termsDays, note, purchaseOrder } = invoice;
  return contentHash({ title, currency, discount, termsDays, note, purchaseOrder, lines: lines.map((line) => line.words) });
}

/** Notes when a step is up, or that none is. */
export async function watchStep(ctx: Ctx, approval: InvoiceApproval): Promise<void> {
  if (approval.state === 'OPEN' && approval.dueAt !== null) await laterOn(ctx, 'approval', { id: approval.id, at: approval.dueAt });
  else await notAnyMore(ctx, 'approval', approval.id);
}

/** Tells whose turn it is. */
export function tellStep(ctx: Ctx, invoice: Invoice, approval: InvoiceApproval): void {
  ctx.emit(invoiceApprovalRequested, { ...invoice.facts, approvalId: approval.id, ruleName: approval.ruleName, stepNo: approval.stepNo, stepCount: approval.steps.length, approverIds: approval.waitingFor, dueAt: approval.dueAt?.toISOString() ?? null, contentHash: approval.contentHash }, place(invoice));
}

/** All have agreed to these very words. */
export function approved(ctx: Ctx, invoice: Invoice, approval: InvoiceApproval): void {
  approval.end('APPROVED', ctx.now);
  invoice.step('APPROVED');
  invoice.approvedHash = approval.contentHash;
}

async function layRoute(ctx: Ctx, invoice: Invoice): Promise<InvoiceApproval> {
  const rules = await ctx.em.find(InvoiceApprovalRule, { active: true }, { orderBy: { position: 'ASC', id: 'ASC' } });
  const { clientId, authorIds, currency } = invoice;
  const [totalMinor, netMinor, discountMinor] = [BigInt(invoice.totalMinor), BigInt(invoice.netMinor), BigInt(invoice.discountMinor)];
  const { rule, steps } = routeOf(rules, { clientId, authorIds, currency, totalMinor, discountShare: discountShare({ netMinor, discountMinor }) });
  const approval = ctx.em.create(InvoiceApproval, {
    id: ctx.newId('iap'), tenantId: invoice.tenantId, version: 1, clientId, invoiceId: invoice.id, contentHash: invoice.contentHash, ruleId: rule?.id ?? null, ruleName: rule?.name ?? 'Another person', state: 'OPEN', steps, stepNo: 0, decisions: [], waitingFor: [], dueAt: null,
    createdAt: ctx.now, endedAt: null,
  });
  ctx.em.persist(approval);
  return approval;
}

/** Sends a draft to the people who must agree. A rule without steps lets it through, and its name says so for ever. */
export async function askApproval(ctx: Ctx, invoice: Invoice): Promise<void> {
  const hash = await standingHash(ctx, invoice);
  if (hash !== invoice.contentHash) throw new InvoiceInvalid('it was written before it could have lines; change it first', 'input.invoiceId');
  const asker = personOf(ctx);
  // What nobody wrote is answered for by whoever asks.
  if (invoice.authorIds.length === 0 && asker !== null) invoice.writtenBy(asker);
  const approval = await layRoute(ctx, invoice);
  if (approval.steps.length === 0) {
    approved(ctx, invoice, approval);
    ctx.emit(invoiceApproved, { ...invoice.facts, approvalId: approval.id, ruleName: approval.ruleName, stepNo: null, approverId: null, forId: null, comment: null, contentHash: approval.contentHash, final: true }, place(invoice));
    return;
  }
  invoice.step('AWAITING_APPROVAL');
  approval.beginStep(ctx.now);
  await watchStep(ctx, approval);
  tellStep(ctx, invoice, approval);
}

/** What was agreed to no longer counts: the words changed, or the invoice was taken back. */
export async function voidApproval(ctx: Ctx, invoice: Invoice): Promise<void> {
  for (const approval of await ctx.em.find(InvoiceApproval, { invoiceId: invoice.id, state: { $in: ['OPEN', 'APPROVED'] } })) {
    approval.end('VOIDED', ctx.now);
    await notAnyMore(ctx, 'approval', approval.id);
  }
  invoice.approvedHash = null;
}
