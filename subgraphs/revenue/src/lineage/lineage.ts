import type { Ctx } from '@firmament/kit';
import { Milestone } from '../billing/milestone.entity.js';
import { Bill } from '../bill/bill.entity.js';
import type { InvoiceLine } from '../invoice/invoice-line.entity.js';
import { dayIn } from '../invoice/terms.rules.js';
import { InvoicePlan, InvoicePlanItem } from '../plan/plan.entity.js';
import { Rebill } from '../rebill/rebill.entity.js';
import { readSettings } from '../settings/settings-of.js';
import { NotedTime } from '../unbilled/noted-time.entity.js';
import type { LineageKind, LineageStep } from './lineage.types.js';

const step = (kind: LineageKind, id: string, more: Partial<LineageStep> = {}): LineageStep => ({ title: null, on: null, projectId: null, taskId: null, agreementLineKey: null, minutes: null, ...more, kind, id });

async function ofWork(ctx: Ctx, { source }: InvoiceLine): Promise<LineageStep[]> {
  const times = await Promise.all(source.timeEntryIds.map(async (id) => {
    const one = await ctx.read.load(NotedTime, id);
    return step('TIME', id, one ? { on: one.workedOn, minutes: one.minutes, projectId: one.projectId, taskId: one.taskId } : {});
  }));
  if (source.milestoneId === null) return times;
  const milestone = await ctx.read.load(Milestone, source.milestoneId);
  const { timeZone } = await readSettings(ctx);
  return [...times, step('MILESTONE', source.milestoneId, milestone ? { title: milestone.title, projectId: milestone.projectId, on: milestone.completedAt === null ? null : dayIn(timeZone, milestone.completedAt) } : {})];
}

async function ofCosts(ctx: Ctx, { source }: InvoiceLine): Promise<LineageStep[]> {
  if (!source.rebillId) return [];
  const rebill = ctx.can('revenue.rebill.view') ? await ctx.read.load(Rebill, source.rebillId) : null;
  const bill = rebill && ctx.can('revenue.bill.view') ? await ctx.read.load(Bill, rebill.billId) : null;
  return [step('COST', source.rebillId, rebill ? { title: rebill.title, projectId: rebill.projectId } : {}), ...(bill ? [step('BILL', bill.id, { title: [bill.vendorName, bill.number].filter(Boolean).join(' '), on: bill.billedOn })] : [])];
}

async function ofAgreement(ctx: Ctx, { source }: InvoiceLine): Promise<LineageStep[]> {
  const item = ctx.can('revenue.plan.view') ? await ctx.read.load(InvoicePlanItem, source.planItemId) : null;
  const plan = item ? await ctx.read.load(InvoicePlan, item.planId) : null;
  const planned = source.planItemId === null ? [] : [step('PLAN_ITEM', source.planItemId, { title: item?.title ?? null, on: source.periodKey, agreementLineKey: source.agreementLineKey, projectId: plan?.projectId ?? null })];
  return [...planned, ...(source.agreementId === null ? [] : [step('AGREEMENT', source.agreementId, { agreementLineKey: source.agreementLineKey })])];
}

/** From a line back to what it bills: the work, then the milestone, what was spent, the plan and the agreement. What the onlooker may not see keeps its id and nothing else. */
export const lineageOf = async (ctx: Ctx, line: InvoiceLine): Promise<LineageStep[]> => (await Promise.all([ofWork(ctx, line), ofCosts(ctx, line), ofAgreement(ctx, line)])).flat();
