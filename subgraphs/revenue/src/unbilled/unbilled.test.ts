import { milestoneCompleted, newId, timeEntryLocked, timeEntryLogged, timeEntryRemoved, timeEntryUnlocked } from '@firmament/events';
import { act, aClient, ask, openBooks, refusal, see, whole, type Books } from '../../test/books.js';
import { approvedBill, billLine } from '../../test/bills.js';

let books: Books;
let clientId: string;
beforeAll(async () => { books = await openBooks(); });
beforeEach(async () => { clientId = await aClient(books.h); books.h.setNow(new Date('2026-11-19T11:18:00Z')); });
afterAll(async () => { await books?.h.stop(); });

const gbp = (minor: string) => ({ minor, currency: 'GBP' });
const entry = (more: Record<string, unknown> = {}) => ({ timeEntryId: newId('tme'), projectId: null, taskId: null, clientId, userId: newId('usr'), workedOn: '2026-11-18', minutes: 50, billable: true, rate: gbp('12000'), ...more }) as never;
const reached = (projectId: string, more: Record<string, unknown> = {}) => ({ milestoneId: newId('mil'), projectId, clientId, title: 'Books closed', billing: 'FIXED', amount: gbp('50000'), percent: null, completedAt: '2026-11-18T10:00:00.000Z', ...more }) as never;
const idOf = (fact: unknown, key: string): string => (fact as Record<string, string>)[key] ?? '';
interface Item { id: string; kind: string; title: string | null; amount: { minor: string; currency: string } | null; taxIncluded: boolean; problem: string | null; minutes: number | null }
const items = (more: Record<string, unknown> = {}, who = books.h.staff()) => ask<Item[]>(books.h, who, 'query($clientId: ID!, $projectId: ID) { unbilledItems(clientId: $clientId, projectId: $projectId) { id kind title amount { minor currency } taxIncluded problem minutes } }', { clientId, ...more });
interface Work { client: { id: string }; count: number; unpriced: number; minutes: number; oldestOn: string; due: { minor: string }; milestones: { minor: string }; time: { minor: string }; costs: { minor: string }; total: { minor: string; currency: string } }
const work = (who = books.h.staff()) => ask<Work[]>(books.h, who, 'query($clientId: ID) { unbilledWork(clientId: $clientId) { client { id } count unpriced minutes oldestOn due { minor } milestones { minor } time { minor } costs { minor } total { minor currency } } }', { clientId });
const draft = (more: Record<string, unknown> = {}) => act<{ id: string }>(books.h, books.writer, 'draftUnbilledWork', { clientId, ...more });
const no = (more: Record<string, unknown> = {}, who = books.writer) => refusal(books.h, who, 'draftUnbilledWork', { clientId, ...more });
const linesOf = (id: string) => ask<{ lines: { title: string; description: string | null; gross: { minor: string }; source: { milestoneId: string | null; timeEntryIds: string[]; rebillId: string | null; planItemId: string | null; periodKey: string | null } }[] }>(
  books.h, books.h.staff(), 'query($id: ID!) { invoice(id: $id) { lines { title description gross { minor } source { milestoneId timeEntryIds rebillId planItemId periodKey } } } }', { id });

/** One of each: two hours at two rates, a milestone, a cost, and a deposit whose draft was thrown away. */
async function everything() {
  const { h, writer } = books;
  const projectId = newId('prj');
  const times = [entry({ projectId }), entry({ projectId, workedOn: '2026-11-16', minutes: 100 }), entry({ projectId, rate: gbp('9000'), minutes: 25 })];
  for (const one of times) await h.deliver(timeEntryLogged, one);
  const milestone = reached(projectId);
  await h.deliver(milestoneCompleted, milestone);
  await approvedBill(books, { lines: [billLine({ clientId, rebill: true, taxBasisPoints: 0, unitPriceMinor: '4000' })] });
  const plan = await act<{ items: { id: string; invoice: { id: string } | null }[] }>(h, h.staff(), 'createInvoicePlan', { clientId, agreementId: newId('agr'), effectiveOn: '2026-11-01', fixedTotal: gbp('30000'), items: [{ lineKey: 'a', title: 'Deposit', timing: 'DEPOSIT', amount: gbp('30000') }] }, '{ items { id invoice { id } } }');
  await act(h, writer, 'discardInvoice', { invoiceId: plan.items[0]?.invoice?.id }, '');
  return { projectId, times, milestone, planItemId: plan.items[0]?.id ?? '' };
}

