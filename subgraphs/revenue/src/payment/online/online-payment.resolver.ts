import { IsOptional } from 'class-validator';
import { Arg, Args, ArgsType, Authorized, Ctx as Context, Field, FieldResolver, ID, InputType, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Audience, BigIntScalar, isId, Money, NotFound, type Ctx } from '@firmament/kit';
import { LockMode } from '@mikro-orm/core';
import { Invoice } from '../../invoice/invoice.entity.js';
import { owed } from '../../invoice/invoice-state.rules.js';
import { readSettings } from '../../settings/settings-of.js';
import { lockMoney, lockMoneyOf } from '../money-lock.js';
import { Payment, PaymentMethod } from '../payment.entity.js';
import { beginPaying } from './begin-paying.js';
import { decideTwin } from './decide-twin.js';
import { OnlinePayment } from './online-payment.entity.js';
import { OnlyTheClientPays } from './online-payment.errors.js';
import type { OnlineWay } from './online-payment.types.js';

@Audience('portal')
@InputType({ description: 'An invoice to pay.' })
export class PayInvoiceInput {
  @Field(() => ID, { description: 'The invoice.' }) invoiceId!: string;
  @Field(() => BigIntScalar, { nullable: true, description: 'What was shown as left to pay, in minor units: refused when it is another sum by now.' }) @IsOptional() balanceMinor?: bigint | number | null;
}
@InputType({ description: 'What somebody says of a payment that looks like one that is known.' })
export class DecideOnlinePaymentInput {
  @Field(() => ID, { description: 'The try.' }) onlinePaymentId!: string;
  @Field(() => Boolean, { description: 'True where it is the payment that is known; false where it is another one.' }) samePayment!: boolean;
}
@ArgsType()
export class OnlinePaymentArgs {
  @Field(() => ID, { description: 'The try.' }) id!: string;
}

/** How clients pay in the portal. */
@Resolver(() => OnlinePayment)
export class OnlinePaymentResolver {
  @Authorized('revenue.invoice.pay')
  @Audience('portal')
  @Mutation(() => OnlinePayment, { description: 'The client pays what is left of an invoice. Said again, in whatever window, it is the same try until that came to an end; what it stands at is asked for, and its `checkoutUrl` is where the client pays.' })
  async payInvoice(@Arg('input', () => PayInvoiceInput, { description: 'Which.' }) input: PayInvoiceInput, @Context() ctx: Ctx): Promise<OnlinePayment> {
    if (ctx.actor.kind !== 'portal') throw new OnlyTheClientPays();
    const person = ctx.actor.id;
    // Read with the client's own eyes: what they do not see is not there.
    await lockMoneyOf(ctx, 'ivc', input.invoiceId);
    const { id } = await ctx.load(Invoice, input.invoiceId);
    await ctx.actAsSystem('a client pays an invoice');
    const invoice = await ctx.load(Invoice, id);
    return beginPaying(ctx, invoice, { person, seenMinor: input.balanceMinor === null || input.balanceMinor === undefined ? null : BigInt(input.balanceMinor) });
  }

  @Authorized('revenue.invoice.view')
  @Audience('portal')
  @Query(() => OnlinePayment, { description: 'How far a try to pay has come.' })
  async onlinePayment(@Args(() => OnlinePaymentArgs) { id }: OnlinePaymentArgs, @Context() ctx: Ctx): Promise<OnlinePayment> {
    return (isId('opm', id) ? await ctx.read.load(OnlinePayment, id) : null) ?? Promise.reject(new NotFound());
  }

  @Authorized('revenue.payment.view')
  @Query(() => [OnlinePayment], { description: 'What was paid in the portal and looks like a payment that is known: somebody has to say whether it is. At most a hundred, the oldest first.' })
  onlinePaymentsToReview(@Context() ctx: Ctx): Promise<OnlinePayment[]> { return ctx.read.rows(OnlinePayment, { state: 'REVIEW' }, { orderBy: { startedAt: 'ASC', id: 'ASC' }, limit: 100 }); }

  @Authorized('revenue.payment.record')
  @Mutation(() => OnlinePayment, { description: 'Says whether what was paid in the portal is the payment that it looks like. Where it is another one, it is written down.' })
  async decideOnlinePayment(@Arg('input', () => DecideOnlinePaymentInput, { description: 'Which, and what.' }) input: DecideOnlinePaymentInput, @Context() ctx: Ctx): Promise<OnlinePayment> {
    const { clientId } = await ctx.load(OnlinePayment, input.onlinePaymentId);
    await lockMoney(ctx, clientId);
    const online = await ctx.em.findOneOrFail(OnlinePayment, { id: input.onlinePaymentId }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
    await decideTwin(ctx, online, input.samePayment);
    return online;
  }

  @Audience('portal')
  @FieldResolver(() => Money, { description: 'How much it is over.' })
  amount(@Root() online: OnlinePayment): Money { return Money.of(BigInt(online.amountMinor), online.currency); }
  @Audience('portal')
  @FieldResolver(() => String, { nullable: true, description: 'The page at which the client pays; null while there is none, and once nothing is to be paid at it any more.' })
  checkoutUrl(@Root() online: OnlinePayment): string | null { return online.state === 'OPEN' && !online.endWanted ? online.checkoutUrl : null; }
  @Audience('portal')
  @FieldResolver(() => PaymentMethod, { nullable: true, description: 'How it was paid; null until then.' })
  method(@Root() online: OnlinePayment): OnlineWay | null { return online.method; }
  @Audience('portal')
  @FieldResolver(() => Invoice, { nullable: true, description: 'The invoice.' })
  invoice(@Root() online: OnlinePayment, @Context() ctx: Ctx): Promise<Invoice | null> { return ctx.read.load(Invoice, online.invoiceId); }
  @FieldResolver(() => Payment, { nullable: true, description: 'The payment that came of it.' })
  payment(@Root() online: OnlinePayment, @Context() ctx: Ctx): Promise<Payment | null> { return ctx.read.load(Payment, online.paymentId); }
  @FieldResolver(() => Payment, { nullable: true, description: 'The payment that it looks like; null where there is no question.' })
  looksLike(@Root() online: OnlinePayment, @Context() ctx: Ctx): Promise<Payment | null> { return ctx.read.load(Payment, online.state === 'REVIEW' ? online.twinId : null); }
}

/** What paying online adds to an invoice. */
@Resolver(() => Invoice)
export class InvoiceOnlinePaymentResolver {
  @Audience('portal')
  @FieldResolver(() => Boolean, { description: 'True while something is owed of it and the firm takes payments in the portal.' })
  async payableOnline(@Root() invoice: Invoice, @Context() ctx: Ctx): Promise<boolean> { return owed.includes(invoice.status) && (await readSettings(ctx)).paysOnline; }
  @Audience('portal')
  @FieldResolver(() => OnlinePayment, { nullable: true, description: 'The newest try to pay it online; null where nobody tried.' })
  async onlinePayment(@Root() invoice: Invoice, @Context() ctx: Ctx): Promise<OnlinePayment | null> { return (await ctx.read.children(OnlinePayment, 'invoiceId', invoice.id, { orderBy: { tryNo: 'DESC' } }))[0] ?? null; }
}
