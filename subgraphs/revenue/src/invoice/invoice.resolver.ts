import { IsOptional, Matches } from 'class-validator';
import { Arg, Args, ArgsType, Authorized, Ctx as Context, Field, FieldResolver, ID, InputType, Mutation, Query, Resolver, Root } from 'type-graphql';
import { invoiceDrafted } from '@firmament/events';
import { Action, BigIntScalar, CurrencyCodeScalar, ForClient, Invalid, Money, PageArgs, type Ctx, type Page } from '@firmament/kit';
import { ClientRef } from '../stubs.js';
import { Invoice, InvoiceConnection, InvoiceStatus } from './invoice.entity.js';

@ArgsType()
export class InvoiceListArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only invoices to this client.' }) @IsOptional() @Matches(/^cli_[0-7][0-9a-hjkmnp-tv-z]{25}$/, { message: 'this is not the id of a client' }) clientId?: string | null;
}
@InputType({ description: 'An invoice to start.' })
export class DraftInvoiceInput {
  @Field(() => ID, { description: 'The client.' }) clientId!: string;
  @Field(() => BigIntScalar, { description: 'The total in minor units, such as pence.' }) totalMinor!: bigint | number;
  @Field(() => CurrencyCodeScalar, { description: 'The currency.' }) currency!: string;
}

/** What a column of whole numbers holds. */
const most = 9_223_372_036_854_775_807n;

@Resolver(() => Invoice)
export class InvoiceResolver {
  @Authorized('revenue.invoice.view')
  @Query(() => InvoiceConnection, { description: 'Invoices, the newest on top.' })
  invoices(@Args(() => InvoiceListArgs) args: InvoiceListArgs, @Context() ctx: Ctx): Promise<Page<Invoice>> {
    return ctx.read.page(Invoice, args.clientId ? { clientId: args.clientId } : {}, { first: args.first, after: args.after ?? null, orderBy: { createdAt: 'DESC' } });
  }

  @Authorized('revenue.invoice.create')
  @Action()
  @ForClient()
  @Mutation(() => Invoice, { description: 'Starts an invoice to a client. The client does not see it yet.' })
  async draftInvoice(@Arg('input', () => DraftInvoiceInput, { description: 'The invoice.' }) input: DraftInvoiceInput, @Context() ctx: Ctx): Promise<Invoice> {
    const { minor, currency } = Money.of(BigInt(input.totalMinor), input.currency);
    if (minor <= 0n || minor > most) throw new Invalid('REVENUE_TOTAL', 'An invoice asks for more than nothing.', 'input.totalMinor');
    const invoice = ctx.em.create(Invoice, { id: ctx.newId('ivc'), tenantId: ctx.actor.tenantId ?? '', version: 1, clientId: input.clientId, totalMinor: minor, currency, status: InvoiceStatus.DRAFT, createdAt: ctx.now });
    ctx.em.persist(invoice);
    ctx.emit(invoiceDrafted, { invoiceId: invoice.id, clientId: invoice.clientId, total: { minor: String(minor), currency } }, { aggregateId: invoice.id, clientId: invoice.clientId });
    return invoice;
  }

  @FieldResolver(() => Money, { description: 'What it asks for.' })
  total(@Root() invoice: Invoice): Money { return Money.of(BigInt(invoice.totalMinor), invoice.currency); }

  @FieldResolver(() => ClientRef, { nullable: true, description: 'The client.' })
  client(@Root() invoice: Invoice): ClientRef { return Object.assign(new ClientRef(), { id: invoice.clientId }); }
}

@Resolver(() => ClientRef)
export class ClientInvoicesResolver {
  @FieldResolver(() => [Invoice], { nullable: true, description: 'The invoices to this client, the newest on top.' })
  invoices(@Root() client: ClientRef, @Context() ctx: Ctx): Promise<Invoice[]> {
    ctx.demand('revenue.invoice.view');
    return ctx.read.children(Invoice, 'clientId', client.id, { orderBy: { createdAt: 'DESC', id: 'DESC' } });
  }
}
