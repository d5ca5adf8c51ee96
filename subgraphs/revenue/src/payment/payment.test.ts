import { newId } from '@firmament/events';
import { act, aClient, ask, issued, line, openBooks, paid, refusal, see, whole, words, type Books } from '../../test/books.js';

let books: Books;
let clientId: string;
beforeAll(async () => { books = await openBooks(); });
beforeEach(async () => { clientId = await aClient(books.h); });
afterAll(async () => { await books?.h.stop(); });

interface SeenPayment { id: string; state: string; unapplied: { minor: number | string }; refunded: { minor: number | string }; allocations: { amount: { minor: number | string }; invoice: { id: string } }[]; refunds: { reason: string }[] }
const seePayment = (id: string): Promise<SeenPayment> => ask(books.h, books.h.staff(), 'query($id: ID!) { payment(id: $id) { id state unapplied { minor } refunded { minor } allocations { amount { minor } invoice { id } } refunds { reason } } }', { id });
const standing = async (id: string): Promise<[string, bigint]> => { const seen = await see(books.h, id); return [seen.status, whole(seen.balance)]; };
const told = async (type: string, id: string) => (await books.h.events(type)).filter((one) => one.data.invoiceId === id);
const of100 = (more: Record<string, unknown> = {}) => issued(books, clientId, { lines: [line({ unitPriceMinor: '10000', taxBasisPoints: 0 })], ...more });

it('pays in parts, and says what is left and when all was there', async () => {
  const invoice = await of100();
  await paid(books, clientId, '4000', { allocations: [{ invoiceId: invoice.id }], receivedOn: '2026-11-20' });
  expect(await standing(invoice.id)).toEqual(['PARTIALLY_PAID', 6000n]);
  await paid(books, clientId, '6000', { receivedOn: '2026-11-25' });
  expect(await standing(invoice.id)).toEqual(['PAID', 0n]);
  expect((await see(books.h, invoice.id)).paidOn).toBe('2026-11-25');
  expect(await told('revenue.invoice.partially_paid', invoice.id)).toMatchObject([{ data: { amountPaid: { minor: '4000' }, balance: { minor: '6000' } } }]);
  expect(await told('revenue.invoice.paid', invoice.id)).toMatchObject([{ data: { amountPaid: { minor: '10000' }, balance: { minor: '0' }, paidOn: '2026-11-25' } }]);
});

it('keeps what is too much as credit, which can settle another invoice later', async () => {
  const { h, writer } = books;
  const first = await of100();
  const { id } = await paid(books, clientId, '15000');
  expect(await seePayment(id)).toMatchObject({ state: 'RECEIVED', allocations: [{ invoice: { id: first.id } }] });
  expect(whole((await seePayment(id)).unapplied)).toBe(5000n);
  expect((await h.events('revenue.payment.received')).at(-1)?.data).toMatchObject({ unapplied: { minor: '5000' }, allocations: [{ invoiceId: first.id, amount: { minor: '10000' } }] });
  const second = await of100();
  await act(h, writer, 'allocatePayment', { paymentId: id });
  expect([await standing(second.id), whole((await seePayment(id)).unapplied)]).toEqual([['PARTIALLY_PAID', 5000n], 0n]);
});

it('spreads one payment over several invoices: as it says, or what is due first', async () => {
  const [late, soon, other] = [await of100({ termsDays: 60 }), await of100({ termsDays: 5 }), await of100({ termsDays: 30 })];
  await paid(books, clientId, '12000');
  expect([await standing(soon.id), await standing(other.id), await standing(late.id)]).toEqual([['PAID', 0n], ['PARTIALLY_PAID', 8000n], ['ISSUED', 10_000n]]);
  await paid(books, clientId, '12000', { allocations: [{ invoiceId: late.id, amountMinor: '9000' }, { invoiceId: other.id, amountMinor: '3000' }] });
  expect([await standing(other.id), await standing(late.id)]).toEqual([['PARTIALLY_PAID', 5000n], ['PARTIALLY_PAID', 1000n]]);
});

it('counts money that is on its way only when it is there, and then no more than is still owed', async () => {
  const { h, writer } = books;
  const invoice = await of100();
  const { id } = await paid(books, clientId, '10000', { pending: true, method: 'DIRECT_DEBIT', allocations: [{ invoiceId: invoice.id }] });
  expect(await standing(invoice.id)).toEqual(['ISSUED', 10_000n]);
  await paid(books, clientId, '7000');
  await act(h, writer, 'settlePayment', { paymentId: id });
  expect([await standing(invoice.id), whole((await seePayment(id)).unapplied)]).toEqual([['PAID', 0n], 7000n]);
  expect(await refusal(h, writer, 'settlePayment', { paymentId: id })).toMatchObject({ reason: 'REVENUE_PAYMENT_STATE' });
});

