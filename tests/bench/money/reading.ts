import { idToUuid } from '../../../events/src/events.js';
import type { Harness } from '../../../subgraphs/kit/src/testing/harness.js';
import { race, theGraph, theStatement } from '../board/graph-beside-statement.js';
import type { RaceResult } from '../board/graph-beside-statement.js';
import type { Filled } from './many-invoices.js';

/** What people read of ten thousand invoices, each beside one statement that says the same. */
export interface ReadingResult { readonly list: RaceResult; readonly receivables: RaceResult; readonly statement: RaceResult; readonly dashboard: RaceResult; readonly movements: number }

interface Question { readonly graph: string; readonly variables?: Record<string, unknown>; readonly sql: string; readonly params?: readonly unknown[]; readonly requests: number }

const today = `date '2026-11-19'`;
/** Pounds as the graph writes them. */
const pounds = (minor: string): string => `json_build_object('decimal', to_char(${minor} / 100.0, 'FM9999999999990.00'))`;
const owed = `('ISSUED', 'PARTIALLY_PAID', 'REOPENED')`;
const lateBy = (name: string, condition: string): string => `coalesce(sum(total_minor - settled_minor) filter (where ${condition}), 0) as ${name}`;

const list: Question = {
  requests: 120,
  graph: '{ invoices(first: 50) { totalCount nodes { number title status issuedOn dueOn overdue total { decimal } balance { decimal } client { displayName } } } }',
  sql: `select json_build_object('invoices', json_build_object('totalCount', (select count(*) from revenue.invoices), 'nodes', (select json_agg(json_build_object('number', number, 'title', title, 'status', status, 'issuedOn', issued_on, 'dueOn', due_on,
  'overdue', status in ${owed} and due_on < ${today}, 'total', ${pounds('total_minor')}, 'balance', ${pounds('(case status when \'VOID\' then 0 else total_minor - settled_minor end)')}, 'client', json_build_object('displayName', display_name)) order by created_at desc, id desc)
  from (select i.*, c.display_name from revenue.invoices i join crm.clients c on c.tenant_id = i.tenant_id and c.id = i.client_id order by i.created_at desc, i.id desc limit 50) page))) as answer`,
};

const columns = ['notDue', 'upTo30', 'upTo60', 'upTo90', 'over90', 'total'];
const receivables: Question = {
  requests: 40,
  graph: `{ agedReceivables { client { displayName } ${columns.map((one) => `${one} { decimal }`).join(' ')} } }`,
  sql: `select json_build_object('agedReceivables', json_agg(json_build_object('client', json_build_object('displayName', c.display_name), ${columns.map((one) => `'${one}', ${pounds(`"${one}"`)}`).join(', ')}) order by "total" desc, client_id)) as answer
from (select tenant_id, client_id, ${lateBy('"notDue"', `due_on >= ${today}`)}, ${lateBy('"upTo30"', `${today} - due_on between 1 and 30`)}, ${lateBy('"upTo60"', `${today} - due_on between 31 and 60`)}, ${lateBy('"upTo90"', `${today} - due_on between 61 and 90`)}, ${lateBy('"over90"', `${today} - due_on > 90`)},
  sum(total_minor - settled_minor) as "total" from revenue.invoices where status in ${owed} group by tenant_id, client_id, currency) aged join crm.clients c on c.tenant_id = aged.tenant_id and c.id = aged.client_id`,
};

const statement = (clientId: string): Question => ({
  requests: 80,
  graph: 'query($clientId: ID!) { clientStatement(clientId: $clientId, currency: "GBP", from: "2026-01-01", to: "2026-12-31") { opening { decimal } closing { decimal } entries { on kind reference amount { decimal } balance { decimal } } } }',
  variables: { clientId },
  params: [idToUuid(clientId)],
  sql: `with moved as (select *, sum(minor) over (order by on_day, place, reference) as balance from (
  select issued_on as on_day, 1 as place, 'INVOICE' as kind, number as reference, total_minor as minor from revenue.invoices where client_id = $1 and currency = 'GBP' and status in ('ISSUED', 'PARTIALLY_PAID', 'PAID', 'REOPENED')
  union all select issued_on, 2, 'CREDIT_NOTE', number, -amount_minor from revenue.credit_notes where client_id = $1 and currency = 'GBP'
  union all select received_on, 3, 'PAYMENT', coalesce(reference, provider_ref, ''), -amount_minor from revenue.payments where client_id = $1 and currency = 'GBP' and state = 'RECEIVED'
  union all select refunded_on, 4, 'REFUND', reason, amount_minor from revenue.refunds where client_id = $1 and currency = 'GBP') all_of where on_day <= date '2026-12-31')
select json_build_object('clientStatement', json_build_object('opening', ${pounds(`(select coalesce(sum(minor), 0) from moved where on_day < date '2026-01-01')`)}, 'closing', ${pounds('(select coalesce(sum(minor), 0) from moved)')},
  'entries', (select coalesce(json_agg(json_build_object('on', on_day, 'kind', kind, 'reference', reference, 'amount', ${pounds('minor')}, 'balance', ${pounds('balance')}) order by on_day, place, reference), '[]') from moved where on_day >= date '2026-01-01'))) as answer`,
});

