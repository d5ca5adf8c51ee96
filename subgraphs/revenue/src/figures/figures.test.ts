import { newId, timeEntryLogged } from '@firmament/events';
import { act, aClient, aDraft, approved, ask, issued, line, openBooks, paid, submitted, type Books } from '../../test/books.js';
import { approvedBill, routed } from '../../test/bills.js';

let books: Books;
let clientId: string;
beforeAll(async () => { books = await openBooks(); });
afterAll(async () => { await books?.h.stop(); });

interface Figure { count: number; amount: { minor: string } }
interface Figures { asOf: string; ledger: { waiting: number; stuck: number; drifts: number } | null; currencies: {
  currency: string; drafts: Figure; rejected: Figure; awaitingApproval: Figure; approved: Figure; issuing: Figure; open: Figure; overdue: Figure; receivedThisMonth: Figure | null; billsToApprove: Figure | null; billsToPay: Figure | null; unbilled: Figure | null;
  ages: { dueFrom: string | null; dueTo: string | null; daysFrom: number | null; daysTo: number | null; owed: Figure }[]; months: { from: string; to: string; invoiced: Figure; received: Figure | null; refunded: Figure | null }[] }[] }
const f = '{ count amount { minor } }';
const document = `query($months: Int! = 12) { revenueFigures(months: $months) { asOf ledger { waiting stuck drifts } currencies { currency drafts ${f} rejected ${f} awaitingApproval ${f} approved ${f} issuing ${f} open ${f} overdue ${f} receivedThisMonth ${f} billsToApprove ${f} billsToPay ${f} unbilled ${f}
  ages { dueFrom dueTo daysFrom daysTo owed ${f} } months { from to invoiced ${f} received ${f} refunded ${f} } } } }`;
const figures = (who = books.h.staff(), months = 12) => ask<Figures>(books.h, who, document, { months });

interface Listed { totalCount: number; nodes: Record<string, { minor: string }>[] }
const summed = ({ totalCount, nodes }: Listed, field: string): Figure => ({ count: totalCount, amount: { minor: String(nodes.reduce((sum, one) => sum + BigInt(one[field]?.minor ?? '0'), 0n)) } });
const invoices = async (args: string, field = 'total') => summed(await ask<Listed>(books.h, books.h.staff(), `{ invoices(first: 100, ${args}) { totalCount nodes { ${field} { minor } } } }`), field);
const payments = async (args: string) => summed(await ask<Listed>(books.h, books.h.staff(), `{ payments(first: 100, ${args}) { totalCount nodes { amount { minor } } } }`), 'amount');
const bills = async (args: string) => summed(await ask<Listed>(books.h, books.h.staff(), `{ bills(first: 100, ${args}) { totalCount nodes { total { minor } } } }`), 'total');
const plain = (seen: Figure | null | undefined): Figure => ({ count: seen?.count ?? -1, amount: { minor: String(seen?.amount.minor) } });

