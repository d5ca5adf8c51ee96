import { IsOptional, Length, Matches } from 'class-validator';
import { Arg, Authorized, Ctx as Context, Field, FieldResolver, InputType, Mutation, ObjectType, registerEnumType, Resolver, Root } from 'type-graphql';
import { Action, BigIntScalar, DateTimeScalar, Money, type Ctx } from '@firmament/kit';
import { Invoice } from '../invoice/invoice.entity.js';
import { plain, plainText } from '../text.rules.js';
import { closeDispute, openDispute } from './dispute.js';
import { readDisputed } from './disputed.js';
import { lockMoneyOf } from './money-lock.js';
import { DisputeState, Payment } from './payment.entity.js';
import { PaymentIdInput } from './payment.inputs.js';
import type { DisputeStanding } from './payment.types.js';

/** How a bank decides. */
export const DisputeOutcome = { WON: 'WON', LOST: 'LOST' } as const satisfies Partial<Record<DisputeStanding, DisputeStanding>>;
registerEnumType(DisputeOutcome, { name: 'DisputeOutcome', description: 'How a bank decides about a disputed payment.', valuesConfig: { WON: { description: 'The money stays.' }, LOST: { description: 'The money is gone.' } } });

@InputType({ description: 'A payment that its payer asks their bank to take back.' })
export class DisputePaymentInput extends PaymentIdInput {
  @Field(() => String, { description: 'What the payer says.' }) @Length(1, 500) @Matches(plainText, plain) reason!: string;
  @Field(() => BigIntScalar, { nullable: true, description: 'How much of it, in minor units; all that was not given back when left out.' }) @IsOptional() amountMinor?: bigint | number | null;
}
@InputType({ description: 'A disputed payment, and how the bank decided.' })
export class ClosePaymentDisputeInput extends PaymentIdInput {
  @Field(() => DisputeOutcome, { description: 'How.' }) outcome!: keyof typeof DisputeOutcome;
}

@ObjectType({ description: 'A payer\'s wish to have a payment taken back by their bank.' })
export class PaymentDispute {
  @Field(() => DisputeState, { description: 'Where it stands.' }) state!: DisputeStanding;
  @Field(() => String, { description: 'What the payer says.' }) reason!: string;
  @Field(() => Money, { description: 'How much of the payment.' }) amount!: Money;
  @Field(() => DateTimeScalar, { description: 'Since when it is known here.' }) openedAt!: Date;
  @Field(() => DateTimeScalar, { nullable: true, description: 'When the bank\'s decision was told; null until then.' }) closedAt!: Date | null;
}

/** Payments that their payers want back. */
@Resolver(() => Payment)
export class DisputeResolver {
  @Authorized('revenue.payment.record')
  @Action()
  @Mutation(() => Payment, { description: 'Writes down that whoever paid asks their bank to take the money back. What it settled stays settled until the bank decides. Said again it changes nothing.' })
  async disputePayment(@Arg('input', () => DisputePaymentInput, { description: 'Which, and what the payer says.' }) input: DisputePaymentInput, @Context() ctx: Ctx): Promise<Payment> {
    await lockMoneyOf(ctx, 'pmt', input.paymentId);
    const payment = await ctx.load(Payment, input.paymentId);
    await openDispute(ctx, payment, { reason: input.reason, minor: input.amountMinor === null || input.amountMinor === undefined ? null : BigInt(input.amountMinor) });
    return payment;
  }

  @Authorized('revenue.payment.record')
  @Action()
  @Mutation(() => Payment, { description: 'Writes down how the bank decided. Where the money is gone, what it settled is owed again.' })
  async closePaymentDispute(@Arg('input', () => ClosePaymentDisputeInput, { description: 'Which, and how.' }) input: ClosePaymentDisputeInput, @Context() ctx: Ctx): Promise<Payment> {
    await lockMoneyOf(ctx, 'pmt', input.paymentId);
    const payment = await ctx.load(Payment, input.paymentId);
    await closeDispute(ctx, payment, input.outcome);
    return payment;
  }

  @FieldResolver(() => PaymentDispute, { nullable: true, description: 'The last dispute about it; null where there was none.' })
  dispute(@Root() payment: Payment): PaymentDispute | null {
    const { disputeState: state, disputeReason: reason, disputedMinor, disputedAt: openedAt, disputeClosedAt: closedAt } = payment;
    return state === null ? null : Object.assign(new PaymentDispute(), { state, reason, amount: Money.of(BigInt(disputedMinor ?? 0n), payment.currency), openedAt, closedAt });
  }
}

/** Invoices whose money is in doubt. */
@Resolver(() => Invoice)
export class DisputedInvoiceResolver {
  @FieldResolver(() => Boolean, { description: 'True while whoever paid it asks their bank to take the money back.' })
  disputed(@Root() invoice: Invoice, @Context() ctx: Ctx): Promise<boolean> { return readDisputed(ctx, invoice.id); }
}
