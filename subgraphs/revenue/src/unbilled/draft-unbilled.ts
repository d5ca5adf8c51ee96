import { LockMode } from '@mikro-orm/core';
import { Conflict, NotFound, type Ctx } from '@firmament/kit';
import { drawDown, wantedOf } from '../billing/draw-down.rules.js';
import { Milestone } from '../billing/milestone.entity.js';
import { openItems } from '../billing/on-milestones.js';
import { holdPlanBills, planLine, type PlanBill } from '../billing/plan-bills.js';
import { NothingToBill } from '../errors.js';
import { noSource } from '../invoice/invoice-words.js';
import { dayIn, lastDayOfPeriod, nextPeriod } from '../invoice/terms.rules.js';
import { startInvoice } from '../invoice/write-invoice.js';
import type { Invoice } from '../invoice/invoice.entity.js';
import type { LineWords } from '../invoice/invoice.types.js';
import { printed } from '../issue/paper.rules.js';
import { InvoicePlan, InvoicePlanItem } from '../plan/plan.entity.js';
import { settingsOf } from '../settings/settings-of.js';
import { choose, hoursOf, spent, type Wanted } from './choose.rules.js';
import { unbilledItems } from './unbilled.sql.js';
import type { UnbilledRow } from './unbilled.types.js';

/** What is billed how: tax and codes go onto lines whose amounts are without tax. */
export interface UnbilledWish extends Wanted {
  readonly clientId: string; readonly projectId: string | null; readonly title: string | null;
  readonly tax: Pick<LineWords, 'taxName' | 'taxBasisPoints' | 'taxCode' | 'accountCode'>;
}
interface Drafted { readonly lines: LineWords[]; readonly bills: PlanBill[] }

const mostLooked = 5000;
const mostLines = 200;
const single = { description: null, quantityMilli: 1000n, discount: null, taxName: null, taxBasisPoints: 0, taxCode: null, accountCode: null, taxIncluded: false, source: noSource };

/** A period is billed once: the row is locked, and says whether it is still its turn. */
async function dueBill(ctx: Ctx, plan: InvoicePlan, row: UnbilledRow): Promise<PlanBill> {
  const item = await ctx.em.findOneOrFail(InvoicePlanItem, { id: row.id }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
  const minor = BigInt(item.amountMinor ?? 0n);
  if (item.nextOn !== row.on) throw new Conflict('REVENUE_BILLED_ALREADY', 'Something of it came onto another invoice at this moment. Look again.');
  if (item.period === null) {
    item.nextOn = null;
    return { item, minor, what: 'once', ...(item.explanation === null ? {} : { description: item.explanation }) };
  }
  item.nextOn = nextPeriod(plan.effectiveOn, item.period, row.on);
  return { item, minor, what: row.on, periodKey: row.on, description: `${row.on} to ${lastDayOfPeriod(plan.effectiveOn, item.period, row.on)}` };
}

/** What a milestone draws of its plan, after what others drew for the same invoice. */
async function milestoneBills(ctx: Ctx, plan: InvoicePlan, row: UnbilledRow, taken: Map<string, bigint>): Promise<PlanBill[]> {
  const milestone = await ctx.em.findOneOrFail(Milestone, { id: row.id });
  const open = (await openItems(ctx, plan)).map(({ item, left }) => ({ item, left: left - (taken.get(item.id) ?? 0n) }));
  const drawn = drawDown(wantedOf(milestone, plan) ?? 0n, open);
  for (const { item, minor } of drawn) taken.set(item.id, (taken.get(item.id) ?? 0n) + minor);
  return drawn.map(({ item, minor }, at) => ({ item, minor, what: milestone.id, description: milestone.title, ...(at === 0 ? { milestoneId: milestone.id } : {}) }));
}

async function ofPlans(ctx: Ctx, plans: ReadonlyMap<string, InvoicePlan>, rows: readonly UnbilledRow[]): Promise<Drafted> {
  const drafted: Drafted = { lines: [], bills: [] };
  const taken = new Map<string, bigint>();
  for (const row of rows) {
    const plan = plans.get(row.planId ?? '');
    if (!plan || row.minor === null) continue;
    const bills = row.kind === 'PLAN' ? [await dueBill(ctx, plan, row)] : await milestoneBills(ctx, plan, row, taken);
    drafted.bills.push(...bills);
    drafted.lines.push(...bills.map((bill) => planLine(plan, bill)));
  }
  return drafted;
}

/** A milestone of a fixed amount without a plan: what was agreed is an amount with its tax. */
const fixedLines = (rows: readonly UnbilledRow[]): LineWords[] =>
  rows.flatMap((row) => (row.kind === 'MILESTONE' && row.planId === null && row.minor !== null ? [{ ...single, title: row.title ?? '', unitMinor: row.minor, taxIncluded: true, source: { ...noSource, milestoneId: row.id } }] : []));

function timeLines(rows: readonly UnbilledRow[], currency: string, tax: UnbilledWish['tax']): LineWords[] {
  const byHours = rows.filter((one) => one.problem === 'BY_HOURS');
  return hoursOf(rows).map((hours) => {
    const at = byHours.findIndex((one) => one.projectId === hours.projectId);
    const [milestone] = at < 0 ? [] : byHours.splice(at, 1);
    const days = hours.from === hours.to ? hours.from : `${hours.from} to ${hours.to}`;
    return { ...single, ...tax, title: milestone?.title ?? 'Time worked', description: `${spent(hours.minutes)} at ${printed(hours.rateMinor, currency)} an hour, ${days}`, unitMinor: hours.minor, source: { ...noSource, milestoneId: milestone?.id ?? null, timeEntryIds: hours.ids } };
  });
}

const costLines = (rows: readonly UnbilledRow[], tax: UnbilledWish['tax']): LineWords[] =>
  rows.flatMap((row) => (row.kind === 'COST' && row.minor !== null ? [{ ...single, ...tax, title: row.title ?? '', unitMinor: row.minor, source: { ...noSource, rebillId: row.id } }] : []));

/** From here to the commit nobody else bills what waits of this client. */
export async function lockUnbilled(ctx: Ctx, clientId: string): Promise<void> {
  await ctx.sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`revenue:unbilled:${clientId}`]);
}

