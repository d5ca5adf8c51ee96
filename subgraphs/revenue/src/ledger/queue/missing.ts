import { uuidToId } from '@firmament/events';
import type { Ctx } from '@firmament/kit';
import { printed } from '../../issue/paper.rules.js';
import type { Wanted } from './push-later.js';

/** How many things one act puts into the queue. */
export const mostAtOnce = 500;

/** What never was on its way to a ledger, although it went out: our ids of it are text there, so the lists are held against each other here. */
interface Row { readonly id: string; readonly client_id: string; readonly number: string | null; readonly minor: string; readonly currency: string }
type Asked = { readonly sql: Ctx['sql'] };

async function gone(ctx: Asked): Promise<ReadonlySet<string>> {
  return new Set((await ctx.sql<{ our_id: string }>(`select our_id from revenue.ledger_items where act = 'CREATE' and kind in ('INVOICE', 'CREDIT_NOTE', 'PAYMENT')`)).map((row) => row.our_id));
}
const issued = `select id, client_id, number, total_minor::text as minor, currency from revenue.invoices where status in ('ISSUED', 'PARTIALLY_PAID', 'PAID', 'REOPENED') and ($1::date is null or issued_on >= $1::date) order by issued_on, series_no`;
const credited = `select n.id, n.client_id, n.number, n.amount_minor::text as minor, n.currency from revenue.credit_notes n join revenue.invoices i on i.tenant_id = n.tenant_id and i.id = n.invoice_id where i.status <> 'VOID' and ($1::date is null or i.issued_on >= $1::date) order by n.issued_on, n.created_at`;
const received = `select p.id, p.client_id, null as number, p.amount_minor::text as minor, p.currency from revenue.payments p where p.state = 'RECEIVED' and not p.from_ledger
  and exists (select 1 from revenue.allocations a join revenue.invoices i on i.tenant_id = a.tenant_id and i.id = a.invoice_id where a.tenant_id = p.tenant_id and a.payment_id = p.id and ($1::date is null or i.issued_on >= $1::date)) order by p.received_on, p.created_at`;

/** What went out and is in no ledger, in the order in which it has to go there; of invoices since a day, where one is named. */
export async function missingInLedger(ctx: Asked, since: string | null): Promise<Wanted[]> {
  const known = await gone(ctx);
  const of = async (sql: string, prefix: string, wanted: (row: Row) => Pick<Wanted, 'kind' | 'label'>): Promise<Wanted[]> =>
    (await ctx.sql<Row & Record<string, unknown>>(sql, [since])).map((row) => ({ ...wanted(row), ourId: uuidToId(prefix, row.id), clientId: uuidToId('cli', row.client_id) })).filter((one) => !known.has(one.ourId));
  return [
    ...await of(issued, 'ivc', ({ number }) => ({ kind: 'INVOICE', label: `Invoice ${number ?? ''}` })),
    ...await of(credited, 'crn', ({ number }) => ({ kind: 'CREDIT_NOTE', label: `Credit note ${number ?? ''}` })),
    ...await of(received, 'pmt', ({ minor, currency }) => ({ kind: 'PAYMENT', label: `Payment of ${printed(BigInt(minor), currency)}` })),
  ];
}
