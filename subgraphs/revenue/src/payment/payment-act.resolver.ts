import { Arg, Authorized, Ctx as Context, Mutation, Resolver } from 'type-graphql';
import { paymentAllocated } from '@firmament/events';
import { Action, ForClient, type Ctx } from '@firmament/kit';
import { allocate } from './allocate.js';
import { lockMoneyOf } from './money-lock.js';
import { Payment } from './payment.entity.js';
import { AllocatePaymentInput, FailPaymentInput, PaymentIdInput, RecordPaymentInput, RefundPaymentInput } from './payment.inputs.js';
import { goesToLedger, recordPayment, settlePayment, wantedOf } from './record-payment.js';
import { failPayment, refundPayment } from './refund-payment.js';

/** A payment to change, while nobody else moves money of its client. */
async function held(ctx: Ctx, paymentId: string): Promise<Payment> {
  await lockMoneyOf(ctx, 'pmt', paymentId);
  return ctx.load(Payment, paymentId);
}

/** What the firm writes down about money. */
@Resolver(() => Payment)
export class PaymentActResolver {
  @Authorized('revenue.payment.record')
  @Action()
  @ForClient()
  @Mutation(() => Payment, { description: 'Writes down money that came, or that is on its way. What invoices do not owe stays as the client\'s credit.' })
  async recordPayment(@Arg('input', () => RecordPaymentInput, { description: 'The payment.' }) input: RecordPaymentInput, @Context() ctx: Ctx): Promise<Payment> { return recordPayment(ctx, input); }

  @Authorized('revenue.payment.record')
  @Action()
  @Mutation(() => Payment, { description: 'Money that was on its way is there. It settles what it was meant for, as far as that is still owed.' })
  async settlePayment(@Arg('input', () => PaymentIdInput, { description: 'Which.' }) input: PaymentIdInput, @Context() ctx: Ctx): Promise<Payment> {
    const payment = await held(ctx, input.paymentId);
    await settlePayment(ctx, payment);
    return payment;
  }

  @Authorized('revenue.payment.record')
  @Action()
  @Mutation(() => Payment, { description: 'Money did not come, or its bank took it back. What it settled is owed again.' })
  async failPayment(@Arg('input', () => FailPaymentInput, { description: 'Which, and why.' }) input: FailPaymentInput, @Context() ctx: Ctx): Promise<Payment> {
    const payment = await held(ctx, input.paymentId);
    payment.demandUndisputed();
    await failPayment(ctx, payment, input.reason);
    return payment;
  }

  @Authorized('revenue.payment.record')
  @Mutation(() => Payment, { description: 'Lets the credit that is left of a payment settle invoices.' })
  async allocatePayment(@Arg('input', () => AllocatePaymentInput, { description: 'Which, and what.' }) input: AllocatePaymentInput, @Context() ctx: Ctx): Promise<Payment> {
    const payment = await held(ctx, input.paymentId);
    payment.demand(['RECEIVED'], 'Only money that came settles invoices.');
    const allocations = await allocate(ctx, payment, { wanted: wantedOf(input.allocations), strict: true });
    if (allocations.length > 0) ctx.emit(paymentAllocated, { ...payment.facts, allocations, unapplied: payment.money(payment.unappliedMinor) }, { aggregateId: payment.id, clientId: payment.clientId });
    await goesToLedger(ctx, payment);
    return payment;
  }

  @Authorized('revenue.payment.refund')
  @Mutation(() => Payment, { description: 'Gives money back: the credit that is left, or what is taken off an invoice for it. Never more than came.' })
  async refundPayment(@Arg('input', () => RefundPaymentInput, { description: 'Which, how much, and why.' }) input: RefundPaymentInput, @Context() ctx: Ctx): Promise<Payment> {
    const payment = await held(ctx, input.paymentId);
    payment.demandUndisputed();
    await refundPayment(ctx, payment, input);
    return payment;
  }
}
