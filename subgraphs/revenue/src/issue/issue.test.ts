import { clientCreated, firmRegistered, idToUuid, newId } from '@firmament/events';
import { act, aClient, approved, issued, line, openBooks, refusal, see, whole, words, type Books } from '../../test/books.js';
import { steps } from '../invoice/invoice-state.rules.js';
import { paperPdf } from './paper-pdf.js';
import type { Paper } from './paper.types.js';

let books: Books;
let clientId: string;
beforeAll(async () => {
  books = await openBooks();
  await books.h.deliver(firmRegistered, { firmId: books.h.firm.id, name: 'Harbour & Vale Advisory', slug: 'harbour-vale', timeZone: 'Europe/London', currency: 'GBP', ownerUserId: newId('usr') });
});
beforeEach(async () => { clientId = await aClient(books.h); books.store.down = false; });
afterAll(async () => { await books?.h.stop(); });

const numbersOf = async (series = 'INV-'): Promise<number[]> => (await books.h.sql('select series_no::int as no from revenue.invoices where series = $1 and tenant_id = $2 order by series_no', [series, idToUuid(books.h.firm.id)])).map((row) => row.no as number);
const gapless = (numbers: number[]): boolean => numbers.every((no, at) => no === at + 1);

it('gives the next number, the days and the paper, and tells it once', async () => {
  const { h, store } = books;
  await h.deliver(clientCreated, { clientId, displayName: 'Marlowe Boatyard', kind: 'ORG', status: 'ACTIVE', ownerUserId: null, source: 'test' }, { clientId });
  const seen = await issued(books, clientId, { title: 'Year end', termsDays: 14, note: 'Thank you.', purchaseOrder: 'PO 7' });
  expect(seen).toMatchObject({ status: 'ISSUED', issuedOn: '2026-11-19', dueOn: '2026-12-03', overdue: false });
  expect(seen.number).toMatch(/^INV-\d{4}$/);
  expect(store.hashes()).toContain(seen.documentSha256);
  expect((await h.events('revenue.invoice.issued')).filter((one) => one.data.invoiceId === seen.id)).toMatchObject([{ clientId, data: { number: seen.number, issuedOn: '2026-11-19', dueOn: '2026-12-03', total: { minor: '120000' }, documentSha256: seen.documentSha256, contentHash: seen.contentHash } }]);
  await act(h, books.writer, 'issueInvoice', { invoiceId: seen.id });
  expect((await h.events('revenue.invoice.issued')).filter((one) => one.data.invoiceId === seen.id)).toHaveLength(1);
});

it('numbers fifty invoices that go out at once without a gap and without a twin', async () => {
  const { h, writer } = books;
  const ready = await Promise.all(Array.from({ length: 50 }, () => approved(books, clientId)));
  const before = await numbersOf();
  const refused = (await Promise.all(ready.map(({ id }) => refusal(h, writer, 'issueInvoice', { invoiceId: id })))).filter((one) => one !== undefined);
  expect(refused).toEqual([]);
  const after = await numbersOf();
  expect([after.length - before.length, new Set(after).size === after.length, gapless(after)]).toEqual([50, true, true]);
});

it('gives one number to an invoice that is issued many times at once', async () => {
  const { h, writer } = books;
  const { id } = await approved(books, clientId);
  await Promise.all(Array.from({ length: 8 }, () => act(h, writer, 'issueInvoice', { invoiceId: id })));
  expect(gapless(await numbersOf())).toBe(true);
  expect((await h.events('revenue.invoice.issued')).filter((one) => one.data.invoiceId === id)).toHaveLength(1);
});

it('counts for each firm and each series alone', async () => {
  const { h, writer } = books;
  await act(h, h.staff(), 'changeBillingSettings', { invoiceSeries: 'HV/26-' }, '{ version }');
  const first = await issued(books, clientId);
  await act(h, h.staff(), 'changeBillingSettings', { invoiceSeries: 'INV-' }, '{ version }');
  expect(first.number).toBe('HV/26-0001');
  const [their, they] = [await aClient(h, h.otherFirm.id), { ...writer, tenantId: h.otherFirm.id }];
  const { id } = await act(h, they, 'draftInvoice', { clientId: their, ...words() });
  await act(h, they, 'submitInvoice', { invoiceId: id });
  const { contentHash } = await act<{ contentHash: string }>(h, they, 'changeInvoice', { invoiceId: id, ...words() }, '{ contentHash }');
  await act(h, they, 'submitInvoice', { invoiceId: id });
  await act(h, { ...books.approver, tenantId: h.otherFirm.id }, 'approveInvoice', { invoiceId: id, contentHash });
  expect((await act<{ number: string }>(h, they, 'issueInvoice', { invoiceId: id }, '{ number }')).number).toBe('INV-0001');
});

