import { createHash } from 'node:crypto';
import { idToUuid } from '@firmament/events';
import type { Actor } from '@firmament/kit';
import { act, aClient, ask, issued, line, openBooks, paid, refusal, whole, type Books } from '../../test/books.js';
import { paperPdf } from '../issue/paper-pdf.js';
import type { Paper } from '../issue/paper.types.js';

let books: Books;
let clientId: string;
beforeAll(async () => { books = await openBooks(); });
beforeEach(async () => { clientId = await aClient(books.h); books.store.down = false; });
afterAll(async () => { await books?.h.stop(); });

interface SeenReceipt { id: string; kind: string; number: string; issuedOn: string; amount: { minor: number | string }; download: { url: string } | null }
const fields = '{ id kind number issuedOn amount { minor } download { url } }';
const receiptsFor = async (who: Actor): Promise<SeenReceipt[]> => (await ask<{ nodes: SeenReceipt[] }>(books.h, who, `query($c: ID!) { receipts(clientId: $c, first: 50) { nodes ${fields} } }`, { c: clientId })).nodes;
const onInvoice = async (who: Actor, id: string): Promise<SeenReceipt[]> => (await ask<{ receipts: SeenReceipt[] }>(books.h, who, `query($id: ID!) { invoice(id: $id) { receipts ${fields} } }`, { id })).receipts;
const of100 = () => issued(books, clientId, { lines: [line({ unitPriceMinor: '10000', taxBasisPoints: 0 })] });
const written = () => books.h.sweep('write-receipts');
const told = async () => (await books.h.events('revenue.receipt.issued')).filter((one) => one.clientId === clientId);

it('is written once for money that is there, with what it settles, whatever way it came', async () => {
  const [first, second] = [await of100(), await of100()];
  const payment = await paid(books, clientId, '25000', { allocations: [{ invoiceId: first.id }, { invoiceId: second.id }], providerRef: `BACS ${clientId}` });
  await Promise.all([written(), written()]);
  await written();
  const [receipt, ...more] = await receiptsFor(books.h.staff());
  expect([more, receipt?.kind, receipt?.number, whole(receipt!.amount)]).toEqual([[], 'RECEIPT', expect.stringMatching(/^RCP-\d{4}$/), 25_000n]);
  expect(await told()).toMatchObject([{ data: { paymentId: payment.id, number: receipt?.number, refundId: null, amount: { minor: '25000' }, invoices: [{ number: first.number, amount: { minor: '10000' } }, { number: second.number, amount: { minor: '10000' } }] } }]);
  const expected: Paper = {
    kind: 'Receipt', number: receipt!.number, seller: { name: '', address: null, taxNumber: null }, buyer: '', title: null, day: receipt!.issuedOn, facts: [['Received on', '19 November 2026'], ['How', 'Bank transfer'], ['Number of the payment', `BACS ${clientId}`]],
    lines: [[`Invoice ${first.number}`, '100.00 GBP'], [`Invoice ${second.number}`, '100.00 GBP'], ['Left as your credit', '50.00 GBP']].map(([title = '', gross = '']) => ({ title, description: null, quantity: '', unit: '', tax: '', gross })), sums: [['Received', '250.00 GBP']], closing: [],
  };
  const sha256 = createHash('sha256').update(await paperPdf(expected)).digest('hex');
  expect([(await told())[0]?.data['documentSha256'], books.store.hashes().includes(sha256), receipt?.download?.url]).toEqual([sha256, true, expect.stringContaining(`#Receipt ${receipt?.number}.pdf`)]);
});

