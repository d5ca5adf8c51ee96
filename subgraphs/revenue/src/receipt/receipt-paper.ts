import { idToUuid, uuidToId } from '@firmament/events';
import type { Ctx } from '@firmament/kit';
import { sellerOf } from '../issue/issue-invoice.js';
import { dayInWords, printed } from '../issue/paper.rules.js';
import type { Paper } from '../issue/paper.types.js';
import { payerName } from '../payer/on-names.js';
import type { Payment, Refund } from '../payment/payment.entity.js';
import type { PaymentWay } from '../payment/payment.types.js';
import type { BillingSettings } from '../settings/billing-settings.entity.js';

/** How money came, as it is printed. */
const ways: Readonly<Record<PaymentWay, string>> = { BANK_TRANSFER: 'Bank transfer', CARD: 'Card', DIRECT_DEBIT: 'Direct debit', CASH: 'Cash', CHEQUE: 'Cheque', OTHER: 'Another way' };

/** What a payment settles at this moment, by the numbers of its invoices. */
export interface Settles { readonly invoiceId: string; readonly number: string; readonly minor: bigint }

/** What stands of each invoice, after all that went on and off. */
export async function settles(ctx: Ctx, paymentId: string): Promise<Settles[]> {
  await ctx.em.flush();
  const rows = await ctx.sql<{ id: string; number: string; minor: string }>(
    `select i.id, i.number, sum(a.amount_minor)::text as minor from revenue.allocations a join revenue.invoices i on i.tenant_id = a.tenant_id and i.id = a.invoice_id where a.payment_id = $1 group by i.id, i.number, i.series, i.series_no having sum(a.amount_minor) > 0 order by i.series, i.series_no`, [idToUuid(paymentId)]);
  return rows.map((row) => ({ invoiceId: uuidToId('ivc', row.id), number: row.number, minor: BigInt(row.minor) }));
}

interface Frame { readonly settings: BillingSettings; readonly number: string; readonly day: string }
const line = (title: string, amount: string): Paper['lines'][number] => ({ title, description: null, quantity: '', unit: '', tax: '', gross: amount });

/** The paper for money that came: what it settles, and what is left of it. */
export async function receiptPaper(ctx: Ctx, payment: Payment, { settings, number, day, parts }: Frame & { readonly parts: readonly Settles[] }): Promise<Paper> {
  const amount = (minor: bigint): string => printed(BigInt(minor), payment.currency);
  const left = payment.unappliedMinor;
  return {
    kind: 'Receipt', number, seller: sellerOf(settings), buyer: await payerName(ctx, payment.clientId), title: null, day,
    facts: [['Received on', dayInWords(payment.receivedOn)], ['How', ways[payment.method]], ...(payment.providerRef === null ? [] : [['Number of the payment', payment.providerRef] as const])],
    lines: [...parts.map((one) => line(`Invoice ${one.number}`, amount(one.minor))), ...(left > 0n ? [line('Left as your credit', amount(left))] : [])], sums: [['Received', amount(payment.amountMinor)]], closing: [],
  };
}

/** The paper for money that was given back. */
export async function refundPaper(ctx: Ctx, { payment, refund }: { readonly payment: Payment; readonly refund: Refund }, { settings, number, day, parts }: Frame & { readonly parts: readonly Settles[] }): Promise<Paper> {
  const amount = printed(BigInt(refund.amountMinor), payment.currency);
  return {
    kind: 'Refund', number, seller: sellerOf(settings), buyer: await payerName(ctx, payment.clientId), title: null, day,
    facts: [['Given back on', dayInWords(refund.refundedOn)], ['Of what was received on', dayInWords(payment.receivedOn)], ['How it had come', ways[payment.method]]],
    lines: [line(parts[0] ? `${refund.reason}\nInvoice ${parts[0].number}` : refund.reason, amount)], sums: [['Given back', amount]], closing: [],
  };
}
