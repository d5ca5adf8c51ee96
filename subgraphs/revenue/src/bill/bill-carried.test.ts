import { act, ask, refusal } from '../../test/books.js';
import { approvedBill, billLine, billWords, seeBill } from '../../test/bills.js';
import { carry, connectLedger, openLedgerRoom, queueOf, readBack, type LedgerRoom } from '../../test/ledger-room.js';

describe.each(['QUICKBOOKS', 'XERO'] as const)('bills and %s', (name) => {
  let room: LedgerRoom;
  beforeAll(async () => { room = await openLedgerRoom(name); await connectLedger(room); });
  afterAll(async () => { await room?.stop(); });

  const line = (more: Record<string, unknown> = {}) => billLine({ accountCode: '400', ...more });
  const there = (number: string) => [...room.sandbox.books.papers.values()].filter((one) => one.number === number);
  const told = async (id: string): Promise<string[]> => (await room.h.events()).filter((one) => one.data.billId === id).map((one) => one.type.replace('revenue.bill.', ''));

  it('carries an approved bill once, with who approved it beside it, and hears that it is paid (6.5, 6.6)', async () => {
    const bill = await approvedBill(room, { number: `B-${name}`, lines: [line(), line({ title: 'Stamps', unitPriceMinor: '1500', taxBasisPoints: 0, taxName: null })] });
    expect(await refusal(room.h, room.writer, 'markBillPaid', { billId: bill.id, paidOn: '2026-11-19' })).toMatchObject({ reason: 'REVENUE_BILL_STATE' });
    await carry(room, 2);
    const [paper, ...more] = there(`B-${name}`);
    expect([paper?.kind, paper?.total, paper?.state, more]).toEqual(['BILL', 121_500, 'OPEN', []]);
    expect(room.sandbox.books.files.filter((file) => file.paperId === paper?.id)).toMatchObject([{ type: 'application/pdf' }]);
    expect((await seeBill(room, bill.id)).status).toBe('PUSHED');
    room.sandbox.books.byHand('pay', { number: `B-${name}` });
    await readBack(room);
    expect((await seeBill(room, bill.id)).status).toBe('PAID');
    const payment = [...room.sandbox.books.payments.values()].at(-1);
    room.sandbox.books.byHand('unpay', { id: payment?.id });
    await readBack(room);
    expect(await seeBill(room, bill.id)).toMatchObject({ status: 'PAYMENT_REVERSED', paidOn: null });
    expect(await told(bill.id)).toEqual(['received', 'coded', 'routed', 'approved', 'pushed', 'paid', 'payment_reversed']);
  });

  it('carries a credit note as what the vendor gives back', async () => {
    const bill = await approvedBill(room, { number: `C-${name}`, credit: true, lines: [line()] });
    await carry(room, 2);
    expect(there(`C-${name}`)).toMatchObject([{ kind: 'BILL_CREDIT', total: 120_000 }]);
    expect((await seeBill(room, bill.id)).status).toBe('PUSHED');
  });

  it('says what the ledger does not take; coded and approved anew it goes there, once', async () => {
    const { h, writer, approver } = room;
    const words = { number: `W-${name}`, vendorName: `Wrong ${name}` };
    const bill = await approvedBill(room, { ...words, lines: [line({ accountCode: '999' })] });
    await carry(room, 2);
    expect((await queueOf(room)).find((one) => one.label.includes(words.number))).toMatchObject({ state: 'STUCK', errorCode: 'ACCOUNT_CODE' });
    expect((await seeBill(room, bill.id)).status).toBe('APPROVED');
    await act(h, writer, 'codeBill', { billId: bill.id, ...billWords({ ...words, lines: [line()] }) });
    await act(h, writer, 'routeBill', { billId: bill.id });
    await act(h, approver, 'approveBill', { billId: bill.id, contentHash: (await seeBill(room, bill.id)).contentHash });
    await carry(room, 2);
    expect([there(words.number).length, (await seeBill(room, bill.id)).status]).toEqual([1, 'PUSHED']);
    expect(await told(bill.id)).toContain('push_failed');
  });

  it('knows what was approved there past everybody, tells it once, and follows it (6.F9)', async () => {
    const vendor = room.sandbox.books.byHand('party', { side: 'VENDOR', name: `Straight ${name}` }) as { id: string };
    room.sandbox.books.byHand('write', { kind: 'BILL', number: `S-${name}`, partyId: vendor.id, day: '2026-11-18', lines: [{ id: 'x', text: 'By hand', milli: 1000, unit: 9_900, net: 9_900, tax: 0, account: '400', taxCode: null }] });
    for (const _ of [1, 2]) await readBack(room);
    const { nodes } = await ask<{ nodes: { id: string; number: string; channel: string }[] }>(room.h, room.h.staff(), '{ bills(statuses: [BYPASSED]) { nodes { id number channel } } }');
    expect(nodes).toMatchObject([{ number: `S-${name}`, channel: 'LEDGER' }]);
    expect((await room.h.events('revenue.ledger.bypass_detected')).map((one) => one.data)).toMatchObject([{ kind: 'BILL', ourId: nodes[0]?.id, number: `S-${name}` }]);
    room.sandbox.books.byHand('pay', { number: `S-${name}` });
    await readBack(room);
    expect((await seeBill(room, nodes[0]?.id ?? '')).status).toBe('PAID');
  });
});