/** A firm whose money stands in every place, some of it in another currency, over several months. */
async function furnish(): Promise<void> {
  const { h, writer, approver } = books;
  clientId = await aClient(h);
  const of = (pounds: string, more: Record<string, unknown> = {}) => ({ lines: [line({ unitPriceMinor: `${pounds}00`, taxBasisPoints: 0 })], ...more });
  h.setNow(new Date('2026-08-03T09:00:00Z'));
  for (const [pounds, termsDays] of [['1', 3], ['2', 20], ['4', 45], ['8', 80], ['16', 107], ['32', 200]] as const) await issued(books, clientId, of(pounds, { termsDays }));
  const gone = await issued(books, clientId, of('64'));
  await act(h, writer, 'voidInvoice', { invoiceId: gone.id, reason: 'Wrong.' });
  h.setNow(new Date('2026-10-05T09:00:00Z'));
  const part = await issued(books, clientId, of('100', { termsDays: 10 }));
  const whole = await issued(books, clientId, of('200'));
  await paid(books, clientId, '3000', { allocations: [{ invoiceId: part.id }], receivedOn: '2026-10-31' });
  const { id: paymentId } = await paid(books, clientId, '20000', { allocations: [{ invoiceId: whole.id }], receivedOn: '2026-11-01' });
  h.setNow(new Date('2026-11-19T11:18:00Z'));
  await act(h, writer, 'refundPayment', { paymentId, amountMinor: '700', invoiceId: whole.id, effect: 'REOPEN', reason: 'Too much.' });
  await paid(books, clientId, '4200', { receivedOn: '2026-11-19', allocations: [] });
  await paid(books, clientId, '9999', { receivedOn: '2026-11-19', pending: true });
  await aDraft(books, clientId, of('300'));
  await aDraft(books, clientId, of('5', { currency: 'EUR' }));
  await submitted(books, clientId, of('400'));
  await approved(books, clientId, of('500'));
  const { id, contentHash } = await submitted(books, clientId, of('600'));
  await act(h, approver, 'rejectInvoice', { invoiceId: id, contentHash, comment: 'No.' });
  await issued(books, clientId, of('7', { currency: 'EUR' }));
  await routed(books);
  await routed(books, { credit: true, currency: 'EUR' });
  await approvedBill(books);
  await h.deliver(timeEntryLogged, { timeEntryId: newId('tme'), projectId: null, taskId: null, clientId, userId: newId('usr'), workedOn: '2026-11-18', minutes: 90, billable: true, rate: { minor: '10000', currency: 'GBP' } });
}

it('gives figures that are what the lists under the same filter come to', async () => {
  await furnish();
  const seen = await figures();
  expect([seen.asOf, seen.currencies.map(({ currency }) => currency), seen.ledger]).toEqual(['2026-11-19', ['GBP', 'EUR'], { waiting: 0, stuck: 0, drifts: 0 }]);
  for (const one of seen.currencies) {
    const c = `currency: "${one.currency}"`;
    for (const [name, status] of [['drafts', 'DRAFT'], ['rejected', 'REJECTED'], ['awaitingApproval', 'AWAITING_APPROVAL'], ['approved', 'APPROVED'], ['issuing', 'ISSUING']] as const) expect([name, plain(one[name])]).toEqual([name, await invoices(`${c}, statuses: [${status}]`)]);
    expect(plain(one.open)).toEqual(await invoices(`${c}, statuses: [ISSUED, PARTIALLY_PAID, REOPENED]`, 'balance'));
    expect(plain(one.overdue)).toEqual(await invoices(`${c}, overdue: true`, 'balance'));
    for (const age of one.ages) {
      const due = [age.dueFrom === null ? '' : `dueFrom: "${age.dueFrom}"`, age.dueTo === null ? '' : `dueTo: "${age.dueTo}"`].filter(Boolean).join(', ');
      expect([due, plain(age.owed)]).toEqual([due, await invoices(`${c}, statuses: [ISSUED, PARTIALLY_PAID, REOPENED], ${due}`, 'balance')]);
    }
    for (const month of one.months) {
      expect([month.from, plain(month.invoiced)]).toEqual([month.from, await invoices(`${c}, statuses: [ISSUED, PARTIALLY_PAID, PAID, REOPENED], issuedFrom: "${month.from}", issuedTo: "${month.to}"`)]);
      expect([month.from, plain(month.received)]).toEqual([month.from, await payments(`${c}, states: [RECEIVED], receivedFrom: "${month.from}", receivedTo: "${month.to}"`)]);
    }
    expect(plain(one.receivedThisMonth)).toEqual(plain(one.months.at(-1)?.received));
    expect(plain(one.billsToApprove)).toEqual(await bills(`${c}, statuses: [ROUTED]`));
    expect(plain(one.billsToPay)).toEqual(await bills(`${c}, statuses: [APPROVED, PUSHED, PAYMENT_REVERSED]`));
    const work = await ask<{ count: number; total: { minor: string; currency: string } }[]>(books.h, books.h.staff(), '{ unbilledWork { count total { minor currency } } }');
    const mine = work.filter(({ total }) => total.currency === one.currency);
    expect(plain(one.unbilled)).toEqual({ count: mine.reduce((sum, { count }) => sum + count, 0), amount: { minor: String(mine.reduce((sum, { total }) => sum + BigInt(total.minor), 0n)) } });
  }
});

