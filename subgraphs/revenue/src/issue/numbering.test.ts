import { idToUuid } from '@firmament/events';
import type { Actor } from '@firmament/kit';
import { act, aClient, openBooks, refusal, words, type Books } from '../../test/books.js';
import { gapless } from '../payment/money-books.fixture.js';

let books: Books;
beforeAll(async () => { books = await openBooks(); });
afterAll(async () => { await books?.h.stop(); });

/** Two people of a firm, who write and agree. */
const ofFirm = (tenantId: string): { writer: Actor; approver: Actor } => ({ writer: { ...books.writer, tenantId }, approver: { ...books.approver, tenantId } });

async function ready(tenantId: string, count: number): Promise<string[]> {
  const { writer, approver } = ofFirm(tenantId);
  const clientId = await aClient(books.h, tenantId);
  return Promise.all(Array.from({ length: count }, async () => {
    const { id, contentHash } = await act<{ id: string; contentHash: string }>(books.h, writer, 'draftInvoice', { clientId, ...words() }, '{ id contentHash }');
    await act(books.h, writer, 'submitInvoice', { invoiceId: id });
    await act(books.h, approver, 'approveInvoice', { invoiceId: id, contentHash });
    return id;
  }));
}

const numbers = (tenantId: string) => books.h.sql('select series, count(*)::int as invoices, count(distinct number)::int as numbers, max(series_no)::int as last from revenue.invoices where tenant_id = $1 and number is not null group by series order by series', [idToUuid(tenantId)]);

it('numbers fifty invoices of two firms that go out at once, while one of them begins another series: no gap, no twin, no number of the other', async () => {
  const { h } = books;
  const [ours, theirs] = [h.firm.id, h.otherFirm.id];
  const [our, their] = [await ready(ours, 25), await ready(theirs, 25)];
  const issue = (tenantId: string, ids: string[]) => ids.map((invoiceId) => refusal(h, ofFirm(tenantId).writer, 'issueInvoice', { invoiceId }));
  const renamed = refusal(h, h.staff(), 'changeBillingSettings', { invoiceSeries: 'HV/26-' }, '{ version }');
  const refused = (await Promise.all([...issue(ours, our.slice(0, 20)), ...issue(theirs, their), renamed])).filter((one) => one !== undefined);
  expect(refused).toEqual([]);
  expect((await Promise.all(issue(ours, our.slice(20)))).filter((one) => one !== undefined)).toEqual([]);
  await gapless(h);
  const counted = await numbers(ours) as { series: string; invoices: number }[];
  expect(counted.reduce((sum, one) => sum + one.invoices, 0)).toBe(25);
  expect(counted.find(({ series }) => series === 'HV/26-')?.invoices).toBeGreaterThanOrEqual(5);
  expect(await numbers(theirs)).toEqual([{ series: 'INV-', invoices: 25, numbers: 25, last: 25 }]);
});

it('gives a number back when the way out ends before the commit, so that the next one has it', async () => {
  const { h } = books;
  const [before, after] = await ready(h.firm.id, 2) as [string, string];
  // The words changed behind the domain's back: taking the number is refused, and nothing of it stays.
  await h.sql(`update revenue.invoice_lines set title = 'Other' where invoice_id = $1`, [idToUuid(before)]);
  const [refused, taken] = await Promise.all([before, after].map((invoiceId) => refusal(h, books.writer, 'issueInvoice', { invoiceId })));
  expect([refused?.reason, taken]).toEqual(['REVENUE_CONTENT_CHANGED', undefined]);
  await gapless(h);
});
