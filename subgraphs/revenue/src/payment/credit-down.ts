import { idToUuid, uuidToId } from '@firmament/events';
import type { Ctx } from '@firmament/kit';
import { lesser } from '../invoice/amount.rules.js';
import type { Invoice } from '../invoice/invoice.entity.js';
import type { CreditNote } from '../issue/credit-note.entity.js';
import { creditedOf, writeCreditNote } from '../issue/write-credit-note.js';
import { takeOff } from './allocate.js';
import { Payment } from './payment.entity.js';
import { resettle } from './resettle.js';

/** Makes room for a credit on an invoice that is paid: the money that came last is its payer's again. */
async function makeRoom(ctx: Ctx, invoice: Invoice, needed: bigint): Promise<void> {
  const rows = await ctx.sql<{ payment_id: string; standing: string }>(
    `select payment_id, sum(amount_minor)::text as standing from revenue.allocations where invoice_id = $1 group by payment_id having sum(amount_minor) > 0 order by max(created_at) desc, payment_id desc`, [idToUuid(invoice.id)]);
  let left = needed;
  for (const row of rows) {
    if (left <= 0n) return;
    const minor = lesser(left, BigInt(row.standing));
    await takeOff(ctx, await ctx.load(Payment, uuidToId('pmt', row.payment_id)), { invoiceId: invoice.id, minor, kind: 'RELEASED' });
    left -= minor;
  }
}

/** Credits a part of an invoice that is out, or all that was not credited yet; what was paid beyond it becomes the client's credit. */
export async function creditDown(ctx: Ctx, invoice: Invoice, credit: { readonly minor: bigint | null; readonly reason: string }): Promise<CreditNote> {
  const minor = credit.minor ?? BigInt(invoice.totalMinor) - await creditedOf(ctx, invoice);
  const note = await writeCreditNote(ctx, invoice, { minor, reason: credit.reason });
  await makeRoom(ctx, invoice, minor - invoice.balanceMinor);
  await resettle(ctx, invoice);
  return note;
}
