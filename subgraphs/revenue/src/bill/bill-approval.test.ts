import { clientMerged, idToUuid, newId, userDeactivated } from '@firmament/events';
import { act, aClient, ask, openBooks, person, refusal, words, line, type Books } from '../../test/books.js';
import { approvedBill, billLine, billWords, coded, routed, seeBill, type SeenBill } from '../../test/bills.js';
import { mayStep, steps } from './bill-state.rules.js';
import type { BillStanding } from './bill.types.js';

let books: Books;
beforeAll(async () => { books = await openBooks(); });
beforeEach(async () => {
  books.h.setNow(new Date('2026-11-19T11:18:00Z'));
  await books.h.sql('delete from revenue.approval_rules');
});
afterAll(async () => { await books?.h.stop(); });

const aRule = (more: Record<string, unknown>) => act(books.h, books.h.staff(), 'createInvoiceApprovalRule', { name: 'A rule', kind: 'BILL', ...more });
const says = (who: Books['writer'], { id, contentHash }: Pick<SeenBill, 'id' | 'contentHash'>, name = 'approveBill', more: Record<string, unknown> = {}) => refusal(books.h, who, name, { billId: id, contentHash, ...more });
const told = async (id: string): Promise<string[]> => (await books.h.events()).filter((one) => one.data.billId === id).map((one) => one.type.replace('revenue.', ''));

it('takes the same steps in the database as in the rules', async () => {
  const [row] = await books.h.sql(`select pg_get_functiondef('revenue.keep_bill'::regproc) as def`);
  const held = new Set([...String(row?.['def']).matchAll(/'([A-Z_]+)>([A-Z_]+)'/g)].map(([, from, to]) => `${from}>${to}`));
  const known = Object.keys(steps) as BillStanding[];
  expect([...held].sort()).toEqual(known.flatMap((from) => known.filter((to) => mayStep(from, to)).map((to) => `${from}>${to}`)).sort());
});

it('needs another person than whoever handed it in or coded it (6.4), and tells each step once', async () => {
  const { h, writer, approver, partner } = books;
  const bill = await coded(books);
  await act(h, partner, 'codeBill', { billId: bill.id, ...billWords({ note: 'For the office.' }) });
  await act(h, writer, 'routeBill', { billId: bill.id });
  const seen = await seeBill(books, bill.id);
  expect(await says(writer, seen)).toMatchObject({ code: 'FORBIDDEN', reason: 'REVENUE_OWN_BILL' });
  expect(await says(partner, seen)).toMatchObject({ reason: 'REVENUE_OWN_BILL' });
  expect(await says(person(h, 'No Right', ['revenue.bill.view']), seen)).toMatchObject({ code: 'FORBIDDEN' });
  expect(await says({ ...h.service(), onBehalfOf: approver.id }, seen)).toMatchObject({ reason: 'REVENUE_ONLY_A_PERSON' });
  const mine = (who: Books['writer']) => ask<{ openApproval: unknown }>(h, who, 'query($id: ID!) { bill(id: $id) { openApproval { mayDecide why } } }', { id: bill.id });
  expect([await mine(approver), await mine(writer)]).toEqual([{ openApproval: { mayDecide: true, why: null } }, { openApproval: { mayDecide: false, why: 'You handed it in or coded it.' } }]);
  await act(h, approver, 'approveBill', { billId: seen.id, contentHash: seen.contentHash, comment: 'Fine.' });
  expect(await seeBill(books, bill.id)).toMatchObject({ status: 'APPROVED', history: [{ kind: 'ASKED', byName: 'Wren Writer' }, { kind: 'APPROVED', byName: 'Ada Approver', comment: 'Fine.' }] });
  expect(await told(bill.id)).toEqual(['bill.received', 'bill.coded', 'bill.coded', 'bill.routed', 'bill.approved']);
});

