import { idToUuid } from '../../../events/src/events.js';
import type { Harness } from '../../../subgraphs/kit/src/testing/harness.js';
import { race, theGraph, theStatement } from '../board/graph-beside-statement.js';
import type { RaceResult } from '../board/graph-beside-statement.js';
import type { Filled } from './many-invoices.js';

/** What people read of ten thousand invoices, each beside one statement that says the same. */
export interface ReadingResult { readonly list: RaceResult; readonly receivables: RaceResult; readonly statement: RaceResult; readonly movements: number }

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

/** The list, what is owed by age, and the statement of the busiest client. */
export async function benchReading(h: Harness, filled: Filled, rounds: number): Promise<ReadingResult> {
  return {
    list: await beside(h, list, rounds), receivables: await beside(h, receivables, rounds), statement: await beside(h, statement(filled.busyClientId), rounds), movements: filled.movements,
  };
}