/** Drafts one invoice of what waits for a client. Two who press at once take turns, and the second finds nothing left. */
export async function draftUnbilled(ctx: Ctx, wish: UnbilledWish): Promise<Invoice> {
  await lockUnbilled(ctx, wish.clientId);
  // Milestones are billed under the lock of their plan, here as by the listener.
  const plans = await ctx.em.find(InvoicePlan, { clientId: wish.clientId }, { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'ASC' } });
  const { timeZone, currency, termsDays } = await settingsOf(ctx);
  const rows = await unbilledItems((text, params) => ctx.sql(text, params), { clientId: wish.clientId, projectId: wish.projectId, today: dayIn(timeZone, ctx.now), currency, timeZone }, mostLooked);
  const gone = wish.itemIds?.some((id) => rows.every((one) => one.id !== id)) ?? false;
  if (gone) throw new NotFound('Something of it is billed already, or does not wait for this client.', 'input.itemIds');
  const chosen = choose(rows, wish);
  if (typeof chosen === 'string') throw new NothingToBill(chosen);
  const { lines, bills } = await ofPlans(ctx, new Map(plans.map((one) => [one.id, one])), chosen);
  const billedIn = chosen[0]?.currency ?? currency;
  const all = [...lines, ...fixedLines(chosen), ...timeLines(chosen, billedIn, wish.tax), ...costLines(chosen, wish.tax)];
  if (all.length > mostLines) throw new NothingToBill(`it comes to ${all.length} lines, and an invoice has at most ${mostLines}; choose some of it`);
  const projects = new Set(chosen.map((one) => one.projectId));
  const projectId = wish.projectId ?? (projects.size === 1 ? [...projects][0] ?? null : null);
  const invoice = await startInvoice(ctx, { clientId: wish.clientId, projectId }, { title: wish.title, currency: billedIn, discount: null, termsDays, note: null, purchaseOrder: null, lines: all });
  holdPlanBills(ctx, invoice, bills);
  return invoice;
}