it('shows what waits with its amount, and sums it by client', async () => {
  const { planItemId, milestone, times } = await everything();
  const seen = await items();
  expect(seen.map(({ kind, id, amount, taxIncluded }) => [kind, kind === 'COST' ? null : id, String(amount?.minor), taxIncluded])).toEqual([
    ['PLAN', planItemId, '30000', true], ['MILESTONE', idOf(milestone, 'milestoneId'), '50000', true], ['TIME', idOf(times[1], 'timeEntryId'), '20000', false], ...[times[0], times[2]].sort((a, b) => (idOf(a, 'timeEntryId') < idOf(b, 'timeEntryId') ? -1 : 1)).map((one) => ['TIME', idOf(one, 'timeEntryId'), one === times[0] ? '10000' : '3750', false]), ['COST', null, '4000', false]]);
  expect(await work()).toMatchObject([{ client: { id: clientId }, count: 6, unpriced: 0, minutes: 175, oldestOn: '2026-11-16', due: { minor: 30000 }, milestones: { minor: 50000 }, time: { minor: 33750 }, costs: { minor: 4000 }, total: { minor: 117750, currency: 'GBP' } }]);
});

it('drafts one invoice of all of it, line by line back to its source, and holds it', async () => {
  const { planItemId, milestone, times } = await everything();
  const { id } = await draft({ taxName: 'VAT', taxBasisPoints: 2000, accountCode: '200' });
  const { lines } = await linesOf(id);
  expect(lines.map((one) => [one.title, String(one.gross.minor)])).toEqual([['Deposit', '30000'], ['Books closed', '50000'], ['Time worked', '36000'], ['Time worked', '4500'], ['Printing', '4800']]);
  expect(lines[0]?.source.planItemId).toBe(planItemId);
  expect(lines[1]?.source.milestoneId).toBe(idOf(milestone, 'milestoneId'));
  expect(lines[2]).toMatchObject({ description: expect.stringMatching(/^2 h 30 min at .*120\.00.* an hour, 2026-11-16 to 2026-11-18$/) as string });
  expect(lines[2]?.source.timeEntryIds.toSorted()).toEqual([idOf(times[0], 'timeEntryId'), idOf(times[1], 'timeEntryId')].sort());
  expect(lines[4]?.source.rebillId).toMatch(/^rbl_/);
  expect([await items(), await work()]).toEqual([[], []]);
  expect(await no()).toMatchObject({ code: 'CONFLICT', reason: 'REVENUE_NOTHING_TO_BILL' });
  const told = (await books.h.events('revenue.invoice.drafted')).find(({ data }) => data.invoiceId === id);
  expect(told?.data.sourceRefs).toEqual(expect.arrayContaining(times.map((one) => idOf(one, 'timeEntryId'))));
  await act(books.h, books.writer, 'discardInvoice', { invoiceId: id }, '');
  expect((await items()).length).toBe(6);
});

it('leads from each line back to the work, the milestone, the bill and the agreement, as far as the onlooker may see', async () => {
  const { planItemId, milestone, times } = await everything();
  const { id } = await draft();
  interface Step { kind: string; id: string; title: string | null; on: string | null; agreementLineKey: string | null; minutes: number | null }
  const lineage = async (who = books.h.staff()) => (await ask<{ lines: { lineage: Step[] }[] }>(books.h, who, 'query($id: ID!) { invoice(id: $id) { lines { lineage { kind id title on agreementLineKey minutes } } } }', { id })).lines.map((one) => one.lineage);
  const [deposit, closed, , , printing] = await lineage();
  expect(deposit).toMatchObject([{ kind: 'PLAN_ITEM', id: planItemId, title: 'Deposit', agreementLineKey: 'a' }, { kind: 'AGREEMENT', id: expect.stringMatching(/^agr_/) as string, agreementLineKey: 'a' }]);
  expect(closed).toMatchObject([{ kind: 'MILESTONE', id: idOf(milestone, 'milestoneId'), title: 'Books closed', on: '2026-11-18' }]);
  expect(printing).toMatchObject([{ kind: 'COST', title: 'Printing' }, { kind: 'BILL', on: '2026-11-18' }]);
  expect((await lineage())[3]).toEqual([{ kind: 'TIME', id: idOf(times[2], 'timeEntryId'), title: null, on: '2026-11-18', agreementLineKey: null, minutes: 25 }]);
  const narrow = await lineage(books.h.staff(['revenue.invoice.view']));
  expect(narrow[0]?.[0]).toMatchObject({ kind: 'PLAN_ITEM', id: planItemId, title: null });
  expect(narrow[4]).toMatchObject([{ kind: 'COST', title: null }]);
});

