import { idToUuid } from '@firmament/events';
import type { Ctx } from '@firmament/kit';
import type { Movement, StatementKind } from './statement.rules.js';

/** A row of the list of what is owed: sums in minor units, as text. */
export interface AgedRow extends Record<string, unknown> { client_id: string; currency: string; not_due: string; up_to_30: string; up_to_60: string; up_to_90: string; over_90: string; total: string }

const sumOf = (name: string, condition: string): string => `coalesce(sum(total_minor - settled_minor) filter (where ${condition}), 0)::text as ${name}`;

/** What is owed by client and currency, by how many days it is late on a day. */
export function agedOf(ctx: Ctx, which: { readonly clientId: string | null; readonly today: string }): Promise<AgedRow[]> {
  return ctx.read.sql<AgedRow>(
    `select client_id, currency, ${sumOf('not_due', 'due_on >= $1::date')}, ${sumOf('up_to_30', '$1::date - due_on between 1 and 30')}, ${sumOf('up_to_60', '$1::date - due_on between 31 and 60')}, ${sumOf('up_to_90', '$1::date - due_on between 61 and 90')},
       ${sumOf('over_90', '$1::date - due_on > 90')}, sum(total_minor - settled_minor)::text as total
     from revenue.invoices where status in ('ISSUED', 'PARTIALLY_PAID', 'REOPENED') and ($2::uuid is null or client_id = $2)
     group by client_id, currency order by sum(total_minor - settled_minor) desc, client_id, currency limit 500`, [which.today, which.clientId === null ? null : idToUuid(which.clientId)]);
}

/** All that moved what a client owes in a currency up to a day, in the order of days. What was taken back never moved anything. */
export async function movementsOf(ctx: Ctx, of: { readonly clientId: string; readonly currency: string; readonly to: string }): Promise<Movement[]> {
  const rows = await ctx.read.sql<{ on_day: string; kind: StatementKind; reference: string; minor: string }>(
    `select on_day::text, kind, reference, minor::text from (
       select issued_on as on_day, 1 as place, 'INVOICE' as kind, number as reference, total_minor as minor from revenue.invoices where client_id = $1 and currency = $2 and status in ('ISSUED', 'PARTIALLY_PAID', 'PAID', 'REOPENED')
       union all select issued_on, 2, 'CREDIT_NOTE', number, -amount_minor from revenue.credit_notes where client_id = $1 and currency = $2
       union all select received_on, 3, 'PAYMENT', coalesce(reference, provider_ref, ''), -amount_minor from revenue.payments where client_id = $1 and currency = $2 and state = 'RECEIVED'
       union all select refunded_on, 4, 'REFUND', reason, amount_minor from revenue.refunds where client_id = $1 and currency = $2
     ) moved where on_day <= $3::date order by on_day, place, reference`, [idToUuid(of.clientId), of.currency, of.to]);
  return rows.map((row) => ({ on: row.on_day, kind: row.kind, reference: row.reference, minor: BigInt(row.minor) }));
}