it('owes again what a bank took back, and nothing of what never came', async () => {
  const { h, writer } = books;
  const invoice = await of100();
  const pending = await paid(books, clientId, '10000', { pending: true });
  await act(h, writer, 'failPayment', { paymentId: pending.id, reason: 'No money.' });
  expect(await standing(invoice.id)).toEqual(['ISSUED', 10_000n]);
  const { id } = await paid(books, clientId, '10000');
  await act(h, writer, 'failPayment', { paymentId: id, reason: 'Returned by the bank.' });
  expect([await standing(invoice.id), (await seePayment(id)).state]).toEqual([['REOPENED', 10_000n], 'FAILED']);
  expect(await told('revenue.invoice.reopened', invoice.id)).toHaveLength(1);
  expect((await h.events('revenue.payment.failed')).at(-1)?.data).toMatchObject({ paymentId: id, reason: 'Returned by the bank.' });
  await paid(books, clientId, '10000');
  expect(await standing(invoice.id)).toEqual(['PAID', 0n]);
});

it('gives back in part and in full: the invoice is owed again, or a credit note takes the place of the money', async () => {
  const { h, writer } = books;
  const invoice = await of100();
  const { id } = await paid(books, clientId, '10000');
  await act(h, writer, 'refundPayment', { paymentId: id, amountMinor: '2500', invoiceId: invoice.id, reason: 'A gesture.' });
  expect(await standing(invoice.id)).toEqual(['PARTIALLY_PAID', 2500n]);
  await act(h, writer, 'refundPayment', { paymentId: id, amountMinor: '2500', invoiceId: invoice.id, effect: 'CREDIT', reason: 'Less work.' });
  expect([await standing(invoice.id), (await see(h, invoice.id)).creditNotes.length]).toEqual([['PARTIALLY_PAID', 2500n], 1]);
  await act(h, writer, 'refundPayment', { paymentId: id, amountMinor: '5000', invoiceId: invoice.id, reason: 'All of it.' });
  expect(await standing(invoice.id)).toEqual(['PARTIALLY_PAID', 7500n]);
  expect(whole((await seePayment(id)).refunded)).toBe(10_000n);
  expect((await h.events('revenue.payment.refunded')).filter((one) => one.data.paymentId === id).map((one) => [one.data.effect, one.data.whole])).toEqual([['REOPEN', false], ['CREDIT', false], ['REOPEN', true]]);
  expect(await refusal(h, writer, 'failPayment', { paymentId: id, reason: 'x' })).toMatchObject({ reason: 'REVENUE_AMOUNT' });
});

it('opens an invoice again when all of it is given back', async () => {
  const invoice = await of100();
  const { id } = await paid(books, clientId, '10000');
  await act(books.h, books.writer, 'refundPayment', { paymentId: id, amountMinor: '10000', invoiceId: invoice.id, reason: 'All.' });
  expect(await standing(invoice.id)).toEqual(['REOPENED', 10_000n]);
});

it('gives credit back that settles nothing, and never more than came', async () => {
  const { h, writer } = books;
  const { id } = await paid(books, clientId, '5000', { allocations: [] });
  const give = (amountMinor: string, more = {}) => refusal(h, writer, 'refundPayment', { paymentId: id, amountMinor, reason: 'Unused.', ...more });
  expect([(await give('5001'))?.reason, (await give('0'))?.reason, (await give('-1'))?.reason]).toEqual(['REVENUE_AMOUNT', 'REVENUE_AMOUNT', 'REVENUE_AMOUNT']);
  expect(await give('1000', { invoiceId: (await of100()).id })).toMatchObject({ reason: 'REVENUE_AMOUNT' });
  expect(await give('5000')).toBeUndefined();
  expect(await give('1')).toMatchObject({ reason: 'REVENUE_AMOUNT' });
  expect((await seePayment(id)).refunds).toEqual([{ reason: 'Unused.' }]);
});

it('makes paid money that is credited now the client\'s credit', async () => {
  const { h, writer } = books;
  const invoice = await of100();
  const first = await paid(books, clientId, '6000');
  h.setNow(new Date('2026-11-19T11:19:00Z'));
  const last = await paid(books, clientId, '4000');
  await act(h, writer, 'creditInvoice', { invoiceId: invoice.id, amountMinor: '5000', reason: 'Half the work.' });
  expect(await standing(invoice.id)).toEqual(['PAID', 0n]);
  expect([whole((await seePayment(first.id)).unapplied), whole((await seePayment(last.id)).unapplied)]).toEqual([1000n, 4000n]);
});

it('leaves the money with its payer when the invoice was taken back meanwhile', async () => {
  const { h, writer } = books;
  const invoice = await of100();
  const { id } = await paid(books, clientId, '10000', { pending: true, allocations: [{ invoiceId: invoice.id }] });
  await act(h, writer, 'voidInvoice', { invoiceId: invoice.id, reason: 'Wrong.' });
  await act(h, writer, 'settlePayment', { paymentId: id });
  expect([await standing(invoice.id), whole((await seePayment(id)).unapplied)]).toEqual([['VOID', 0n], 10_000n]);
});

