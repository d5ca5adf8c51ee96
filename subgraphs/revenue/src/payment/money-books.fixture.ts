import { uuidToId } from '@firmament/events';
import type { Harness } from '@firmament/kit/testing';
import { editable, payable, settledStanding, steps } from '../invoice/invoice-state.rules.js';
import type { InvoiceStanding } from '../invoice/invoice.types.js';

export interface InvoiceRow {
  id: string; status: InvoiceStanding; number: string | null; total: bigint; settled: bigint; hash: string; approvedHash: string | null; authors: string[]; lines: bigint; paid: bigint; refunded: bigint; credited: bigint; ever: boolean;
  /** Who agreed in an approval that came to its end, and to which words. */
  yes: { by: string; hash: string; asked: string }[];
}
export interface PaymentRow { id: string; amount: bigint; allocated: bigint; refunded: bigint; rows: bigint; given: bigint; state: string }
export interface World { invoices: InvoiceRow[]; payments: PaymentRow[] }

/** A client's books, as the database has them. */
export async function look(h: Harness, clientUuid: string): Promise<World> {
  const invoices = await h.sql(`select i.id, i.status, i.number, i.total_minor, i.settled_minor, i.content_hash, i.approved_hash, i.author_ids,
      (select coalesce(sum(gross_minor), 0) from revenue.invoice_lines l where l.invoice_id = i.id) as lines, (select coalesce(sum(amount_minor) filter (where kind in ('PAID', 'RELEASED')), 0) from revenue.allocations a where a.invoice_id = i.id) as paid,
      (select coalesce(-sum(amount_minor) filter (where kind in ('REFUNDED', 'FAILED')), 0) from revenue.allocations a where a.invoice_id = i.id) as refunded, (select coalesce(sum(amount_minor), 0) from revenue.credit_notes c where c.invoice_id = i.id) as credited,
      exists (select 1 from revenue.allocations a where a.invoice_id = i.id) or exists (select 1 from revenue.credit_notes c where c.invoice_id = i.id) as ever,
      (select coalesce(jsonb_agg(jsonb_build_object('by', d ->> 'byId', 'hash', d ->> 'contentHash', 'asked', p.content_hash)), '[]') from revenue.approvals p, jsonb_array_elements(p.decisions) d where p.invoice_id = i.id and p.state = 'APPROVED') as yes
    from revenue.invoices i where i.client_id = $1 order by i.created_at, i.id`, [clientUuid]);
  const payments = await h.sql(`select p.*, (select coalesce(sum(amount_minor), 0) from revenue.allocations a where a.payment_id = p.id) as rows, (select coalesce(sum(amount_minor), 0) from revenue.refunds r where r.payment_id = p.id) as given from revenue.payments p where p.client_id = $1 order by p.created_at, p.id`, [clientUuid]);
  const big = (value: unknown): bigint => BigInt(String(value));
  return {
    invoices: invoices.map((row) => ({ id: uuidToId('ivc', String(row.id)), status: row.status as InvoiceStanding, number: row.number as string | null, total: big(row.total_minor), settled: big(row.settled_minor), hash: String(row.content_hash), approvedHash: row.approved_hash as string | null, authors: row.author_ids as string[], lines: big(row.lines), paid: big(row.paid), refunded: big(row.refunded), credited: big(row.credited), ever: row.ever as boolean, yes: row.yes as InvoiceRow['yes'] })),
    payments: payments.map((row) => ({ id: uuidToId('pmt', String(row.id)), amount: big(row.amount_minor), allocated: big(row.allocated_minor), refunded: big(row.refunded_minor), rows: big(row.rows), given: big(row.given), state: String(row.state) })),
  };
}

/** Nobody agrees to what they wrote, and nothing goes out but the words to which somebody agreed. */
function wordsHold(one: InvoiceRow): void {
  expect(one.yes.filter(({ by }) => one.authors.includes(by))).toEqual([]);
  expect(one.yes.filter(({ hash, asked }) => hash !== asked)).toEqual([]);
  if (editable.includes(one.status) && one.status !== 'APPROVED') return;
  expect({ id: one.id, approved: one.approvedHash, agreed: one.yes.some(({ hash }) => hash === one.hash) }).toEqual({ id: one.id, approved: one.hash, agreed: true });
}

/** What holds at every moment, whatever was done. */
export function holds({ invoices, payments }: World): void {
  for (const one of invoices) {
    expect({ id: one.id, lines: one.lines }).toEqual({ id: one.id, lines: one.total });
    // balance = total − allocations + refunds − credits, and never below nothing.
    const balance = one.total - one.paid + one.refunded - one.credited;
    expect({ id: one.id, balance, never: balance >= 0n }).toEqual({ id: one.id, balance: one.total - one.settled, never: true });
    if (payable.includes(one.status)) expect(one.status).toBe(settledStanding({ totalMinor: one.total, settledMinor: one.settled, everSettled: one.ever }));
    else expect(one.settled).toBe(0n);
    wordsHold(one);
  }
  for (const one of payments) {
    expect([one.rows, one.given, one.allocated >= 0n, one.allocated + one.refunded <= one.amount]).toEqual([one.allocated, one.refunded, true, true]);
    if (one.state !== 'RECEIVED') expect([one.allocated, one.refunded]).toEqual([0n, 0n]);
  }
}

/** Every place that one act may lead to: issuing goes through two, and giving back with a credit note ends where it began. */
function reachable(from: InvoiceStanding): Set<InvoiceStanding> {
  const near = steps[from];
  return new Set([from, ...near, ...near.flatMap((one) => (one === 'ISSUING' || payable.includes(one) ? steps[one] : []))]);
}

/** Nothing went where it may not go from where it was, and a number stays with what has it. */
export function legal(before: World, after: World): void {
  for (const one of after.invoices) {
    const was = before.invoices.find(({ id }) => id === one.id);
    if (was?.number) expect({ id: one.id, number: one.number }).toEqual({ id: one.id, number: was.number });
    if (was && was.status !== one.status) expect({ from: was.status, to: one.status, legal: reachable(was.status).has(one.status) }).toEqual({ from: was.status, to: one.status, legal: true });
  }
}

/** Numbers of each firm and each series, of invoices and of credit notes: from one upwards, each once. */
export async function gapless(h: Harness): Promise<void> {
  for (const table of ['invoices', 'credit_notes']) {
    const series = await h.sql(`select tenant_id::text || ' ' || series as series, array_agg(series_no::int order by series_no) as numbers from revenue.${table} where series_no is not null group by tenant_id, series`);
    for (const { series: name, numbers } of series as { series: string; numbers: number[] }[]) expect({ name, numbers }).toEqual({ name, numbers: numbers.map((_, at) => at + 1) });
  }
}
