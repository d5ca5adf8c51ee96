import { idToUuid } from '@firmament/events';
import { act, aClient, ask, issued, line, openBooks, paid, person, refusal, whole, type Books } from '../../test/books.js';

let books: Books;
let clientId: string;
beforeAll(async () => { books = await openBooks(); });
beforeEach(async () => { books.h.setNow(new Date('2026-11-19T10:00:00Z')); clientId = await aClient(books.h); });
afterAll(async () => { await books?.h.stop(); });

/** Due on the third of December. */
const of100 = (more: Record<string, unknown> = {}) => issued(books, clientId, { termsDays: 14, lines: [line({ unitPriceMinor: '10000', taxBasisPoints: 0 })], ...more });
const told = async (type: string, id: string) => (await books.h.events(`revenue.invoice.${type}`)).filter((one) => one.data.invoiceId === id).map(({ data }) => data);
const at = async (moment: string) => { books.h.setNow(new Date(moment)); await books.h.sweep('remind-late'); };
const scheduled = async (id: string) => (await books.h.sql(`select due_at::text as at from revenue.due where kind = 'dunning' and id = $1`, [idToUuid(id)])).map((row) => row.at as string);
interface SeenDunning { reminders: { no: number; on: string; byHand: boolean; owed: { minor: number | string } }[]; nextOn: string | null; heldWhy: string | null }
const dunning = async (id: string): Promise<SeenDunning | null> => (await ask<{ dunning: SeenDunning | null }>(books.h, books.h.staff(), 'query($id: ID!) { invoice(id: $id) { dunning { reminders { no on byHand owed { minor } } nextOn heldWhy } } }', { id })).dunning;

it('tells that it is late, reminds on each day of the schedule once, and not at night', async () => {
  const { id } = await of100();
  await at('2026-12-03T23:00:00Z');
  expect([await told('overdue', id), (await dunning(id))?.nextOn]).toEqual([[], '2026-12-06']);
  await at('2026-12-04T08:59:00Z');
  expect(await told('overdue', id)).toEqual([]);
  for (const _ of [1, 2]) await at('2026-12-04T09:00:00Z');
  expect([await told('overdue', id), await told('reminder_due', id)]).toMatchObject([[{ number: expect.any(String), dueOn: '2026-12-03', daysLate: 1, balance: { minor: '10000' } }], []]);
  for (const day of ['06', '06', '12', '13', '26', '27', '28']) await at(`2026-12-${day}T09:00:00Z`);
  await at('2027-02-01T09:00:00Z');
  expect((await told('reminder_due', id)).map(({ daysLate, reminderNo, last, byHand }) => [daysLate, reminderNo, last, byHand])).toEqual([[3, 1, false, false], [10, 2, false, false], [24, 3, true, false]]);
  expect([await told('overdue', id), await scheduled(id), (await dunning(id))?.nextOn, (await dunning(id))?.reminders.map(({ on }) => on)]).toMatchObject([[{}], [], null, ['2026-12-06', '2026-12-13', '2026-12-27']]);
});

it('makes up for days on which nothing ran with one reminder, the latest of them', async () => {
  const { id } = await of100();
  await at('2026-12-20T10:00:00Z');
  expect((await told('reminder_due', id)).map(({ daysLate, reminderNo, last }) => [daysLate, reminderNo, last])).toEqual([[17, 1, false]]);
  expect((await dunning(id))?.nextOn).toBe('2026-12-27');
});

it('stops when it is paid, goes on over the rest, and begins anew when the money is taken back', async () => {
  const { id } = await of100();
  await at('2026-12-06T09:00:00Z');
  await paid(books, clientId, '4000', { allocations: [{ invoiceId: id }] });
  await at('2026-12-13T09:00:00Z');
  expect((await told('reminder_due', id)).map(({ balance }) => (balance as { minor: string }).minor)).toEqual(['10000', '6000']);
  const { id: paymentId } = await paid(books, clientId, '6000', { allocations: [{ invoiceId: id }] });
  expect([await scheduled(id), (await dunning(id))?.nextOn]).toEqual([[], null]);
  await at('2027-01-10T09:00:00Z');
  await act(books.h, books.writer, 'failPayment', { paymentId, reason: 'Returned by the bank.' });
  expect((await dunning(id))?.nextOn).toBe('2027-01-13');
  await at('2027-01-11T09:00:00Z');
  await at('2027-01-13T09:00:00Z');
  expect([(await told('overdue', id)).map(({ daysLate }) => daysLate), (await told('reminder_due', id)).map(({ reminderNo }) => reminderNo)]).toEqual([[3, 39], [1, 2, 3]]);
});