it('is one payment when it is told twice under one number, and refuses another amount under it', async () => {
  const { h, writer } = books;
  const invoice = await of100();
  const providerRef = `stripe:${newId('evt')}`;
  const both = await Promise.all([1, 2, 3].map(() => paid(books, clientId, '10000', { providerRef })));
  expect(new Set(both.map((one) => one.id)).size).toBe(1);
  expect(await standing(invoice.id)).toEqual(['PAID', 0n]);
  expect(await refusal(h, writer, 'recordPayment', { clientId, amountMinor: '9999', currency: 'GBP', method: 'CARD', receivedOn: '2026-11-19', providerRef })).toMatchObject({ reason: 'REVENUE_AMOUNT' });
});

it('lets two payments of one invoice take turns: together they settle no more than it owes', async () => {
  const invoice = await of100();
  const all = await Promise.all(Array.from({ length: 6 }, () => paid(books, clientId, '4000', { allocations: [{ invoiceId: invoice.id }] })));
  const left = await Promise.all(all.map(async ({ id }) => whole((await seePayment(id)).unapplied)));
  expect([await standing(invoice.id), left.reduce((sum, one) => sum + one, 0n)]).toEqual([['PAID', 0n], 14_000n]);
});

it.each<[string, (invoiceId: string) => Record<string, unknown>, string]>([
  ['nothing', () => ({ amountMinor: '0' }), 'REVENUE_AMOUNT'], ['less than nothing', () => ({ amountMinor: '-1' }), 'REVENUE_AMOUNT'], ['another currency than the invoice', (invoiceId) => ({ currency: 'EUR', allocations: [{ invoiceId }] }), 'REVENUE_AMOUNT'], ['more than the invoice owes', (invoiceId) => ({ amountMinor: '20000', allocations: [{ invoiceId, amountMinor: '10001' }] }), 'REVENUE_AMOUNT'],
  ['more than came', (invoiceId) => ({ amountMinor: '100', allocations: [{ invoiceId, amountMinor: '101' }] }), 'REVENUE_AMOUNT'], ['an invoice twice', (invoiceId) => ({ allocations: [{ invoiceId }, { invoiceId }] }), 'REVENUE_TWICE'],
])('refuses %s and writes nothing', async (_, more, reason) => {
  const { h, writer } = books;
  const invoice = await of100();
  const before = await h.sql('select (select count(*) from revenue.payments) as payments, (select count(*) from revenue.allocations) as allocations');
  expect(await refusal(h, writer, 'recordPayment', { clientId, amountMinor: '10000', currency: 'GBP', method: 'CARD', receivedOn: '2026-11-19', ...more(invoice.id) })).toMatchObject({ reason });
  expect(await h.sql('select (select count(*) from revenue.payments) as payments, (select count(*) from revenue.allocations) as allocations')).toEqual(before);
});

it('refuses money of one client on an invoice to another, and on one that is not out', async () => {
  const { h, writer } = books;
  const invoice = await of100();
  const other = await aClient(h);
  const pay = (to: string, invoiceId: string) => refusal(h, writer, 'recordPayment', { clientId: to, amountMinor: '1', currency: 'GBP', method: 'CARD', receivedOn: '2026-11-19', allocations: [{ invoiceId }] });
  expect(await pay(other, invoice.id)).toMatchObject({ reason: 'REVENUE_AMOUNT' });
  expect(await pay(clientId, (await act(h, writer, 'draftInvoice', { clientId, ...words() })).id)).toMatchObject({ reason: 'REVENUE_INVOICE_STATE' });
  expect(await pay(clientId, newId('ivc'))).toMatchObject({ code: 'NOT_FOUND' });
  expect(await refusal(h, writer, 'recordPayment', { clientId: other, amountMinor: '1', currency: 'GBP', method: 'CARD', receivedOn: '2026-11-19', pending: true, allocations: [{ invoiceId: invoice.id }] })).toMatchObject({ reason: 'REVENUE_AMOUNT' });
});

it('never changes a record of money, whoever tries', async () => {
  const { h } = books;
  await of100();
  await paid(books, clientId, '10000');
  await expect(h.sql('update revenue.allocations set amount_minor = 1')).rejects.toThrow(/never changed/);
  await expect(h.sql('delete from revenue.allocations')).rejects.toThrow(/never changed/);
  await expect(h.sql('update revenue.payments set refunded_minor = amount_minor')).rejects.toThrow(/never_more_than_came/);
});

it('is closed to another firm, to clients, to visitors and to staff without the right', async () => {
  const { h } = books;
  const { id } = await paid(books, clientId, '100');
  const list = '{ payments { totalCount } }';
  expect((await h.as(h.staff(['*'], h.otherFirm.id)).run(list)).data).toEqual({ payments: { totalCount: 0 } });
  expect((await h.as(h.portal(clientId)).run(list)).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  expect((await h.as(h.public()).run(list)).errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
  const give = { paymentId: id, amountMinor: '1', reason: 'x' };
  expect(await refusal(h, h.staff(['revenue.payment.view']), 'refundPayment', give)).toMatchObject({ code: 'FORBIDDEN' });
  expect(await refusal(h, h.staff(['*'], h.otherFirm.id), 'refundPayment', give)).toMatchObject({ code: 'NOT_FOUND' });
});
