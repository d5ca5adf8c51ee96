import { IsInt, Min, ValidateNested, ArrayMaxSize, ArrayMinSize } from 'class-validator';
import { Arg, Authorized, Ctx as Context, Field, ID, InputType, Int, Mutation, Resolver } from 'type-graphql';
import { invoicePlanAmended } from '@firmament/events';
import { Action, DateScalar, isId, Money, NotFound, type Ctx } from '@firmament/kit';
import { amend, type Difference, type PlanChange, type StandingItem, type WantedItem } from './amend.rules.js';
import { InvoicePlan, InvoicePlanItem } from './plan.entity.js';
import { amountOf, check, draftWhatIsDue, fault, InvoicePlanItemInput, PlanAmountInput } from './plan.resolver.js';
import { isDueNow } from './plan.rules.js';
import { firstOnOrAfter } from './series.rules.js';

@InputType({ description: 'What is billed for an agreement after a signed change of it.' })
export class AmendInvoicePlanInput {
  @Field(() => ID, { description: 'The agreement, whose plan it is.' }) agreementId!: string;
  @Field(() => Int, { description: 'The version of the agreement that holds from now on. A plan knows its newest: an older one, or the same again, changes nothing.' }) @IsInt() @Min(1) versionNo!: number;
  @Field(() => DateScalar, { description: 'From which day the change holds.' }) effectiveOn!: string;
  @Field(() => PlanAmountInput, { description: 'The fixed total of the agreement now: the fixed items sum to it.' }) @ValidateNested() fixedTotal!: PlanAmountInput;
  @Field(() => [InvoicePlanItemInput], { description: 'What the whole agreement bills now, 1 to 200 items.' }) @ArrayMinSize(1) @ArrayMaxSize(200) @ValidateNested({ each: true }) items!: InvoicePlanItemInput[];
}

const standingOf = (one: InvoicePlanItem): StandingItem => ({
  id: one.id, lineKey: one.lineKey, title: one.title, timing: one.timing, period: one.period, minor: one.amountMinor === null ? null : BigInt(one.amountMinor), nextOn: one.nextOn, endsOn: one.endsOn, invoiced: one.invoiceId !== null, settles: one.settles,
});
const wantedOf = (one: InvoicePlanItemInput): WantedItem => ({ lineKey: one.lineKey, title: one.title, timing: one.timing, period: one.period ?? null, minor: amountOf(one).minor });

/** Why a difference is billed, in words for the client. */
function explained({ title, before, after }: Difference, plan: InvoicePlan, effectiveOn: string): string {
  const words = (minor: bigint): string => `${Money.of(minor, plan.currency).decimal} ${plan.currency}`;
  return `Changed by agreement from ${effectiveOn}: «${title}» was ${words(before)}, which was billed already, and is ${words(after)} now.`;
}

/** A plan with its items, and the day from which they are others. */
export interface Amendment { readonly plan: InvoicePlan; readonly items: InvoicePlanItem[]; readonly effectiveOn: string }

function addItem(ctx: Ctx, { plan, items }: Amendment, wanted: WantedItem, more: Partial<Pick<InvoicePlanItem, 'nextOn' | 'settles' | 'explanation' | 'retainer'>>): InvoicePlanItem {
  const item = ctx.em.create(InvoicePlanItem, {
    id: ctx.newId('ipi'), tenantId: plan.tenantId, version: 1, clientId: plan.clientId, planId: plan.id, position: items.length, lineKey: wanted.lineKey, title: wanted.title, timing: wanted.timing, period: wanted.period, amountMinor: wanted.minor,
    currency: plan.currency, nextOn: null, endsOn: null, settles: null, explanation: null, retainer: false, invoiceId: null, ...more,
  });
  ctx.em.persist(item);
  items.push(item);
  return item;
}

/** A new item begins on the day of the change; one that follows a recurring item keeps that item's days. */
function beginOf(wanted: WantedItem, follows: InvoicePlanItem | undefined, effectiveOn: string): string | null {
  if (wanted.timing === 'RECURRING' && wanted.period && follows?.nextOn) return firstOnOrAfter(follows.nextOn, wanted.period, effectiveOn);
  return wanted.timing === 'RECURRING' || isDueNow(wanted) ? effectiveOn : null;
}