const figure = (count: string, minor: string): string => `json_build_object('count', ${count}, 'amount', ${pounds(minor)})`;
const inPlay = (condition: string, sum: string): string => figure(`(select count(*) from play where ${condition})`, `(select coalesce(sum(${sum}), 0) from play where ${condition})`);
const left = 'total_minor - settled_minor';
const ages = [`due_on >= ${today}`, `${today} - due_on between 1 and 30`, `${today} - due_on between 31 and 60`, `${today} - due_on between 61 and 90`, `${today} - due_on > 90`];
const inMonth = (kind: string): string => figure(`coalesce((select n from moved where month = m and kind = '${kind}'), 0)`, `coalesce((select minor from moved where month = m and kind = '${kind}'), 0)`);
const months = ['invoiced', 'received', 'refunded'];
/** What the page of money asks: what is in play, how late it is, and what moved in twelve months. */
const dashboard: Question = {
  requests: 60,
  graph: `{ revenueFigures(months: 12) { currencies { currency ${['drafts', 'open', 'overdue'].map((one) => `${one} { count amount { decimal } }`).join(' ')} ages { owed { count amount { decimal } } } months { from to ${months.map((one) => `${one} { count amount { decimal } }`).join(' ')} } } } }`,
  sql: `with play as materialized (select status, due_on, total_minor, settled_minor from revenue.invoices where currency = 'GBP' and status not in ('PAID', 'VOID')),
  moved as materialized (select date_trunc('month', on_day)::date as month, kind, count(*)::int as n, sum(minor) as minor from (
    select issued_on as on_day, 'INVOICED' as kind, total_minor as minor from revenue.invoices where currency = 'GBP' and issued_on >= date '2025-12-01' and status in ('ISSUED', 'PARTIALLY_PAID', 'PAID', 'REOPENED')
    union all select received_on, 'RECEIVED', amount_minor from revenue.payments where currency = 'GBP' and received_on >= date '2025-12-01' and state = 'RECEIVED'
    union all select refunded_on, 'REFUNDED', amount_minor from revenue.refunds where currency = 'GBP' and refunded_on >= date '2025-12-01') all_of group by month, kind)
select json_build_object('revenueFigures', json_build_object('currencies', json_build_array(json_build_object('currency', 'GBP', 'drafts', ${inPlay(`status = 'DRAFT'`, 'total_minor')}, 'open', ${inPlay(`status in ${owed}`, left)}, 'overdue', ${inPlay(`status in ${owed} and due_on < ${today}`, left)},
  'ages', json_build_array(${ages.map((one) => `json_build_object('owed', ${inPlay(`status in ${owed} and ${one}`, left)})`).join(', ')}),
  'months', (select json_agg(json_build_object('from', m, 'to', (m + interval '1 month' - interval '1 day')::date, ${months.map((one) => `'${one}', ${inMonth(one.toUpperCase())}`).join(', ')}) order by m) from (select generate_series(date '2025-12-01', date '2026-11-01', interval '1 month')::date as m) spans))))) as answer`,
};

const tables = ['crm.clients', 'revenue.invoices', 'revenue.credit_notes', 'revenue.payments', 'revenue.refunds'];

async function beside(h: Harness, { graph, variables, sql, params, requests }: Question, rounds: number): Promise<RaceResult> {
  const bare = await theStatement(h, { schemas: ['crm', 'revenue'], tables, sql, ...(params ? { params } : {}) });
  const ours = await theGraph(h, 'revenue', graph, variables);
  try {
    return await race(ours.ask, bare.ask, { rounds, requests, atOnce: 4 });
  } finally {
    await ours.stop();
    await bare.stop();
  }
}

/** The list, what is owed by age, the figures of the page of money, and the statement of the busiest client. */
export async function benchReading(h: Harness, filled: Filled, rounds: number): Promise<ReadingResult> {
  return {
    list: await beside(h, list, rounds), dashboard: await beside(h, dashboard, rounds), receivables: await beside(h, receivables, rounds), statement: await beside(h, statement(filled.busyClientId), rounds), movements: filled.movements,
  };
}