it('is written for money on its way once it is there, and not when it fails before', async () => {
  const one = await paid(books, clientId, '4000', { pending: true, method: 'DIRECT_DEBIT' });
  const other = await paid(books, clientId, '5000', { pending: true, method: 'DIRECT_DEBIT' });
  await written();
  expect(await receiptsFor(books.h.staff())).toEqual([]);
  await act(books.h, books.writer, 'settlePayment', { paymentId: one.id });
  await act(books.h, books.writer, 'failPayment', { paymentId: other.id, reason: 'No money.' });
  await written();
  expect((await receiptsFor(books.h.staff())).map(({ amount }) => whole(amount))).toEqual([4_000n]);
  const third = await paid(books, clientId, '100');
  await act(books.h, books.writer, 'failPayment', { paymentId: third.id, reason: 'Taken back.' });
  await written();
  expect(await receiptsFor(books.h.staff())).toHaveLength(1);
});

it('says of each refund what went back and why', async () => {
  const invoice = await of100();
  const payment = await paid(books, clientId, '10000', { allocations: [{ invoiceId: invoice.id }] });
  await act(books.h, books.writer, 'refundPayment', { paymentId: payment.id, amountMinor: '3000', invoiceId: invoice.id, reason: 'One hour less.' });
  await act(books.h, books.writer, 'refundPayment', { paymentId: payment.id, amountMinor: '2000', invoiceId: invoice.id, reason: 'Half an hour less.' });
  await written();
  const seen = await onInvoice(books.h.staff(), invoice.id);
  expect(seen.map(({ kind, amount }) => [kind, whole(amount)])).toEqual(expect.arrayContaining([['RECEIPT', 10_000n], ['REFUND', 3_000n], ['REFUND', 2_000n]]));
  expect(seen).toHaveLength(3);
  expect((await told()).filter(({ data }) => data['kind'] === 'REFUND').map(({ data }) => data['invoices'])).toEqual([[expect.objectContaining({ number: invoice.number })], [expect.objectContaining({ number: invoice.number })]]);
  const { refunds } = await ask<{ refunds: { receipt: { number: string } | null }[] }>(books.h, books.h.staff(), 'query($id: ID!) { payment(id: $id) { refunds { receipt { number } } } }', { id: payment.id });
  expect(new Set(refunds.map(({ receipt }) => receipt?.number)).size).toBe(2);
});

it('waits while the file store is away, and leaves no gap in its numbers', async () => {
  const before = Number((await books.h.sql(`select coalesce(max(last_no), 0) as n from revenue.number_series where series = 'receipt'`))[0]?.['n']);
  await paid(books, clientId, '100');
  books.store.down = true;
  await written();
  expect([await receiptsFor(books.h.staff()), await told()]).toEqual([[], []]);
  books.store.down = false;
  await books.h.sql(`update revenue.due set due_at = clock_timestamp() where kind = 'receipt'`);
  await written();
  expect((await receiptsFor(books.h.staff())).map(({ number }) => number)).toEqual([`RCP-${String(before + 1).padStart(4, '0')}`]);
  expect(await books.h.sql(`select 1 from revenue.due where kind in ('receipt', 'refund')`)).toEqual([]);
});

it('is seen by its client, and by nobody else\'s', async () => {
  const invoice = await of100();
  await paid(books, clientId, '10000', { allocations: [{ invoiceId: invoice.id }] });
  await written();
  const client = books.h.portal(clientId);
  expect([(await receiptsFor(client)).length, (await onInvoice(client, invoice.id)).length]).toEqual([1, 1]);
  const stranger = books.h.portal(await aClient(books.h));
  for (const who of [stranger, books.h.portal(clientId, books.h.otherFirm.id), books.h.staff(['*'], books.h.otherFirm.id)]) expect(await receiptsFor(who)).toEqual([]);
  await expect(receiptsFor(books.h.staff([]))).rejects.toThrow('FORBIDDEN');
  expect(await refusal(books.h, client, 'refundPayment', { paymentId: 'pmt_x', amountMinor: '1', reason: 'x' })).toMatchObject({ code: 'FORBIDDEN' });
  await expect(books.h.sql('update revenue.payment_receipts set amount_minor = 1 where client_id = $1', [idToUuid(clientId)])).rejects.toThrow('never changed');
});
