import { newId } from '@firmament/events';
import { sweep, type Ctx } from '@firmament/kit';
import { testSubgraph } from '@firmament/kit/testing';
import { MemoryStore } from '../../test/memory-store.js';
import { act, person, refusal, type Books } from '../../test/books.js';
import { approvedBill, billLine, billWords, coded, routed, seeBill } from '../../test/bills.js';
import revenue from '../subgraph.js';
import { billFoundInLedger, billPaidInLedger, billPushedToLedger, billPushFailedInLedger, billReversedInLedger, type FoundBill } from './from-ledger.js';
import { billAttachment, billPaper } from './to-ledger.js';

let books: Books;
let work: (ctx: Ctx) => Promise<unknown>;
let answer: unknown;
/** What the ledger's own sweeps do: work inside a firm, as the house. */
const probe = sweep({ name: 'probe', everyMs: 3_600_000, run: async (ctx) => { answer = await ctx.inTenant(books.h.firm.id, work); } });

beforeAll(async () => {
  const store = new MemoryStore();
  const h = await testSubgraph({ ...revenue, sweeps: [...revenue.sweeps, probe], ports: () => ({ documents: store }) });
  books = { h, store, writer: person(h, 'Wren Writer'), approver: person(h, 'Ada Approver'), partner: person(h, 'Pia Partner') };
});
beforeEach(() => { books.h.setNow(new Date('2026-11-19T11:18:00Z')); });
afterAll(async () => { await books?.h.stop(); });

async function inside<T>(job: (ctx: Ctx) => Promise<T>): Promise<T> {
  work = job;
  await books.h.sweep('probe');
  return answer as T;
}
const xero = { connectionId: newId('cnx'), ledger: 'XERO' as const };
const pushed = (billId: string) => inside((ctx) => billPushedToLedger(ctx, { ...xero, billId, externalId: 'x-1', attempt: 1 }));
const told = async (id: string): Promise<string[]> => (await books.h.events()).filter((one) => one.data.billId === id).map((one) => one.type.replace('revenue.bill.', ''));
const found = (more: Partial<FoundBill> = {}): FoundBill => ({ ledger: 'XERO', vendorName: 'Straight There', number: 'S-1', billedOn: '2026-11-18', dueOn: null, currency: 'GBP', totalMinor: 5_000n, credit: false, waits: false, ...more });

it('leaves as it was approved, with a report of who agreed to it, and not when it was coded anew', async () => {
  const { h, writer } = books;
  const bill = await approvedBill(books, { number: 'L-1', vendorName: 'Paper & Co', lines: [billLine(), billLine({ title: 'Rebate', unitPriceMinor: '-500' })] });
  expect(await inside((ctx) => billPaper(ctx, bill.id))).toMatchObject({
    vendor: { name: 'Paper & Co' }, paper: { kind: 'BILL', number: 'L-1', currency: 'GBP', day: '2026-11-18', dueOn: '2026-12-18', netMinor: 99_500n, taxMinor: 19_900n, totalMinor: 119_400n, lines: [{ text: 'Printing', netMinor: 100_000n, accountCode: '410' }, { text: 'Rebate', unitMinor: -500n }] },
  });
  const [report, again] = [await inside((ctx) => billAttachment(ctx, bill.id)), await inside((ctx) => billAttachment(ctx, bill.id))];
  expect(report).toMatchObject({ name: 'Approval L-1.pdf', type: 'application/pdf' });
  expect([Buffer.from(report?.bytes ?? []).subarray(0, 5).toString(), Buffer.compare(Buffer.from(report?.bytes ?? []), Buffer.from(again?.bytes ?? []))]).toEqual(['%PDF-', 0]);
  await act(h, writer, 'codeBill', { billId: bill.id, ...billWords({ number: 'L-1', vendorName: 'Paper & Co' }) });
  expect([await inside((ctx) => billPaper(ctx, bill.id)), await pushed(bill.id)]).toEqual([null, false]);
  expect((await inside((ctx) => billPaper(ctx, bill.id)))).toBeNull();
});

