import { Arg, Authorized, Ctx as Context, Mutation, Resolver } from 'type-graphql';
import { Action, Invalid, type Ctx } from '@firmament/kit';
import { BatchTooLarge } from '../errors.js';
import { Invoice } from '../invoice/invoice.entity.js';
import { InvoiceIdInput } from '../invoice/invoice.inputs.js';
import { backToDraft } from '../invoice/write-invoice.js';
import { settingsOf } from '../settings/settings-of.js';
import { ApproveInvoiceInput, ApproveInvoicesInput, RejectInvoiceInput } from './approval.inputs.js';
import { askApproval } from './ask-approval.js';
import { decide } from './decide.js';

/** Refuses more than may be approved in one go. An amount in another currency cannot be held against the cap. */
async function demandWithinCap(ctx: Ctx, invoices: readonly Invoice[]): Promise<void> {
  const { batchCapMinor, currency } = await settingsOf(ctx);
  if (invoices.some((one) => one.currency !== currency)) throw new BatchTooLarge(`Several invoices are approved in one go in ${currency} alone. Approve the others one by one.`);
  const sum = invoices.reduce((total, one) => total + BigInt(one.totalMinor), 0n);
  if (sum > BigInt(batchCapMinor)) throw new BatchTooLarge('Together these invoices are more than may be approved in one go. Approve fewer, or one by one.');
}

/** What people decide about invoices before they go out. */
@Resolver(() => Invoice)
export class InvoiceApprovalActResolver {
  @Authorized('revenue.invoice.submit')
  @Action()
  @Mutation(() => Invoice, { description: 'Sends a draft to the people who must agree to it. The route is laid down now and stays as it is.' })
  async submitInvoice(@Arg('input', () => InvoiceIdInput, { description: 'Which.' }) input: InvoiceIdInput, @Context() ctx: Ctx): Promise<Invoice> {
    const invoice = await ctx.load(Invoice, input.invoiceId, { ifVersion: input.ifVersion ?? null });
    invoice.demand(['DRAFT'], invoice.status === 'REJECTED' ? 'This invoice was rejected. Change it first.' : 'Only a draft is sent to approval.');
    await askApproval(ctx, invoice);
    return invoice;
  }

  @Authorized('revenue.invoice.submit')
  @Mutation(() => Invoice, { description: 'Takes an invoice back from approval. It is a draft again, and all steps begin anew next time.' })
  async withdrawInvoice(@Arg('input', () => InvoiceIdInput, { description: 'Which.' }) input: InvoiceIdInput, @Context() ctx: Ctx): Promise<Invoice> {
    const invoice = await ctx.load(Invoice, input.invoiceId, { ifVersion: input.ifVersion ?? null });
    invoice.demand(['AWAITING_APPROVAL', 'APPROVED'], 'This invoice is not in approval.');
    await backToDraft(ctx, invoice);
    return invoice;
  }

  @Authorized('revenue.invoice.approve')
  @Mutation(() => Invoice, { description: 'Agrees to the words of an invoice. Whoever wrote it cannot.' })
  async approveInvoice(@Arg('input', () => ApproveInvoiceInput, { description: 'Which, and which words.' }) input: ApproveInvoiceInput, @Context() ctx: Ctx): Promise<Invoice> {
    return decide(ctx, { invoiceId: input.invoiceId, contentHash: input.contentHash, approved: true, comment: input.comment ?? null });
  }

  @Authorized('revenue.invoice.approve')
  @Mutation(() => Invoice, { description: 'Does not agree to an invoice. Whoever wrote it changes it and asks again.' })
  async rejectInvoice(@Arg('input', () => RejectInvoiceInput, { description: 'Which, and why not.' }) input: RejectInvoiceInput, @Context() ctx: Ctx): Promise<Invoice> {
    return decide(ctx, { invoiceId: input.invoiceId, contentHash: input.contentHash, approved: false, comment: input.comment });
  }

  @Authorized('revenue.invoice.approve')
  @Mutation(() => [Invoice], { description: 'Agrees to several invoices in one go, up to the cap of the firm. All are approved, or none.' })
  async approveInvoices(@Arg('input', () => ApproveInvoicesInput, { description: 'Which, and which words.' }) input: ApproveInvoicesInput, @Context() ctx: Ctx): Promise<Invoice[]> {
    // In one order for everybody, so that two people never wait for each other.
    const wanted = [...input.invoices].sort((a, b) => (a.invoiceId < b.invoiceId ? -1 : 1));
    if (new Set(wanted.map((one) => one.invoiceId)).size < wanted.length) throw new Invalid('REVENUE_TWICE', 'Name each invoice once.', 'input.invoices');
    const invoices: Invoice[] = [];
    for (const one of wanted) invoices.push(await ctx.load(Invoice, one.invoiceId));
    await demandWithinCap(ctx, invoices);
    for (const one of wanted) await decide(ctx, { invoiceId: one.invoiceId, contentHash: one.contentHash, approved: true, comment: one.comment ?? null });
    return invoices;
  }
}
