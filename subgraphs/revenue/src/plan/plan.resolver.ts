import { ArrayMaxSize, ArrayMinSize, IsOptional, Length, Matches, ValidateNested } from 'class-validator';
import { Arg, Authorized, Ctx as Context, Field, FieldResolver, ID, InputType, Mutation, Query, Resolver, Root } from 'type-graphql';
import { invoicePlanCreated } from '@firmament/events';
import { Action, BigIntScalar, CurrencyCodeScalar, DateScalar, ForClient, Invalid, isId, Money, type Ctx } from '@firmament/kit';
import { billMilestones } from '../billing/on-milestones.js';
import { draftFromPlan } from '../billing/plan-bills.js';
import { Invoice } from '../invoice/invoice.entity.js';
import { InvoicePlan, InvoicePlanItem, PlanItemPeriod, PlanItemTiming } from './plan.entity.js';
import { isDueNow, planFault } from './plan.rules.js';
import type { PlanPeriod, PlanTiming } from './plan.types.js';

@InputType({ description: 'An amount of a plan.' })
export class PlanAmountInput {
  @Field(() => BigIntScalar, { description: 'The amount in minor units, with tax.' }) minor!: bigint | number;
  @Field(() => CurrencyCodeScalar, { description: 'The currency.' }) currency!: string;
}
@InputType({ description: 'One thing that a plan will bill, as the facts of agreements tell it.' })
export class InvoicePlanItemInput {
  @Field(() => String, { description: 'Key of the line of the agreement.' }) @Length(1, 60) lineKey!: string;
  @Field(() => String, { description: 'What it is for.' }) @Length(1, 200) @Matches(/^[^\u0000-\u001f]*$/, { message: 'the text holds characters that cannot be kept' }) title!: string;
  @Field(() => PlanItemTiming, { description: 'When it is billed.' }) timing!: PlanTiming;
  @Field(() => PlanItemPeriod, { nullable: true, description: 'How often, where it recurs.' }) period?: PlanPeriod | null;
  @Field(() => PlanAmountInput, { nullable: true, description: 'How much; left out while it is to be confirmed.' }) @IsOptional() @ValidateNested() amount?: PlanAmountInput | null;
}
@InputType({ description: 'A plan for an agreement in force.' })
export class CreateInvoicePlanInput {
  @Field(() => ID, { description: 'The client.' }) clientId!: string;
  @Field(() => ID, { description: 'The agreement; it has one plan.' }) agreementId!: string;
  @Field(() => ID, { nullable: true, description: 'The project whose milestones it waits for.' }) projectId?: string | null;
  @Field(() => DateScalar, { description: 'From which day it counts.' }) effectiveOn!: string;
  @Field(() => PlanAmountInput, { description: 'The fixed total of the agreement: the fixed items sum to it, or there is no plan.' }) @ValidateNested() fixedTotal!: PlanAmountInput;
  @Field(() => [InvoicePlanItemInput], { description: 'What will be billed, 1 to 200 items.' }) @ArrayMinSize(1) @ArrayMaxSize(200) @ValidateNested({ each: true }) items!: InvoicePlanItemInput[];
}

/** A plan that cannot stand. */
export const fault = (why: string, field: string): Invalid => new Invalid('REVENUE_PLAN', `This plan cannot stand: ${why}.`, field);
/** The amount of an item, if it has one. */
export const amountOf = (item: InvoicePlanItemInput): { minor: bigint | null; currency: string | null } => (item.amount ? { minor: BigInt(item.amount.minor), currency: item.amount.currency } : { minor: null, currency: null });
const nextOn = (item: InvoicePlanItemInput, effectiveOn: string): string | null => (isDueNow(item) || item.timing === 'RECURRING' ? effectiveOn : null);

/** Refuses what cannot be planned. */
export function check(input: Omit<CreateInvoicePlanInput, 'clientId' | 'effectiveOn'>): void {
  if (!isId('agr', input.agreementId)) throw fault('this is no agreement', 'input.agreementId');
  if (input.projectId && !isId('prj', input.projectId)) throw fault('this is no project', 'input.projectId');
  Money.of(BigInt(input.fixedTotal.minor), input.fixedTotal.currency);
  const why = planFault(input.items.map((one) => ({ timing: one.timing, period: one.period ?? null, ...amountOf(one) })), BigInt(input.fixedTotal.minor), input.fixedTotal.currency);
  if (why !== null) throw fault(why, 'input.items');
}

function layItems(ctx: Ctx, plan: InvoicePlan, input: CreateInvoicePlanInput): InvoicePlanItem[] {
  return input.items.map((one, position) => {
    const item = ctx.em.create(InvoicePlanItem, {
      id: ctx.newId('ipi'), tenantId: plan.tenantId, version: 1, clientId: plan.clientId, planId: plan.id, position, lineKey: one.lineKey, title: one.title, timing: one.timing, period: one.period ?? null, amountMinor: amountOf(one).minor,
      currency: plan.currency, nextOn: nextOn(one, plan.effectiveOn), endsOn: null, settles: null, explanation: null, retainer: false, invoiceId: null,
    });
    ctx.em.persist(item);
    return item;
  });
}

