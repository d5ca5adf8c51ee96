import { newId } from '@firmament/events';
import { testSubgraph, type Harness } from '@firmament/kit/testing';
import revenue from '../subgraph.js';

let h: Harness;
let clientId: string;
beforeAll(async () => { h = await testSubgraph(revenue); clientId = newId('cli'); await h.knowClient(clientId); });
afterAll(async () => { await h?.stop(); });

const create = 'mutation($input: CreateInvoicePlanInput!) { createInvoicePlan(input: $input) { id effectiveOn fixedTotal { decimal currency } items { lineKey timing period nextOn amount { decimal } invoice { total { decimal } status } } } }';
const gbp = (minor: string) => ({ minor, currency: 'GBP' });
const items = [
  { lineKey: 'accounts', title: 'Accounts', timing: 'DEPOSIT', amount: gbp('36000') }, { lineKey: 'accounts', title: 'Accounts', timing: 'ON_COMPLETION', amount: gbp('84000') }, { lineKey: 'setup', title: 'Set-up', timing: 'ON_ACCEPTANCE', amount: gbp('5000') },
  { lineKey: 'advice', title: 'Advice', timing: 'RECURRING', period: 'MONTH', amount: gbp('30000') }, { lineKey: 'tbc', title: 'Search', timing: 'TO_BE_CONFIRMED' },
];
const aPlan = (more: Record<string, unknown> = {}) => ({ clientId, agreementId: newId('agr'), effectiveOn: '2026-12-01', fixedTotal: gbp('125000'), items, ...more });

it('lays out what will be billed and drafts one invoice of what is due at once', async () => {
  const input = aPlan();
  const { data, errors } = await h.as(h.service()).run(create, { input });
  expect(errors).toBeUndefined();
  const due = { total: { decimal: '410.00' }, status: 'DRAFT' };
  expect(data).toMatchObject({ createInvoicePlan: { effectiveOn: '2026-12-01', fixedTotal: { decimal: '1250.00', currency: 'GBP' }, items: [
    { timing: 'DEPOSIT', amount: { decimal: '360.00' }, invoice: due, nextOn: null }, { timing: 'ON_COMPLETION', invoice: null, nextOn: null }, { timing: 'ON_ACCEPTANCE', invoice: due }, { timing: 'RECURRING', period: 'MONTH', nextOn: '2026-12-01', invoice: null }, { timing: 'TO_BE_CONFIRMED', amount: null, invoice: null }] } });
  expect(await h.events('revenue.invoice.drafted')).toMatchObject([{ data: { total: gbp('41000') } }]);
  expect(await h.events('revenue.plan.created')).toMatchObject([{ clientId, data: { agreementId: input.agreementId, fixedTotal: gbp('125000') } }]);
});

it('makes one plan of an agreement, however often and however much at once it is asked', async () => {
  const input = aPlan();
  const answers = await Promise.all([1, 2, 3].map(() => h.as(h.service()).run(create, { input })));
  expect(new Set(answers.map(({ data }) => (data as { createInvoicePlan: { id: string } }).createInvoicePlan.id)).size).toBe(1);
  expect((await h.events('revenue.plan.created')).filter((one) => one.data.agreementId === input.agreementId)).toHaveLength(1);
});

it.each<[string, Record<string, unknown>, string]>([
  ['fixed items that are a penny short', { fixedTotal: gbp('125001') }, 'REVENUE_PLAN'], ['two currencies', { items: [...items, { lineKey: 'x', title: 'x', timing: 'RECURRING', period: 'YEAR', amount: { minor: '1', currency: 'EUR' } }] }, 'REVENUE_PLAN'],
  ['a recurring item without a period', { items: [{ ...items[0], timing: 'RECURRING' }], fixedTotal: gbp('0') }, 'REVENUE_PLAN'], ['an amount that is to be confirmed', { items: [{ ...items[0], timing: 'TO_BE_CONFIRMED' }], fixedTotal: gbp('0') }, 'REVENUE_PLAN'],
  ['an item below nothing', { items: [{ ...items[0], amount: gbp('-1') }], fixedTotal: gbp('-1') }, 'REVENUE_PLAN'], ['an agreement that is none', { agreementId: newId('prj') }, 'REVENUE_PLAN'], ['nothing', { items: [] }, ''], ['a client nobody knows', { clientId: newId('cli') }, ''],
])('refuses %s and lays out nothing', async (_, more, reason) => {
  const before = await h.sql('select (select count(*) from revenue.plans) as plans, (select count(*) from revenue.invoices) as invoices');
  const { errors } = await h.as(h.staff()).run(create, { input: aPlan(more) });
  expect(['BAD_USER_INPUT', 'NOT_FOUND']).toContain(errors?.[0]?.extensions?.code);
  if (reason) expect(errors?.[0]?.extensions?.reason).toBe(reason);
  expect(await h.sql('select (select count(*) from revenue.plans) as plans, (select count(*) from revenue.invoices) as invoices')).toEqual(before);
});

it('is closed to another firm, to clients, to visitors and to staff without the right', async () => {
  const input = aPlan();
  await h.as(h.staff()).run(create, { input });
  const read = 'query($agreementId: ID!) { invoicePlan(agreementId: $agreementId) { id } }';
  expect((await h.as(h.staff(['*'], h.otherFirm.id)).run(read, { agreementId: input.agreementId })).data).toEqual({ invoicePlan: null });
  expect((await h.as(h.portal(clientId)).run(read, { agreementId: input.agreementId })).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  expect((await h.as(h.public()).run(create, { input })).errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
  expect((await h.as(h.staff(['revenue.plan.view'])).run(create, { input })).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
});