it('is what was put there: the very amounts, the very days, and the buckets of the list of what is owed', async () => {
  const [pounds, euros] = (await figures()).currencies;
  expect([pounds?.drafts, pounds?.awaitingApproval, pounds?.approved, pounds?.rejected].map((one) => String(one?.amount.minor))).toEqual(['30000', '40000', '50000', '60000']);
  expect([plain(pounds?.open), plain(pounds?.overdue)]).toEqual([{ count: 8, amount: { minor: '14000' } }, { count: 7, amount: { minor: '10800' } }]);
  expect(pounds?.ages.map(({ owed, daysFrom, daysTo }) => [daysFrom, daysTo, String(owed.amount.minor)])).toEqual([[null, null, '3200'], [1, 30, '3100'], [31, 60, '7000'], [61, 90, '600'], [91, null, '100']]);
  expect(pounds?.months.filter(({ invoiced, received }) => invoiced.count + (received?.count ?? 0) > 0).map(({ from, invoiced, received, refunded }) => [from, String(invoiced.amount.minor), String(received?.amount.minor), String(refunded?.amount.minor)])).toEqual([
    ['2026-08-01', '6300', '0', '0'], ['2026-10-01', '30000', '3000', '0'], ['2026-11-01', '0', '24200', '700']]);
  expect([String(euros?.drafts.amount.minor), String(euros?.open.amount.minor), String(euros?.billsToApprove?.amount.minor)]).toEqual(['500', '700', '-120000']);
  const [aged] = (await ask<Record<string, { minor: string }>[]>(books.h, books.h.staff(), 'query($clientId: ID) { agedReceivables(clientId: $clientId) { notDue { minor } upTo30 { minor } upTo60 { minor } upTo90 { minor } over90 { minor } } }', { clientId }));
  expect(Object.values(aged ?? {}).map(({ minor }) => String(minor))).toEqual(pounds?.ages.map(({ owed }) => String(owed.amount.minor)));
  expect((await figures(books.h.staff(), 1)).currencies[0]?.months.map(({ from, to }) => [from, to])).toEqual([['2026-11-01', '2026-11-30']]);
});

it('hides what the onlooker may not see, and is empty for another firm and closed to clients', async () => {
  const { h } = books;
  const [narrow] = (await figures(h.staff(['revenue.receivable.view', 'revenue.invoice.view']))).currencies;
  expect([narrow?.receivedThisMonth, narrow?.billsToApprove, narrow?.billsToPay, narrow?.unbilled, narrow?.months[11]?.received, narrow?.months[11]?.refunded]).toEqual([null, null, null, null, null, null]);
  expect((await figures(h.staff(['revenue.receivable.view', 'revenue.invoice.view']))).ledger).toBeNull();
  const other = await figures(h.staff(['*'], h.otherFirm.id));
  expect([other.currencies.length, other.currencies[0]?.open.count, other.currencies[0]?.billsToPay?.count, other.currencies[0]?.unbilled?.count]).toEqual([1, 0, 0, 0]);
  for (const who of [h.portal(clientId), h.staff(['revenue.payment.view'])]) expect((await h.as(who).run('{ revenueFigures { asOf } }')).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  for (const months of [0, 37]) expect((await h.as(h.staff()).run(`{ revenueFigures(months: ${months}) { asOf } }`)).errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
});