it('takes the route of the matrix: vendor, amount, account and client, kept as it was laid down (6.3)', async () => {
  const { h, approver, partner, writer } = books;
  const clientId = await aClient(h);
  const { id: vendorId } = await act(h, writer, 'addVendor', { name: 'Matrix Ltd' });
  await aRule({ name: 'Large', position: 1, minTotalMinor: '500000', currency: 'GBP', steps: [{ approverUserIds: [approver.id] }, { approverUserIds: [partner.id] }] });
  await aRule({ name: 'Vendor', position: 2, vendorId, steps: [{ approverUserIds: [partner.id] }] });
  await aRule({ name: 'Account', position: 3, accountCode: '999', steps: [{ approverUserIds: [partner.id, approver.id], need: 'ALL' }] });
  await aRule({ name: 'Client', position: 4, clientId, steps: [{ approverUserIds: [approver.id] }] });
  const ruleOf = async (more: Record<string, unknown>) => (await routed(books, more)).approvals[0]?.ruleName;
  expect(await ruleOf({ vendorId, lines: [billLine({ unitPriceMinor: '600000' })] })).toBe('Large');
  expect(await ruleOf({ vendorId })).toBe('Vendor');
  expect(await ruleOf({ lines: [billLine(), billLine({ title: 'Rest', accountCode: '999', unitPriceMinor: '1' })] })).toBe('Account');
  expect(await ruleOf({ lines: [billLine({ clientId }), billLine({ title: 'Office', unitPriceMinor: '7' })] })).toBe('Client');
  expect(await ruleOf({ lines: [billLine({ unitPriceMinor: '9' })] })).toBe('Another person');
  expect(await refusal(h, h.staff(), 'createInvoiceApprovalRule', { name: 'x', vendorId, steps: [] })).toMatchObject({ reason: 'REVENUE_APPROVAL_RULE' });
  expect((await ask<{ name: string }[]>(h, writer, '{ invoiceApprovalRules { name } }'))).toEqual([]);
  expect((await ask<{ name: string }[]>(h, writer, '{ invoiceApprovalRules(kind: BILL) { name } }')).map((one) => one.name)).toEqual(['Large', 'Vendor', 'Account', 'Client']);
});

it('takes a credit note by the route of its amount without the sign (6.F10)', async () => {
  const { h, approver, partner } = books;
  await aRule({ name: 'Large', minTotalMinor: '100000', currency: 'GBP', steps: [{ approverUserIds: [approver.id] }] });
  await aRule({ name: 'Small', position: 9, steps: [{ approverUserIds: [partner.id] }] });
  const credit = await routed(books, { credit: true });
  expect(credit).toMatchObject({ credit: true, total: { minor: '-120000' }, approvals: [{ ruleName: 'Large' }] });
  await act(h, approver, 'approveBill', { billId: credit.id, contentHash: credit.contentHash });
  expect((await h.events('revenue.bill.approved')).at(-1)?.data).toMatchObject({ billId: credit.id, credit: true, total: { minor: '-120000', currency: 'GBP' } });
});

it('rejects with a reason; opened again it takes a new route (6.F3)', async () => {
  const { h, writer, approver } = books;
  const seen = await routed(books);
  expect(await says(approver, seen, 'rejectBill', { comment: '' })).toMatchObject({ code: 'BAD_USER_INPUT' });
  await act(h, approver, 'rejectBill', { billId: seen.id, contentHash: seen.contentHash, comment: 'Never ordered.' });
  expect(await seeBill(books, seen.id)).toMatchObject({ status: 'REJECTED', reason: 'Never ordered.' });
  expect((await h.events('revenue.bill.rejected')).at(-1)?.data).toMatchObject({ submittedBy: writer.id, comment: 'Never ordered.' });
  expect(await refusal(h, writer, 'codeBill', { billId: seen.id, ...billWords() })).toMatchObject({ reason: 'REVENUE_BILL_STATE' });
  await act(h, writer, 'reopenBill', { billId: seen.id });
  h.setNow(new Date('2026-11-19T11:19:00Z'));
  await act(h, writer, 'routeBill', { billId: seen.id });
  expect(await seeBill(books, seen.id)).toMatchObject({ status: 'ROUTED', reason: null, approvals: [{ state: 'OPEN' }, { state: 'REJECTED' }] });
});