it('keeps its number while the file store is down, and goes out under it when the store is back', async () => {
  const { h, store, writer } = books;
  const { id } = await approved(books, clientId);
  store.down = true;
  await act(h, writer, 'issueInvoice', { invoiceId: id });
  const waiting = await see(h, id);
  expect(waiting).toMatchObject({ status: 'ISSUING', documentSha256: null, problem: expect.stringContaining('file store') as string });
  expect(waiting.number).not.toBeNull();
  await act(h, writer, 'issueInvoice', { invoiceId: id });
  expect((await h.events('revenue.invoice.issue_delayed')).filter((one) => one.data.invoiceId === id)).toHaveLength(1);
  expect(await refusal(h, writer, 'changeInvoice', { invoiceId: id, ...words() })).toMatchObject({ reason: 'REVENUE_INVOICE_ISSUED' });
  store.down = false;
  await h.sql(`update revenue.due set due_at = clock_timestamp() where kind = 'issue'`);
  await h.sweep('finish-issuing');
  expect(await see(h, id)).toMatchObject({ status: 'ISSUED', number: waiting.number, problem: null });
  expect([gapless(await numbersOf()), await h.sql(`select 1 from revenue.due where kind = 'issue'`)]).toEqual([true, []]);
});

it('shows its client what is out, and nothing before', async () => {
  const { h } = books;
  const seen = await issued(books, clientId);
  await approved(books, clientId);
  const [row] = await h.sql('select tenant_id, client_id from revenue.invoices where id = $1', [idToUuid(seen.id)]);
  const context = { 'app.tenant_id': row?.tenant_id as string, 'app.client_id': row?.client_id as string, 'app.actor_kind': 'portal' };
  expect(await h.sqlAs('rw', context, 'select number from revenue.invoices')).toEqual([{ number: seen.number }]);
  expect(await h.sqlAs('rw', context, 'select count(*)::int as lines from revenue.invoice_lines')).toEqual([{ lines: 1 }]);
  await expect(h.sqlAs('rw', context, `update revenue.invoices set note = 'mine'`)).rejects.toThrow();
});

it('never changes a numbered invoice, its lines or its series, whoever tries', async () => {
  const { h } = books;
  const seen = await issued(books, clientId);
  for (const statement of ['update revenue.invoices set total_minor = 1 where number = $1', `update revenue.invoices set number = 'X' where number = $1`, 'delete from revenue.invoices where number = $1', `update revenue.invoices set status = 'DRAFT' where number = $1`,
    'update revenue.invoice_lines set gross_minor = 1, net_minor = 1, tax_minor = 0 where invoice_id in (select id from revenue.invoices where number = $1)',
    'update revenue.number_series set last_no = last_no + 2 where $1 <> \'\'', 'delete from revenue.number_series where $1 <> \'\'']) {
    await expect(h.sql(statement, [seen.number])).rejects.toThrow(/numbered invoice|cannot go|counts up/);
  }
});

it('holds the database and the rules to one list of steps', async () => {
  const [row] = await books.h.sql(`select prosrc from pg_proc where proname = 'keep_invoice'`);
  const inDatabase = [...(row?.prosrc as string).matchAll(/'([A-Z_]+)>([A-Z_]+)'/g)].map(([, from, to]) => `${from}>${to}`).sort();
  expect(inDatabase).toEqual(Object.entries(steps).flatMap(([from, to]) => to.map((one) => `${from}>${one}`)).sort());
});