/** Does to the rows what the rule decided; answers the items that are new. */
function carryOut(ctx: Ctx, amendment: Amendment, change: PlanChange): InvoicePlanItem[] {
  const { plan, items, effectiveOn } = amendment;
  const byId = new Map(items.map((one) => [one.id, one]));
  for (const { id, item } of change.changed) Object.assign(byId.get(id) ?? {}, { title: item.title, amountMinor: item.minor });
  const fresh = change.added.map(({ item, follows }) => addItem(ctx, amendment, item, { nextOn: beginOf(item, byId.get(follows ?? ''), effectiveOn), retainer: byId.get(follows ?? '')?.retainer ?? false }));
  for (const id of change.ended) {
    const item = byId.get(id);
    if (item) Object.assign(item, { endsOn: effectiveOn, nextOn: item.timing === 'RECURRING' && item.nextOn !== null && item.nextOn < effectiveOn ? item.nextOn : null });
  }
  const settled = change.differences.map((one) => addItem(ctx, amendment, { lineKey: one.lineKey, title: `Difference: ${one.title}`.slice(0, 200), timing: 'ON_ACCEPTANCE', period: null, minor: one.minor }, { nextOn: effectiveOn, settles: one.settles, explanation: explained(one, plan, effectiveOn) }));
  return [...fresh, ...settled];
}

/** Tells what will be billed from a day on, and why, where a human changed it. */
export function tellAmended(ctx: Ctx, { plan, items, effectiveOn }: Amendment, reason?: string): void {
  const money = (minor: bigint) => ({ minor: String(minor), currency: plan.currency });
  const told = items.map((one) => ({
    itemId: one.id, lineKey: one.lineKey, title: one.title, timing: one.timing, period: one.period, amount: one.amountMinor === null ? null : money(one.amountMinor), nextOn: one.nextOn, invoiceId: one.invoiceId, endsOn: one.endsOn, explanation: one.explanation,
  }));
  ctx.emit(invoicePlanAmended, { planId: plan.id, agreementId: plan.agreementId, clientId: plan.clientId, projectId: plan.projectId, versionNo: plan.agreementVersionNo ?? 1, effectiveOn, fixedTotal: money(plan.fixedMinor), items: told, ...(reason === undefined ? {} : { reason }) }, { aggregateId: plan.id, clientId: plan.clientId });
}

/** Plans follow the agreements that they are of. */
@Resolver(() => InvoicePlan)
export class AmendPlanResolver {
  @Authorized('revenue.plan.create')
  @Action()
  @Mutation(() => InvoicePlan, { description: 'A signed change of an agreement changes what will be billed, from its day on. What stands on invoices is untouched: a difference gets an item of its own that says why. Said again, it changes nothing.' })
  async amendInvoicePlan(@Arg('input', () => AmendInvoicePlanInput, { description: 'The change.' }) input: AmendInvoicePlanInput, @Context() ctx: Ctx): Promise<InvoicePlan> {
    const found = isId('agr', input.agreementId) ? await ctx.em.findOne(InvoicePlan, { agreementId: input.agreementId }) : null;
    if (!found) throw new NotFound('This agreement has no plan yet.', 'input.agreementId');
    const plan = await ctx.load(InvoicePlan, found.id);
    if (plan.agreementVersionNo !== null && plan.agreementVersionNo >= input.versionNo) return plan;
    check(input);
    if (input.fixedTotal.currency !== plan.currency) throw fault('an agreement keeps its currency', 'input.fixedTotal');
    const items = await ctx.em.find(InvoicePlanItem, { planId: plan.id }, { orderBy: { position: 'ASC' } });
    const amendment: Amendment = { plan, items, effectiveOn: input.effectiveOn };
    Object.assign(plan, { fixedMinor: BigInt(input.fixedTotal.minor), agreementVersionNo: input.versionNo });
    const fresh = carryOut(ctx, amendment, amend(items.map(standingOf), input.items.map(wantedOf), input.effectiveOn));
    await draftWhatIsDue(ctx, plan, fresh);
    tellAmended(ctx, amendment);
    return plan;
  }
}
