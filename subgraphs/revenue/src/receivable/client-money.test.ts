import { newId } from '@firmament/events';
import { noteStatements } from '../../../kit/test/statements.js';
import { act, aClient, issued, line, openBooks, paid, type Books } from '../../test/books.js';

let books: Books;
beforeAll(async () => { books = await openBooks(); });
beforeEach(() => { books.h.setNow(new Date('2026-11-19T11:18:00Z')); });
afterAll(async () => { await books?.h.stop(); });

interface Figure { count: number; amount: { minor: string | number } }
interface Seen { currency: string; open: Figure; overdue: Figure; lateSince: string | null; received: { minor: string | number } | null; credit: { minor: string | number } | null }
const document = 'query($r: [_Any!]!) { _entities(representations: $r) { ... on Client { id money { currency open { count amount { minor } } overdue { count amount { minor } } lateSince received { minor } credit { minor } } } } }';
const run = (clientIds: readonly string[], who = books.h.staff()) => books.h.as(who).run(document, { r: clientIds.map((id) => ({ __typename: 'Client', id })) });
async function moneyOf(clientId: string, who = books.h.staff()): Promise<unknown[]> {
  const { data, errors } = await run([clientId], who);
  if (errors?.length) throw new Error(errors[0]?.message);
  const [seen] = (data as { _entities: { money: Seen[] }[] })._entities;
  return (seen?.money ?? []).map((one) => [one.currency, one.open.count, String(one.open.amount.minor), one.overdue.count, String(one.overdue.amount.minor), one.lateSince, one.received && String(one.received.minor), one.credit && String(one.credit.minor)]);
}
const owing = (clientId: string, pounds: string, termsDays: number, more: Record<string, unknown> = {}) => issued(books, clientId, { termsDays, lines: [line({ unitPriceMinor: `${pounds}00`, taxBasisPoints: 0 })], ...more });

it('follows every payment, refund, failure and note of credit, each currency for itself', async () => {
  const { h, writer } = books;
  const clientId = await aClient(h);
  expect(await moneyOf(clientId)).toEqual([]);
  const [late, soon] = [await owing(clientId, '100', 5), await owing(clientId, '50', 40)];
  await owing(clientId, '7', 40, { currency: 'EUR' });
  h.setNow(new Date('2026-11-24T23:59:00Z'));
  expect(await moneyOf(clientId)).toEqual([['GBP', 2, '15000', 0, '0', null, '0', '0'], ['EUR', 1, '700', 0, '0', null, '0', '0']]);
  h.setNow(new Date('2026-11-25T00:00:00Z'));
  expect((await moneyOf(clientId))[0]).toEqual(['GBP', 2, '15000', 1, '10000', '2026-11-24', '0', '0']);
  const { id: paymentId } = await paid(books, clientId, '4000', { allocations: [{ invoiceId: late.id }] });
  expect((await moneyOf(clientId))[0]).toEqual(['GBP', 2, '11000', 1, '6000', '2026-11-24', '4000', '0']);
  await paid(books, clientId, '9000', { pending: true, method: 'DIRECT_DEBIT' });
  expect((await moneyOf(clientId))[0]).toEqual(['GBP', 2, '11000', 1, '6000', '2026-11-24', '4000', '0']);
  const rest = await paid(books, clientId, '12000');
  expect((await moneyOf(clientId))[0]).toEqual(['EUR', 1, '700', 0, '0', null, '0', '0']);
  expect((await moneyOf(clientId))[1]).toEqual(['GBP', 0, '0', 0, '0', null, '16000', '1000']);
  await act(h, writer, 'refundPayment', { paymentId, amountMinor: '4000', invoiceId: late.id, effect: 'REOPEN', reason: 'By mistake.' });
  expect((await moneyOf(clientId))[0]).toEqual(['GBP', 1, '4000', 1, '4000', '2026-11-24', '12000', '1000']);
  await act(h, writer, 'failPayment', { paymentId: rest.id, reason: 'Returned by the bank.' });
  expect((await moneyOf(clientId))[0]).toEqual(['GBP', 2, '15000', 1, '10000', '2026-11-24', '0', '0']);
  await act(h, writer, 'creditInvoice', { invoiceId: soon.id, amountMinor: '1500', reason: 'Less.' });
  expect((await moneyOf(clientId))[0]).toEqual(['GBP', 2, '13500', 1, '10000', '2026-11-24', '0', '0']);
});

it('reads a list of clients with as many statements as one client', async () => {
  const clientIds = [await aClient(books.h), await aClient(books.h), await aClient(books.h)];
  for (const [n, id] of clientIds.entries()) await owing(id, String(n + 1), 30);
  const counted = async (ids: readonly string[]): Promise<number> => {
    const noted = noteStatements('revenue_rw');
    try { expect((await run(ids)).errors).toBeUndefined(); } finally { noted.stop(); }
    return noted.texts.length;
  };
  const one = await counted(clientIds.slice(0, 1));
  expect(await counted(clientIds)).toBe(one);
  const { data } = await run(clientIds);
  expect((data as { _entities: { money: Seen[] }[] })._entities.map(({ money }) => String(money[0]?.open.amount.minor))).toEqual(['100', '200', '300']);
});

it('keeps payments from whom they are not for, and is closed to clients, other firms and staff without the right', async () => {
  const { h } = books;
  const clientId = await aClient(h);
  await owing(clientId, '9', 30);
  await paid(books, clientId, '100');
  expect(await moneyOf(clientId, h.staff(['revenue.invoice.view', 'revenue.receivable.view']))).toEqual([['GBP', 1, '800', 0, '0', null, null, null]]);
  expect(await moneyOf(clientId, h.staff(['*'], h.otherFirm.id))).toEqual([]);
  expect(await moneyOf(newId('cli'))).toEqual([]);
  for (const who of [h.portal(clientId), h.staff(['revenue.invoice.view'])]) expect((await run([clientId], who)).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
});
