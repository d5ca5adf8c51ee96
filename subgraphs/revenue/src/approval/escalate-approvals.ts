import { userDeactivated, uuidToId } from '@firmament/events';
import { on, sweep, type Ctx } from '@firmament/kit';
import { dueNow, notAnyMore } from '../due.js';
import { Approval } from './approval.entity.js';
import { ApprovalRule } from './approval-rule.entity.js';
import type { PaperKind } from './approval.types.js';
import { approved, watchStep } from './ask-approval.js';
import { deputiesOf } from './delegations.js';
import { without } from './route.rules.js';
import type { Subject } from './subject.js';
import { subjects } from './subjects.js';

/** The paper is locked first, as it is for every decision. */
async function held(ctx: Ctx, approvalId: string): Promise<{ subject: Subject; approval: Approval } | null> {
  const [row] = await ctx.sql<{ kind: PaperKind; invoice_id: string | null; bill_id: string | null }>(`select kind, invoice_id, bill_id from revenue.approvals where id = $1 and state = 'OPEN'`, [approvalId]);
  if (!row) return null;
  const subject = await subjects[row.kind](ctx, row.kind === 'INVOICE' ? uuidToId('ivc', row.invoice_id ?? '') : uuidToId('bil', row.bill_id ?? ''));
  const approval = await ctx.em.findOne(Approval, { id: uuidToId('iap', approvalId), state: 'OPEN' });
  return subject && approval ? { subject, approval } : null;
}

async function escalate(ctx: Ctx, approvalId: string): Promise<void> {
  await notAnyMore(ctx, 'approval', uuidToId('iap', approvalId));
  const found = await held(ctx, approvalId);
  if (!found?.approval.dueAt || found.approval.dueAt > ctx.now) return;
  found.approval.escalate();
  found.subject.tellLate(ctx, found.approval);
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
  const { subject, approval } = found;
  const deputies = gone.deputies.filter((id) => !subject.authorIds.includes(id));
  approval.steps = approval.steps.map((step) => without(step, gone.userId, deputies));
  const decided = approval.decisions.at(-1);
  if (approval.advance(ctx.now)) {
    await approved(ctx, subject, approval);
    subject.tellYes(ctx, approval, { stepNo: decided?.stepNo ?? null, approverId: decided?.byId ?? null, forId: decided?.forId ?? null, comment: null, final: true });
  } else subject.tellStep(ctx, approval);
  await watchStep(ctx, approval);
}

/** People who left hold nothing up. */
export const peopleListeners = [
  on(userDeactivated, async ({ data: { userId } }, ctx) => {
    const deputies = await deputiesOf(ctx, userId);
    for (const rule of await ctx.em.find(ApprovalRule, {})) rule.steps = rule.steps.map((step) => without(step, userId, []));
    const waiting = await ctx.sql<{ id: string }>(`select id from revenue.approvals where state = 'OPEN' and steps::text like '%' || $1 || '%' order by coalesce(invoice_id, bill_id)`, [userId]);
    for (const { id } of waiting) await replaceIn(ctx, id, { userId, deputies });
  }),
];
