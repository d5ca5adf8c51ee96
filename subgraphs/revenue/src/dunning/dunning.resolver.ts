import { invoiceRemindersHeld, invoiceRemindersResumed } from '@firmament/events';
import { Length, Matches } from 'class-validator';
import { Arg, Authorized, Ctx as Context, Field, FieldResolver, ID, InputType, Int, Mutation, ObjectType, Resolver, Root } from 'type-graphql';
import { Action, Conflict, DateScalar, Money, type Ctx } from '@firmament/kit';
import { Invoice } from '../invoice/invoice.entity.js';
import { owed } from '../invoice/invoice-state.rules.js';
import { dayIn } from '../invoice/terms.rules.js';
import { lockMoneyOf } from '../payment/money-lock.js';
import { readDisputed } from '../payment/disputed.js';
import { readSettings, settingsOf } from '../settings/settings-of.js';
import { plain, plainText } from '../text.rules.js';
import { Dunning } from './dunning.entity.js';
import { remind } from './remind-late.js';
import { nextOf } from './schedule.rules.js';
import { dunningOf, watchLate } from './watch-late.js';

@InputType({ description: 'An invoice of which somebody is to be reminded.' })
export class RemindOfInvoiceInput {
  @Field(() => ID, { description: 'The invoice.' }) invoiceId!: string;
}
@InputType({ description: 'An invoice, and why nobody is to be reminded of it.' })
export class HoldRemindersInput extends RemindOfInvoiceInput {
  @Field(() => String, { description: 'Why.' }) @Length(1, 500) @Matches(plainText, plain) reason!: string;
}

@ObjectType({ description: 'A reminder of an invoice.' })
export class InvoiceReminder {
  @Field(() => Int, { description: 'Which one it was, counted from one.' }) no!: number;
  @Field(() => DateScalar, { description: 'Its day.' }) on!: string;
  @Field(() => Money, { description: 'What was owed then.' }) owed!: Money;
  @Field(() => Boolean, { description: 'True where somebody asked for it; false where the schedule did.' }) byHand!: boolean;
}
@ObjectType({ description: 'How clients are reminded of an invoice.' })
export class InvoiceDunning {
  @Field(() => [InvoiceReminder], { description: 'What was sent, in turn.' }) reminders!: InvoiceReminder[];
  @Field(() => DateScalar, { nullable: true, description: 'When the schedule reminds next; null where it does not.' }) nextOn!: string | null;
  @Field(() => String, { nullable: true, description: 'Why nobody is reminded by the schedule; null while it runs.' }) heldWhy!: string | null;
}

const sentence = 'Reminders are for invoices of which something is owed.';

/** An invoice of which something is owed, while nobody else moves money of its client. */
async function held(ctx: Ctx, invoiceId: string): Promise<{ invoice: Invoice; dunning: Dunning }> {
  await lockMoneyOf(ctx, 'ivc', invoiceId);
  const invoice = await ctx.load(Invoice, invoiceId);
  invoice.demand(owed, sentence);
  return { invoice, dunning: await dunningOf(ctx, invoice) };
}

/** Reminders of invoices, beside those that the schedule sends. */
@Resolver(() => Invoice)
export class DunningResolver {
  @Authorized('revenue.invoice.remind')
  @Action()
  @Mutation(() => Invoice, { description: 'Reminds whoever is billed now, once a day at most.' })
  async remindOfInvoice(@Arg('input', () => RemindOfInvoiceInput, { description: 'Which.' }) input: RemindOfInvoiceInput, @Context() ctx: Ctx): Promise<Invoice> {
    const { invoice, dunning } = await held(ctx, input.invoiceId);
    const today = dayIn((await settingsOf(ctx)).timeZone, ctx.now);
    if (dunning.lastOn === today) throw new Conflict('REVENUE_REMINDED_TODAY', 'They were reminded of this invoice today already.');
    remind(ctx, { invoice, dunning }, { today, last: false, byHand: true });
    return invoice;
  }

  @Authorized('revenue.invoice.remind')
  @Action()
  @Mutation(() => Invoice, { description: 'Nobody is reminded by the schedule, until somebody lets it go on.' })
  async holdReminders(@Arg('input', () => HoldRemindersInput, { description: 'Which, and why.' }) input: HoldRemindersInput, @Context() ctx: Ctx): Promise<Invoice> {
    const { invoice, dunning } = await held(ctx, input.invoiceId);
    const first = dunning.heldWhy === null;
    dunning.heldWhy = input.reason;
    await watchLate(ctx, invoice);
    if (first) ctx.emit(invoiceRemindersHeld, { ...invoice.facts, reason: input.reason }, { aggregateId: invoice.id, clientId: invoice.clientId });
    return invoice;
  }

  @Authorized('revenue.invoice.remind')
  @Action()
  @Mutation(() => Invoice, { description: 'The schedule goes on. Days that passed meanwhile are made up for with one reminder.' })
  async resumeReminders(@Arg('input', () => RemindOfInvoiceInput, { description: 'Which.' }) input: RemindOfInvoiceInput, @Context() ctx: Ctx): Promise<Invoice> {
    const { invoice, dunning } = await held(ctx, input.invoiceId);
    if (dunning.heldWhy === null) return invoice;
    dunning.heldWhy = null;
    await watchLate(ctx, invoice);
    ctx.emit(invoiceRemindersResumed, invoice.facts, { aggregateId: invoice.id, clientId: invoice.clientId });
    return invoice;
  }

  @FieldResolver(() => InvoiceDunning, { nullable: true, description: 'How clients are reminded of it; null before it is out.' })
  async dunning(@Root() invoice: Invoice, @Context() ctx: Ctx): Promise<InvoiceDunning | null> {
    const dunning = await ctx.read.load(Dunning, invoice.id);
    if (!dunning) return null;
    const { dunningDays } = await readSettings(ctx);
    // That it is late is said to the firm alone; the first thing that clients hear comes after it.
    const rests = !owed.includes(invoice.status) || dunning.heldWhy !== null || await readDisputed(ctx, invoice.id);
    const next = rests ? null : nextOf({ lateFrom: dunning.lateFrom, sent: dunning.sent, overdueTold: true }, dunningDays);
    const reminders = dunning.told.map(({ on, no, balanceMinor, byHand }) => Object.assign(new InvoiceReminder(), { on, no, byHand, owed: Money.of(BigInt(balanceMinor), invoice.currency) }));
    return Object.assign(new InvoiceDunning(), { reminders, nextOn: next?.on ?? null, heldWhy: dunning.heldWhy });
  }
}
