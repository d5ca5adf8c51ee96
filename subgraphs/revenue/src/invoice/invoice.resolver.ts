import { IsOptional, Matches } from 'class-validator';
import { Arg, Args, ArgsType, Authorized, Ctx as Context, Field, FieldResolver, ID, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { Audience, CurrencyCodeScalar, DateScalar, DecimalScalar, isId, Money, NotFound, PageArgs, type Ctx, type Page } from '@firmament/kit';
import { between } from '../days.js';
import { readSettings } from '../settings/settings-of.js';
import { ClientRef } from '../stubs.js';
import { clientIdPattern, clientIdWords } from '../text.rules.js';
import { Invoice, InvoiceConnection, InvoiceStatus } from './invoice.entity.js';
import { InvoiceLine } from './invoice-line.entity.js';
import { owed } from './invoice-state.rules.js';
import { quantityOf } from './quantity.rules.js';
import { dayIn, isOverdue } from './terms.rules.js';
import type { Discount, InvoiceStanding } from './invoice.types.js';

@ArgsType()
export class InvoiceListArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only invoices to this client.' }) @IsOptional() @Matches(clientIdPattern, clientIdWords) clientId?: string | null;
  @Field(() => [InvoiceStatus], { nullable: true, description: 'Only in one of these places.' }) statuses?: InvoiceStanding[] | null;
  @Field(() => Boolean, { nullable: true, description: 'True for those alone that are owed and late.' }) overdue?: boolean | null;
  @Field(() => ID, { nullable: true, description: 'Only for this project.' }) @IsOptional() @Matches(/^prj_[0-7][0-9a-hjkmnp-tv-z]{25}$/, { message: 'this is no project' }) projectId?: string | null;
  @Field(() => CurrencyCodeScalar, { nullable: true, description: 'Only in this currency.' }) currency?: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'Only what went out on this day or later.' }) issuedFrom?: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'Only what went out on this day or before.' }) issuedTo?: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'Only what is due on this day or later.' }) dueFrom?: string | null;
  @Field(() => DateScalar, { nullable: true, description: 'Only what is due on this day or before.' }) dueTo?: string | null;
}

@ObjectType({ description: 'What is taken off: a share or an amount.' })
export class InvoiceDiscount {
  @Field(() => Int, { nullable: true, description: 'The share in hundredths of a percent; null when it is an amount.' }) basisPoints!: number | null;
  @Field(() => Money, { nullable: true, description: 'The amount; null when it is a share.' }) amount!: Money | null;
}
@ObjectType({ description: 'What a line bills, so that it can be followed back.' })
export class InvoiceLineSource {
  @Field(() => ID, { nullable: true, description: 'The milestone.' }) milestoneId!: string | null;
  @Field(() => [ID], { description: 'The time that was noted.' }) timeEntryIds!: string[];
  @Field(() => ID, { nullable: true, description: 'What a bill of a vendor cost for the client.' }) rebillId?: string | null;
  @Field(() => ID, { nullable: true, description: 'The agreement.' }) agreementId!: string | null;
  @Field(() => String, { nullable: true, description: 'Key of the line of the agreement.' }) agreementLineKey!: string | null;
  @Field(() => ID, { nullable: true, description: 'The item of the plan.' }) planItemId!: string | null;
  @Field(() => String, { nullable: true, description: 'The first day of the period, where the item recurs.' }) periodKey!: string | null;
}

const shown = (discount: Discount | null, currency: string): InvoiceDiscount | null => (discount === null ? null
  : Object.assign(new InvoiceDiscount(), { basisPoints: discount.basisPoints, amount: discount.amountMinor === null ? null : Money.of(BigInt(discount.amountMinor), currency) }));
const today = async (ctx: Ctx): Promise<string> => dayIn((await readSettings(ctx)).timeZone, ctx.now);

/** Invoices as people read them. */
@Resolver(() => Invoice)
export class InvoiceResolver {
  @Authorized('revenue.invoice.view')
  @Audience('portal')
  @Query(() => Invoice, { description: 'An invoice.' })
  async invoice(@Arg('id', () => ID, { description: 'The invoice.' }) id: string, @Context() ctx: Ctx): Promise<Invoice> {
    return (isId('ivc', id) ? await ctx.read.load(Invoice, id) : null) ?? Promise.reject(new NotFound());
  }

  @Authorized('revenue.invoice.view')
  @Audience('portal')
  @Query(() => InvoiceConnection, { description: 'Invoices, the newest on top.' })
  async invoices(@Args(() => InvoiceListArgs) args: InvoiceListArgs, @Context() ctx: Ctx): Promise<Page<Invoice>> {
    const statuses = args.overdue ? owed.filter((one) => args.statuses?.includes(one) ?? true) : args.statuses;
    const { clientId, projectId, currency } = args;
    const due = [...between(args.dueFrom, args.dueTo), ...(args.overdue ? [{ $lt: await today(ctx) }] : [])].map((one) => ({ dueOn: one }));
    const out = between(args.issuedFrom, args.issuedTo).map((one) => ({ issuedOn: one }));
    const where = { ...(clientId ? { clientId } : {}), ...(projectId ? { projectId } : {}), ...(currency ? { currency } : {}), ...(statuses ? { status: { $in: [...statuses] } } : {}), ...(due.length + out.length > 0 ? { $and: [...due, ...out] } : {}) };
    return ctx.read.page(Invoice, where, { first: args.first, after: args.after ?? null, orderBy: { createdAt: 'DESC' } });
  }

