import { idToUuid, newId, userDeactivated } from '@firmament/events';
import { act, aClient, aDraft, ask, line, openBooks, person, refusal, see, submitted, words, type Books, type Seen } from '../../test/books.js';

let books: Books;
let clientId: string;
beforeAll(async () => { books = await openBooks(); });
beforeEach(async () => {
  clientId = await aClient(books.h);
  books.h.setNow(new Date('2026-11-19T11:18:00Z'));
  await books.h.sql('delete from revenue.approval_rules');
});
afterAll(async () => { await books?.h.stop(); });

const aRule = (more: Record<string, unknown>) => act(books.h, books.h.staff(), 'createInvoiceApprovalRule', { name: 'A rule', ...more });
const agree = (who = books.approver, { id, contentHash }: Pick<Seen, 'id' | 'contentHash'>) => act(books.h, who, 'approveInvoice', { invoiceId: id, contentHash });
const says = (who = books.approver, { id, contentHash }: Pick<Seen, 'id' | 'contentHash'>) => refusal(books.h, who, 'approveInvoice', { invoiceId: id, contentHash });
const waiting = async (who = books.approver): Promise<string[]> => (await ask<{ invoice: { id: string } }[]>(books.h, who, '{ approvalsAwaitingMe { invoice { id } } }')).map((one) => one.invoice.id);

it('needs one other person where no rule says more: whoever wrote, changed or asked for nobody\'s draft never approves it', async () => {
  const { h, writer, approver, partner } = books;
  const invoice = await submitted(books, clientId);
  expect(invoice).toMatchObject({ status: 'AWAITING_APPROVAL', number: null, approvals: [{ state: 'OPEN', ruleName: 'Another person' }] });
  expect(await says(writer, invoice)).toMatchObject({ code: 'FORBIDDEN', reason: 'REVENUE_OWN_INVOICE' });
  expect(await says(person(h, 'No Right', ['revenue.invoice.view']), invoice)).toMatchObject({ code: 'FORBIDDEN' });
  expect(await says({ ...h.service(), onBehalfOf: approver.id }, invoice)).toMatchObject({ code: 'FORBIDDEN', reason: 'REVENUE_ONLY_A_PERSON' });
  expect([await waiting(approver), await waiting(writer)]).toEqual([[invoice.id], []]);
  await act(h, partner, 'changeInvoice', { invoiceId: invoice.id, ...words({ note: 'Thank you.' }) });
  h.setNow(new Date('2026-11-19T11:19:00Z'));
  await act(h, writer, 'submitInvoice', { invoiceId: invoice.id });
  const changed = await see(h, invoice.id);
  expect(await says(partner, changed)).toMatchObject({ reason: 'REVENUE_OWN_INVOICE' });
  await agree(approver, changed);
  expect(await see(h, invoice.id)).toMatchObject({ status: 'APPROVED', approvals: [{ state: 'APPROVED', decisions: [{ byUserId: approver.id, contentHash: changed.contentHash }] }, { state: 'VOIDED' }] });
  const told = (await h.events()).filter((one) => one.data.invoiceId === invoice.id).map((one) => one.type.replace('revenue.invoice.', ''));
  expect(told).toEqual(['drafted', 'approval_requested', 'changed', 'approval_requested', 'approved']);
});

it('is bound to the words that were seen: an edit takes it back, and stale words decide nothing', async () => {
  const { h, writer, approver } = books;
  const seen = await submitted(books, clientId);
  await act(h, writer, 'changeInvoice', { invoiceId: seen.id, ...words({ lines: [line({ unitPriceMinor: '999999' })] }) });
  expect(await says(approver, seen)).toMatchObject({ code: 'CONFLICT', reason: 'REVENUE_INVOICE_STATE' });
  await act(h, writer, 'submitInvoice', { invoiceId: seen.id });
  expect(await says(approver, seen)).toMatchObject({ code: 'CONFLICT', reason: 'REVENUE_CONTENT_CHANGED' });
  await agree(approver, await see(h, seen.id));
  await act(h, writer, 'changeInvoice', { invoiceId: seen.id, ...words() });
  expect(await see(h, seen.id)).toMatchObject({ status: 'DRAFT', approvals: [{ state: 'VOIDED' }, { state: 'VOIDED' }] });
  expect(await refusal(h, writer, 'issueInvoice', { invoiceId: seen.id })).toMatchObject({ reason: 'REVENUE_INVOICE_STATE' });
});

