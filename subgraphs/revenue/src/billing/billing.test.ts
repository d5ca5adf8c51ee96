import { idToUuid, milestoneCompleted, milestoneReopened, newId } from '@firmament/events';
import { act, aClient, ask, issued, openBooks, see, whole, words, type Books } from '../../test/books.js';
import { drawDown, wantedOf } from './draw-down.rules.js';

let books: Books;
let clientId: string;
beforeAll(async () => { books = await openBooks(); });
beforeEach(async () => { clientId = await aClient(books.h); books.h.setNow(new Date('2026-11-19T11:18:00Z')); });
afterAll(async () => { await books?.h.stop(); });

const gbp = (minor: string) => ({ minor, currency: 'GBP' });
const whenDone = (lineKey: string, minor: string) => ({ lineKey, title: `The ${lineKey}`, timing: 'ON_COMPLETION', amount: gbp(minor) });
interface Drafted { id: string; items: { lineKey: string; nextOn: string | null; invoice: { id: string } | null }[] }
const aPlan = (projectId: string | null, fixed: string, items: Record<string, unknown>[]) =>
  act<Drafted>(books.h, books.h.service(), 'createInvoicePlan', { clientId, agreementId: newId('agr'), projectId, effectiveOn: '2026-12-01', fixedTotal: gbp(fixed), items }, '{ id items { lineKey nextOn invoice { id } } }');
const reached = (projectId: string, more: Record<string, unknown> = {}) => ({ milestoneId: newId('mil'), projectId, clientId, title: 'Accounts filed', billing: 'PERCENT' as const, amount: null, percent: 50, completedAt: '2026-11-19T10:00:00.000Z', ...more });
const drafts = async (): Promise<bigint[]> => (await ask<{ nodes: { total: { minor: string } }[] }>(books.h, books.h.staff(), 'query($clientId: ID) { invoices(clientId: $clientId) { nodes { total { minor } } } }', { clientId })).nodes.map((one) => whole(one.total)).sort((a, b) => Number(a - b));

it('drafts what is due at once when a plan is made, with lines that lead back to the agreement, and nothing else', async () => {
  const { h } = books;
  const plan = await aPlan(null, '120000', [{ lineKey: 'accounts', title: 'Accounts', timing: 'DEPOSIT', amount: gbp('36000') }, whenDone('accounts', '84000')]);
  expect(await drafts()).toEqual([36_000n]);
  const [line] = (await ask<{ lines: { taxIncluded: boolean; source: Record<string, unknown> }[] }>(h, h.staff(), 'query($id: ID!) { invoice(id: $id) { lines { taxIncluded source { agreementLineKey planItemId agreementId } } } }', { id: plan.items[0]?.invoice?.id })).lines;
  expect(line).toMatchObject({ taxIncluded: true, source: { agreementLineKey: 'accounts', planItemId: expect.stringMatching(/^ipi_/) as string, agreementId: expect.stringMatching(/^agr_/) as string } });
});

it('draws a milestone out of what the plan bills on completion, never more than is left, and once however often it is told', async () => {
  const { h } = books;
  const projectId = newId('prj');
  await aPlan(projectId, '120000', [{ lineKey: 'accounts', title: 'Accounts', timing: 'DEPOSIT', amount: gbp('36000') }, whenDone('accounts', '54000'), whenDone('tax', '30000')]);
  const first = reached(projectId);
  for (let times = 0; times < 3; times++) await h.deliver(milestoneCompleted, first);
  expect(await drafts()).toEqual([36_000n, 60_000n]);
  await h.deliver(milestoneReopened, { milestoneId: first.milestoneId, projectId, clientId, title: first.title, billing: 'PERCENT', amount: null, percent: 50, reason: 'Not yet.' });
  await h.deliver(milestoneCompleted, first);
  expect(await drafts()).toEqual([36_000n, 60_000n]);
  await h.deliver(milestoneCompleted, reached(projectId));
  await h.deliver(milestoneCompleted, reached(projectId));
  expect(await drafts()).toEqual([24_000n, 36_000n, 60_000n]);
});

