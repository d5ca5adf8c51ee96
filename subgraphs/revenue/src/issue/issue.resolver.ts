import { IsOptional, Length, Matches } from 'class-validator';
import { Arg, Authorized, Ctx as Context, Field, FieldResolver, InputType, Mutation, ObjectType, Resolver, Root } from 'type-graphql';
import { Action, Audience, BigIntScalar, DateTimeScalar, Money, type Ctx } from '@firmament/kit';
import { Invoice } from '../invoice/invoice.entity.js';
import { InvoiceIdInput } from '../invoice/invoice.inputs.js';
import { payable } from '../invoice/invoice-state.rules.js';
import { creditDown } from '../payment/credit-down.js';
import { lockMoneyOf } from '../payment/money-lock.js';
import { portsOf } from '../ports.js';
import { plain, plainText } from '../text.rules.js';
import { CreditNote } from './credit-note.entity.js';
import { issueInvoice } from './issue-invoice.js';
import { voidInvoice } from './void-invoice.js';

@InputType({ description: 'An invoice, and why it is taken back.' })
export class VoidInvoiceInput extends InvoiceIdInput {
  @Field(() => String, { description: 'Why.' }) @Length(1, 500) @Matches(plainText, plain) reason!: string;
  @Field(() => Boolean, { defaultValue: true, description: 'True where what it billed can stand on another invoice.' }) billAgain!: boolean;
}
@InputType({ description: 'An invoice, and what is credited of it.' })
export class CreditInvoiceInput extends InvoiceIdInput {
  @Field(() => BigIntScalar, { nullable: true, description: 'How much in minor units, with tax; all that was not credited yet when left out.' }) @IsOptional() amountMinor?: bigint | number | null;
  @Field(() => String, { description: 'Why, in words for the client.' }) @Length(1, 500) @Matches(plainText, plain) reason!: string;
}
@Audience('portal')
@ObjectType({ description: 'A link that fetches an invoice or a credit note.' })
export class InvoiceDownload {
  @Field(() => String, { description: 'The address; it works without signing in, for a few minutes.' }) url!: string;
  @Field(() => DateTimeScalar, { description: 'Until when it works.' }) expiresAt!: Date;
}

/** How invoices go out, and how they are taken back. */
@Resolver(() => Invoice)
export class InvoiceIssueResolver {
  @Authorized('revenue.invoice.issue')
  @Action()
  @Mutation(() => Invoice, { description: 'Issues an approved invoice: it gets the next number, which is its own for ever. Said again, it goes on with the same one.' })
  async issueInvoice(@Arg('input', () => InvoiceIdInput, { description: 'Which.' }) input: InvoiceIdInput, @Context() ctx: Ctx): Promise<Invoice> {
    const invoice = await ctx.load(Invoice, input.invoiceId, { ifVersion: input.ifVersion ?? null });
    if (payable.includes(invoice.status)) return invoice;
    invoice.demand(['APPROVED', 'ISSUING'], 'Only an approved invoice goes out.');
    await issueInvoice(ctx, invoice);
    return invoice;
  }

  @Authorized('revenue.invoice.void')
  @Action()
  @Mutation(() => Invoice, { description: 'Takes an invoice back on which nothing was paid or credited. Its number stays its own.' })
  async voidInvoice(@Arg('input', () => VoidInvoiceInput, { description: 'Which, and why.' }) input: VoidInvoiceInput, @Context() ctx: Ctx): Promise<Invoice> {
    await lockMoneyOf(ctx, 'ivc', input.invoiceId);
    const invoice = await ctx.load(Invoice, input.invoiceId, { ifVersion: input.ifVersion ?? null });
    await voidInvoice(ctx, invoice, input);
    return invoice;
  }

  @Authorized('revenue.invoice.credit')
  @Mutation(() => CreditNote, { description: 'Writes a credit note for a part of an invoice, or for all of it. What was paid on it and is credited now becomes the client\'s credit.' })
  async creditInvoice(@Arg('input', () => CreditInvoiceInput, { description: 'Which, how much, and why.' }) input: CreditInvoiceInput, @Context() ctx: Ctx): Promise<CreditNote> {
    await lockMoneyOf(ctx, 'ivc', input.invoiceId);
    const invoice = await ctx.load(Invoice, input.invoiceId, { ifVersion: input.ifVersion ?? null });
    invoice.demand(payable, 'Only an invoice that is out can be credited.');
    return creditDown(ctx, invoice, { minor: input.amountMinor === null || input.amountMinor === undefined ? null : BigInt(input.amountMinor), reason: input.reason });
  }

  @Audience('portal')
  @FieldResolver(() => InvoiceDownload, { nullable: true, description: 'Fetches it as it went out; null until then.' })
  async download(@Root() invoice: Invoice, @Context() ctx: Ctx): Promise<InvoiceDownload | null> {
    return invoice.document ? portsOf(ctx).documents.downloadUrl(invoice.document.key, `Invoice ${invoice.number}.pdf`) : null;
  }
  @FieldResolver(() => String, { nullable: true, description: 'SHA-256 of its document, in hex; null until it is out.' })
  documentSha256(@Root() invoice: Invoice): string | null { return invoice.document?.sha256 ?? null; }
  @FieldResolver(() => [CreditNote], { description: 'What was credited of it, in turn.' })
  creditNotes(@Root() invoice: Invoice, @Context() ctx: Ctx): Promise<CreditNote[]> { return ctx.read.children(CreditNote, 'invoiceId', invoice.id, { orderBy: { createdAt: 'ASC', id: 'ASC' } }); }
}

/** Credit notes as people read them. */
@Resolver(() => CreditNote)
export class CreditNoteResolver {
  @FieldResolver(() => Money, { description: 'How much, with tax.' })
  amount(@Root() note: CreditNote): Money { return Money.of(BigInt(note.amountMinor), note.currency); }
  @FieldResolver(() => Money, { description: 'The tax in it.' })
  tax(@Root() note: CreditNote): Money { return Money.of(BigInt(note.taxMinor), note.currency); }
  @FieldResolver(() => Invoice, { nullable: true, description: 'The invoice.' })
  invoice(@Root() note: CreditNote, @Context() ctx: Ctx): Promise<Invoice | null> { return ctx.read.load(Invoice, note.invoiceId); }
  @FieldResolver(() => InvoiceDownload, { nullable: true, description: 'Fetches it.' })
  async download(@Root() note: CreditNote, @Context() ctx: Ctx): Promise<InvoiceDownload> { return portsOf(ctx).documents.downloadUrl(note.document.key, `Credit note ${note.number}.pdf`); }
}
