import { clientMerged, newId } from '@firmament/events';
import { act, aClient, aDraft, issued, line, openBooks, refusal, see, whole, words, type Books } from '../../test/books.js';

let books: Books;
let clientId: string;
beforeAll(async () => { books = await openBooks(); clientId = await aClient(books.h); });
afterAll(async () => { await books?.h.stop(); });

const list = 'query($clientId: ID) { invoices(clientId: $clientId) { totalCount nodes { total { decimal } } } }';
const ofClient = 'query($r: [_Any!]!) { _entities(representations: $r) { ... on Client { invoices { total { decimal } } } } }';
const draft = 'mutation($input: DraftInvoiceInput!) { draftInvoice(input: $input) { id version status total { minor currency decimal } net { decimal } tax { decimal } client { id } lines { title quantity unitPrice { decimal } net { decimal } tax { decimal } gross { decimal } taxCode accountCode source { milestoneId agreementLineKey timeEntryIds } } } }';

it('starts an invoice to the penny, says where each line comes from, and lists it under its client', async () => {
  const { h } = books;
  const [milestoneId, agreementId, entry] = [newId('mil'), newId('agr'), newId('tme')];
  const input = { clientId, ...words({ lines: [line({ quantity: '1.5', unitPriceMinor: '9999', taxCode: 'T1', accountCode: '200', source: { milestoneId, agreementId, agreementLineKey: 'accounts', timeEntryIds: [entry] } }), line({ title: 'Postage', unitPriceMinor: '1', taxBasisPoints: 0 })] }) };
  const { data, errors } = await h.as(h.staff()).run(draft, { input });
  expect(errors).toBeUndefined();
  expect(data).toMatchObject({ draftInvoice: { version: 1, status: 'DRAFT', total: { decimal: '180.00', currency: 'GBP' }, net: { decimal: '150.00' }, tax: { decimal: '30.00' }, client: { id: clientId }, lines: [
    { quantity: '1.5', unitPrice: { decimal: '99.99' }, net: { decimal: '149.99' }, tax: { decimal: '30.00' }, gross: { decimal: '179.99' }, taxCode: 'T1', accountCode: '200', source: { milestoneId, agreementLineKey: 'accounts', timeEntryIds: [entry] } }, { quantity: '1', gross: { decimal: '0.01' } }] } });
  expect(await h.events('revenue.invoice.drafted')).toMatchObject([{ clientId, data: { total: { minor: '18000', currency: 'GBP' }, sourceRefs: [milestoneId, agreementId, entry] } }]);
  expect((await h.as(h.staff()).run(list, { clientId })).data).toEqual({ invoices: { totalCount: 1, nodes: [{ total: { decimal: '180.00' } }] } });
  expect((await h.as(h.staff()).run(ofClient, { r: [{ __typename: 'Client', id: clientId }] })).data).toEqual({ _entities: [{ invoices: [{ total: { decimal: '180.00' } }] }] });
});

it.each([['9007199254740993', 'GBP', '90071992547409.93'], ['5000', 'JPY', '5000'], ['1234', 'KWD', '1.234']])('keeps %s of %s exactly', async (unitPriceMinor, currency, decimal) => {
  const { total } = await act<{ total: { decimal: string } }>(books.h, books.writer, 'draftInvoice', { clientId, currency, lines: [{ title: 'Work', unitPriceMinor }] }, '{ total { decimal } }');
  expect(total.decimal).toBe(decimal);
});

