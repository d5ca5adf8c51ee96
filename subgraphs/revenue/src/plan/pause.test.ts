import { milestoneCompleted, newId } from '@firmament/events';
import { act, aClient, ask, openBooks, refusal, type Books } from '../../test/books.js';
import { adjust } from './adjust.rules.js';
import { missedPeriods } from './missed.rules.js';

let books: Books;
let clientId: string;
beforeAll(async () => { books = await openBooks(); });
beforeEach(async () => { clientId = await aClient(books.h); books.h.setNow(new Date('2026-11-19T11:18:00Z')); });
afterAll(async () => { await books?.h.stop(); });

const gbp = (minor: string) => ({ minor, currency: 'GBP' });
interface Plan { id: string; version: number; pausedOn: string | null; pauseReason: string | null; items: { id: string; title: string; nextOn: string | null; endsOn: string | null; billed: { minor: string } }[] }
const shape = '{ id version pausedOn pauseReason items { id title nextOn endsOn billed { minor } } }';
const aPlan = (more: Record<string, unknown> = {}) => act<Plan>(books.h, books.h.service(), 'createInvoicePlan', {
  clientId, agreementId: newId('agr'), effectiveOn: '2026-12-01', fixedTotal: gbp('0'), items: [{ lineKey: 'advice', title: 'Advice', timing: 'RECURRING', period: 'MONTH', amount: gbp('30000') }], ...more }, shape);
const pause = (planId: string) => act<Plan>(books.h, books.h.staff(), 'pauseInvoicePlan', { planId, reason: 'They sail round the world.' }, shape);
const resume = (planId: string, missed?: string) => act<Plan>(books.h, books.h.staff(), 'resumeInvoicePlan', { planId, ...(missed ? { missed } : {}) }, shape);
const drafts = async () => (await ask<{ nodes: { total: { minor: string } }[] }>(books.h, books.h.staff(), 'query($clientId: ID) { invoices(clientId: $clientId) { nodes { total { minor } } } }', { clientId })).nodes.map(({ total }) => String(total.minor)).sort();
const rounds = async (count = 5) => { for (let round = 0; round < count; round += 1) await books.h.sweep('bill-recurring'); };
const on = (day: string) => books.h.setNow(new Date(`${day}T09:00:00Z`));

it('drafts nothing while it is paused, and leaves out the periods of the pause unless somebody wants them', async () => {
  const { id } = await aPlan();
  on('2026-12-02');
  await rounds();
  expect(await drafts()).toEqual(['30000']);
  expect(await pause(id)).toMatchObject({ pausedOn: '2026-12-02', pauseReason: 'They sail round the world.' });
  expect(await pause(id)).toMatchObject({ pausedOn: '2026-12-02' });
  on('2027-03-10');
  await rounds();
  expect(await drafts()).toEqual(['30000']);
  expect(await ask(books.h, books.h.staff(), 'query($clientId: ID!) { unbilledItems(clientId: $clientId) { id } }', { clientId })).toEqual([]);
  expect(await resume(id)).toMatchObject({ pausedOn: null, pauseReason: null, items: [{ nextOn: '2027-04-01', billed: { minor: 30000 } }] });
  await rounds();
  expect(await drafts()).toEqual(['30000']);
  on('2027-04-02');
  await rounds();
  expect(await drafts()).toEqual(['30000', '30000']);
  const of = async (type: string) => (await books.h.events(type)).filter((one) => one.data.planId === id).map(({ data }) => data);
  expect(await of('revenue.plan.paused')).toMatchObject([{ pausedOn: '2026-12-02', clientId }]);
  expect(await of('revenue.plan.resumed')).toMatchObject([{ pausedOn: '2026-12-02', resumedOn: '2027-03-10', missed: 'SKIP', skipped: [{ title: 'Advice', periods: ['2027-01-01', '2027-02-01', '2027-03-01'] }] }]);
});

it('bills what was missed, one period after the other, where somebody says so', async () => {
  const { id } = await aPlan();
  await pause(id);
  on('2027-02-03');
  await rounds();
  expect(await drafts()).toEqual([]);
  expect(await resume(id, 'BILL')).toMatchObject({ items: [{ nextOn: '2026-12-01' }] });
  await rounds();
  expect(await drafts()).toEqual(['30000', '30000', '30000']);
  expect((await refusal(books.h, books.h.staff(), 'resumeInvoicePlan', { planId: id }))).toMatchObject({ code: 'CONFLICT', reason: 'REVENUE_PLAN_STATE' });
});

it('bills a period that began before the pause as if nothing had been', async () => {
  const { id } = await aPlan({ effectiveOn: '2026-10-01' });
  on('2026-11-20');
  await pause(id);
  on('2027-01-15');
  expect(await resume(id)).toMatchObject({ items: [{ nextOn: '2027-02-01', billed: { minor: 60000 } }] });
  expect(await drafts()).toEqual(['30000', '30000']);
});

