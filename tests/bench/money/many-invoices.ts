import { idToUuid } from '../../../events/src/events.js';
import type { Harness } from '../../../subgraphs/kit/src/testing/harness.js';

/** How much the firm has billed: invoices of so many clients, one of whom has moved much. */
export interface Filled { readonly invoices: number; readonly clients: number; readonly busyClientId: string; readonly movements: number }

const invoices = 10_000;
const clients = 400;
/** Every so many-th client is the busy one. */
const busyShare = 40;

/**
 * Rows as the domain leaves them, two years of them: a fifth paid, some in part, some taken back, some still drafts, the rest owed at every age.
 * Ten thousand mutations would take minutes and change nothing of what is read.
 */
export async function fillBooks(h: Harness, busyClientId: string): Promise<Filled> {
  const [tenant, busy] = [idToUuid(h.firm.id), idToUuid(busyClientId)];
  await h.sql(`insert into crm.clients (tenant_id, id, version, display_name, kind, status, source, created_at, changed_at)
select $1, case when n = 0 then $2::uuid else gen_random_uuid() end, 1, 'Client ' || lpad(n::text, 4, '0'), 'ORG', 'ACTIVE', 'MANUAL', now(), now() from generate_series(0, ${clients} - 1) n`, [tenant, busy]);
  await h.sql(`insert into revenue.invoices (tenant_id, id, version, client_id, total_minor, net_minor, tax_minor, settled_minor, currency, status, created_at, title, terms_days, author_ids, content_hash, approved_hash, number, series, series_no, issued_on, due_on, paid_on, document)
select $1, gen_random_uuid(), 1, c.id, 12 * m, 10 * m, 2 * m, case kind when 'PAID' then 12 * m when 'PARTIALLY_PAID' then 5 * m else 0 end, 'GBP', kind, now() - (n % 730) * interval '1 day' - n * interval '1 second', 'Work ' || n, 30, '[]', repeat('a', 64), repeat('a', 64),
  case when kind <> 'DRAFT' then 'INV-' || lpad(n::text, 5, '0') end, case when kind <> 'DRAFT' then 'INV-' end, case when kind <> 'DRAFT' then n end, case when kind <> 'DRAFT' then date '2026-11-19' - n % 730 end, case when kind <> 'DRAFT' then date '2026-12-19' - n % 730 end,
  case when kind = 'PAID' then date '2026-11-19' - n % 730 end, case when kind <> 'DRAFT' then '{"key":"none","sha256":"none","size":1}'::jsonb end
from (select n, 100 + n % 9000 as m, (array['ISSUED', 'PAID', 'PARTIALLY_PAID', 'DRAFT', 'PAID', 'ISSUED', 'VOID', 'REOPENED', 'ISSUED', 'ISSUED'])[1 + n % 10] as kind, case when n % ${busyShare} = 0 then 0 else n % ${clients} end as client from generate_series(1, ${invoices}) n) i
join (select id, substring(display_name from 8)::int as no from crm.clients) c on c.no = i.client`, [tenant]);
  await h.sql(`insert into revenue.payments (tenant_id, id, version, client_id, amount_minor, allocated_minor, refunded_minor, currency, method, state, received_on, reference, created_at)
select tenant_id, gen_random_uuid(), 1, client_id, settled_minor, settled_minor, 0, currency, 'BANK_TRANSFER', 'RECEIVED', issued_on + 7, 'For ' || number, now() from revenue.invoices where settled_minor > 0`);
  for (const table of ['crm.clients', 'revenue.invoices', 'revenue.payments']) await h.sql(`analyze ${table}`);
  const [row] = await h.sql('select (select count(*) from revenue.invoices where client_id = $1 and issued_on is not null)::int + (select count(*) from revenue.payments where client_id = $1)::int as movements', [busy]);
  return { invoices, clients, busyClientId, movements: Number(row?.movements) };
}