it('refuses in the database itself to call words approved that are others', async () => {
  const { h, writer, approver } = books;
  const seen = await submitted(books, clientId);
  await agree(approver, seen);
  await expect(h.sql(`update revenue.invoices set content_hash = 'other' where id = $1`, [idToUuid(seen.id)])).rejects.toThrow(/approved_words/);
  await h.sql(`update revenue.invoice_lines set title = 'Something else' where invoice_id = $1`, [idToUuid(seen.id)]);
  expect(await refusal(h, writer, 'issueInvoice', { invoiceId: seen.id })).toMatchObject({ reason: 'REVENUE_CONTENT_CHANGED' });
  expect((await see(h, seen.id)).number).toBeNull();
});

it('turns an invoice down with a reason; it must change, and all steps begin anew', async () => {
  const { h, writer, approver } = books;
  const seen = await submitted(books, clientId);
  await act(h, approver, 'rejectInvoice', { invoiceId: seen.id, contentHash: seen.contentHash, comment: 'The hours are wrong.' });
  expect(await see(h, seen.id)).toMatchObject({ status: 'REJECTED', reason: 'The hours are wrong.', approvals: [{ state: 'REJECTED' }] });
  expect((await h.events('revenue.invoice.rejected')).at(-1)?.data).toMatchObject({ comment: 'The hours are wrong.', authorIds: [writer.id] });
  expect(await refusal(h, writer, 'submitInvoice', { invoiceId: seen.id })).toMatchObject({ reason: 'REVENUE_INVOICE_STATE' });
  await act(h, writer, 'changeInvoice', { invoiceId: seen.id, ...words() });
  expect(await see(h, seen.id)).toMatchObject({ status: 'DRAFT', reason: null });
});

it('takes a route by amount, step after step, and keeps it when the rule changes', async () => {
  const { h, approver, partner } = books;
  const third = person(h, 'Third');
  const { id: ruleId } = await aRule({ name: 'Large', minTotalMinor: '100000', currency: 'GBP', steps: [{ approverUserIds: [approver.id, third.id], need: 'ALL' }, { approverUserIds: [partner.id] }] });
  const seen = await submitted(books, clientId);
  await act(h, h.staff(), 'changeInvoiceApprovalRule', { ruleId, name: 'Large', steps: [] });
  expect(await says(partner, seen)).toMatchObject({ reason: 'REVENUE_NOT_YOUR_TURN' });
  await agree(third, seen);
  expect(await says(third, seen)).toMatchObject({ reason: 'REVENUE_NOT_YOUR_TURN' });
  expect((await see(h, seen.id)).approvals[0]).toMatchObject({ stepNo: 0, waitingForUserIds: [approver.id] });
  await agree(approver, seen);
  expect((await see(h, seen.id)).approvals[0]).toMatchObject({ stepNo: 1, waitingForUserIds: [partner.id] });
  await agree(partner, seen);
  expect((await see(h, seen.id)).status).toBe('APPROVED');
  const next = await submitted(books, clientId);
  expect(next).toMatchObject({ status: 'APPROVED', approvals: [{ state: 'APPROVED', ruleName: 'Large', decisions: [] }] });
  expect((await h.events('revenue.invoice.approved')).at(-1)?.data).toMatchObject({ invoiceId: next.id, approverId: null, ruleName: 'Large', final: true });
});

it('asks others for another client, another author and a discount', async () => {
  const { h, writer, approver, partner } = books;
  await aRule({ name: 'Discounts', position: 1, minDiscountBasisPoints: 1000, steps: [{ approverUserIds: [partner.id] }] });
  await aRule({ name: 'This client', position: 2, clientId, steps: [{ approverUserIds: [approver.id] }] });
  await aRule({ name: 'This author', position: 3, authorUserId: writer.id, steps: [{ approverUserIds: [partner.id, approver.id] }] });
  const ruleOf = async (to: string, more = {}) => (await submitted(books, to, more)).approvals[0]?.ruleName;
  expect(await ruleOf(clientId, { discount: { basisPoints: 1000 } })).toBe('Discounts');
  expect(await ruleOf(clientId, { discount: { basisPoints: 900 } })).toBe('This client');
  expect(await ruleOf(await aClient(h))).toBe('This author');
  expect(await refusal(h, h.staff(), 'createInvoiceApprovalRule', { name: 'x', minTotalMinor: 1, steps: [] })).toMatchObject({ reason: 'REVENUE_APPROVAL_RULE' });
  expect(await refusal(h, h.staff(), 'createInvoiceApprovalRule', { name: 'x', clientId: newId('cli'), steps: [] })).toMatchObject({ code: 'NOT_FOUND' });
});

