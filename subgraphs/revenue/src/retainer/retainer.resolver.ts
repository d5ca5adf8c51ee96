import { ArrayMaxSize, ArrayMinSize, IsInt, IsOptional } from 'class-validator';
import { Arg, Authorized, Ctx as Context, Field, FieldResolver, ID, InputType, Int, Mutation, ObjectType, Resolver, Root } from 'type-graphql';
import { retainerDrawn, uuidToId } from '@firmament/events';
import { Action, DateScalar, Money, NotFound, type Ctx } from '@firmament/kit';
import { NothingToBill } from '../errors.js';
import { BilledSource } from '../invoice/billed-source.entity.js';
import { dayIn } from '../invoice/terms.rules.js';
import { lockMoney } from '../payment/money-lock.js';
import { InvoicePlan, InvoicePlanItem } from '../plan/plan.entity.js';
import { fault } from '../plan/plan.resolver.js';
import { settingsOf } from '../settings/settings-of.js';
import { lockUnbilled } from '../unbilled/draft-unbilled.js';
import { unbilledItems } from '../unbilled/unbilled.sql.js';
import { standingOf } from './standing.sql.js';
import { takeOut } from './take.rules.js';

@InputType({ description: 'Whether an item of a plan is a retainer.' })
export class MarkPlanRetainerInput {
  @Field(() => ID, { description: 'The item.' }) itemId!: string;
  @Field(() => Boolean, { description: 'True where time is taken out of what it bills in advance.' }) retainer!: boolean;
  @Field(() => Int, { nullable: true, description: 'Refuse when it has another version by now.' }) @IsOptional() @IsInt() ifVersion?: number | null;
}
@InputType({ description: 'What is taken out of a retainer.' })
export class DrawRetainerInput {
  @Field(() => ID, { description: 'The item.' }) itemId!: string;
  @Field(() => [ID], { nullable: true, description: 'This noted time alone; all that waits when left out.' }) @IsOptional() @ArrayMinSize(1) @ArrayMaxSize(2000) timeEntryIds?: string[] | null;
  @Field(() => DateScalar, { nullable: true, description: 'Only time of this day or before.' }) throughOn?: string | null;
}
@ObjectType({ description: 'How a retainer stands. All amounts are without tax.' })
export class RetainerStanding {
  @Field(() => Money, { description: 'What was billed in advance and is out, less what was credited of it.' }) billed!: Money;
  @Field(() => Money, { description: 'What was taken out of it.' }) drawn!: Money;
  @Field(() => Money, { description: 'What is left.' }) left!: Money;
  @Field(() => Int, { description: 'How many minutes were taken out of it.' }) minutes!: number;
}

const mostLooked = 5000;

/** Time that waits for a retainer: of its client, of the project of its plan where it has one, in its currency and priced, the oldest first. */
async function waitingTime(ctx: Ctx, plan: InvoicePlan, input: DrawRetainerInput): Promise<{ readonly id: string; readonly minor: bigint }[]> {
  const { timeZone, currency } = await settingsOf(ctx);
  const rows = await unbilledItems((text, params) => ctx.sql(text, params), { clientId: plan.clientId, projectId: plan.projectId, today: dayIn(timeZone, ctx.now), currency, timeZone }, mostLooked);
  const time = rows.flatMap((one) => (one.kind === 'TIME' && one.currency === plan.currency && one.minor !== null && (!input.throughOn || one.on <= input.throughOn) ? [{ id: one.id, minor: one.minor }] : []));
  if (!input.timeEntryIds) return time;
  const named = new Set(input.timeEntryIds);
  const chosen = time.filter(({ id }) => named.has(id));
  if (chosen.length < named.size) throw new NotFound('Something of it is billed already, has no rate, or does not belong to this retainer.', 'input.timeEntryIds');
  return chosen;
}