it('goes back to whoever codes when changes are asked for, and begins anew with what changed (6.F4)', async () => {
  const { h, writer, approver, partner } = books;
  await aRule({ name: 'Two', steps: [{ approverUserIds: [approver.id] }, { approverUserIds: [partner.id] }] });
  const [number, vendorName] = ['CHG-1', 'Paper & Co'];
  const seen = await routed(books, { number, vendorName });
  await act(h, approver, 'approveBill', { billId: seen.id, contentHash: seen.contentHash });
  await act(h, partner, 'requestBillChanges', { billId: seen.id, contentHash: seen.contentHash, comment: 'Account 420, please.' });
  expect(await seeBill(books, seen.id)).toMatchObject({ status: 'NEEDS_CODING', reason: 'Account 420, please.', approvals: [{ state: 'CHANGES_REQUESTED', decisions: [{ approved: true }, { approved: false, asksChanges: true }] }] });
  await act(h, writer, 'codeBill', { billId: seen.id, ...billWords({ number, vendorName, lines: [billLine({ accountCode: '420' })] }) });
  h.setNow(new Date('2026-11-19T11:19:00Z'));
  await act(h, writer, 'routeBill', { billId: seen.id });
  expect(await says(partner, await seeBill(books, seen.id))).toMatchObject({ reason: 'REVENUE_NOT_YOUR_TURN' });
  const inbox = await ask<{ nodes: { subjectId: string; kind: string; vendorName: string; changes: unknown }[] }>(h, approver, '{ approvals { nodes { subjectId kind vendorName title amount { minor } changes { field before after } } } }');
  expect(inbox.nodes.find((one) => one.subjectId === seen.id)).toMatchObject({ kind: 'BILL', vendorName: 'Paper & Co', changes: [{ field: 'Line: Printing', before: '1 × 1,000.00 GBP · VAT 20% · account 410', after: '1 × 1,000.00 GBP · VAT 20% · account 420' }] });
});

it('is bound to the words that were seen, down to the database', async () => {
  const { h, writer, approver } = books;
  const seen = await routed(books);
  await act(h, writer, 'codeBill', { billId: seen.id, ...billWords({ lines: [billLine({ unitPriceMinor: '999999' })] }) });
  expect(await says(approver, seen)).toMatchObject({ reason: 'REVENUE_BILL_STATE' });
  await act(h, writer, 'routeBill', { billId: seen.id });
  expect(await says(approver, seen)).toMatchObject({ code: 'CONFLICT', reason: 'REVENUE_CONTENT_CHANGED' });
  const { id } = await approvedBill(books);
  await expect(h.sql(`update revenue.bills set content_hash = 'other' where id = $1`, [idToUuid(id)])).rejects.toThrow(/approved_bill/);
  await expect(h.sql(`update revenue.bills set status = 'REJECTED' where id = $1`, [idToUuid(id)])).rejects.toThrow(/cannot go/);
});

it('asks nobody in two steps where the rule forbids it, and lets others decide when time is up (6.4, 6.F6)', async () => {
  const { h, approver, partner } = books;
  await aRule({ name: 'Two pairs of eyes', noneTwice: true, steps: [{ approverUserIds: [approver.id] }, { approverUserIds: [approver.id, partner.id], deadlineHours: 24 }] });
  const seen = await routed(books);
  await act(h, partner, 'delegateApprovals', { toUserId: approver.id, fromOn: '2026-11-19', untilOn: '2026-11-30' });
  await act(h, approver, 'approveBill', { billId: seen.id, contentHash: seen.contentHash });
  expect(await says(approver, seen)).toMatchObject({ reason: 'REVENUE_NOT_YOUR_TURN' });
  h.setNow(new Date('2026-11-20T11:18:01Z'));
  await h.sweep('escalate-approvals');
  expect((await h.events('revenue.bill.approval_escalated')).filter((one) => one.data.billId === seen.id)).toHaveLength(1);
  expect(await says(approver, seen)).toMatchObject({ reason: 'REVENUE_NOT_YOUR_TURN' });
  await act(h, person(h, 'Third'), 'approveBill', { billId: seen.id, contentHash: seen.contentHash });
  expect((await seeBill(books, seen.id)).status).toBe('APPROVED');
});

it('approves several in one go up to the cap, credit notes by their amount', async () => {
  const { h, approver } = books;
  const [a, b] = [await routed(books), await routed(books, { credit: true })];
  const batch = (...bills: SeenBill[]) => ({ bills: bills.map(({ id, contentHash }) => ({ billId: id, contentHash })) });
  await act(h, h.staff(), 'changeBillingSettings', { batchCapMinor: '239999' }, '{ version }');
  expect(await refusal(h, approver, 'approveBills', batch(a, b))).toMatchObject({ reason: 'REVENUE_BATCH_CAP' });
  await act(h, h.staff(), 'changeBillingSettings', { batchCapMinor: '240000' }, '{ version }');
  expect(await refusal(h, approver, 'approveBills', batch(a, a))).toMatchObject({ reason: 'REVENUE_TWICE' });
  await act(h, approver, 'approveBills', batch(a, b), '{ id }');
  expect([(await seeBill(books, a.id)).status, (await seeBill(books, b.id)).status]).toEqual(['APPROVED', 'APPROVED']);
});