  @Audience('portal')
  @FieldResolver(() => Money, { description: 'What it asks for: the sum of its lines, with tax.' })
  total(@Root() invoice: Invoice): Money { return Money.of(BigInt(invoice.totalMinor), invoice.currency); }
  @Audience('portal')
  @FieldResolver(() => Money, { description: 'What it asks for without tax.' })
  net(@Root() invoice: Invoice): Money { return Money.of(BigInt(invoice.netMinor), invoice.currency); }
  @Audience('portal')
  @FieldResolver(() => Money, { description: 'The tax in it.' })
  tax(@Root() invoice: Invoice): Money { return Money.of(BigInt(invoice.taxMinor), invoice.currency); }
  @Audience('portal')
  @FieldResolver(() => Money, { description: 'What was taken off.' })
  discounted(@Root() invoice: Invoice): Money { return Money.of(BigInt(invoice.discountMinor), invoice.currency); }
  @Audience('portal')
  @FieldResolver(() => Money, { description: 'What is left to pay.' })
  balance(@Root() invoice: Invoice): Money { return Money.of(invoice.balanceMinor, invoice.currency); }
  @FieldResolver(() => InvoiceDiscount, { nullable: true, description: 'What was taken off the whole.' })
  discount(@Root() invoice: Invoice): InvoiceDiscount | null { return shown(invoice.discount, invoice.currency); }
  @Audience('portal')
  @FieldResolver(() => Boolean, { description: 'True while it is owed and its last day to pay has passed.' })
  async overdue(@Root() invoice: Invoice, @Context() ctx: Ctx): Promise<boolean> { return isOverdue(invoice, await today(ctx)); }
  @Audience('portal')
  @FieldResolver(() => [InvoiceLine], { description: 'What it bills.' })
  lines(@Root() invoice: Invoice, @Context() ctx: Ctx): Promise<InvoiceLine[]> { return ctx.read.children(InvoiceLine, 'invoiceId', invoice.id, { orderBy: { position: 'ASC' } }); }
  @Audience('portal')
  @FieldResolver(() => String, { nullable: true, description: 'How it can be paid, as the firm says it; null where the firm says nothing.' })
  async howToPay(@Context() ctx: Ctx): Promise<string | null> { return (await readSettings(ctx)).paymentWords; }
  @FieldResolver(() => ClientRef, { nullable: true, description: 'The client.' })
  client(@Root() invoice: Invoice): ClientRef { return Object.assign(new ClientRef(), { id: invoice.clientId }); }
}

/** Lines of invoices. */
@Resolver(() => InvoiceLine)
export class InvoiceLineResolver {
  @Audience('portal')
  @FieldResolver(() => DecimalScalar, { description: 'How many.' })
  quantity(@Root() line: InvoiceLine): string { return quantityOf(BigInt(line.quantityMilli)); }
  @Audience('portal')
  @FieldResolver(() => Money, { description: 'The price of one.' })
  unitPrice(@Root() line: InvoiceLine): Money { return Money.of(BigInt(line.unitMinor), line.currency); }
  @FieldResolver(() => InvoiceDiscount, { nullable: true, description: 'What was taken off this line.' })
  discount(@Root() line: InvoiceLine): InvoiceDiscount | null { return shown(line.discount, line.currency); }
  @Audience('portal')
  @FieldResolver(() => Money, { description: 'What it costs without tax, after all discounts.' })
  net(@Root() line: InvoiceLine): Money { return Money.of(BigInt(line.netMinor), line.currency); }
  @Audience('portal')
  @FieldResolver(() => Money, { description: 'Its tax.' })
  tax(@Root() line: InvoiceLine): Money { return Money.of(BigInt(line.taxMinor), line.currency); }
  @Audience('portal')
  @FieldResolver(() => Money, { description: 'What it costs with tax.' })
  gross(@Root() line: InvoiceLine): Money { return Money.of(BigInt(line.grossMinor), line.currency); }
  @FieldResolver(() => InvoiceLineSource, { description: 'What it bills.' })
  source(@Root() line: InvoiceLine): InvoiceLineSource { return Object.assign(new InvoiceLineSource(), line.source); }
}

@Resolver(() => ClientRef)
export class ClientInvoicesResolver {
  @FieldResolver(() => [Invoice], { nullable: true, description: 'The invoices to this client, the newest on top.' })
  invoices(@Root() client: ClientRef, @Context() ctx: Ctx): Promise<Invoice[]> {
    ctx.demand('revenue.invoice.view');
    return ctx.read.children(Invoice, 'clientId', client.id, { orderBy: { createdAt: 'DESC', id: 'DESC' } });
  }
}
