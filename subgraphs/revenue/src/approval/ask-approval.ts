import type { Ctx } from '@firmament/kit';
import { laterOn, notAnyMore } from '../due.js';
import { personOf } from '../invoice/author.js';
import { Approval } from './approval.entity.js';
import { ApprovalRule } from './approval-rule.entity.js';
import { routeOf } from './route.rules.js';
import type { Said } from './approval.types.js';
import type { Subject } from './subject.js';

/** The approvals of a paper. */
export const ofPaper = ({ kind, id }: Pick<Subject, 'kind' | 'id'>): { invoiceId: string } | { billId: string } => (kind === 'INVOICE' ? { invoiceId: id } : { billId: id });

/** Notes when a step is up, or that none is. */
export async function watchStep(ctx: Ctx, approval: Approval): Promise<void> {
  if (approval.state === 'OPEN' && approval.dueAt !== null) await laterOn(ctx, 'approval', { id: approval.id, at: approval.dueAt });
  else await notAnyMore(ctx, 'approval', approval.id);
}

/** All have agreed to these very words. */
export async function approved(ctx: Ctx, subject: Subject, approval: Approval): Promise<void> {
  approval.end('APPROVED', ctx.now);
  await subject.agreed(ctx, approval);
}

async function layRoute(ctx: Ctx, subject: Subject, said: Said[]): Promise<Approval> {
  const rules = await ctx.em.find(ApprovalRule, { active: true, kind: subject.kind }, { orderBy: { position: 'ASC', id: 'ASC' } });
  const { rule, steps } = routeOf(rules, await subject.facets(ctx));
  const { kind, clientId, contentHash, authorIds } = subject;
  const approval = ctx.em.create(Approval, {
    id: ctx.newId('iap'), tenantId: ctx.actor.tenantId ?? '', version: 1, kind, clientId, invoiceId: kind === 'INVOICE' ? subject.id : null, billId: kind === 'BILL' ? subject.id : null, contentHash, ruleId: rule?.id ?? null, ruleName: rule?.name ?? 'Another person',
    state: 'OPEN', steps, stepNo: 0, decisions: [], waitingFor: [], dueAt: null, createdAt: ctx.now, endedAt: null, authorIds: [...authorIds], noneTwice: rule?.noneTwice ?? false, said, askedById: personOf(ctx), askedByName: ctx.actor.name ?? null,
  });
  ctx.em.persist(approval);
  return approval;
}

/** Sends a paper to the people who must agree. A rule without steps lets it through, and its name says so for ever. */
export async function askApproval(ctx: Ctx, subject: Subject): Promise<void> {
  const { hash, said } = await subject.standing(ctx);
  subject.demandWhole(hash);
  const asker = personOf(ctx);
  // What nobody wrote is answered for by whoever asks.
  if (subject.authorIds.length === 0 && asker !== null) subject.writtenBy(asker);
  const approval = await layRoute(ctx, subject, said);
  if (approval.steps.length === 0) {
    await approved(ctx, subject, approval);
    subject.tellYes(ctx, approval, { stepNo: null, approverId: null, forId: null, comment: null, final: true });
    return;
  }
  subject.waits();
  approval.beginStep(ctx.now);
  await watchStep(ctx, approval);
  subject.tellStep(ctx, approval);
}

/** What was agreed to no longer counts: the words changed, or the paper was taken back. */
export async function voidApproval(ctx: Ctx, paper: Pick<Subject, 'kind' | 'id'>): Promise<void> {
  for (const approval of await ctx.em.find(Approval, { ...ofPaper(paper), state: { $in: ['OPEN', 'APPROVED'] } })) {
    approval.end('VOIDED', ctx.now);
    await notAnyMore(ctx, 'approval', approval.id);
  }
}