it('reminds of nothing that was taken back or credited', async () => {
  const [gone, credited] = [await of100(), await of100()];
  await act(books.h, books.writer, 'voidInvoice', { invoiceId: gone.id, reason: 'Wrong client.' });
  await act(books.h, books.writer, 'creditInvoice', { invoiceId: credited.id, amountMinor: '10000', reason: 'Kindness.' });
  await at('2027-01-30T09:00:00Z');
  expect([await told('overdue', gone.id), await told('reminder_due', gone.id), await told('overdue', credited.id), await told('reminder_due', credited.id)]).toEqual([[], [], [], []]);
});

it('is held with a reason and goes on with one reminder; that it is late is told all the same', async () => {
  const { h, writer } = books;
  const { id } = await of100();
  for (const reason of ['They pay on Friday.', 'They asked for a week.']) await act(h, writer, 'holdReminders', { invoiceId: id, reason });
  await at('2026-12-14T09:00:00Z');
  expect([(await told('overdue', id)).length, await told('reminder_due', id), await dunning(id), (await told('reminders_held', id)).map(({ reason }) => reason)]).toMatchObject([1, [], { heldWhy: 'They asked for a week.', nextOn: null }, ['They pay on Friday.']]);
  for (const _ of [1, 2]) await act(h, writer, 'resumeReminders', { invoiceId: id });
  await at('2026-12-14T09:30:00Z');
  expect([(await told('reminder_due', id)).length, (await told('reminders_resumed', id)).length, (await dunning(id))?.heldWhy]).toEqual([1, 1, null]);
});

it('can be asked for by hand once a day, early too, and by nobody else than who may', async () => {
  const { h, writer } = books;
  const { id } = await of100();
  await act(h, writer, 'remindOfInvoice', { invoiceId: id });
  expect(await refusal(h, writer, 'remindOfInvoice', { invoiceId: id })).toMatchObject({ code: 'CONFLICT', reason: 'REVENUE_REMINDED_TODAY' });
  expect(await told('reminder_due', id)).toMatchObject([{ byHand: true, reminderNo: 1, daysLate: -14 }]);
  expect((await dunning(id))?.reminders).toMatchObject([{ no: 1, on: '2026-11-19', byHand: true }]);
  const reader = person(h, 'Rita Reader', ['revenue.invoice.view']);
  for (const name of ['remindOfInvoice', 'resumeReminders']) expect(await refusal(h, reader, name, { invoiceId: id })).toMatchObject({ code: 'FORBIDDEN' });
  expect(await refusal(h, reader, 'holdReminders', { invoiceId: id, reason: 'x' })).toMatchObject({ code: 'FORBIDDEN' });
  await paid(books, clientId, '10000');
  expect(await refusal(h, writer, 'remindOfInvoice', { invoiceId: id })).toMatchObject({ code: 'CONFLICT', reason: 'REVENUE_INVOICE_STATE' });
  expect(await refusal(h, writer, 'holdReminders', { invoiceId: id, reason: '' })).toMatchObject({ code: 'BAD_USER_INPUT' });
});

it('follows another schedule at once, and none where the firm wants none', async () => {
  const { h } = books;
  const { id } = await of100();
  for (const dunningDays of [[3, 3], [0], [200], [1, 2, 3, 4, 5, 6, 7]]) expect(await refusal(h, h.staff(), 'changeBillingSettings', { dunningDays })).toMatchObject({ code: 'BAD_USER_INPUT' });
  await act(h, h.staff(), 'changeBillingSettings', { dunningDays: [] }, '{ dunningDays }');
  await at('2027-01-30T09:00:00Z');
  expect([(await told('overdue', id)).length, await told('reminder_due', id)]).toEqual([1, []]);
  await act(h, h.staff(), 'changeBillingSettings', { dunningDays: [60] }, '{ dunningDays }');
  expect((await dunning(id))?.nextOn).toBe('2027-02-01');
  await at('2027-02-01T09:00:00Z');
  expect(await told('reminder_due', id)).toMatchObject([{ last: true }]);
  await act(h, h.staff(), 'changeBillingSettings', { dunningDays: [3, 10, 24] }, '{ dunningDays }');
});