/** What was billed in advance, and the time that is taken out of it. */
@Resolver(() => InvoicePlanItem)
export class RetainerResolver {
  @Authorized('revenue.plan.create')
  @Mutation(() => InvoicePlanItem, { description: 'Says whether an item of a plan is a retainer: what it bills in advance can be used up by time.' })
  async markPlanRetainer(@Arg('input', () => MarkPlanRetainerInput, { description: 'Which.' }) input: MarkPlanRetainerInput, @Context() ctx: Ctx): Promise<InvoicePlanItem> {
    const item = await ctx.load(InvoicePlanItem, input.itemId, { ifVersion: input.ifVersion ?? null });
    await lockUnbilled(ctx, item.clientId);
    if (input.retainer && (item.amountMinor === null || item.timing === 'ON_COMPLETION')) throw fault('only what has a price and is billed in advance is a retainer', 'input.itemId');
    if (!input.retainer && (await ctx.em.count(BilledSource, { kind: 'TIME_ENTRY', planItemId: item.id })) > 0) throw fault('time was taken out of it already', 'input.itemId');
    item.retainer = input.retainer;
    return item;
  }

  @Authorized('revenue.invoice.create')
  @Action()
  @Mutation(() => InvoicePlanItem, { description: 'Takes noted time out of what a retainer billed in advance, the oldest first, as long as something is left. It stands on the newest invoice of the retainer, and on no other; what does not fit waits to be billed.' })
  async drawRetainer(@Arg('input', () => DrawRetainerInput, { description: 'What.' }) input: DrawRetainerInput, @Context() ctx: Ctx): Promise<InvoicePlanItem> {
    const item = await ctx.load(InvoicePlanItem, input.itemId);
    // An invoice of the retainer is neither credited nor taken back meanwhile, and nobody else bills the same time.
    await lockMoney(ctx, item.clientId);
    await lockUnbilled(ctx, item.clientId);
    if (!item.retainer) throw new NothingToBill('this is no retainer');
    const plan = await ctx.em.findOneOrFail(InvoicePlan, { id: item.planId });
    const { leftMinor, invoiceUuid } = await standingOf((text, params) => ctx.sql(text, params), item.id);
    if (invoiceUuid === null) throw new NothingToBill('no invoice of this retainer is out yet');
    const taken = takeOut(await waitingTime(ctx, plan, input), leftMinor);
    if (taken.length === 0) throw new NothingToBill('nothing waits that fits into what is left');
    const invoiceId = uuidToId('ivc', invoiceUuid);
    for (const { id, minor } of taken) ctx.em.persist(ctx.em.create(BilledSource, { id: ctx.newId('bls'), tenantId: item.tenantId, version: 1, clientId: item.clientId, invoiceId, kind: 'TIME_ENTRY', ref: id, planItemId: item.id, amountMinor: minor }));
    const drawn = taken.reduce((sum, one) => sum + one.minor, 0n);
    const money = (minor: bigint) => ({ minor: String(minor), currency: item.currency });
    ctx.emit(retainerDrawn, { itemId: item.id, planId: plan.id, agreementId: plan.agreementId, clientId: item.clientId, projectId: plan.projectId, title: item.title, invoiceId, timeEntryIds: taken.map(({ id }) => id), drawn: money(drawn), left: money(leftMinor - drawn) }, { aggregateId: item.id, clientId: item.clientId });
    return item;
  }

  @FieldResolver(() => RetainerStanding, { nullable: true, description: 'How it stands, where it is a retainer.' })
  async retainerStanding(@Root() item: InvoicePlanItem, @Context() ctx: Ctx): Promise<RetainerStanding | null> {
    if (!item.retainer) return null;
    const { billedMinor, drawnMinor, leftMinor, minutes } = await standingOf((text, params) => ctx.read.sql(text, params), item.id);
    const money = (minor: bigint): Money => Money.of(minor, item.currency);
    return Object.assign(new RetainerStanding(), { billed: money(billedMinor), drawn: money(drawnMinor), left: money(leftMinor), minutes });
  }
}