it('lets a deputy decide on the days that were named, and never on what they wrote themselves', async () => {
  const { h, writer, approver } = books;
  const deputy = person(h, 'Deputy');
  await aRule({ steps: [{ approverUserIds: [approver.id] }] });
  const seen = await submitted(books, clientId);
  const { id: delegationId } = await act(h, approver, 'delegateApprovals', { toUserId: deputy.id, fromOn: '2026-11-20', untilOn: '2026-11-21' });
  await act(h, approver, 'delegateApprovals', { toUserId: writer.id, fromOn: '2026-11-20', untilOn: '2026-11-21' });
  expect(await says(deputy, seen)).toMatchObject({ reason: 'REVENUE_NOT_YOUR_TURN' });
  h.setNow(new Date('2026-11-21T23:00:00Z'));
  expect(await says(writer, seen)).toMatchObject({ reason: 'REVENUE_OWN_INVOICE' });
  expect(await waiting(deputy)).toContain(seen.id);
  await agree(deputy, seen);
  expect((await see(h, seen.id)).approvals[0]?.decisions).toMatchObject([{ byUserId: deputy.id, forUserId: approver.id }]);
  const other = await submitted(books, clientId);
  expect(await refusal(h, deputy, 'endApprovalDelegation', { delegationId })).toMatchObject({ code: 'FORBIDDEN' });
  await act(h, approver, 'endApprovalDelegation', { delegationId });
  expect(await says(deputy, other)).toMatchObject({ reason: 'REVENUE_NOT_YOUR_TURN' });
  expect(await refusal(h, approver, 'delegateApprovals', { toUserId: approver.id, fromOn: '2026-11-20', untilOn: '2026-11-21' })).toMatchObject({ reason: 'REVENUE_DELEGATION' });
  expect(await refusal(h, approver, 'delegateApprovals', { toUserId: deputy.id, fromOn: '2026-11-21', untilOn: '2026-11-20' })).toMatchObject({ reason: 'REVENUE_DELEGATION' });
});

it('lets others decide when the time of a step is up, and approves nothing by itself', async () => {
  const { h, approver, partner } = books;
  await aRule({ steps: [{ approverUserIds: [approver.id], deadlineHours: 24, escalateToUserId: partner.id }] });
  const seen = await submitted(books, clientId);
  await h.sweep('escalate-approvals');
  expect(await says(partner, seen)).toMatchObject({ reason: 'REVENUE_NOT_YOUR_TURN' });
  h.setNow(new Date('2026-11-20T11:18:01Z'));
  await h.sweep('escalate-approvals');
  await h.sweep('escalate-approvals');
  expect((await h.events('revenue.invoice.approval_escalated')).filter((one) => one.data.invoiceId === seen.id)).toHaveLength(1);
  expect(await see(h, seen.id)).toMatchObject({ status: 'AWAITING_APPROVAL', approvals: [{ steps: [{ escalated: true }] }] });
  await agree(partner, seen);
  expect((await see(h, seen.id)).status).toBe('APPROVED');
});

it('goes on without people who left: with their deputy, or with anybody who has the right', async () => {
  const { h, approver, partner } = books;
  const [gone, deputy] = [person(h, 'Gone'), person(h, 'Deputy')];
  await aRule({ steps: [{ approverUserIds: [gone.id] }, { approverUserIds: [gone.id, approver.id], need: 'ALL' }] });
  const seen = await submitted(books, clientId);
  await act(h, gone, 'delegateApprovals', { toUserId: deputy.id, fromOn: '2026-11-19', untilOn: '2026-11-30' });
  await h.deliver(userDeactivated, { userId: gone.id });
  await agree(deputy, seen);
  await agree(approver, seen);
  await agree(deputy, seen);
  expect((await see(h, seen.id)).status).toBe('APPROVED');
  const next = await submitted(books, clientId);
  expect(next.approvals[0]?.steps.map((one) => one.approverUserIds)).toEqual([[], [approver.id]]);
  await agree(partner, next);
  await agree(approver, next);
  expect((await see(h, next.id)).status).toBe('APPROVED');
});

