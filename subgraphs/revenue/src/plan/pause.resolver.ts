import { ArrayMaxSize, ArrayMinSize, IsInt, IsOptional, Length, Matches, ValidateNested } from 'class-validator';
import { Arg, Args, ArgsType, Authorized, Ctx as Context, Field, FieldResolver, ID, InputType, Int, Mutation, Query, registerEnumType, Resolver, Root } from 'type-graphql';
import { invoicePlanPaused, invoicePlanResumed } from '@firmament/events';
import { Action, DateScalar, Money, NotFound, PageArgs, type Ctx, type Page } from '@firmament/kit';
import { draftPeriod } from '../billing/bill-recurring.js';
import { billMilestones } from '../billing/on-milestones.js';
import { laterOn } from '../due.js';
import { PlanState } from '../errors.js';
import { BilledSource } from '../invoice/billed-source.entity.js';
import { dayIn } from '../invoice/terms.rules.js';
import { settingsOf } from '../settings/settings-of.js';
import { ClientRef } from '../stubs.js';
import { clientIdPattern, clientIdWords, plain, plainText } from '../text.rules.js';
import { adjust } from './adjust.rules.js';
import { tellAmended } from './amend.resolver.js';
import { missedPeriods } from './missed.rules.js';
import { InvoicePlan, InvoicePlanConnection, InvoicePlanItem } from './plan.entity.js';
import { draftWhatIsDue, fault } from './plan.resolver.js';
import { isDueNow } from './plan.rules.js';

/** What becomes of periods that began while a plan was paused. */
export const MissedPeriods = { SKIP: 'SKIP', BILL: 'BILL' } as const;
/** One of them. */
export type MissedPeriods = keyof typeof MissedPeriods;
registerEnumType(MissedPeriods, { name: 'MissedPeriods', description: 'What becomes of periods that began while a plan was paused.', valuesConfig: { SKIP: { description: 'They are left out: nothing was done for them.' }, BILL: { description: 'They are billed, one after the other.' } } });

@InputType({ description: 'A plan that is to draft nothing by itself for a while.' })
export class PauseInvoicePlanInput {
  @Field(() => ID, { description: 'Which.' }) planId!: string;
  @Field(() => String, { description: 'Why.' }) @Length(1, 500) @Matches(plainText, plain) reason!: string;
  @Field(() => Int, { nullable: true, description: 'Refuse when it has another version by now.' }) @IsOptional() @IsInt() ifVersion?: number | null;
}
@InputType({ description: 'A plan that is to go on.' })
export class ResumeInvoicePlanInput {
  @Field(() => ID, { description: 'Which.' }) planId!: string;
  @Field(() => MissedPeriods, { defaultValue: 'SKIP', description: 'What becomes of periods that began while it was paused.' }) missed!: MissedPeriods;
  @Field(() => Int, { nullable: true, description: 'Refuse when it has another version by now.' }) @IsOptional() @IsInt() ifVersion?: number | null;
}
@InputType({ description: 'What is another about an item of a plan; what is left out stays.' })
export class AdjustPlanItemInput {
  @Field(() => ID, { description: 'Which.' }) itemId!: string;
  @Field(() => String, { nullable: true, description: 'What it is for. What stands on an invoice keeps its name.' }) @IsOptional() @Length(1, 200) @Matches(/^[^\u0000-\u001f]*$/, plain) title?: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'The first day of the period that is billed next, for what recurs: those before it are left out.' }) nextOn?: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'From which day on it is not billed any more, for what recurs.' }) endsOn?: string | null;
}
@InputType({ description: 'What a human changes about a plan without a change of the agreement: never an amount.' })
export class AdjustInvoicePlanInput {
  @Field(() => ID, { description: 'Which.' }) planId!: string;
  @Field(() => [AdjustPlanItemInput], { description: 'Its items, 1 to 200.' }) @ArrayMinSize(1) @ArrayMaxSize(200) @ValidateNested({ each: true }) items!: AdjustPlanItemInput[];
  @Field(() => String, { description: 'Why.' }) @Length(1, 500) @Matches(plainText, plain) reason!: string;
  @Field(() => Int, { nullable: true, description: 'Refuse when it has another version by now.' }) @IsOptional() @IsInt() ifVersion?: number | null;
}
@ArgsType()
export class InvoicePlansArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only plans of this client.' }) @IsOptional() @Matches(clientIdPattern, clientIdWords) clientId?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'True for paused ones alone, false for those that go on.' }) paused?: boolean | null;
}

const facts = (plan: InvoicePlan) => ({ planId: plan.id, agreementId: plan.agreementId, clientId: plan.clientId, projectId: plan.projectId });
const place = (plan: InvoicePlan) => ({ aggregateId: plan.id, clientId: plan.clientId });
const today = async (ctx: Ctx): Promise<string> => dayIn((await settingsOf(ctx)).timeZone, ctx.now);
const itemsOf = (ctx: Ctx, plan: InvoicePlan): Promise<InvoicePlanItem[]> => ctx.em.find(InvoicePlanItem, { planId: plan.id }, { orderBy: { position: 'ASC' } });

/** Leaves out the periods of a pause; those that began before it are billed as if nothing had been. */
async function skip(ctx: Ctx, plan: InvoicePlan, item: InvoicePlanItem, span: { readonly pausedOn: string; readonly resumedOn: string }): Promise<string[]> {
  while (item.nextOn !== null && item.nextOn < span.pausedOn && (item.endsOn === null || item.nextOn < item.endsOn)) await draftPeriod(ctx, plan, item);
  if (item.period === null || item.nextOn === null) return [];
  const { skipped, nextOn } = missedPeriods({ effectiveOn: plan.effectiveOn, period: item.period, nextOn: item.nextOn, endsOn: item.endsOn }, span.resumedOn);
  item.nextOn = nextOn;
  return skipped;
}

