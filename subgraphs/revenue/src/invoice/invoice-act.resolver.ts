import { Arg, Authorized, Ctx as Context, ID, Mutation, Resolver } from 'type-graphql';
import { Action, ForClient, type Ctx } from '@firmament/kit';
import { settingsOf } from '../settings/settings-of.js';
import { Invoice } from './invoice.entity.js';
import { InvoiceLine } from './invoice-line.entity.js';
import { ChangeInvoiceInput, DraftInvoiceInput, InvoiceIdInput } from './invoice.inputs.js';
import { wordsOf } from './invoice-words.js';
import { discardInvoice, rewriteInvoice, startInvoice } from './write-invoice.js';

/** What the firm writes on invoices. */
@Resolver(() => Invoice)
export class InvoiceActResolver {
  @Authorized('revenue.invoice.create')
  @Action()
  @ForClient()
  @Mutation(() => Invoice, { description: 'Starts an invoice to a client. The client does not see it yet.' })
  async draftInvoice(@Arg('input', () => DraftInvoiceInput, { description: 'The invoice.' }) input: DraftInvoiceInput, @Context() ctx: Ctx): Promise<Invoice> {
    return startInvoice(ctx, { clientId: input.clientId, projectId: input.projectId ?? null }, wordsOf(input, await settingsOf(ctx)));
  }

  @Authorized('revenue.invoice.edit')
  @Mutation(() => Invoice, { description: 'Puts other words on an invoice that has no number. Any approval of it falls: it was given to the words before.' })
  async changeInvoice(@Arg('input', () => ChangeInvoiceInput, { description: 'Which, and what it says now.' }) input: ChangeInvoiceInput, @Context() ctx: Ctx): Promise<Invoice> {
    const invoice = await ctx.load(Invoice, input.invoiceId, { ifVersion: input.ifVersion ?? null });
    invoice.demandEditable();
    const lines = await ctx.em.find(InvoiceLine, { invoiceId: invoice.id });
    await rewriteInvoice(ctx, invoice, wordsOf(input, { termsDays: invoice.termsDays, known: new Map(lines.map((line) => [line.id, line.source])) }));
    return invoice;
  }

  @Authorized('revenue.invoice.edit')
  @Mutation(() => ID, { description: 'Throws an invoice away that has no number. What it billed can be billed again.' })
  async discardInvoice(@Arg('input', () => InvoiceIdInput, { description: 'Which.' }) input: InvoiceIdInput, @Context() ctx: Ctx): Promise<string> {
    const invoice = await ctx.load(Invoice, input.invoiceId, { ifVersion: input.ifVersion ?? null });
    invoice.demandEditable();
    invoice.demand(['DRAFT', 'REJECTED'], 'Take it back from approval first.');
    await discardInvoice(ctx, invoice);
    return invoice.id;
  }
}
