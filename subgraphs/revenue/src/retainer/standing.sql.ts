import { idToUuid } from '@firmament/events';
import type { Asks } from '../unbilled/unbilled.sql.js';

/** How a retainer stands, in minor units without tax. `invoiceId` is the newest invoice of it that is out, as a uuid. */
export interface Standing { readonly billedMinor: bigint; readonly drawnMinor: bigint; readonly leftMinor: bigint; readonly minutes: number; readonly invoiceUuid: string | null }
interface Row extends Record<string, unknown> { billed: string; drawn: string; minutes: number; invoice: string | null }

/** What of a retainer is out, less what was credited of it, and what was taken out of it. */
export async function standingOf(asks: Asks, itemId: string): Promise<Standing> {
  const [row] = await asks<Row>(
    `with out as (
       select i.id, i.issued_on, i.series_no, round(l.net_minor::numeric * (i.total_minor - coalesce((select sum(c.amount_minor) from revenue.credit_notes c where c.invoice_id = i.id), 0)) / i.total_minor) as minor
       from revenue.invoice_lines l join revenue.invoices i on i.id = l.invoice_id where l.source ->> 'planItemId' = $1 and i.status in ('ISSUED', 'PARTIALLY_PAID', 'PAID', 'REOPENED')),
     taken as (select b.amount_minor, t.minutes from revenue.billed_sources b left join revenue.noted_time t on t.id = b.source_id where b.plan_item_id = $2::uuid and b.kind = 'TIME_ENTRY')
     select coalesce((select sum(minor) from out), 0)::bigint::text as billed, coalesce((select sum(amount_minor) from taken), 0)::text as drawn, coalesce((select sum(minutes) from taken), 0)::int as minutes,
       (select id from out order by issued_on desc, series_no desc limit 1) as invoice`, [itemId, idToUuid(itemId)]);
  const [billedMinor, drawnMinor] = [BigInt(row?.billed ?? '0'), BigInt(row?.drawn ?? '0')];
  return { billedMinor, drawnMinor, leftMinor: billedMinor > drawnMinor ? billedMinor - drawnMinor : 0n, minutes: row?.minutes ?? 0, invoiceUuid: row?.invoice ?? null };
}