/** Plans that wait, and go on. */
@Resolver(() => InvoicePlan)
export class PausePlanResolver {
  @Authorized('revenue.plan.view')
  @Query(() => InvoicePlanConnection, { description: 'Plans of what will be billed, the newest on top.' })
  invoicePlans(@Args(() => InvoicePlansArgs) args: InvoicePlansArgs, @Context() ctx: Ctx): Promise<Page<InvoicePlan>> {
    const paused = typeof args.paused === 'boolean' ? { pausedOn: args.paused ? { $ne: null } : null } : {};
    return ctx.read.page(InvoicePlan, { ...(args.clientId ? { clientId: args.clientId } : {}), ...paused }, { first: args.first, after: args.after ?? null, orderBy: { createdAt: 'DESC' } });
  }

  @Authorized('revenue.plan.create')
  @Action()
  @Mutation(() => InvoicePlan, { description: 'Pauses a plan: it drafts nothing by itself, neither what recurs nor what milestones earn. What stands on invoices stays. Said again, it changes nothing.' })
  async pauseInvoicePlan(@Arg('input', () => PauseInvoicePlanInput, { description: 'Which, and why.' }) input: PauseInvoicePlanInput, @Context() ctx: Ctx): Promise<InvoicePlan> {
    const plan = await ctx.load(InvoicePlan, input.planId, { ifVersion: input.ifVersion ?? null });
    if (plan.pausedOn !== null) return plan;
    const pausedOn = await today(ctx);
    Object.assign(plan, { pausedOn, pauseReason: input.reason });
    ctx.emit(invoicePlanPaused, { ...facts(plan), pausedOn, reason: input.reason }, place(plan));
    return plan;
  }

  @Authorized('revenue.plan.create')
  @Action()
  @Mutation(() => InvoicePlan, { description: 'Lets a plan go on. Milestones that were reached meanwhile are drafted; periods that began meanwhile are left out or billed, as it is said.' })
  async resumeInvoicePlan(@Arg('input', () => ResumeInvoicePlanInput, { description: 'Which, and what becomes of what was missed.' }) input: ResumeInvoicePlanInput, @Context() ctx: Ctx): Promise<InvoicePlan> {
    const plan = await ctx.load(InvoicePlan, input.planId, { ifVersion: input.ifVersion ?? null });
    if (plan.pausedOn === null) throw new PlanState('This plan is not paused.');
    const span = { pausedOn: plan.pausedOn, resumedOn: await today(ctx) };
    Object.assign(plan, { pausedOn: null, pauseReason: null });
    const items = await itemsOf(ctx, plan);
    const skipped: { itemId: string; title: string; periods: string[] }[] = [];
    for (const item of items.filter((one) => one.period !== null && one.nextOn !== null)) {
      const periods = input.missed === 'SKIP' ? await skip(ctx, plan, item, span) : [];
      if (periods.length > 0) skipped.push({ itemId: item.id, title: item.title, periods });
      if (item.nextOn !== null) await laterOn(ctx, 'recurring', { id: item.id, at: null });
    }
    await draftWhatIsDue(ctx, plan, items.filter((one) => isDueNow(one) && one.nextOn !== null && one.nextOn <= span.resumedOn && one.invoiceId === null && one.endsOn === null));
    await billMilestones(ctx, plan);
    ctx.emit(invoicePlanResumed, { ...facts(plan), ...span, missed: input.missed, skipped }, place(plan));
    return plan;
  }

  @Authorized('revenue.plan.create')
  @Mutation(() => InvoicePlan, { description: 'Changes a plan by hand where no agreement is needed: names of what is not billed yet, periods that are left out, and the end of what recurs. Amounts are changed by a signed change of the agreement alone.' })
  async adjustInvoicePlan(@Arg('input', () => AdjustInvoicePlanInput, { description: 'What, and why.' }) input: AdjustInvoicePlanInput, @Context() ctx: Ctx): Promise<InvoicePlan> {
    const plan = await ctx.load(InvoicePlan, input.planId, { ifVersion: input.ifVersion ?? null });
    const [items, day] = [await itemsOf(ctx, plan), await today(ctx)];
    for (const wish of input.items) {
      const item = items.find((one) => one.id === wish.itemId);
      if (!item) throw new NotFound('This is none of its items.', 'input.items');
      const changed = adjust({ ...item, effectiveOn: plan.effectiveOn, billed: item.invoiceId !== null }, wish, day);
      if (typeof changed === 'string') throw fault(changed, 'input.items');
      Object.assign(item, changed);
    }
    tellAmended(ctx, { plan, items, effectiveOn: day }, input.reason);
    return plan;
  }

  @FieldResolver(() => ClientRef, { nullable: true, description: 'The client.' })
  client(@Root() plan: InvoicePlan): ClientRef { return Object.assign(new ClientRef(), { id: plan.clientId }); }
}

/** How much of an item is billed. */
@Resolver(() => InvoicePlanItem)
export class BilledItemResolver {
  @FieldResolver(() => Money, { description: 'How much of it stands on invoices, with tax; of what recurs, all periods together.' })
  async billed(@Root() item: InvoicePlanItem, @Context() ctx: Ctx): Promise<Money> {
    const bills = await ctx.read.children(BilledSource, 'planItemId', item.id, { orderBy: { id: 'ASC' } });
    return Money.of(bills.reduce((sum, one) => sum + BigInt(one.amountMinor ?? 0n), 0n), item.currency);
  }
}
