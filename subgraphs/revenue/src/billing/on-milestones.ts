import { milestoneCompleted, milestoneReopened } from '@firmament/events';
import { on, type Ctx } from '@firmament/kit';
import { LockMode } from '@mikro-orm/core';
import { BilledSource } from '../invoice/billed-source.entity.js';
import { InvoicePlan, InvoicePlanItem } from '../plan/plan.entity.js';
import { drawDown, wantedOf } from './draw-down.rules.js';
import { Milestone } from './milestone.entity.js';
import { billedOf, draftFromPlan } from './plan-bills.js';

/** What is left of what a plan bills when the work is done, in the order of the plan. */
export async function openItems(ctx: Ctx, plan: InvoicePlan): Promise<{ item: InvoicePlanItem; left: bigint }[]> {
  const items = await ctx.em.find(InvoicePlanItem, { planId: plan.id, timing: 'ON_COMPLETION', endsOn: null }, { orderBy: { position: 'ASC' } });
  const open: { item: InvoicePlanItem; left: bigint }[] = [];
  for (const item of items) open.push({ item, left: BigInt(item.amountMinor ?? 0n) - await billedOf(ctx, item) });
  return open;
}

/** A milestone that was reached, and reached again after it was reopened, is one bill. */
async function bill(ctx: Ctx, plan: InvoicePlan, milestone: Milestone): Promise<void> {
  if (await ctx.em.findOne(BilledSource, { kind: 'MILESTONE', ref: milestone.id })) return;
  const wanted = wantedOf(milestone, plan);
  if (wanted === null) return;
  const drawn = drawDown(wanted, await openItems(ctx, plan));
  // The milestone stands on the first line; all of them name the plan.
  await draftFromPlan(ctx, plan, drawn.map(({ item, minor }, at) => ({ item, minor, what: milestone.id, description: milestone.title, ...(at === 0 ? { milestoneId: milestone.id } : {}) })));
  await ctx.em.flush();
}

/** Drafts what the milestones of a plan's project have earned, whichever came first: the plan or the work. */
export async function billMilestones(ctx: Ctx, plan: InvoicePlan): Promise<void> {
  if (plan.projectId === null || plan.pausedOn !== null) return;
  const reached = await ctx.em.find(Milestone, { projectId: plan.projectId, completedAt: { $ne: null } }, { orderBy: { completedAt: 'ASC', id: 'ASC' } });
  for (const milestone of reached) await bill(ctx, plan, milestone);
}

/** Milestones as projects tell of them. What a plan promised to bill on completion is drafted; without a plan nothing is, and people or a workflow decide. */
export const milestoneListeners = [
  on(milestoneCompleted, async ({ data }, ctx) => {
    const words = { clientId: data.clientId, projectId: data.projectId, title: data.title, billing: data.billing, amountMinor: data.amount === null ? null : BigInt(data.amount.minor), currency: data.amount?.currency ?? null, percent: data.percent, completedAt: new Date(data.completedAt) };
    const known = await ctx.em.findOne(Milestone, { id: data.milestoneId });
    if (known) Object.assign(known, words);
    else ctx.em.persist(ctx.em.create(Milestone, { id: data.milestoneId, tenantId: ctx.actor.tenantId ?? '', version: 1, ...words }));
    await ctx.em.flush();
    for (const plan of await ctx.em.find(InvoicePlan, { projectId: data.projectId }, { lockMode: LockMode.PESSIMISTIC_WRITE })) await billMilestones(ctx, plan);
  }),
  on(milestoneReopened, async ({ data }, ctx) => {
    const known = await ctx.em.findOne(Milestone, { id: data.milestoneId });
    if (known) known.completedAt = null;
  }),
];