it('approves several in one go up to the cap of the firm: all of them, or none', async () => {
  const { h, approver, partner } = books;
  const [a, b] = [await submitted(books, clientId), await submitted(books, clientId)];
  const batch = (...invoices: Seen[]) => ({ invoices: invoices.map(({ id, contentHash }) => ({ invoiceId: id, contentHash })) });
  await act(h, h.staff(), 'changeBillingSettings', { batchCapMinor: '239999' }, '{ version }');
  expect(await refusal(h, approver, 'approveInvoices', batch(a, b))).toMatchObject({ reason: 'REVENUE_BATCH_CAP' });
  await act(h, h.staff(), 'changeBillingSettings', { batchCapMinor: '240000' }, '{ version }');
  expect(await refusal(h, approver, 'approveInvoices', batch(a, { ...b, contentHash: '0'.repeat(64) }))).toMatchObject({ reason: 'REVENUE_CONTENT_CHANGED' });
  expect([(await see(h, a.id)).status, (await see(h, b.id)).status]).toEqual(['AWAITING_APPROVAL', 'AWAITING_APPROVAL']);
  expect(await refusal(h, approver, 'approveInvoices', batch(a, a))).toMatchObject({ reason: 'REVENUE_TWICE' });
  const euros = await submitted(books, clientId, { currency: 'EUR' });
  expect(await refusal(h, approver, 'approveInvoices', batch(a, euros))).toMatchObject({ reason: 'REVENUE_BATCH_CAP' });
  await act(h, approver, 'approveInvoices', batch(a, b), '{ id status }');
  expect([(await see(h, a.id)).status, (await see(h, b.id)).status]).toEqual(['APPROVED', 'APPROVED']);
  expect(await refusal(h, partner, 'approveInvoices', batch(a))).toMatchObject({ reason: 'REVENUE_INVOICE_STATE' });
});

it('decides once when two people of one step agree at the same moment', async () => {
  const { h, approver, partner } = books;
  const seen = await submitted(books, clientId);
  const answers = await Promise.all([approver, partner].map((who) => says(who, seen)));
  expect(answers.filter((one) => one === undefined)).toHaveLength(1);
  expect((await h.events('revenue.invoice.approved')).filter((one) => one.data.invoiceId === seen.id)).toHaveLength(1);
});

it('takes an invoice back from approval', async () => {
  const { h, writer } = books;
  const seen = await submitted(books, clientId);
  await act(h, writer, 'withdrawInvoice', { invoiceId: seen.id });
  expect(await see(h, seen.id)).toMatchObject({ status: 'DRAFT', approvals: [{ state: 'VOIDED' }] });
  expect(await refusal(h, writer, 'withdrawInvoice', { invoiceId: seen.id })).toMatchObject({ reason: 'REVENUE_INVOICE_STATE' });
  await act(h, writer, 'discardInvoice', { invoiceId: seen.id }, '');
  expect(await h.sql('select 1 from revenue.approvals where invoice_id = $1', [idToUuid(seen.id)])).toEqual([]);
});

it('is closed to another firm, and to staff without the right', async () => {
  const { h } = books;
  const seen = await aDraft(books, clientId);
  const elsewhere = person(h, 'Stranger');
  const stranger = { ...elsewhere, tenantId: h.otherFirm.id };
  for (const [name, input] of [['submitInvoice', { invoiceId: seen.id }], ['approveInvoice', { invoiceId: seen.id, contentHash: seen.contentHash }], ['issueInvoice', { invoiceId: seen.id }]] as const) {
    expect(await refusal(h, stranger, name, input)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await refusal(h, person(h, 'No Right', ['revenue.invoice.view']), name, input)).toMatchObject({ code: 'FORBIDDEN' });
  }
});
