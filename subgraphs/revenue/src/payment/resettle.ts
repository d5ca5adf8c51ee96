import { invoicePaid, invoicePartiallyPaid, invoiceReopened, idToUuid } from '@firmament/events';
import type { Ctx } from '@firmament/kit';
import { restartDunning, watchLate } from '../dunning/watch-late.js';
import type { Invoice } from '../invoice/invoice.entity.js';
import { payable, settledStanding } from '../invoice/invoice-state.rules.js';
import type { InvoiceStanding } from '../invoice/invoice.types.js';
import { dayIn } from '../invoice/terms.rules.js';
import { settingsOf } from '../settings/settings-of.js';
import { endOutdatedPage } from './online/begin-paying.js';

interface Records { readonly paid: bigint; readonly credited: bigint; readonly everSettled: boolean; readonly lastOn: string | null }

/** What the records say at this moment: every allocation and every credit note of the invoice. */
async function recordsOf(ctx: Ctx, invoice: Invoice): Promise<Records> {
  await ctx.em.flush();
  const [row] = await ctx.sql<{ paid: string; credited: string; ever: boolean; last_on: string | null }>(
    `select coalesce((select sum(amount_minor) from revenue.allocations where invoice_id = $1), 0)::text as paid, coalesce((select sum(amount_minor) from revenue.credit_notes where invoice_id = $1), 0)::text as credited,
       exists (select 1 from revenue.allocations where invoice_id = $1) or exists (select 1 from revenue.credit_notes where invoice_id = $1) as ever,
       (select greatest((select max(p.received_on) from revenue.payments p join revenue.allocations a on a.tenant_id = p.tenant_id and a.payment_id = p.id where a.invoice_id = $1 and a.amount_minor > 0), (select max(issued_on) from revenue.credit_notes where invoice_id = $1)))::text as last_on`,
    [idToUuid(invoice.id)]);
  return { paid: BigInt(row?.paid ?? '0'), credited: BigInt(row?.credited ?? '0'), everSettled: row?.ever ?? false, lastOn: row?.last_on ?? null };
}

/** What stands round the invoice for whoever hears of it: the one agreement that it bills, and what else of the client is late. */
async function around(ctx: Ctx, invoice: Invoice): Promise<{ agreementId: string | null; othersOverdue: number }> {
  await ctx.em.flush();
  const [row] = await ctx.sql<{ agreement_id: string | null; late: number }>(
    `select (select min(source->>'agreementId') from revenue.invoice_lines where invoice_id = $1 having count(distinct source->>'agreementId') = 1) as agreement_id,
       (select count(*)::int from revenue.invoices where client_id = $2 and id <> $1 and status in ('ISSUED', 'PARTIALLY_PAID', 'REOPENED') and due_on < $3::date) as late`,
    [idToUuid(invoice.id), idToUuid(invoice.clientId), dayIn((await settingsOf(ctx)).timeZone, ctx.now)]);
  return { agreementId: row?.agreement_id ?? null, othersOverdue: row?.late ?? 0 };
}

const told = { PARTIALLY_PAID: invoicePartiallyPaid, PAID: invoicePaid, REOPENED: invoiceReopened } as const;
const isTold = (status: InvoiceStanding): status is keyof typeof told => status in told;

/** Says where an issued invoice stands by its payments and credit notes, and by nothing else. A fact leaves when that changed. */
export async function resettle(ctx: Ctx, invoice: Invoice): Promise<void> {
  if (!payable.includes(invoice.status)) return;
  const { paid, credited, everSettled, lastOn } = await recordsOf(ctx, invoice);
  const before = { status: invoice.status, settled: BigInt(invoice.settledMinor) };
  invoice.settledMinor = paid + credited;
  const status = settledStanding({ totalMinor: BigInt(invoice.totalMinor), settledMinor: invoice.settledMinor, everSettled });
  if (status !== invoice.status) invoice.step(status);
  invoice.paidOn = status === 'PAID' ? lastOn : null;
  await endOutdatedPage(ctx, invoice);
  if (before.status === 'PAID' && status !== 'PAID') await restartDunning(ctx, invoice);
  await watchLate(ctx, invoice);
  if ((status === before.status && invoice.settledMinor === before.settled) || !isTold(status)) return;
  const settled = { amountPaid: invoice.money(paid), credited: invoice.money(credited), balance: invoice.money(invoice.balanceMinor), paidOn: invoice.paidOn };
  ctx.emit(told[status], { ...invoice.facts, ...settled, ...await around(ctx, invoice) }, { aggregateId: invoice.id, clientId: invoice.clientId });
}