/** What is due at once becomes one draft; all else waits for its time. */
export async function draftWhatIsDue(ctx: Ctx, plan: InvoicePlan, items: readonly InvoicePlanItem[]): Promise<void> {
  // What comes due while a plan is paused waits until it goes on.
  if (plan.pausedOn !== null) return;
  const due = items.filter(isDueNow);
  const invoice = await draftFromPlan(ctx, plan, due.map((item) => ({ item, minor: item.amountMinor ?? 0n, what: 'once' })));
  if (invoice) for (const item of due) item.nextOn = null;
}

function tell(ctx: Ctx, plan: InvoicePlan, items: readonly InvoicePlanItem[]): void {
  const money = (minor: bigint) => ({ minor: String(minor), currency: plan.currency });
  const told = items.map((one) => ({ itemId: one.id, lineKey: one.lineKey, title: one.title, timing: one.timing, period: one.period, amount: one.amountMinor === null ? null : money(one.amountMinor), nextOn: one.nextOn, invoiceId: one.invoiceId }));
  ctx.emit(invoicePlanCreated, { planId: plan.id, agreementId: plan.agreementId, clientId: plan.clientId, projectId: plan.projectId, effectiveOn: plan.effectiveOn, fixedTotal: money(plan.fixedMinor), items: told }, { aggregateId: plan.id, clientId: plan.clientId });
}

/** Plans of what will be billed. */
@Resolver(() => InvoicePlan)
export class InvoicePlanResolver {
  @Authorized('revenue.plan.view')
  @Query(() => InvoicePlan, { nullable: true, description: 'The plan of an agreement; null when it has none that you can see.' })
  invoicePlan(@Arg('agreementId', () => ID, { description: 'The agreement.' }) agreementId: string, @Context() ctx: Ctx): Promise<InvoicePlan | null> {
    return isId('agr', agreementId) ? ctx.read.one(InvoicePlan, { agreementId }) : Promise.resolve(null);
  }

  @Authorized('revenue.plan.create')
  @Action()
  @ForClient()
  @Mutation(() => InvoicePlan, { description: 'Lays out what will be billed for an agreement, and drafts the invoice of what is due at once. An agreement has one plan: said again, it answers with the one that stands.' })
  async createInvoicePlan(@Arg('input', () => CreateInvoicePlanInput, { description: 'The plan.' }) input: CreateInvoicePlanInput, @Context() ctx: Ctx): Promise<InvoicePlan> {
    check(input);
    // Two runs for one agreement take turns; the second finds what the first one laid out.
    await ctx.sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`revenue:plan:${input.agreementId}`]);
    const standing = await ctx.em.findOne(InvoicePlan, { agreementId: input.agreementId });
    if (standing) return standing;
    const plan = ctx.em.create(InvoicePlan, {
      id: ctx.newId('ipl'), tenantId: ctx.actor.tenantId ?? '', version: 1, clientId: input.clientId, agreementId: input.agreementId, projectId: input.projectId ?? null, currency: input.fixedTotal.currency, fixedMinor: BigInt(input.fixedTotal.minor),
      effectiveOn: input.effectiveOn, agreementVersionNo: null, pausedOn: null, pauseReason: null, createdAt: ctx.now,
    });
    ctx.em.persist(plan);
    const items = layItems(ctx, plan, input);
    await draftWhatIsDue(ctx, plan, items);
    await billMilestones(ctx, plan);
    tell(ctx, plan, items);
    return plan;
  }

  @FieldResolver(() => Money, { description: 'What is fixed of it, with tax.' })
  fixedTotal(@Root() plan: InvoicePlan): Money { return Money.of(BigInt(plan.fixedMinor), plan.currency); }

  @FieldResolver(() => [InvoicePlanItem], { description: 'What will be billed.' })
  items(@Root() plan: InvoicePlan, @Context() ctx: Ctx): Promise<InvoicePlanItem[]> { return ctx.read.children(InvoicePlanItem, 'planId', plan.id, { orderBy: { position: 'ASC' } }); }
}

/** Items of plans. */
@Resolver(() => InvoicePlanItem)
export class InvoicePlanItemResolver {
  @FieldResolver(() => Money, { nullable: true, description: 'How much, with tax; null while it is to be confirmed.' })
  amount(@Root() item: InvoicePlanItem): Money | null { return item.amountMinor === null ? null : Money.of(BigInt(item.amountMinor), item.currency); }

  @FieldResolver(() => Invoice, { nullable: true, description: 'The invoice on which it stands; null until then.' })
  invoice(@Root() item: InvoicePlanItem, @Context() ctx: Ctx): Promise<Invoice | null> { return ctx.read.load(Invoice, item.invoiceId); }
}