it('is seen by its client when it is out, and by no other one; a draft is seen by none, and nobody of them drafts', async () => {
  const { h } = books;
  const input = { clientId, ...words() };
  expect((await h.as(h.staff(['*'], h.otherFirm.id)).run(list, { clientId })).data).toEqual({ invoices: { totalCount: 0, nodes: [] } });
  const theirs = await aClient(h);
  const [out] = [await issued(books, theirs), await aDraft(books, theirs)];
  for (const [id, seen] of [[theirs, 1], [clientId, 0]] as const) {
    expect((await h.as(h.portal(id)).run(list)).data).toMatchObject({ invoices: { totalCount: seen } });
    expect((await h.as(h.portal(id)).run('query($id: ID!) { invoice(id: $id) { number howToPay lines { title } } }', { id: out.id })).errors?.[0]?.extensions?.code).toBe(seen === 1 ? undefined : 'NOT_FOUND');
    expect((await h.as(h.portal(id)).run(draft, { input })).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  }
  expect((await h.as(h.public()).run(list)).errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
  expect((await h.as(h.staff(['revenue.invoice.view'])).run(draft, { input })).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
});

it('hides a draft and its lines from its client in the database itself', async () => {
  const { h } = books;
  const [row] = await h.sql(`select tenant_id, client_id from revenue.invoices where status = 'DRAFT' and client_id not in (select client_id from revenue.invoices where status = 'ISSUED') limit 1`);
  const context = { 'app.tenant_id': row?.tenant_id as string, 'app.client_id': row?.client_id as string };
  for (const table of ['invoices', 'invoice_lines']) {
    expect((await h.sqlAs('rw', { ...context, 'app.actor_kind': 'staff' }, `select id from revenue.${table}`)).length).toBeGreaterThan(0);
    expect(await h.sqlAs('rw', { ...context, 'app.actor_kind': 'portal' }, `select id from revenue.${table}`)).toEqual([]);
  }
});

it('answers a keyed request again and drafts one', async () => {
  const { h, writer } = books;
  const input = { clientId, ...words({ lines: [line({ unitPriceMinor: '9007199254740995', taxBasisPoints: 0 })] }) };
  const first = await h.as(writer).run(draft, { input }, { idempotencyKey: 'draft:great' });
  expect(first.errors).toBeUndefined();
  expect((await h.as(writer).run(draft, { input }, { idempotencyKey: 'draft:great' })).data).toEqual(first.data);
  expect(await h.sql('select 1 from revenue.invoices where total_minor = 9007199254740995')).toHaveLength(1);
});

it('changes a draft: a line that it names keeps what it bills, and lines that are gone can be billed elsewhere', async () => {
  const { h, writer } = books;
  const [kept, dropped] = [newId('mil'), newId('mil')];
  const before = await aDraft(books, clientId, { lines: [line({ source: { milestoneId: kept } }), line({ source: { milestoneId: dropped } })] });
  expect((await refusal(h, writer, 'draftInvoice', { clientId, ...words({ lines: [line({ source: { milestoneId: dropped } })] }) }))?.reason).toBe('REVENUE_BILLED_ALREADY');
  await act(h, writer, 'changeInvoice', { invoiceId: before.id, ifVersion: before.version, ...words({ lines: [line({ lineId: before.lines[0]?.id, unitPriceMinor: '50000' })] }) });
  expect(await refusal(h, writer, 'changeInvoice', { invoiceId: before.id, ifVersion: before.version, ...words() })).toMatchObject({ code: 'CONFLICT', reason: 'STALE_VERSION' });
  const after = await see(h, before.id);
  expect([whole(after.total), after.lines.length, after.contentHash === before.contentHash]).toEqual([60_000n, 1, false]);
  await act(h, writer, 'draftInvoice', { clientId, ...words({ lines: [line({ source: { milestoneId: dropped } })] }) });
  expect((await refusal(h, writer, 'draftInvoice', { clientId, ...words({ lines: [line({ source: { milestoneId: kept } })] }) }))?.reason).toBe('REVENUE_BILLED_ALREADY');
  expect(await refusal(h, writer, 'changeInvoice', { invoiceId: before.id, ...words({ lines: [line({ lineId: newId('ivl') })] }) })).toMatchObject({ code: 'NOT_FOUND' });
});

it('throws a draft away, with its lines and all that it held', async () => {
  const { h, writer } = books;
  const milestoneId = newId('mil');
  const { id } = await aDraft(books, clientId, { lines: [line({ source: { milestoneId } })] });
  await act(h, writer, 'discardInvoice', { invoiceId: id }, '');
  expect(await h.sql('select (select count(*) from revenue.invoice_lines l left join revenue.invoices i on i.id = l.invoice_id where i.id is null)::int as lines, (select count(*) from revenue.billed_sources where ref = $1)::int as held', [milestoneId])).toEqual([{ lines: 0, held: 0 }]);
  expect(await refusal(h, writer, 'discardInvoice', { invoiceId: id }, '')).toMatchObject({ code: 'NOT_FOUND' });
  expect((await h.events('revenue.invoice.discarded')).at(-1)?.data).toMatchObject({ invoiceId: id });
});

it('follows a client whose record was merged into another', async () => {
  const { h } = books;
  const [from, survivorId] = [await aClient(h), newId('cli')];
  await aDraft(books, from);
  await h.deliver(clientMerged, { survivorId, mergedIds: [from], mergeId: 'merge-1' });
  expect((await h.as(h.staff()).run(list, { clientId: survivorId })).data).toMatchObject({ invoices: { nodes: [{ total: { decimal: '1200.00' } }] } });
});

const one = (more: Record<string, unknown>) => ({ lines: [line(more)] });
it.each<[string, Record<string, unknown>, string]>([['nothing', one({ unitPriceMinor: 0 }), 'BAD_USER_INPUT'], ['less than nothing', one({ unitPriceMinor: -1 }), 'BAD_USER_INPUT'], ['a broken penny', one({ unitPriceMinor: 1.5 }), 'BAD_USER_INPUT'], ['more than can be kept', one({ unitPriceMinor: '9223372036854775808' }), 'BAD_USER_INPUT'],
  ['words for an amount', one({ unitPriceMinor: 'much' }), 'BAD_USER_INPUT'], ['a quantity below nothing', one({ quantity: '-1' }), 'BAD_USER_INPUT'], ['a quantity of 1e309', one({ quantity: '1e309' }), 'BAD_USER_INPUT'], ['four decimals', one({ quantity: '1.0001' }), 'BAD_USER_INPUT'], ['no lines', { lines: [] }, 'BAD_USER_INPUT'],
  ['an unknown currency', { currency: 'ZZZ' }, 'BAD_USER_INPUT'], ['a currency in small letters', { currency: 'gbp' }, 'BAD_USER_INPUT'], ['letters that cannot be kept', one({ title: 'a\u0000b' }), 'BAD_USER_INPUT'], ['a client nobody knows', { clientId: newId('cli') }, 'NOT_FOUND']])('refuses %s and writes nothing', async (_, more, code) => {
  const { h, writer } = books;
  const before = await h.sql('select count(*) from revenue.invoices');
  expect((await refusal(h, writer, 'draftInvoice', { clientId, ...words(more) }))?.code).toBe(code);
  expect(await h.sql('select count(*) from revenue.invoices')).toEqual(before);
});
