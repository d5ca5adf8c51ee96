import { IsOptional, Matches } from 'class-validator';
import { Args, ArgsType, Authorized, Ctx as Context, Field, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { idToUuid } from '@firmament/events';
import { Audience, Money, PageArgs, uuidToId, type Ctx, type Page } from '@firmament/kit';
import { Invoice } from '../invoice/invoice.entity.js';
import { InvoiceDownload } from '../issue/issue.resolver.js';
import { Payment, Refund } from '../payment/payment.entity.js';
import { portsOf } from '../ports.js';
import { clientIdPattern, clientIdWords } from '../text.rules.js';
import { PaymentReceipt, PaymentReceiptConnection } from './receipt.entity.js';

@ArgsType()
export class ReceiptListArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only receipts of this client.' }) @IsOptional() @Matches(clientIdPattern, clientIdWords) clientId?: string | null;
}

/** Receipts as people read them. */
@Resolver(() => PaymentReceipt)
export class ReceiptResolver {
  @Authorized('revenue.invoice.view')
  @Audience('portal')
  @Query(() => PaymentReceiptConnection, { description: 'Receipts for money that came and for money that was given back, the newest on top.' })
  receipts(@Args(() => ReceiptListArgs) args: ReceiptListArgs, @Context() ctx: Ctx): Promise<Page<PaymentReceipt>> {
    return ctx.read.page(PaymentReceipt, args.clientId ? { clientId: args.clientId } : {}, { first: args.first, after: args.after ?? null, orderBy: { createdAt: 'DESC' } });
  }

  @Audience('portal')
  @FieldResolver(() => Money, { description: 'How much.' })
  amount(@Root() receipt: PaymentReceipt): Money { return Money.of(BigInt(receipt.amountMinor), receipt.currency); }
  @Audience('portal')
  @FieldResolver(() => InvoiceDownload, { nullable: true, description: 'Fetches it.' })
  download(@Root() receipt: PaymentReceipt, @Context() ctx: Ctx): Promise<InvoiceDownload> { return portsOf(ctx).documents.downloadUrl(receipt.document.key, `${receipt.kind === 'RECEIPT' ? 'Receipt' : 'Refund'} ${receipt.number}.pdf`); }
  @FieldResolver(() => Payment, { nullable: true, description: 'The payment.' })
  payment(@Root() receipt: PaymentReceipt, @Context() ctx: Ctx): Promise<Payment | null> { return ctx.read.load(Payment, receipt.paymentId); }
}

/** The receipts of a payment. */
@Resolver(() => Payment)
export class PaymentReceiptsResolver {
  @FieldResolver(() => [PaymentReceipt], { description: 'What the client has in hand for it: a receipt, and a document for each time that something of it was given back.' })
  receipts(@Root() payment: Payment, @Context() ctx: Ctx): Promise<PaymentReceipt[]> { return ctx.read.children(PaymentReceipt, 'paymentId', payment.id, { orderBy: { createdAt: 'ASC', id: 'ASC' } }); }
}

/** The document of a refund. */
@Resolver(() => Refund)
export class RefundReceiptResolver {
  @FieldResolver(() => PaymentReceipt, { nullable: true, description: 'Its document; null until it is written.' })
  async receipt(@Root() refund: Refund, @Context() ctx: Ctx): Promise<PaymentReceipt | null> { return (await ctx.read.children(PaymentReceipt, 'refundId', refund.id))[0] ?? null; }
}

/** The receipts of an invoice. */
@Resolver(() => Invoice)
export class InvoiceReceiptsResolver {
  @Audience('portal')
  @FieldResolver(() => [PaymentReceipt], { description: 'Receipts of all payments of which something stood on it, in turn.' })
  async receipts(@Root() invoice: Invoice, @Context() ctx: Ctx): Promise<PaymentReceipt[]> {
    const rows = await ctx.read.sql<{ id: string }>('select r.id from revenue.payment_receipts r where exists (select 1 from revenue.allocations a where a.tenant_id = r.tenant_id and a.payment_id = r.payment_id and a.invoice_id = $1)', [idToUuid(invoice.id)]);
    return rows.length === 0 ? [] : ctx.read.rows(PaymentReceipt, { id: { $in: rows.map(({ id }) => uuidToId('rpt', id)) } }, { orderBy: { createdAt: 'ASC', id: 'ASC' } });
  }
}