it('stands in the ledger, is paid there, and owed again when the payment is taken back (6.6, 6.F11)', async () => {
  const { h, writer } = books;
  const bill = await approvedBill(books);
  await inside((ctx) => billPushFailedInLedger(ctx, { ...xero, billId: bill.id, attempt: 1, errorCode: 'ACCOUNT_CODE', sentence: 'Xero does not know the account 410.', retryable: false }));
  expect([await pushed(bill.id), await pushed(bill.id)]).toEqual([true, false]);
  expect(await refusal(h, writer, 'codeBill', { billId: bill.id, ...billWords() })).toMatchObject({ reason: 'REVENUE_BILL_STATE' });
  expect(await refusal(h, writer, 'markBillPaid', { billId: bill.id, paidOn: '2026-11-19' })).toMatchObject({ reason: 'REVENUE_BILL_STATE' });
  const paid = () => inside((ctx) => billPaidInLedger(ctx, { billId: bill.id, paidOn: '2026-11-20' }));
  await paid();
  await paid();
  expect(await seeBill(books, bill.id)).toMatchObject({ status: 'PAID', paidOn: '2026-11-20' });
  await inside((ctx) => billReversedInLedger(ctx, { billId: bill.id, reason: 'The bank sent it back.' }));
  expect(await seeBill(books, bill.id)).toMatchObject({ status: 'PAYMENT_REVERSED', paidOn: null, reason: 'The bank sent it back.' });
  await paid();
  expect(await told(bill.id)).toEqual(['received', 'coded', 'routed', 'approved', 'push_failed', 'pushed', 'paid', 'payment_reversed', 'paid']);
});

it('knows a bill that was approved in the ledger past everybody (6.F9)', async () => {
  const { billId, bypassed } = await inside((ctx) => billFoundInLedger(ctx, found()));
  expect(bypassed).toBe(true);
  expect(await seeBill(books, billId)).toMatchObject({ status: 'BYPASSED', channel: 'LEDGER', number: 'S-1', total: { minor: '5000' }, vendor: { name: 'Straight There' } });
  expect(await inside((ctx) => billFoundInLedger(ctx, found()))).toEqual({ billId, bypassed: false });
  await inside((ctx) => billPaidInLedger(ctx, { billId, paidOn: '2026-11-20' }));
  expect((await seeBill(books, billId)).status).toBe('PAID');
});

it('takes a bill of ours that waited here for somebody out of approval when it was approved there', async () => {
  const waiting = await routed(books, { number: 'W-1', vendorName: 'Waits Here' });
  expect(await inside((ctx) => billFoundInLedger(ctx, found({ number: 'w 1', vendorName: 'WAITS HERE' })))).toEqual({ billId: waiting.id, bypassed: true });
  expect(await seeBill(books, waiting.id)).toMatchObject({ status: 'BYPASSED', approvals: [{ state: 'VOIDED' }] });
  const onItsWay = await approvedBill(books, { number: 'W-2', vendorName: 'Waits Here', billedOn: '2026-11-10' });
  expect(await inside((ctx) => billFoundInLedger(ctx, found({ number: 'W-2', vendorName: 'Waits Here' })))).toEqual({ billId: onItsWay.id, bypassed: false });
});

it('takes in what waits in the ledger for approval, to be approved here', async () => {
  const { billId, bypassed } = await inside((ctx) => billFoundInLedger(ctx, found({ number: 'D-1', vendorName: 'Draft There', waits: true })));
  expect(bypassed).toBe(false);
  expect(await seeBill(books, billId)).toMatchObject({ status: 'NEEDS_CODING', channel: 'LEDGER', number: 'D-1' });
  expect(await told(billId)).toEqual(['received']);
  const same = await coded(books, { number: 'D-1', vendorName: 'Draft There', lines: [billLine({ unitPriceMinor: '5000', taxBasisPoints: 0 })] });
  expect(same).toMatchObject({ status: 'DUPLICATE', duplicateOf: { id: billId } });
});
