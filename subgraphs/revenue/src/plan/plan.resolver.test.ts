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

describe('a signed change of the agreement', () => {
  const amendPlan = 'mutation($input: AmendInvoicePlanInput!) { amendInvoicePlan(input: $input) { id agreementVersionNo fixedTotal { decimal } items { lineKey title timing nextOn endsOn settles explanation amount { decimal } invoice { total { decimal } } } } }';
  const changedItems = [
    { lineKey: 'accounts', title: 'Accounts', timing: 'DEPOSIT', amount: gbp('45000') }, { lineKey: 'accounts', title: 'Accounts', timing: 'ON_COMPLETION', amount: gbp('105000') },
    { lineKey: 'advice', title: 'Advice', timing: 'RECURRING', period: 'MONTH', amount: gbp('35000') }, { lineKey: 'payroll', title: 'Payroll', timing: 'ON_ACCEPTANCE', amount: gbp('2000') },
  ];
  const aChange = (agreementId: string, more: Record<string, unknown> = {}) => ({ agreementId, versionNo: 2, effectiveOn: '2027-01-15', fixedTotal: gbp('152000'), items: changedItems, ...more });
  const planned = async () => { const input = aPlan(); await h.as(h.service()).run(create, { input }); return input.agreementId as string; };
  const invoices = () => h.sql('select id, total_minor from revenue.invoices order by id');

  it('leaves what was invoiced, bills each difference with its reason, and holds from its day on', async () => {
    const agreementId = await planned();
    const before = await invoices();
    const { data, errors } = await h.as(h.service()).run(amendPlan, { input: aChange(agreementId) });
    expect(errors).toBeUndefined();
    const drafted = { total: { decimal: '60.00' } };
    expect(data).toMatchObject({ amendInvoicePlan: { agreementVersionNo: 2, fixedTotal: { decimal: '1520.00' }, items: [
      { lineKey: 'accounts', timing: 'DEPOSIT', amount: { decimal: '360.00' }, invoice: { total: { decimal: '410.00' } }, endsOn: null }, { timing: 'ON_COMPLETION', amount: { decimal: '1050.00' }, invoice: null, endsOn: null },
      { lineKey: 'setup', amount: { decimal: '50.00' }, invoice: { total: { decimal: '410.00' } }, endsOn: null }, { lineKey: 'advice', timing: 'RECURRING', amount: { decimal: '300.00' }, nextOn: '2026-12-01', endsOn: '2027-01-15' },
      { lineKey: 'tbc', endsOn: '2027-01-15' }, { lineKey: 'advice', amount: { decimal: '350.00' }, nextOn: '2027-02-01', endsOn: null }, { lineKey: 'payroll', amount: { decimal: '20.00' }, invoice: drafted },
      { title: 'Difference: Accounts', settles: 'DEPOSIT', amount: { decimal: '90.00' }, invoice: drafted, explanation: 'Changed by agreement from 2027-01-15: «Accounts» was 360.00 GBP, which was billed already, and is 450.00 GBP now.' },
      { title: 'Difference: Set-up', settles: 'ON_ACCEPTANCE', amount: { decimal: '-50.00' }, invoice: drafted }] } });
    const after = await invoices();
    expect(after).toHaveLength(before.length + 1);
    expect(after).toEqual(expect.arrayContaining(before));
    const facts = (await h.events('revenue.plan.amended')).filter((one) => one.data.agreementId === agreementId);
    expect(facts).toMatchObject([{ clientId, data: { versionNo: 2, effectiveOn: '2027-01-15', fixedTotal: gbp('152000') } }]);
    for (const versionNo of [2, 1]) await h.as(h.service()).run(amendPlan, { input: aChange(agreementId, { versionNo }) });
    expect(await invoices()).toEqual(after);
    expect((await h.events('revenue.plan.amended')).filter((one) => one.data.agreementId === agreementId)).toHaveLength(1);
  });

  it('keeps what is given back for the next invoice', async () => {
    const agreementId = await planned();
    const before = await invoices();
    const cheaper = [{ ...changedItems[0], amount: gbp('10000') }, { lineKey: 'setup', title: 'Set-up', timing: 'ON_ACCEPTANCE', amount: gbp('5000') }];
    const { data } = await h.as(h.service()).run(amendPlan, { input: aChange(agreementId, { items: cheaper, fixedTotal: gbp('15000') }) });
    expect(data).toMatchObject({ amendInvoicePlan: { fixedTotal: { decimal: '150.00' } } });
    const { items: all } = (data as { amendInvoicePlan: { items: { settles: string | null }[] } }).amendInvoicePlan;
    expect(all.filter((one) => one.settles !== null)).toMatchObject([{ amount: { decimal: '-260.00' }, nextOn: '2027-01-15', invoice: null }]);
    expect(await invoices()).toEqual(before);
  });

  it.each<[string, Record<string, unknown>, string]>([['a sum that is a penny off', { fixedTotal: gbp('152001') }, 'BAD_USER_INPUT'], ['another currency', { fixedTotal: { minor: '0', currency: 'EUR' }, items: [{ lineKey: 'x', title: 'x', timing: 'RECURRING', period: 'YEAR', amount: { minor: '1', currency: 'EUR' } }] }, 'BAD_USER_INPUT'], ['an agreement without a plan', { agreementId: newId('agr') }, 'NOT_FOUND']])('refuses %s and changes nothing', async (_, more, code) => {
    const agreementId = await planned();
    const before = await h.sql('select * from revenue.plan_items order by id');
    expect((await h.as(h.service()).run(amendPlan, { input: aChange(agreementId, more) })).errors?.[0]?.extensions?.code).toBe(code);
    expect(await h.sql('select * from revenue.plan_items order by id')).toEqual(before);
  });

  it('is closed to another firm, to clients, to visitors and to staff without the right', async () => {
    const agreementId = await planned();
    const code = async (actor: ReturnType<Harness['staff']>) => (await h.as(actor).run(amendPlan, { input: aChange(agreementId) })).errors?.[0]?.extensions?.code;
    expect([await code(h.staff(['*'], h.otherFirm.id)), await code(h.portal(clientId)), await code(h.public()), await code(h.staff(['revenue.plan.view']))]).toEqual(['NOT_FOUND', 'FORBIDDEN', 'UNAUTHENTICATED', 'FORBIDDEN']);
  });
});