it('bills nothing twice when twelve press at once', async () => {
  await everything();
  const tries = await Promise.all(Array.from({ length: 12 }, () => no()));
  expect(tries.filter((one) => one === undefined)).toHaveLength(1);
  expect(new Set(tries.flatMap((one) => (one ? [one.reason] : [])))).toEqual(new Set(['REVENUE_NOTHING_TO_BILL']));
  const { nodes } = await ask<{ nodes: { total: { minor: string } }[] }>(books.h, books.h.staff(), 'query($clientId: ID) { invoices(clientId: $clientId) { nodes { total { minor } } } }', { clientId });
  expect(nodes.map(({ total }) => String(total.minor))).toEqual(['117750']);
  expect(await items()).toEqual([]);
});

it('takes what is named, one project, one currency or what is old enough, and leaves the rest', async () => {
  const { projectId, times } = await everything();
  const other = newId('prj');
  await books.h.deliver(timeEntryLogged, entry({ projectId: other, minutes: 60, rate: { minor: '100', currency: 'EUR' } }));
  expect(await no()).toMatchObject({ reason: 'REVENUE_NOTHING_TO_BILL' });
  const named = await draft({ itemIds: [idOf(times[0], 'timeEntryId')] });
  expect(whole((await see(books.h, named.id)).total)).toBe(10_000n);
  for (const id of [idOf(times[0], 'timeEntryId'), newId('rbl'), 'nothing']) expect(await no({ itemIds: [id] })).toMatchObject({ code: 'NOT_FOUND', field: 'input.itemIds' });
  expect(whole((await see(books.h, (await draft({ currency: 'EUR' })).id)).total)).toBe(100n);
  expect(whole((await see(books.h, (await draft({ throughOn: '2026-11-16', projectId })).id)).total)).toBe(20_000n);
  expect(whole((await see(books.h, (await draft({ projectId })).id)).total)).toBe(53_750n);
  expect((await items()).map(({ kind }) => kind)).toEqual(['PLAN', 'COST']);
});

it('draws milestones of a plan out of what is left, in the order in which they were reached', async () => {
  const { h } = books;
  const projectId = newId('prj');
  const half = (completedAt: string) => reached(projectId, { billing: 'PERCENT', amount: null, percent: 60, completedAt });
  const [first, second, third] = [half('2026-11-10T10:00:00.000Z'), half('2026-11-11T10:00:00.000Z'), half('2026-11-12T10:00:00.000Z')];
  const plan = await act<{ id: string }>(h, h.staff(), 'createInvoicePlan', { clientId, projectId, agreementId: newId('agr'), effectiveOn: '2026-11-01', fixedTotal: gbp('10000'), items: [{ lineKey: 'a', title: 'Accounts', timing: 'ON_COMPLETION', amount: gbp('10000') }] });
  expect(plan.id).toMatch(/^ipl_/);
  for (const one of [first, second, third]) await h.deliver(milestoneCompleted, one);
  const { nodes } = await ask<{ nodes: { id: string }[] }>(h, h.staff(), 'query($clientId: ID) { invoices(clientId: $clientId) { nodes { id } } }', { clientId });
  for (const { id } of nodes) await act(h, books.writer, 'discardInvoice', { invoiceId: id }, '');
  expect((await items()).map(({ amount, problem }) => [amount === null ? null : String(amount.minor), problem])).toEqual([['6000', null], ['4000', null], [null, 'NOTHING_LEFT']]);
  expect((await work())[0]).toMatchObject({ count: 3, unpriced: 1, total: { minor: 10000 } });
  const drafted = await draft();
  expect(whole((await see(h, drafted.id)).total)).toBe(10_000n);
  expect((await linesOf(drafted.id)).lines.map(({ source }) => source.milestoneId)).toEqual([idOf(first, 'milestoneId'), idOf(second, 'milestoneId')]);
});

