import { newId } from '@firmament/events';
import { act, aClient, ask, issued, line, openBooks, paid, see, whole, type Books } from '../../test/books.js';

let books: Books;
let clientId: string;
beforeAll(async () => { books = await openBooks(); });
beforeEach(async () => { clientId = await aClient(books.h); books.h.setNow(new Date('2026-11-19T11:18:00Z')); });
afterAll(async () => { await books?.h.stop(); });

const owing = (pounds: string, termsDays: number, more: Record<string, unknown> = {}) => issued(books, clientId, { termsDays, lines: [line({ unitPriceMinor: `${pounds}00`, taxBasisPoints: 0 })], ...more });
const parts = '{ client { id } notDue { decimal } upTo30 { decimal } upTo60 { decimal } upTo90 { decimal } over90 { decimal } total { decimal currency } }';
const aged = () => ask<Record<string, { decimal: string }>[]>(books.h, books.h.staff(), `query($clientId: ID) { agedReceivables(clientId: $clientId) ${parts} }`, { clientId });
const statement = (more: Record<string, unknown> = {}, who = books.h.staff()) => ask<{ opening: { decimal: string }; closing: { minor: string; decimal: string }; entries: { on: string; kind: string; amount: { decimal: string }; balance: { decimal: string } }[] } | null>(
  books.h, who, 'query($clientId: ID!, $currency: CurrencyCode!, $from: Date!, $to: Date!) { clientStatement(clientId: $clientId, currency: $currency, from: $from, to: $to) { opening { decimal } closing { minor decimal } entries { on kind amount { decimal } balance { decimal } } } }',
  { clientId, currency: 'GBP', from: '2026-11-19', to: '2027-12-31', ...more });

it('sorts what is owed by how late it is, on the very days, and leaves out what is paid, taken back or not out', async () => {
  const { h, writer } = books;
  await owing('1', 100);
  await owing('2', 99);
  await owing('4', 70);
  await owing('8', 69);
  await owing('16', 40);
  await owing('32', 39);
  await owing('64', 10);
  await owing('128', 9);
  const gone = await owing('256', 0);
  await act(h, writer, 'voidInvoice', { invoiceId: gone.id, reason: 'Wrong.' });
  await act(h, writer, 'draftInvoice', { clientId, currency: 'GBP', lines: [line()] });
  await owing('512', 0, { currency: 'EUR' });
  h.setNow(new Date('2027-02-27T12:00:00Z'));
  expect(await aged()).toMatchObject([
    { client: { id: clientId }, over90: { decimal: '512.00' }, total: { decimal: '512.00', currency: 'EUR' } },
    { notDue: { decimal: '1.00' }, upTo30: { decimal: '6.00' }, upTo60: { decimal: '24.00' }, upTo90: { decimal: '96.00' }, over90: { decimal: '128.00' }, total: { decimal: '255.00', currency: 'GBP' } }]);
});

it('tells what moved day by day, and closes with what is owed less the credit that is left', async () => {
  const { h, writer } = books;
  const [first, second] = [await owing('100', 30), await owing('50', 30)];
  const { id: paymentId } = await paid(books, clientId, '12000', { allocations: [{ invoiceId: first.id }], receivedOn: '2026-11-20' });
  h.setNow(new Date('2026-11-21T11:18:00Z'));
  await act(h, writer, 'creditInvoice', { invoiceId: second.id, amountMinor: '500', reason: 'Less.' });
  await act(h, writer, 'refundPayment', { paymentId, amountMinor: '300', reason: 'Unused.' });
  const told = await statement();
  expect(told?.entries.map(({ on, kind, amount, balance }) => [on, kind, amount.decimal, balance.decimal])).toEqual([
    ['2026-11-19', 'INVOICE', '100.00', '100.00'], ['2026-11-19', 'INVOICE', '50.00', '150.00'], ['2026-11-20', 'PAYMENT', '-120.00', '30.00'], ['2026-11-21', 'CREDIT_NOTE', '-5.00', '25.00'], ['2026-11-21', 'REFUND', '3.00', '28.00']]);
  const owed = whole((await see(h, first.id)).balance) + whole((await see(h, second.id)).balance);
  const left = whole((await ask<{ unapplied: { minor: string } }>(h, h.staff(), 'query($id: ID!) { payment(id: $id) { unapplied { minor } } }', { id: paymentId })).unapplied);
  expect(BigInt(told?.closing.minor ?? '0')).toBe(owed - left);
  expect(await statement({ from: '2026-11-20', to: '2026-11-20' })).toMatchObject({ opening: { decimal: '150.00' }, closing: { decimal: '30.00' }, entries: [{ kind: 'PAYMENT' }] });
  expect(await statement({ currency: 'EUR' })).toMatchObject({ opening: { decimal: '0.00' }, entries: [] });
});

it('is nothing for a client that nobody knows or of another firm, and closed to clients', async () => {
  const { h } = books;
  await owing('100', 30);
  expect(await statement({ clientId: newId('cli') })).toBeNull();
  expect(await statement({}, h.staff(['*'], h.otherFirm.id))).toBeNull();
  expect((await h.as(h.staff(['*'], h.otherFirm.id)).run('{ agedReceivables { client { id } } }')).data).toEqual({ agedReceivables: [] });
  expect((await h.as(h.portal(clientId)).run('{ agedReceivables { client { id } } }')).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
});
