import { idToUuid, uuidToId } from '@firmament/events';
import type { Ctx } from '@firmament/kit';

/** What a client owes and paid in one currency: sums in minor units, as text. */
export interface ClientMoneyRow extends Record<string, unknown> { client_id: string; currency: string; open: string; open_count: number; overdue: string; overdue_count: number; first_due_on: string | null; received: string; credit: string }

/** What clients owe and paid, by client and then by currency. Read from invoices, payments and refunds: nothing of it is kept. */
export async function moneyOfClients(ctx: Ctx, clientIds: readonly string[], today: string): Promise<ReadonlyMap<string, ClientMoneyRow[]>> {
  const rows = await ctx.read.sql<ClientMoneyRow>(
    `with owed as (
       select client_id, currency, sum(total_minor - settled_minor) as open, count(*) as open_count, coalesce(sum(total_minor - settled_minor) filter (where due_on < $2::date), 0) as overdue, count(*) filter (where due_on < $2::date) as overdue_count,
         min(due_on) filter (where due_on < $2::date) as first_due_on
       from revenue.invoices where client_id = any($1::uuid[]) and status in ('ISSUED', 'PARTIALLY_PAID', 'REOPENED') group by client_id, currency),
     moved as (
       select client_id, currency, amount_minor as net, amount_minor - allocated_minor - refunded_minor as credit from revenue.payments where client_id = any($1::uuid[]) and state = 'RECEIVED'
       union all select client_id, currency, -amount_minor, 0 from revenue.refunds where client_id = any($1::uuid[])),
     came as (select client_id, currency, sum(net) as received, sum(credit) as credit from moved group by client_id, currency)
     select client_id, currency, coalesce(open, 0)::text as open, coalesce(open_count, 0)::int as open_count, coalesce(overdue, 0)::text as overdue, coalesce(overdue_count, 0)::int as overdue_count, first_due_on::text,
       coalesce(received, 0)::text as received, coalesce(credit, 0)::text as credit
     from owed full join came using (client_id, currency) order by client_id, coalesce(open, 0) desc, currency`, [clientIds.map(idToUuid), today]);
  return Map.groupBy(rows, (row) => uuidToId('cli', row.client_id));
}