it('keeps what milestones earned and what came due until it goes on', async () => {
  const { h } = books;
  const projectId = newId('prj');
  const { id } = await aPlan({ projectId, fixedTotal: gbp('10000'), items: [{ lineKey: 'a', title: 'Accounts', timing: 'ON_COMPLETION', amount: gbp('10000') }] });
  await pause(id);
  await h.deliver(milestoneCompleted, { milestoneId: newId('mil'), projectId, clientId, title: 'Half', billing: 'PERCENT', amount: null, percent: 50, completedAt: '2026-11-20T10:00:00.000Z' });
  expect(await drafts()).toEqual([]);
  await resume(id);
  expect(await drafts()).toEqual(['5000']);
});

it('is changed by hand in names, left-out periods and the end of what recurs, and never in amounts', async () => {
  const { h } = books;
  const { id, items } = await aPlan({ fixedTotal: gbp('5000'), items: [{ lineKey: 'advice', title: 'Advice', timing: 'RECURRING', period: 'MONTH', amount: gbp('30000') }, { lineKey: 's', title: 'Set-up', timing: 'DEPOSIT', amount: gbp('5000') }, { lineKey: 'c', title: 'Close', timing: 'TO_BE_CONFIRMED' }] });
  const [advice, setUp, close] = items.map((one) => one.id);
  const change = (wishes: unknown[], who = h.staff()) => refusal(h, who, 'adjustInvoicePlan', { planId: id, items: wishes, reason: 'They asked.' });
  for (const wish of [{ itemId: advice, nextOn: '2027-01-15' }, { itemId: advice, nextOn: '2026-11-01' }, { itemId: setUp, title: 'Other' }, { itemId: setUp, endsOn: '2027-01-01' }, { itemId: close, nextOn: '2027-01-01' }, { itemId: advice, endsOn: '2026-11-18' }])
    expect(await change([{ itemId: advice, title: 'Talks' }, wish])).toMatchObject({ code: 'BAD_USER_INPUT', reason: 'REVENUE_PLAN' });
  expect(await change([{ itemId: advice, title: 'Talks' }, { itemId: newId('ipi'), title: 'x' }])).toMatchObject({ code: 'NOT_FOUND' });
  expect(await change([{ itemId: advice, title: 'Talks', nextOn: '2027-02-01', endsOn: '2027-04-01' }, { itemId: close, title: 'Closing' }])).toBeUndefined();
  const [plan] = await ask<{ nodes: Plan[] }>(h, h.staff(), `query($clientId: ID) { invoicePlans(clientId: $clientId, paused: false) { nodes ${shape} } }`, { clientId }).then(({ nodes }) => nodes);
  expect(plan?.items.map(({ title, nextOn, endsOn }) => [title, nextOn, endsOn])).toEqual([['Talks', '2027-02-01', '2027-04-01'], ['Set-up', null, null], ['Closing', null, null]]);
  expect((await h.events('revenue.plan.amended')).filter(({ data }) => data.planId === id)).toMatchObject([{ data: { effectiveOn: '2026-11-19', reason: 'They asked.', fixedTotal: gbp('5000') } }]);
  on('2027-06-01');
  await rounds(8);
  expect(await drafts()).toEqual(['30000', '30000', '5000']);
});

it('is closed to another firm, to clients and to staff without the right', async () => {
  const { h } = books;
  const { id, items } = await aPlan();
  for (const [name, input] of [['pauseInvoicePlan', { planId: id, reason: 'x' }], ['resumeInvoicePlan', { planId: id }], ['adjustInvoicePlan', { planId: id, reason: 'x', items: [{ itemId: items[0]?.id, title: 'x' }] }]] as const) {
    expect(await refusal(h, h.staff(['*'], h.otherFirm.id), name, input)).toMatchObject({ code: 'NOT_FOUND' });
    for (const who of [h.portal(clientId), h.staff(['revenue.plan.view'])]) expect(await refusal(h, who, name, input)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await refusal(h, h.staff(), name, { ...input, ifVersion: 99 })).toMatchObject({ code: 'CONFLICT' });
  }
  expect(await ask(h, h.staff(['*'], h.otherFirm.id), '{ invoicePlans { nodes { id } } }')).toEqual({ nodes: [] });
});

it('reckons what was missed to the end of a series, and ends what is adjusted past its end', () => {
  const series = { effectiveOn: '2026-01-31', period: 'MONTH' as const, nextOn: '2026-02-28', endsOn: null };
  expect(missedPeriods(series, '2026-04-30')).toEqual({ skipped: ['2026-02-28', '2026-03-31'], nextOn: '2026-04-30' });
  expect(missedPeriods({ ...series, endsOn: '2026-03-15' }, '2026-12-01')).toEqual({ skipped: ['2026-02-28'], nextOn: null });
  expect(missedPeriods(series, '2026-02-01')).toEqual({ skipped: [], nextOn: '2026-02-28' });
  const item = { title: 'A', timing: 'RECURRING' as const, period: 'MONTH' as const, nextOn: '2026-12-01', endsOn: null, effectiveOn: '2026-12-01', billed: false };
  expect(adjust(item, { endsOn: '2026-11-30' }, '2026-11-19')).toEqual({ title: 'A', nextOn: null, endsOn: '2026-11-30' });
  expect(adjust({ ...item, endsOn: '2026-12-15' }, { endsOn: '2027-01-01' }, '2026-11-19')).toMatch(/ended already/);
});
