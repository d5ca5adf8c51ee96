import { IsOptional, Matches } from 'class-validator';
import { Arg, Args, ArgsType, Authorized, Ctx as Context, Field, FieldResolver, ID, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { CurrencyCodeScalar, DateScalar, isId, Money, NotFound, PageArgs, type Ctx, type Page } from '@firmament/kit';
import { between } from '../days.js';
import { Invoice } from '../invoice/invoice.entity.js';
import { ClientRef } from '../stubs.js';
import { clientIdPattern, clientIdWords } from '../text.rules.js';
import { Allocation, Payment, PaymentConnection, PaymentState, Refund } from './payment.entity.js';
import type { PaymentStanding } from './payment.types.js';
import { standingBy } from './standing.rules.js';

@ArgsType()
export class PaymentListArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only payments of this client.' }) @IsOptional() @Matches(clientIdPattern, clientIdWords) clientId?: string | null;
  @Field(() => [PaymentState], { nullable: true, description: 'Only in one of these places.' }) states?: PaymentStanding[] | null;
  @Field(() => CurrencyCodeScalar, { nullable: true, description: 'Only in this currency.' }) currency?: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'Only what counts from this day or later.' }) receivedFrom?: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'Only what counts from this day or before.' }) receivedTo?: string | null;
}
@ObjectType({ description: 'What a payment settles of an invoice.' })
export class PaymentAllocation {
  invoiceId!: string;
  @Field(() => Money, { description: 'How much.' }) amount!: Money;
}

/** What stands of each invoice, after all that went on and off. */
function standing(rows: readonly Allocation[]): PaymentAllocation[] {
  return [...standingBy(rows, 'invoiceId')].map(([invoiceId, minor]) => Object.assign(new PaymentAllocation(), { invoiceId, amount: Money.of(minor, rows[0]?.currency ?? '') }));
}

/** Payments as people read them. */
@Resolver(() => Payment)
export class PaymentResolver {
  @Authorized('revenue.payment.view')
  @Query(() => Payment, { description: 'A payment.' })
  async payment(@Arg('id', () => ID, { description: 'The payment.' }) id: string, @Context() ctx: Ctx): Promise<Payment> {
    return (isId('pmt', id) ? await ctx.read.load(Payment, id) : null) ?? Promise.reject(new NotFound());
  }

  @Authorized('revenue.payment.view')
  @Query(() => PaymentConnection, { description: 'Payments, the newest on top.' })
  payments(@Args(() => PaymentListArgs) args: PaymentListArgs, @Context() ctx: Ctx): Promise<Page<Payment>> {
    const { clientId, states, currency } = args;
    const days = between(args.receivedFrom, args.receivedTo).map((one) => ({ receivedOn: one }));
    const where = { ...(clientId ? { clientId } : {}), ...(states ? { state: { $in: states } } : {}), ...(currency ? { currency } : {}), ...(days.length > 0 ? { $and: days } : {}) };
    return ctx.read.page(Payment, where, { first: args.first, after: args.after ?? null, orderBy: { createdAt: 'DESC' } });
  }

  @FieldResolver(() => Money, { description: 'How much came.' })
  amount(@Root() payment: Payment): Money { return Money.of(BigInt(payment.amountMinor), payment.currency); }
  @FieldResolver(() => Money, { description: 'How much was given back.' })
  refunded(@Root() payment: Payment): Money { return Money.of(BigInt(payment.refundedMinor), payment.currency); }
  @FieldResolver(() => Money, { description: 'What settles nothing and was not given back: the client\'s credit.' })
  unapplied(@Root() payment: Payment): Money { return Money.of(payment.unappliedMinor, payment.currency); }
  @FieldResolver(() => [PaymentAllocation], { description: 'What it settles.' })
  async allocations(@Root() payment: Payment, @Context() ctx: Ctx): Promise<PaymentAllocation[]> { return standing(await ctx.read.children(Allocation, 'paymentId', payment.id, { orderBy: { createdAt: 'ASC', id: 'ASC' } })); }
  @FieldResolver(() => [Refund], { description: 'What was given back, in turn.' })
  refunds(@Root() payment: Payment, @Context() ctx: Ctx): Promise<Refund[]> { return ctx.read.children(Refund, 'paymentId', payment.id, { orderBy: { createdAt: 'ASC', id: 'ASC' } }); }
  @FieldResolver(() => ClientRef, { nullable: true, description: 'The client.' })
  client(@Root() payment: Payment): ClientRef { return Object.assign(new ClientRef(), { id: payment.clientId }); }
}

/** What a payment settles. */
@Resolver(() => PaymentAllocation)
export class PaymentAllocationResolver {
  @FieldResolver(() => Invoice, { nullable: true, description: 'The invoice.' })
  invoice(@Root() allocation: PaymentAllocation, @Context() ctx: Ctx): Promise<Invoice | null> { return ctx.read.load(Invoice, allocation.invoiceId); }
}

/** Money that was given back. */
@Resolver(() => Refund)
export class RefundResolver {
  @FieldResolver(() => Money, { description: 'How much.' })
  amount(@Root() refund: Refund): Money { return Money.of(BigInt(refund.amountMinor), refund.currency); }
  @FieldResolver(() => Invoice, { nullable: true, description: 'The invoice from which it was taken; null for what settled nothing.' })
  invoice(@Root() refund: Refund, @Context() ctx: Ctx): Promise<Invoice | null> { return ctx.read.load(Invoice, refund.invoiceId); }
}