it('ends at approved without a ledger, and is paid by hand', async () => {
  const { h, writer } = books;
  const bill = await approvedBill(books);
  expect(await refusal(h, writer, 'markBillPaid', { billId: (await routed(books)).id, paidOn: '2026-11-19' })).toMatchObject({ reason: 'REVENUE_BILL_STATE' });
  await act(h, writer, 'markBillPaid', { billId: bill.id, paidOn: '2026-11-19' });
  expect(await seeBill(books, bill.id)).toMatchObject({ status: 'PAID', paidOn: '2026-11-19' });
  expect(await told(bill.id)).toContain('bill.paid');
});

it('bills its cost to the client again, once, on one invoice (6.7)', async () => {
  const { h, writer } = books;
  const [clientId, otherId] = [await aClient(h), await aClient(h)];
  await act(h, h.staff(), 'changeBillSettings', { rebill: 'ALWAYS', rebillMarkup: 1000 }, '{ version }');
  const number = 'RB-1';
  const bill = await approvedBill(books, { number, lines: [billLine({ clientId }), billLine({ title: 'Office', unitPriceMinor: '5000' }), billLine({ title: 'Ours', unitPriceMinor: '6000', clientId, rebill: false })] });
  expect(bill.rebills).toMatchObject([{ amount: { minor: '110000' }, client: { id: clientId } }]);
  const rebillId = bill.rebills[0]?.id;
  expect((await h.events('revenue.rebill.added')).at(-1)).toMatchObject({ clientId, data: { rebillId, billId: bill.id, amount: { minor: '110000', currency: 'GBP' } } });
  const bills = (to: string) => ({ clientId: to, ...words({ lines: [line({ title: 'Printing', unitPriceMinor: '110000', source: { rebillId } })] }) });
  expect(await refusal(h, writer, 'draftInvoice', bills(otherId))).toMatchObject({ code: 'NOT_FOUND' });
  const { id } = await act(h, writer, 'draftInvoice', bills(clientId));
  expect(await refusal(h, writer, 'draftInvoice', bills(clientId))).toMatchObject({ code: 'CONFLICT', reason: 'REVENUE_BILLED_ALREADY' });
  const rebills = (waiting: boolean) => ask<{ nodes: { id: string; invoice: { id: string } | null }[] }>(h, writer, `query($c: ID!) { rebills(clientId: $c, waiting: ${waiting}) { nodes { id invoice { id } } } }`, { c: clientId });
  expect([(await rebills(true)).nodes, (await rebills(false)).nodes]).toEqual([[], [{ id: rebillId, invoice: { id } }]]);
  expect(await refusal(h, writer, 'codeBill', { billId: bill.id, ...billWords({ number }) })).toMatchObject({ reason: 'REVENUE_BILLED_ALREADY' });
  expect(await refusal(h, writer, 'waiveRebill', { rebillId, reason: 'Kind.' })).toMatchObject({ reason: 'REVENUE_BILLED_ALREADY' });
  await act(h, writer, 'discardInvoice', { invoiceId: id }, '');
  await act(h, writer, 'waiveRebill', { rebillId, reason: 'Kind.' });
  expect(await refusal(h, writer, 'draftInvoice', bills(clientId))).toMatchObject({ reason: 'REVENUE_INVOICE' });
});

it('goes on without people who left, and with the client that a record was merged into (X9, X10)', async () => {
  const { h, writer, approver } = books;
  const [clientId, survivorId] = [await aClient(h), await aClient(h)];
  const gone = person(h, 'Gone');
  await aRule({ name: 'Gone, then all', clientId, steps: [{ approverUserIds: [gone.id] }] });
  const seen = await routed(books, { lines: [billLine({ clientId })] });
  expect(seen.approvals[0]?.waitingForUserIds).toEqual([gone.id]);
  await h.deliver(userDeactivated, { userId: gone.id });
  await h.deliver(clientMerged, { survivorId, mergedIds: [clientId], mergeId: newId('mrg') }, { aggregateId: survivorId });
  await act(h, approver, 'approveBill', { billId: seen.id, contentHash: seen.contentHash });
  expect(await seeBill(books, seen.id)).toMatchObject({ status: 'APPROVED', client: { id: survivorId }, rebills: [{ client: { id: survivorId } }] });
  expect((await ask<{ status: string; count: number }[]>(h, writer, '{ billCounts { status count } }')).find((one) => one.status === 'APPROVED')?.count).toBeGreaterThan(0);
});
