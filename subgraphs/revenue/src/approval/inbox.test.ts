import { act, aClient, ask, line, openBooks, person, refusal, submitted, words, type Books } from '../../test/books.js';

let books: Books;
let clientId: string;
beforeAll(async () => { books = await openBooks(); });
beforeEach(async () => {
  clientId = await aClient(books.h);
  books.h.setNow(new Date('2026-11-19T11:18:00Z'));
  await books.h.sql('delete from revenue.approvals');
  await books.h.sql('delete from revenue.approval_rules');
});
afterAll(async () => { await books?.h.stop(); });

interface Row { id: string; kind: string; subjectId: string; title: string; mayDecide: boolean; why: string | null; askedBy: string | null; contentHash: string; version: number; waitingForUserIds: string[]; changes: { field: string; before: string | null; after: string | null }[] | null; history: { kind: string; byName: string | null; comment: string | null }[] }
const fields = '{ id kind subjectId title clientName vendorName amount { minor currency } askedBy askedAt dueAt mayDecide why contentHash version waitingForUserIds changes { field before after } history { kind byName comment } }';
const page = (who: Books['writer'], view: string, more = '') => ask<{ nodes: Row[]; totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string | null } }>(books.h, who, `{ approvals(view: ${view}${more}) { nodes ${fields} totalCount pageInfo { hasNextPage endCursor } } }`);
const rows = async (who: Books['writer'], view: string) => (await page(who, view)).nodes;

it('shows each their own, what they decide for others, what waits for others, and what they decided', async () => {
  const { h, writer, approver, partner } = books;
  await act(h, h.staff(), 'createInvoiceApprovalRule', { name: 'Ada, then Pia', steps: [{ approverUserIds: [approver.id] }, { approverUserIds: [partner.id] }] });
  const deputy = person(h, 'Dee Deputy');
  await act(h, approver, 'delegateApprovals', { toUserId: deputy.id, fromOn: '2026-11-19', untilOn: '2026-11-21' });
  const seen = await submitted(books, clientId, { title: 'Year-end' });
  expect(await rows(approver, 'MINE')).toMatchObject([{ kind: 'INVOICE', subjectId: seen.id, title: 'Year-end', mayDecide: true, why: null, askedBy: 'Wren Writer', contentHash: seen.contentHash, changes: null, history: [{ kind: 'ASKED', byName: 'Wren Writer' }], waitingForUserIds: [approver.id] }]);
  expect([await rows(deputy, 'MINE'), (await rows(deputy, 'DELEGATES')).map((one) => one.mayDecide)]).toEqual([[], [true]]);
  expect(await rows(partner, 'WAITING')).toMatchObject([{ mayDecide: false, why: 'It waits for other people.' }]);
  expect(await rows(writer, 'WAITING')).toMatchObject([{ mayDecide: false, why: 'You wrote it or changed it.' }]);
  await act(h, approver, 'approveInvoice', { invoiceId: seen.id, contentHash: seen.contentHash, comment: 'Fine.' });
  expect(await rows(approver, 'DECIDED')).toMatchObject([{ subjectId: seen.id, history: [{ kind: 'ASKED' }, { kind: 'APPROVED', byName: 'Ada Approver', comment: 'Fine.' }] }]);
  expect([(await rows(approver, 'MINE')).length, (await rows(deputy, 'DELEGATES')).length, (await rows(partner, 'MINE')).length]).toEqual([0, 0, 1]);
});

it('tells what is another since somebody was last asked', async () => {
  const { h, writer, approver } = books;
  const seen = await submitted(books, clientId);
  await act(h, writer, 'changeInvoice', { invoiceId: seen.id, ...words({ lines: [line({ unitPriceMinor: '150000' })], note: 'Thank you.' }) });
  h.setNow(new Date('2026-11-19T11:19:00Z'));
  await act(h, writer, 'submitInvoice', { invoiceId: seen.id });
  const [row] = await rows(approver, 'MINE');
  expect(row?.changes).toEqual([{ field: 'Note', before: null, after: 'Thank you.' }, { field: 'Line: Year-end accounts', before: '1 × 1,000.00 GBP · VAT 20%', after: '1 × 1,500.00 GBP · VAT 20%' }, { field: 'Total', before: '1,200.00 GBP', after: '1,800.00 GBP' }]);
  expect(row?.history.map((one) => one.kind)).toEqual(['ASKED', 'VOIDED', 'ASKED']);
});

it('goes through a long list page by page, each once', async () => {
  const { approver } = books;
  const all = [];
  for (let n = 0; n < 5; n++) all.push((await submitted(books, clientId)).id);
  const first = await page(approver, 'MINE', ', first: 3');
  const rest = await page(approver, 'MINE', `, first: 3, after: "${first.pageInfo.endCursor}"`);
  expect([first.totalCount, first.pageInfo.hasNextPage, rest.pageInfo.hasNextPage]).toEqual([5, true, false]);
  expect([...first.nodes, ...rest.nodes].map((one) => one.subjectId).sort()).toEqual([...all].sort());
  expect(await books.h.as(approver).run('{ approvals(first: 101) { totalCount } }')).toMatchObject({ errors: [{ extensions: { reason: 'PAGE_SIZE' } }] });
  expect(await books.h.as(approver).run('{ approvals(after: "bm8") { totalCount } }')).toMatchObject({ errors: [{ extensions: { reason: 'BAD_CURSOR' } }] });
});

it('is closed to those without the right, and to another firm', async () => {
  const { h, approver } = books;
  await submitted(books, clientId);
  const [row] = await rows(approver, 'MINE');
  expect(await h.as(person(h, 'No Right', ['revenue.invoice.view'])).run('{ approvals { totalCount } }')).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
  expect((await page(person(h, 'No Bills', ['revenue.approval.view']), 'MINE')).totalCount).toBe(0);
  const stranger = { ...person(h, 'Stranger'), tenantId: h.otherFirm.id };
  expect([(await page(stranger, 'MINE')).totalCount, (await page(stranger, 'WAITING')).totalCount]).toEqual([0, 0]);
  expect(await h.as(stranger).run('query($id: ID!) { approval(id: $id) { id } }', { id: row?.id })).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
  expect(await refusal(h, person(h, 'Sees', ['revenue.approval.view', 'revenue.invoice.view']), 'approveInvoice', { invoiceId: row?.subjectId, contentHash: row?.contentHash })).toMatchObject({ code: 'FORBIDDEN' });
});