it('takes an invoice back: its number stays, and what it billed can be billed again', async () => {
  const { h, writer } = books;
  const milestoneId = newId('mil');
  const seen = await issued(books, clientId, { lines: [line({ source: { milestoneId } })] });
  await act(h, writer, 'voidInvoice', { invoiceId: seen.id, reason: 'Wrong client.' });
  expect(await see(h, seen.id)).toMatchObject({ status: 'VOID', number: seen.number, reason: 'Wrong client.' });
  expect(whole((await see(h, seen.id)).balance)).toBe(0n);
  expect((await h.events('revenue.invoice.voided')).at(-1)?.data).toMatchObject({ invoiceId: seen.id, reason: 'Wrong client.' });
  await act(h, writer, 'draftInvoice', { clientId, ...words({ lines: [line({ source: { milestoneId } })] }) });
  expect(await refusal(h, writer, 'voidInvoice', { invoiceId: seen.id, reason: 'Again.' })).toMatchObject({ reason: 'REVENUE_INVOICE_STATE' });
  const draft = await approved(books, clientId);
  expect(await refusal(h, writer, 'voidInvoice', { invoiceId: draft.id, reason: 'x' })).toMatchObject({ reason: 'REVENUE_INVOICE_STATE' });
});

it('credits a part and then the rest, under numbers of their own, and never more than the total', async () => {
  const { h, writer, store } = books;
  const seen = await issued(books, clientId);
  const first = await act<{ number: string; tax: { decimal: string } }>(h, writer, 'creditInvoice', { invoiceId: seen.id, amountMinor: '30001', reason: 'Less work.' }, '{ number tax { decimal } }');
  expect(first).toMatchObject({ tax: { decimal: '50.00' } });
  expect(await see(h, seen.id)).toMatchObject({ status: 'PARTIALLY_PAID' });
  expect(whole((await see(h, seen.id)).balance)).toBe(89_999n);
  expect(await refusal(h, writer, 'creditInvoice', { invoiceId: seen.id, amountMinor: '90000', reason: 'x' })).toMatchObject({ reason: 'REVENUE_AMOUNT' });
  store.down = true;
  expect(await refusal(h, writer, 'creditInvoice', { invoiceId: seen.id, reason: 'x' })).toMatchObject({ reason: 'REVENUE_STORE_UNAVAILABLE' });
  store.down = false;
  const rest = await act<{ number: string }>(h, writer, 'creditInvoice', { invoiceId: seen.id, reason: 'All of it.' }, '{ number }');
  expect([first.number, rest.number]).toEqual(['CN-0001', 'CN-0002']);
  expect(await see(h, seen.id)).toMatchObject({ status: 'PAID', paidOn: '2026-11-19' });
  expect(await refusal(h, writer, 'creditInvoice', { invoiceId: seen.id, reason: 'x' })).toMatchObject({ reason: 'REVENUE_AMOUNT' });
  expect(await refusal(h, writer, 'voidInvoice', { invoiceId: seen.id, reason: 'x' })).toMatchObject({ reason: 'REVENUE_INVOICE_STATE' });
  await expect(h.sql('delete from revenue.credit_notes')).rejects.toThrow(/never changed/);
});

describe('the paper', () => {
  const paper: Paper = { kind: 'Invoice', number: 'INV-0001', seller: { name: 'Harbour & Vale', address: '1 Quay', taxNumber: 'GB 1' }, buyer: 'Łódź Żagle', facts: [['Date', '19 November 2026']], title: 'Year end', lines: [{ title: 'Accounts', description: 'All of them', quantity: '1', unit: '1,000.00 GBP', tax: 'VAT 20%', gross: '1,200.00 GBP' }], sums: [['Total', '1,200.00 GBP']], closing: ['Thank you.'], day: '2026-11-19' };
  it('is the same bytes for the same words, and others for others', async () => {
    const [one, two, three, four] = [await paperPdf(paper), await paperPdf({ ...paper }), await paperPdf({ ...paper, buyer: 'Żaneta Ångström' }), await paperPdf(paper)];
    expect([one.equals(two), one.equals(three), one.equals(four), one.subarray(0, 8).toString()]).toEqual([true, false, true, '%PDF-1.7']);
  });
  it('goes over as many pages as it needs', async () => {
    const many = await paperPdf({ ...paper, lines: Array.from({ length: 200 }, () => paper.lines[0]!) });
    expect(many.toString('latin1').match(/\/Type \/Page\n/g)?.length ?? 0).toBeGreaterThan(3);
  });
});
