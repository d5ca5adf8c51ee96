import { Arg, Authorized, Ctx as Context, Mutation, Resolver } from 'type-graphql';
import { Action, Invalid, type Ctx } from '@firmament/kit';
import { Invoice } from '../invoice/invoice.entity.js';
import { InvoiceIdInput } from '../invoice/invoice.inputs.js';
import { InvoiceSubject } from '../invoice/invoice-subject.js';
import { backToDraft } from '../invoice/write-invoice.js';
import { ApproveInvoiceInput, ApproveInvoicesInput, RejectInvoiceInput } from './approval.inputs.js';
import { askApproval } from './ask-approval.js';
import { demandWithinCap } from './batch-cap.js';
import { decide, type Verdict } from './decide.js';

/** A person's word on an invoice. */
async function decideOn(ctx: Ctx, invoiceId: string, verdict: Verdict): Promise<Invoice> {
  const invoice = await ctx.load(Invoice, invoiceId);
  await decide(ctx, new InvoiceSubject(invoice), verdict);
  return invoice;
}

/** What people decide about invoices before they go out. */
@Resolver(() => Invoice)
export class InvoiceApprovalActResolver {
  @Authorized('revenue.invoice.submit')
  @Action()
  @Mutation(() => Invoice, { description: 'Sends a draft to the people who must agree to it. The route is laid down now and stays as it is; nothing happens to one that waits for its approval.' })
  async submitInvoice(@Arg('input', () => InvoiceIdInput, { description: 'Which.' }) input: InvoiceIdInput, @Context() ctx: Ctx): Promise<Invoice> {
    const invoice = await ctx.load(Invoice, input.invoiceId, { ifVersion: input.ifVersion ?? null });
    if (invoice.status === 'AWAITING_APPROVAL') return invoice;
    invoice.demand(['DRAFT'], invoice.status === 'REJECTED' ? 'This invoice was rejected. Change it first.' : 'Only a draft is sent to approval.');
    await askApproval(ctx, new InvoiceSubject(invoice));
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
    return decideOn(ctx, input.invoiceId, { contentHash: input.contentHash, word: 'APPROVED', comment: input.comment ?? null });
  }

  @Authorized('revenue.invoice.approve')
  @Mutation(() => Invoice, { description: 'Does not agree to an invoice. Whoever wrote it changes it and asks again.' })
  async rejectInvoice(@Arg('input', () => RejectInvoiceInput, { description: 'Which, and why not.' }) input: RejectInvoiceInput, @Context() ctx: Ctx): Promise<Invoice> {
    return decideOn(ctx, input.invoiceId, { contentHash: input.contentHash, word: 'REJECTED', comment: input.comment });
  }

  @Authorized('revenue.invoice.approve')
  @Mutation(() => [Invoice], { description: 'Agrees to several invoices in one go, up to the cap of the firm. All are approved, or none.' })
  async approveInvoices(@Arg('input', () => ApproveInvoicesInput, { description: 'Which, and which words.' }) input: ApproveInvoicesInput, @Context() ctx: Ctx): Promise<Invoice[]> {
    // In one order for everybody, so that two people never wait for each other.
    const wanted = [...input.invoices].sort((a, b) => (a.invoiceId < b.invoiceId ? -1 : 1));
    if (new Set(wanted.map((one) => one.invoiceId)).size < wanted.length) throw new Invalid('REVENUE_TWICE', 'Name each invoice once.', 'input.invoices');
    const invoices: Invoice[] = [];
    for (const one of wanted) invoices.push(await ctx.load(Invoice, one.invoiceId));
    await demandWithinCap(ctx, 'invoices', invoices);
    for (const one of wanted) await decideOn(ctx, one.invoiceId, { contentHash: one.contentHash, word: 'APPROVED', comment: one.comment ?? null });
    return invoices;
  }
}
