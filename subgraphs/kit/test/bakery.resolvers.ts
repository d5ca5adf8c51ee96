import type { EntityManager } from '@mikro-orm/postgresql';
import { IsEmail, MaxLength, MinLength } from 'class-validator';
import { Arg, Args, Authorized, Ctx as Context, Field, FieldResolver, ID, InputType, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { Action, Audience, ForClient, idToUuid, isId, PageArgs, Tenantless, type Ctx, type Page } from '../src/kit.js';
import { Order, OrderConnection, OrderStatus, Recognised, Slice } from './bakery.entities.js';
import { orderPlaced } from './bakery.events.js';

@InputType({ description: 'An order.' })
export class PlaceOrderInput {
  @Field(() => String, { description: 'What.' }) @MinLength(1) @MaxLength(50) title!: string;
  @Field(() => ID, { nullable: true, description: 'For whom.' }) clientId?: string | null;
  @Field(() => OrderStatus, { nullable: true, description: 'How far.' }) status?: OrderStatus | null;
  @Field(() => String, { nullable: true, description: 'Where to write.' }) @IsEmail() @MaxLength(100) email?: string | null;
  @Field(() => String, { nullable: true, description: 'The word at the door.' }) doorCode?: string | null;
  @Field(() => String, { nullable: true, description: 'A remark.' }) note?: string | null;
}

@ObjectType({ description: 'What was placed.' })
export class PlacedOrder {
  @Field(() => Order, { description: 'The order.' }) order!: Order;
  @Field(() => Recognised, { description: 'How sure the baker was.' }) matched!: Recognised;
}

@ObjectType({ description: 'What a visitor gets to see.' })
export class Receipt {
  @Audience('public') @Field(() => String, { description: 'What was ordered.' }) title!: string;
}

/** Keeps hold of what it must not keep. */
@ObjectType({ description: 'A leak.' })
export class Leak { em!: EntityManager; @Field(() => String, { description: 'What happens.' }) tried!: string; }

const fresh = (ctx: Ctx, title: string, more: Partial<Order> = {}): Order => Object.assign({
  id: ctx.newId('ord'), tenantId: ctx.actor.tenantId ?? '', version: 1, clientId: null, title, status: OrderStatus.OPEN, note: null, loaves: 2, priceMinor: 9007199254740993n, weight: '1.250',
  rise: 0.5, urgent: true, dueOn: '2026-03-29', placedAt: ctx.now, bakedAt: null, extras: { seeds: ['rye'] }, words: ['a', 'b'], stamp: Buffer.from([0, 1, 255]),
}, more) as Order;

@Resolver(() => Order)
export class OrderResolver {
  @Authorized('bakery.order.view') @Audience('portal') @Query(() => Order, { nullable: true, description: 'One.' })
  async order(@Arg('id', () => ID, { description: 'Id.' }) id: string, @Context() ctx: Ctx): Promise<Order | null> { return isId('ord', id) ? ctx.read.load(Order, id) : null; }

  @Authorized('bakery.order.view') @Query(() => OrderConnection, { description: 'All.' })
  orders(@Args(() => PageArgs) args: PageArgs, @Context() ctx: Ctx): Promise<Page<Order>> {
    return ctx.read.page(Order, {}, { first: args.first, after: args.after ?? null, orderBy: { placedAt: 'ASC' } });
  }

  @Authorized('bakery.order.view') @Audience('public') @Query(() => [String], { description: 'The board, by how far.' })
  board(@Arg('status', () => OrderStatus, { nullable: true, description: 'How far.' }) status: OrderStatus | null, @Context() ctx: Ctx): Promise<string[]> {
    return ctx.read.rows(Order, status ? { status } : {}).then((rows) => rows.map((row) => row.title));
  }

  @FieldResolver(() => [Slice], { description: 'Its slices.' })
  slices(@Root() order: Order, @Context() ctx: Ctx): Promise<Slice[]> { return ctx.read.children(Slice, 'orderId', order.id, { orderBy: { name: 'ASC' } }); }

  @Authorized('bakery.order.place') @Action() @ForClient() @Mutation(() => PlacedOrder, { description: 'Places an order.' })
  async placeOrder(@Arg('input', () => PlaceOrderInput, { description: 'It.' }) input: PlaceOrderInput, @Context() ctx: Ctx): Promise<PlacedOrder> {
    const known = await ctx.em.findOne(Order, { title: input.title });
    const order = known ?? ctx.em.create(Order, fresh(ctx, input.title, { clientId: input.clientId ?? null, note: input.note ?? null }));
    if (!known) ctx.em.persist(order);
    ctx.emit(orderPlaced, { orderId: order.id, title: order.title }, { aggregateId: order.id, clientId: order.clientId });
    return { order, matched: known ? Recognised.KNOWN : Recognised.NEW };
  }

  @Authorized('bakery.order.place') @Mutation(() => Order, { description: 'Gives another title, and states nothing.' })
  async retitle(@Arg('id', () => ID, { description: 'Id.' }) id: string, @Arg('title', () => String, { description: 'Title.' }) title: string, @Context() ctx: Ctx): Promise<Order> {
    const order = await ctx.load(Order, id);
    order.title = title;
    return order;
  }

  @Authorized('bakery.order.place') @Mutation(() => Order, { description: 'States the same thing again.' })
  async announce(@Arg('id', () => ID, { description: 'Id.' }) id: string, @Context() ctx: Ctx): Promise<Order> {
    const order = await ctx.em.findOneOrFail(Order, { id });
    ctx.emit(orderPlaced, { orderId: order.id, title: order.title }, { aggregateId: order.id });
    ctx.emit(orderPlaced, { orderId: order.id, title: order.title }, { aggregateId: order.id });
    return order;
  }

  @Authorized('bakery.order.visit') @Audience('public') @Mutation(() => Receipt, { description: 'A visitor orders.' })
  async visit(@Arg('title', () => String, { description: 'What.' }) title: string, @Arg('how', () => String, { description: 'sql, returning or em.' }) how: string, @Context() ctx: Ctx): Promise<Receipt> {
    const row = fresh(ctx, title, { clientId: ctx.newId('cli') });
    const insert = `insert into bakery.orders (tenant_id, id, version, client_id, title, status, loaves, price_minor, weight, rise, urgent, due_on, placed_at, extras, words, stamp)
      values ($1, $2, 1, $3, $4, 'OPEN', 1, 1, 1, 1, false, '2026-01-01', $5, '{}', '{}', '')`;
    const values = [idToUuid(row.tenantId), idToUuid(row.id), idToUuid(row.clientId ?? ''), title, ctx.now];
    if (how === 'em') ctx.em.persist(ctx.em.create(Order, row));
    else await ctx.sql(how === 'returning' ? `${insert} returning id` : insert, values);
    return { title };
  }

  @Authorized('bakery.order.place') @Mutation(() => Order, { description: 'Takes its time.' })
  async slowly(@Arg('title', () => String, { description: 'What.' }) title: string, @Arg('seconds', () => Number, { description: 'How long.' }) seconds: number, @Context() ctx: Ctx): Promise<Order> {
    const order = ctx.em.create(Order, fresh(ctx, title));
    ctx.em.persist(order);
    await ctx.sql('select pg_sleep($1)', [seconds]);
    return order;
  }

  @Authorized('bakery.order.place') @Mutation(() => [Order], { description: 'Marks two orders, one after the other, with a stop between them that a test can lengthen.' })
  async pair(@Arg('ids', () => [ID], { description: 'Which, in which order.' }) ids: string[], @Context() ctx: Ctx): Promise<Order[]> {
    for (const id of ids) {
      await ctx.sql(`update bakery.orders set note = coalesce(note, '') || '+' where id = $1`, [idToUuid(id)]);
      await ctx.sql('select pg_advisory_xact_lock_shared(4242)');
      ctx.emit(orderPlaced, { orderId: id, title: 'paired' }, { aggregateId: id });
    }
    return ctx.em.find(Order, { id: { $in: ids } });
  }

  @Authorized('bakery.order.place') @Mutation(() => [String], { description: 'Fails after it wrote.' })
  async fail(@Arg('title', () => String, { description: 'What.' }) title: string, @Context() ctx: Ctx): Promise<string[]> {
    ctx.em.persist(ctx.em.create(Order, fresh(ctx, title)));
    await ctx.em.flush();
    throw new Error('the oven of marion@marlowe.test broke');
  }

  @Authorized('bakery.shop.open') @Tenantless() @Mutation(() => String, { description: 'Opens a firm\'s shop.' })
  async openShop(@Arg('firm', () => ID, { nullable: true, description: 'Which; none to stay outside.' }) firm: string | null, @Context() ctx: Ctx): Promise<string> {
    if (firm) await ctx.enterTenant(firm);
    const [row] = await ctx.sql<{ n: string }>('select count(*) as n from bakery.orders');
    return row?.n ?? '';
  }

  @Authorized('bakery.shop.open') @Mutation(() => String, { description: 'May not enter anybody.' })
  async intrude(@Arg('firm', () => ID, { description: 'Which.' }) firm: string, @Context() ctx: Ctx): Promise<string> {
    await ctx.enterTenant(firm);
    return 'in';
  }

  @Authorized('bakery.order.place') @Mutation(() => Leak, { description: 'Keeps its manager.' })
  async leak(@Context() ctx: Ctx): Promise<Leak> { return Object.assign(new Leak(), { em: ctx.em }); }
}

@Resolver(() => Leak)
export class LeakResolver {
  @FieldResolver(() => String, { description: 'What a query after the commit says.' })
  async tried(@Root() leak: Leak, @Context() ctx: Ctx): Promise<string> {
    const kept = await Promise.resolve().then(() => leak.em.find(Order, {})).then(() => 'it answered', (error: Error) => error.message);
    const own = await Promise.resolve().then(() => ctx.em.find(Order, {})).then(() => 'it answered', (error: Error) => error.message);
    return `${kept} | ${own}`;
  }
}