describe('a disputed payment', () => {
  const seen = (id: string) => ask<{ state: string; refunded: { minor: number | string }; dispute: { state: string; reason: string; amount: { minor: number | string }; closedAt: string | null } | null }>(books.h, books.h.staff(), 'query($id: ID!) { payment(id: $id) { state refunded { minor } dispute { state reason amount { minor } closedAt } } }', { id });
  const invoiceNow = (id: string) => ask<{ status: string; disputed: boolean; balance: { minor: number | string } }>(books.h, books.h.staff(), 'query($id: ID!) { invoice(id: $id) { status disputed balance { minor } } }', { id });
  const events = async (type: string, paymentId: string) => (await books.h.events(`revenue.payment.${type}`)).filter((one) => one.data.paymentId === paymentId).map(({ data }) => data);

  it('is a flag until the bank decides, told once, and nothing is given back meanwhile', async () => {
    const { h, writer } = books;
    const invoice = await of100();
    const { id } = await paid(books, clientId, '10000', { method: 'CARD' });
    for (const _ of [1, 2]) await act(h, writer, 'disputePayment', { paymentId: id, reason: 'Not my card.' });
    expect([await seen(id), await invoiceNow(invoice.id)]).toMatchObject([{ state: 'RECEIVED', dispute: { state: 'OPEN', reason: 'Not my card.', closedAt: null } }, { status: 'PAID', disputed: true }]);
    expect(await events('disputed', id)).toMatchObject([{ disputed: { minor: '10000' }, invoices: [{ invoiceId: invoice.id, amount: { minor: '10000' } }] }]);
    expect(await refusal(h, writer, 'refundPayment', { paymentId: id, amountMinor: '100', invoiceId: invoice.id, reason: 'x' })).toMatchObject({ reason: 'REVENUE_PAYMENT_STATE' });
    expect(await refusal(h, writer, 'failPayment', { paymentId: id, reason: 'x' })).toMatchObject({ reason: 'REVENUE_PAYMENT_STATE' });
    await act(h, writer, 'closePaymentDispute', { paymentId: id, outcome: 'WON' });
    expect([(await seen(id)).dispute?.state, await invoiceNow(invoice.id), (await events('dispute_closed', id)).map(({ outcome }) => outcome)]).toMatchObject(['WON', { status: 'PAID', disputed: false }, ['WON']]);
    expect(await refusal(h, writer, 'closePaymentDispute', { paymentId: id, outcome: 'LOST' })).toMatchObject({ reason: 'REVENUE_PAYMENT_STATE' });
  });

  it('that is lost is owed again: all of it, or the part that was disputed', async () => {
    const { h, writer } = books;
    const [first, second] = [await of100(), await of100()];
    const whole100 = await paid(books, clientId, '10000', { allocations: [{ invoiceId: first.id }] });
    await act(h, writer, 'disputePayment', { paymentId: whole100.id, reason: 'Never ordered.' });
    await act(h, writer, 'closePaymentDispute', { paymentId: whole100.id, outcome: 'LOST' });
    expect([await seen(whole100.id), await invoiceNow(first.id)]).toMatchObject([{ state: 'FAILED', dispute: { state: 'LOST' } }, { status: 'REOPENED' }]);
    const part = await paid(books, clientId, '12000', { allocations: [{ invoiceId: second.id }] });
    expect(await refusal(h, writer, 'disputePayment', { paymentId: part.id, reason: 'x', amountMinor: '12001' })).toMatchObject({ reason: 'REVENUE_AMOUNT' });
    await act(h, writer, 'disputePayment', { paymentId: part.id, reason: 'Half of it.', amountMinor: '5000' });
    await act(h, writer, 'closePaymentDispute', { paymentId: part.id, outcome: 'LOST' });
    const [payment, invoice] = [await seen(part.id), await invoiceNow(second.id)];
    expect([payment.state, whole(payment.refunded), invoice.status, whole(invoice.balance)]).toEqual(['RECEIVED', 5000n, 'PARTIALLY_PAID', 3000n]);
  });

  it('lets reminders of the rest wait, and cannot be said of money that never came', async () => {
    const { h, writer } = books;
    const invoice = await of100();
    const { id } = await paid(books, clientId, '4000', { allocations: [{ invoiceId: invoice.id }] });
    await act(h, writer, 'disputePayment', { paymentId: id, reason: 'Not my card.' });
    await at('2026-12-14T09:00:00Z');
    expect([(await told('overdue', invoice.id)).length, await told('reminder_due', invoice.id), (await dunning(invoice.id))?.nextOn]).toEqual([1, [], null]);
    await act(h, writer, 'closePaymentDispute', { paymentId: id, outcome: 'WON' });
    await at('2026-12-14T09:30:00Z');
    expect(await told('reminder_due', invoice.id)).toHaveLength(1);
    const pending = await paid(books, clientId, '100', { pending: true, allocations: [] });
    expect(await refusal(h, writer, 'disputePayment', { paymentId: pending.id, reason: 'x' })).toMatchObject({ reason: 'REVENUE_PAYMENT_STATE' });
    expect(await refusal(h, person(h, 'Rita Reader', ['revenue.payment.view']), 'disputePayment', { paymentId: id, reason: 'x' })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await refusal(h, person(h, 'Rita Reader', ['revenue.payment.view']), 'closePaymentDispute', { paymentId: id, outcome: 'WON' })).toMatchObject({ code: 'FORBIDDEN' });
  });
});
