import { IsInt, IsOptional } from 'class-validator';
import { Arg, Args, ArgsType, Authorized, Ctx as Context, Field, FieldResolver, ID, InputType, Int, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { Action, DateScalar, DateTimeScalar, PageArgs, type Ctx, type Page } from '@firmament/kit';
import { laterOn } from '../../due.js';
import { Invoice } from '../../invoice/invoice.entity.js';
import { Payment } from '../../payment/payment.entity.js';
import { ledgerOf } from '../connection/ledger-house.js';
import { NoLedger } from '../connection/ledger-refusals.js';
import type { LedgerKind as Kind } from '../ledger.types.js';
import { LedgerLink } from '../link/ledger-link.entity.js';
import { ClientRef } from '../../stubs.js';
import { LedgerItem, LedgerItemConnection, LedgerItemState } from './ledger-item.entity.js';
import { missingInLedger, mostAtOnce } from './missing.js';
import { pushLater } from './push-later.js';

@ArgsType()
export class LedgerQueueArgs extends PageArgs {
  @Field(() => [LedgerItemState], { nullable: true, description: 'Only in one of these places; what waits or is stuck when left out.' }) states?: LedgerItemState[] | null;
}
@InputType({ description: 'Something on its way to the ledger.' })
export class RetryLedgerItemInput {
  @Field(() => ID, { description: 'Which.' }) itemId!: string;
  @Field(() => Int, { nullable: true, description: 'Refuse when it has another version by now.' }) @IsOptional() @IsInt() ifVersion?: number | null;
}
@ObjectType({ description: 'Why a paper does not stand in the ledger yet.' })
export class LedgerWait {
  @Field(() => DateTimeScalar, { description: 'Since when it waits.' }) since!: Date;
  @Field(() => String, { nullable: true, description: 'Why, in a sentence; null while it waits for its turn.' }) sentence!: string | null;
  @Field(() => Boolean, { description: 'True where it is tried again by itself.' }) retryable!: boolean;
  @Field(() => String, { nullable: true, description: 'Where in the ledger it is mended.' }) fixUrl!: string | null;
  @Field(() => ID, { description: 'The item of the queue.' }) itemId!: string;
}
@ArgsType()
export class SinceArgs {
  @Field(() => DateScalar, { nullable: true, description: 'Only what concerns invoices issued on this day or later; all when left out.' }) since?: string | null;
}
@ObjectType({ description: 'How many things were put into the queue.' })
export class PushMissingPayload {
  @Field(() => Int, { description: 'How many.' }) count!: number;
  @Field(() => Int, { description: 'How many are left for another time: at most 500 go at once.' }) left!: number;
}
@ObjectType({ description: 'What went out and is in no ledger.' })
export class MissingInLedger {
  @Field(() => Int, { description: 'How many invoices.' }) invoices!: number;
  @Field(() => Int, { description: 'How many credit notes.' }) creditNotes!: number;
  @Field(() => Int, { description: 'How many payments.' }) payments!: number;
}

/** What is on its way to the ledger. */
@Resolver(() => LedgerItem)
export class LedgerQueueResolver {
  @Authorized('revenue.ledger.view')
  @Query(() => LedgerItemConnection, { description: 'What is on its way to the ledger, in its order.' })
  ledgerQueue(@Args(() => LedgerQueueArgs) args: LedgerQueueArgs, @Context() ctx: Ctx): Promise<Page<LedgerItem>> {
    return ctx.read.page(LedgerItem, { state: { $in: args.states ?? ['WAITING', 'STUCK'] } }, { first: args.first, after: args.after ?? null, orderBy: { place: 'ASC' } });
  }

  @Authorized('revenue.ledger.resolve')
  @Action()
  @Mutation(() => LedgerItem, { description: 'Tries something again at once: what is stuck because the ledger said no, after somebody mended it. Said of what is done, it changes nothing.' })
  async retryLedgerItem(@Arg('input', () => RetryLedgerItemInput, { description: 'Which.' }) input: RetryLedgerItemInput, @Context() ctx: Ctx): Promise<LedgerItem> {
    const item = await ctx.load(LedgerItem, input.itemId, { ifVersion: input.ifVersion ?? null });
    if (item.state === 'DONE') return item;
    Object.assign(item, { state: 'WAITING', toldCode: null });
    await laterOn(ctx, 'ledger', { id: item.id, at: null });
    return item;
  }

  @Authorized('revenue.ledger.view')
  @Query(() => MissingInLedger, { description: 'What went out before the ledger was connected and is in none: what `pushMissingInvoices` would put into the queue.' })
  async missingInLedger(@Args(() => SinceArgs) { since }: SinceArgs, @Context() ctx: Ctx): Promise<MissingInLedger> {
    const missing = await missingInLedger({ sql: (text, params) => ctx.read.sql(text, params) }, since ?? null);
    const of = (kind: Kind): number => missing.filter((one) => one.kind === kind).length;
    return { invoices: of('INVOICE'), creditNotes: of('CREDIT_NOTE'), payments: of('PAYMENT') };
  }

  @Authorized('revenue.ledger.resolve')
  @Mutation(() => PushMissingPayload, { description: 'Puts into the queue what went out before the ledger was connected: invoices, and the credit notes and payments on them, each once.' })
  async pushMissingInvoices(@Args(() => SinceArgs) { since }: SinceArgs, @Context() ctx: Ctx): Promise<PushMissingPayload> {
    if ((await ledgerOf(ctx)) === null) throw new NoLedger();
    const missing = await missingInLedger(ctx, since ?? null);
    const now = missing.slice(0, mostAtOnce);
    for (const one of now) await pushLater(ctx, one);
    return { count: now.length, left: missing.length - now.length };
  }

  @FieldResolver(() => ClientRef, { nullable: true, description: 'The client that it concerns.' })
  client(@Root() item: LedgerItem): ClientRef | null { return item.clientId ? Object.assign(new ClientRef(), { id: item.clientId }) : null; }
}

/** What the ledger adds to a payment. */
@Resolver(() => Payment)
export class PaymentLedgerResolver {
  @FieldResolver(() => LedgerLink, { nullable: true, description: 'Where it stands in the ledger; null while it does not.' })
  async ledgerLink(@Root() payment: Payment, @Context() ctx: Ctx): Promise<LedgerLink | null> {
    return (await ctx.read.children(LedgerLink, 'ourId', payment.id, { orderBy: { pushedAt: 'DESC' } }))[0] ?? null;
  }
}

/** What the ledger adds to an invoice. */
@Resolver(() => Invoice)
export class InvoiceLedgerResolver {
  @FieldResolver(() => LedgerLink, { nullable: true, description: 'Where it stands in the ledger; null while it does not.' })
  async ledgerLink(@Root() invoice: Invoice, @Context() ctx: Ctx): Promise<LedgerLink | null> {
    return (await ctx.read.children(LedgerLink, 'ourId', invoice.id, { orderBy: { pushedAt: 'DESC' } })).find((one) => one.kind === 'INVOICE') ?? null;
  }

  @FieldResolver(() => LedgerWait, { nullable: true, description: 'Why it does not stand there yet; null when nothing of it is on its way.' })
  async ledgerWait(@Root() invoice: Invoice, @Context() ctx: Ctx): Promise<LedgerWait | null> {
    const item = (await ctx.read.children(LedgerItem, 'ourId', invoice.id, { orderBy: { since: 'ASC' } })).find((one) => one.state !== 'DONE');
    return item ? Object.assign(new LedgerWait(), { since: item.since, sentence: item.problem, retryable: item.state === 'WAITING', fixUrl: item.fixUrl, itemId: item.id }) : null;
  }
}