it('bills a milestone of a fixed amount, leaves hours and other currencies to people, and finds what was reached before the plan', async () => {
  const { h } = books;
  const projectId = newId('prj');
  await h.deliver(milestoneCompleted, reached(projectId, { billing: 'FIXED', amount: gbp('5000'), percent: null }));
  expect(await drafts()).toEqual([]);
  await aPlan(projectId, '20000', [whenDone('accounts', '20000')]);
  await h.deliver(milestoneCompleted, reached(projectId, { billing: 'TIME', percent: null }));
  await h.deliver(milestoneCompleted, reached(projectId, { billing: 'NONE', percent: null }));
  await h.deliver(milestoneCompleted, reached(projectId, { billing: 'FIXED', amount: { minor: '1', currency: 'EUR' }, percent: null }));
  expect(await drafts()).toEqual([5000n]);
});

it('bills a milestone again when its draft was thrown away and the work is told again', async () => {
  const { h, writer } = books;
  const projectId = newId('prj');
  const plan = await aPlan(projectId, '20000', [whenDone('accounts', '20000')]);
  const milestone = reached(projectId, { percent: 100 });
  await h.deliver(milestoneCompleted, milestone);
  const [item] = (await ask<Drafted>(h, h.staff(), 'query($r: [_Any!]!) { _entities(representations: $r) { ... on InvoicePlan { items { invoice { id } } } } }', { r: [{ __typename: 'InvoicePlan', id: plan.id }] }) as unknown as Drafted[])[0]?.items ?? [];
  await act(h, writer, 'discardInvoice', { invoiceId: item?.invoice?.id }, '');
  expect(await drafts()).toEqual([]);
  await h.deliver(milestoneCompleted, milestone);
  expect(await drafts()).toEqual([20_000n]);
});

it('drafts what recurs once its first day is over, once for a period, and catches up after a sleep', async () => {
  const { h } = books;
  await aPlan(null, '0', [{ lineKey: 'advice', title: 'Advice', timing: 'RECURRING', period: 'MONTH', amount: gbp('30000') }]);
  await h.sweep('bill-recurring');
  expect(await drafts()).toEqual([]);
  h.setNow(new Date('2026-12-01T23:00:00Z'));
  await h.sweep('bill-recurring');
  expect(await drafts()).toEqual([]);
  h.setNow(new Date('2026-12-02T00:00:30Z'));
  await Promise.all([h.sweep('bill-recurring'), h.sweep('bill-recurring')]);
  await h.sweep('bill-recurring');
  expect(await drafts()).toEqual([30_000n]);
  h.setNow(new Date('2027-02-03T09:00:00Z'));
  for (let rounds = 0; rounds < 4; rounds++) await h.sweep('bill-recurring');
  expect(await drafts()).toEqual([30_000n, 30_000n, 30_000n]);
  expect((await h.sql(`select ref from revenue.billed_sources where kind = 'PLAN_BILL' and client_id = $1 order by ref`, [idToUuid(clientId)])).map((row) => (row.ref as string).slice(-10))).toEqual(['2026-12-01', '2027-01-01', '2027-02-01']);
  expect(await h.sql(`select next_on::text from revenue.plan_items where timing = 'RECURRING' and client_id = $1`, [idToUuid(clientId)])).toEqual([{ next_on: '2027-03-01' }]);
});

it('takes a bought amount out of several items in their order, and no more than is left', () => {
  expect(drawDown(70n, [{ item: 'a', left: 50n }, { item: 'b', left: 0n }, { item: 'c', left: 50n }])).toEqual([{ item: 'a', minor: 50n }, { item: 'c', minor: 20n }]);
  expect(drawDown(700n, [{ item: 'a', left: 50n }])).toEqual([{ item: 'a', minor: 50n }]);
  expect(wantedOf({ billing: 'PERCENT', amountMinor: null, currency: null, percent: 33 }, { fixedMinor: 1000n, currency: 'GBP' })).toBe(330n);
});

it('reads overdue from the due day and the day of the firm, and lists what is late', async () => {
  const { h } = books;
  const seen = await issued(books, clientId, words({ termsDays: 7 }));
  const late = () => ask<{ nodes: { id: string }[] }>(h, h.staff(), 'query($clientId: ID) { invoices(clientId: $clientId, overdue: true) { nodes { id } } }', { clientId });
  h.setNow(new Date('2026-11-26T23:00:00Z'));
  expect([(await see(h, seen.id)).overdue, (await late()).nodes]).toEqual([false, []]);
  h.setNow(new Date('2026-11-27T00:00:00Z'));
  expect([(await see(h, seen.id)).overdue, (await late()).nodes]).toEqual([true, [{ id: seen.id }]]);
});
