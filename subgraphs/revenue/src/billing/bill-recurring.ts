import { uuidToId } from '@firmament/events';
import { LockMode } from '@mikro-orm/core';
import { sweep, type Ctx } from '@firmament/kit';
import { dueNow, notAnyMore } from '../due.js';
import { BilledSource } from '../invoice/billed-source.entity.js';
import { dayIn, lastDayOfPeriod, nextPeriod } from '../invoice/terms.rules.js';
import { InvoicePlan, InvoicePlanItem } from '../plan/plan.entity.js';
import { settingsOf } from '../settings/settings-of.js';
import { billRef, draftFromPlan } from './plan-bills.js';

/** Drafts the period of an item that is next, and goes on to the one after it. */
export async function draftPeriod(ctx: Ctx, plan: InvoicePlan, item: InvoicePlanItem): Promise<void> {
  if (item.period === null || item.nextOn === null || item.amountMinor === null) return;
  const bill = { item, minor: BigInt(item.amountMinor), what: item.nextOn, periodKey: item.nextOn, description: `${item.nextOn} to ${lastDayOfPeriod(plan.effectiveOn, item.period, item.nextOn)}` };
  if (!(await ctx.em.findOne(BilledSource, { kind: 'PLAN_BILL', ref: billRef(bill) }))) await draftFromPlan(ctx, plan, [bill]);
  item.nextOn = nextPeriod(plan.effectiveOn, item.period, item.nextOn);
}

/** Bills one period of one item, once: its first day is the key, whatever happens in between. */
async function billPeriod(ctx: Ctx, id: string): Promise<void> {
  const item = await ctx.em.findOne(InvoicePlanItem, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!item || item.period === null || item.nextOn === null || item.amountMinor === null) { await notAnyMore(ctx, 'recurring', id); return; }
  // A change of the agreement ended it: what lies before that day is billed as it was.
  if (item.endsOn !== null && item.nextOn >= item.endsOn) { item.nextOn = null; return; }
  // Drafted once its first day is over: on the day on which an agreement comes into force only what is due at once is billed.
  if (item.nextOn >= dayIn((await settingsOf(ctx)).timeZone, ctx.now)) return;
  const plan = await ctx.em.findOneOrFail(InvoicePlan, { id: item.planId });
  // It comes due again when its plan goes on.
  if (plan.pausedOn !== null) { await notAnyMore(ctx, 'recurring', id); return; }
  await draftPeriod(ctx, plan, item);
}

/** Drafts what recurs when its day has come. A house that slept bills what it missed, one period a round. */
export const billRecurring = sweep({
  name: 'bill-recurring',
  everyMs: 30_000,
  run: async (ctx) => {
    for (const row of await dueNow(ctx, 'recurring', ctx.now)) await ctx.inTenant(uuidToId('firm', row.tenant_id), (inside) => billPeriod(inside, uuidToId('ipi', row.id)));
  },
});
