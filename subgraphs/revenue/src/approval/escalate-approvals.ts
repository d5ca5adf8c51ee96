import { invoiceApprovalEscalated, invoiceApproved, userDeactivated, uuidToId } from '@firmament/events';
import { LockMode } from '@mikro-orm/core';
import { on, sweep, type Ctx } from '@firmament/kit';
import { dueNow, notAnyMore } from '../due.js';
import { Invoice } from '../invoice/invoice.entity.js';
import { InvoiceApproval } from './approval.entity.js';
import { InvoiceApprovalRule } from './approval-rule.entity.js';
import { approved, tellStep, watchStep } from './ask-approval.js';
import { deputiesOf } from './delegations.js';
import { without } from './route.rules.js';

/** The invoice is locked first, as it is for every decision. */
async function held(ctx: Ctx, approvalId: string): Promise<{ invoice: Invoice; approval: InvoiceApproval } | null> {
  const [row] = await ctx.sql<{ invoice_id: string }>(`select invoice_id from revenue.approvals where id = $1 and state = 'OPEN'`, [approvalId]);
  if (!row) return null;
  const invoice = await ctx.em.findOne(Invoice, { id: uuidToId('ivc', row.invoice_id) }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  const approval = await ctx.em.findOne(InvoiceApproval, { id: uuidToId('iap', approvalId), state: 'OPEN' });
  return invoice && approval ? { invoice, approval } : null;
}

async function escalate(ctx: Ctx, approvalId: string): Promise<void> {
  await notAnyMore(ctx, 'approval', uuidToId('iap', approvalId));
  const found = await held(ctx, approvalId);
  if (!found?.approval.dueAt || found.approval.dueAt > ctx.now) return;
  const { invoice, approval } = found;
  approval.escalate();
  ctx.emit(invoiceApprovalEscalated, { ...invoice.facts, approvalId: approval.id, stepNo: approval.stepNo, approverIds: approval.waitingFor, contentHash: approval.contentHash }, { aggregateId: invoice.id, clientId: invoice.clientId });
}

/** Lets others decide what was not decided in time. */
export const escalateApprovals = sweep({
  name: 'escalate-approvals',
  everyMs: 30_000,
  run: async (ctx) => {
    for (const row of await dueNow(ctx, 'approval', ctx.now)) await ctx.inTenant(uuidToId('firm', row.tenant_id), (inside) => escalate(inside, row.id));
  },
});

/** An approval that waited for somebody who left goes on with whom they handed it to, or with anybody who has the right. */
async function replaceIn(ctx: Ctx, approvalId: string, gone: { readonly userId: string; readonly deputies: readonly string[] }): Promise<void> {
  const found = await held(ctx, approvalId);
  if (!found) return;
  const { invoice, approval } = found;
  const deputies = gone.deputies.filter((id) => !invoice.authorIds.includes(id));
  approval.steps = approval.steps.map((step) => without(step, gone.userId, deputies));
  const decided = approval.decisions.at(-1);
  if (approval.advance(ctx.now)) {
    approved(ctx, invoice, approval);
    ctx.emit(invoiceApproved, { ...invoice.facts, approvalId: approval.id, ruleName: approval.ruleName, stepNo: decided?.stepNo ?? null, approverId: decided?.byId ?? null, forId: decided?.forId ?? null, comment: null, contentHash: approval.contentHash, final: true }, { aggregateId: invoice.id, clientId: invoice.clientId });
  } else tellStep(ctx, invoice, approval);
  await watchStep(ctx, approval);
}

/** People who left hold nothing up. */
export const peopleListeners = [
  on(userDeactivated, async ({ data: { userId } }, ctx) => {
    const deputies = await deputiesOf(ctx, userId);
    for (const rule of await ctx.em.find(InvoiceApprovalRule, {})) rule.steps = rule.steps.map((step) => without(step, userId, []));
    const waiting = await ctx.sql<{ id: string }>(`select id from revenue.approvals where state = 'OPEN' and steps::text like '%' || $1 || '%' order by invoice_id`, [userId]);
    for (const { id } of waiting) await replaceIn(ctx, id, { userId, deputies });
  }),
];
