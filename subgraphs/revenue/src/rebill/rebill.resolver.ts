import { IsInt, IsOptional, Length, Matches } from 'class-validator';
import { Arg, Args, ArgsType, Authorized, Ctx as Context, Field, FieldResolver, ID, InputType, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Money, PageArgs, type Ctx, type Page } from '@firmament/kit';
import { Bill } from '../bill/bill.entity.js';
import { BilledAlready } from '../errors.js';
import { BilledSource } from '../invoice/billed-source.entity.js';
import { Invoice } from '../invoice/invoice.entity.js';
import { ClientRef } from '../stubs.js';
import { clientIdPattern, clientIdWords, plain, plainText } from '../text.rules.js';
import { Rebill, RebillConnection } from './rebill.entity.js';

@ArgsType()
export class RebillListArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only what is for this client.' }) @IsOptional() @Matches(clientIdPattern, clientIdWords) clientId?: string | null;
  @Field(() => Boolean, { defaultValue: true, description: 'True for what still waits; false for all.' }) waiting!: boolean;
}
@InputType({ description: 'What a bill cost for a client, and why it is not billed to them.' })
export class WaiveRebillInput {
  @Field(() => ID, { description: 'Which.' }) rebillId!: string;
  @Field(() => String, { description: 'Why.' }) @Length(1, 500) @Matches(plainText, plain) reason!: string;
  @Field(() => Int, { nullable: true, description: 'Refuse when it has another version by now.' }) @IsOptional() @IsInt() ifVersion?: number | null;
}

/** What stands on an invoice already. Ids lie there as the world sees them. */
async function billedIds(ctx: Ctx, clientId: string | null): Promise<string[]> {
  const found = await ctx.read.rows(BilledSource, { kind: 'REBILL', ...(clientId ? { clientId } : {}) });
  return found.map((one) => one.ref);
}

/** What bills cost for clients. */
@Resolver(() => Rebill)
export class RebillResolver {
  @Authorized('revenue.rebill.view')
  @Query(() => RebillConnection, { description: 'What bills cost for clients and can be billed to them, the newest on top.' })
  async rebills(@Args(() => RebillListArgs) args: RebillListArgs, @Context() ctx: Ctx): Promise<Page<Rebill>> {
    const billed = args.waiting ? await billedIds(ctx, args.clientId ?? null) : [];
    const where = { ...(args.clientId ? { clientId: args.clientId } : {}), ...(args.waiting ? { waivedAt: null, id: { $nin: billed } } : {}) };
    return ctx.read.page(Rebill, where, { first: args.first, after: args.after ?? null, orderBy: { createdAt: 'DESC' } });
  }

  @Authorized('revenue.rebill.edit')
  @Mutation(() => Rebill, { description: 'Lets go of what a bill cost for a client: it is not billed to them.' })
  async waiveRebill(@Arg('input', () => WaiveRebillInput, { description: 'Which, and why.' }) input: WaiveRebillInput, @Context() ctx: Ctx): Promise<Rebill> {
    const rebill = await ctx.load(Rebill, input.rebillId, { ifVersion: input.ifVersion ?? null });
    if ((await ctx.em.count(BilledSource, { kind: 'REBILL', ref: rebill.id })) > 0) throw new BilledAlready();
    Object.assign(rebill, { waived: input.reason, waivedAt: ctx.now });
    return rebill;
  }

  @FieldResolver(() => Money, { description: 'How much without tax, with what the firm adds; below nothing for what a vendor gave back.' })
  amount(@Root() rebill: Rebill): Money { return Money.of(BigInt(rebill.amountMinor), rebill.currency); }
  @FieldResolver(() => Bill, { nullable: true, description: 'The bill.' })
  async bill(@Root() rebill: Rebill, @Context() ctx: Ctx): Promise<Bill | null> { return ctx.can('revenue.bill.view') ? ctx.read.load(Bill, rebill.billId) : null; }
  @FieldResolver(() => ClientRef, { nullable: true, description: 'The client.' })
  client(@Root() rebill: Rebill): ClientRef { return Object.assign(new ClientRef(), { id: rebill.clientId }); }
  @FieldResolver(() => Invoice, { nullable: true, description: 'The invoice on which it stands; null while it waits.' })
  async invoice(@Root() rebill: Rebill, @Context() ctx: Ctx): Promise<Invoice | null> {
    const [source] = await ctx.read.children(BilledSource, 'ref', rebill.id, { orderBy: { id: 'ASC' } });
    return source?.kind === 'REBILL' ? ctx.read.load(Invoice, source.invoiceId) : null;
  }
}