it('says why something has no amount, and lets a milestone that is billed by hours go with its hours', async () => {
  const { h } = books;
  const [projectId, other] = [newId('prj'), newId('prj')];
  const byHours = reached(projectId, { billing: 'TIME', amount: null, title: 'Advice to date' });
  const shared = reached(other, { billing: 'PERCENT', amount: null, percent: 10 });
  await h.deliver(milestoneCompleted, byHours);
  await h.deliver(milestoneCompleted, shared);
  await h.deliver(milestoneCompleted, reached(other, { billing: 'NONE', amount: null }));
  const unrated = entry({ projectId: other, rate: null });
  await h.deliver(timeEntryLogged, unrated);
  await h.deliver(timeEntryLogged, entry({ projectId }));
  expect((await items()).map(({ kind, amount, problem }) => [kind, amount === null, problem]).sort()).toEqual([['MILESTONE', true, 'BY_HOURS'], ['MILESTONE', true, 'NO_RULE'], ['TIME', false, null], ['TIME', true, 'NO_RATE']]);
  expect((await work())[0]).toMatchObject({ count: 4, unpriced: 2 });
  expect(await no({ itemIds: [idOf(byHours, 'milestoneId')] })).toMatchObject({ reason: 'REVENUE_NOTHING_TO_BILL' });
  expect(await no({ itemIds: [idOf(unrated, 'timeEntryId')] })).toMatchObject({ reason: 'REVENUE_NOTHING_TO_BILL' });
  const { lines } = await linesOf((await draft()).id);
  expect(lines).toMatchObject([{ title: 'Advice to date', source: { milestoneId: idOf(byHours, 'milestoneId') } }]);
  expect((await items()).map(({ problem }) => problem).sort()).toEqual(['NO_RATE', 'NO_RULE']);
});

it('leaves out time that is not billable, of no client, held for an invoice, or taken back', async () => {
  const { h } = books;
  await h.deliver(timeEntryLogged, entry({ billable: false }));
  await h.deliver(timeEntryLogged, entry({ clientId: null }));
  const held = entry();
  await h.deliver(timeEntryLogged, held);
  await h.deliver(timeEntryLocked, { ...(held as object), invoiceId: newId('ivc') } as never);
  const gone = entry();
  await h.deliver(timeEntryLogged, gone);
  await h.deliver(timeEntryRemoved, gone);
  expect(await items()).toEqual([]);
  await h.deliver(timeEntryUnlocked, { ...(held as object), invoiceId: newId('ivc') } as never);
  expect((await items()).map(({ id }) => id)).toEqual([idOf(held, 'timeEntryId')]);
});

it('finds what is billed by its row: the uuid that the database reads out of an id is the id\'s own', async () => {
  const ids = Array.from({ length: 50 }, () => newId('tme'));
  const { idToUuid } = await import('@firmament/events');
  const rows = await books.h.sql('select id, revenue.uuid_in(id)::text as uuid from unnest($1::text[]) as id', [[...ids, 'tme_7zzzzzzzzzzzzzzzzzzzzzzzzz', 'tme_00000000000000000000000000']]);
  for (const row of rows) expect(row.uuid).toBe(idToUuid(row.id as string));
  expect(await books.h.sql(`select revenue.uuid_in('ipi_00000000000000000000000000:2026-12-01') as uuid`)).toEqual([{ uuid: null }]);
});

it('is closed to another firm, to clients, and to staff without the right', async () => {
  const { h } = books;
  await h.deliver(timeEntryLogged, entry());
  const stranger = h.staff(['*'], h.otherFirm.id);
  expect([await items({}, stranger), await work(stranger)]).toEqual([[], []]);
  expect(await no({}, stranger)).toMatchObject({ code: 'NOT_FOUND' });
  for (const who of [h.portal(clientId), h.staff(['revenue.invoice.view'])]) {
    expect((await h.as(who).run('query($clientId: ID!) { unbilledItems(clientId: $clientId) { id } }', { clientId })).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    expect((await h.as(who).run('{ unbilledWork { count } }')).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    expect(await no({}, who)).toMatchObject({ code: 'FORBIDDEN' });
  }
  expect((await items()).length).toBe(1);
});
