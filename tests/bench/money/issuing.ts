import pg from 'pg';
import { idToUuid } from '../../../events/src/events.js';
import { beginStatement, sessionOf } from '../../../subgraphs/kit/src/session-values.js';
import { act, words } from '../../../subgraphs/revenue/test/books.js';
import type { Books } from '../../../subgraphs/revenue/test/books.js';

/** Invoices drafted, sent for approval, agreed to by another and issued; and bare rows that each take a number in a commit of their own. */
export interface IssuingResult { readonly invoices: number; readonly flowPerSecond: number; readonly issuePerSecond: number; readonly bareInsertsPerSecond: number; readonly gapless: boolean }

const atOnce = 4;

/** Does something for each of so many, some at the same time; answers how many a second. */
async function paced(count: number, one: (n: number) => Promise<void>): Promise<number> {
  const began = performance.now();
  let next = 0;
  await Promise.all(Array.from({ length: atOnce }, async () => { while (next < count) await one(next++); }));
  return count / ((performance.now() - began) / 1_000);
}

/** The four acts of two people. What is taken out of the whole is the last of them: number, paper and fact. */
async function throughTheFlow(books: Books, clientId: string, invoices: number): Promise<{ flowPerSecond: number; issuePerSecond: number }> {
  const { h, writer, approver } = books;
  const ready: string[] = [];
  const until = await paced(invoices, async () => {
    const { id, contentHash } = await act<{ id: string; contentHash: string }>(h, writer, 'draftInvoice', { clientId, ...words() }, '{ id contentHash }');
    await act(h, writer, 'submitInvoice', { invoiceId: id });
    await act(h, approver, 'approveInvoice', { invoiceId: id, contentHash });
    ready.push(id);
  });
  const issuePerSecond = await paced(invoices, async (n) => { await act(h, writer, 'issueInvoice', { invoiceId: ready[n] }); });
  return { flowPerSecond: 1 / (1 / until + 1 / issuePerSecond), issuePerSecond };
}

/** The least that a numbered invoice asks of a database: the next number of the series and the row, in one commit, behind the same walls. */
async function bare(books: Books, clientId: string, invoices: number): Promise<number> {
  const pool = new pg.Pool({ connectionString: books.h.urlFor('rw'), max: atOnce });
  const begin = beginStatement(sessionOf(books.writer), 'read write');
  try {
    return await paced(invoices, async () => {
      const client = await pool.connect();
      try {
        await client.query(begin);
        const { rows: [row] } = await client.query<{ last_no: string }>(`insert into revenue.number_series as s (tenant_id, series, last_no) values (sec.tenant_id(), 'BARE-', 1) on conflict (tenant_id, series) do update set last_no = s.last_no + 1 returning last_no`);
        await client.query(`insert into revenue.invoices (tenant_id, id, version, client_id, total_minor, net_minor, tax_minor, currency, status, created_at, title, terms_days, author_ids, content_hash, approved_hash, number, series, series_no, issued_on, due_on, document)
values (sec.tenant_id(), gen_random_uuid(), 1, $1, 120000, 100000, 20000, 'GBP', 'ISSUED', now(), 'Work', 30, '[]', repeat('a', 64), repeat('a', 64), 'BARE-' || $2::text, 'BARE-', $2::bigint, current_date, current_date + 30, '{"key":"none","sha256":"none","size":1}')`, [idToUuid(clientId), row?.last_no]);
        await client.query('commit');
      } finally {
        client.release();
      }
    });
  } finally {
    await pool.end();
  }
}

/** The rate of both; numbers are looked at in the end, since a fast wrong one counts for nothing. */
export async function benchIssuing(books: Books, clientId: string, invoices: number): Promise<IssuingResult> {
  const series = async (name: string): Promise<number[]> => (await books.h.sql('select series_no::int as no from revenue.invoices where series = $1 and tenant_id = $2 order by series_no', [name, idToUuid(books.h.firm.id)])).map((row) => row.no as number);
  await act(books.h, books.h.staff(), 'changeBillingSettings', { invoiceSeries: 'FLOW-' }, '{ version }');
  const flow = await throughTheFlow(books, clientId, invoices);
  const bareInsertsPerSecond = await bare(books, clientId, invoices);
  const counted = [await series('FLOW-'), await series('BARE-')];
  const gapless = counted.every((numbers) => numbers.length === invoices && numbers.every((no, at) => no === at + 1));
  if (!gapless) throw new Error('the numbers of a series have a gap or a twin');
  return { invoices, ...flow, bareInsertsPerSecond, gapless };
}
