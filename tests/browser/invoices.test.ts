import { eventually } from '@firmament/kit/testing';
import type { Browser } from 'playwright-core';
import { book, newGuest, openFirm, type Firm } from '../support/firm.js';
import { budgetMs, leaveHouse } from '../support/house.js';
import { mailsTo } from '../support/mail.js';
import { desk, faultsOf, openBrowser, phone, signedIn, visit, wholeInEachSight } from './browser.js';

interface Seen { id: string; number: string | null; status: string; version: number; title: string | null; total: { decimal: string }; balance: { decimal: string }; lines: { title: string; quantity: string }[] }

let browser: Browser;
let firm: Firm;
let clientId: string;
const guest = newGuest('Nadia Osei');
const words = (title: string, unitPriceMinor: string) => ({ clientId, title, currency: 'GBP', lines: [{ title, unitPriceMinor, taxName: 'VAT', taxBasisPoints: 2000 }] });

beforeAll(async () => {
  browser = await openBrowser();
  firm = await openFirm();
  await book(firm, guest);
  const client = await eventually(async () => (await firm.owner.ask<{ clients: { nodes: { id: string }[] } }>('{ clients(first: 1) { nodes { id } } }')).clients.nodes[0], 'the booking made a client', { timeoutMs: budgetMs * 3 });
  clientId = client?.id ?? '';
  await eventually(() => firm.owner.do('createInvoiceApprovalRule', { name: 'Nobody is asked', steps: [] }), 'revenue knows the firm', { timeoutMs: budgetMs * 3 });
  await eventually(() => firm.owner.do('draftInvoice', words('Written before', '1000')), 'revenue knows the client', { timeoutMs: budgetMs * 3 });
}, 90_000);
afterAll(async () => { await browser?.close(); await leaveHouse(); });

const invoices = async (): Promise<Seen[]> => (await firm.owner.ask<{ invoices: { nodes: Seen[] } }>('{ invoices(first: 100) { nodes { id number status version title total { decimal } balance { decimal } lines { title quantity } } } }')).invoices.nodes;
const invoiceCalled = async (title: string): Promise<Seen | undefined> => (await invoices()).find((one) => one.title === title);

const enter = (path: string, sight = desk) => signedIn(browser, firm.ownerEmail, path, sight);

async function issued(title: string, minor: string): Promise<string> {
  const { id } = await firm.owner.do('draftInvoice', words(title, minor));
  await firm.owner.do('submitInvoice', { invoiceId: id });
  await firm.owner.do('issueInvoice', { invoiceId: id });
  await eventually(async () => (await invoiceCalled(title))?.status === 'ISSUED', 'it is out', { timeoutMs: 20_000 });
  return id;
}

it('an invoice is written with the keys alone, and goes out once however often one presses', async () => {
  const { page, faults, leave } = await enter('/');
  await page.keyboard.press('g');
  await page.keyboard.press('m');
  await page.waitForURL(/\/money$/, { timeout: 20_000 });
  await page.getByRole('button', { name: 'New invoice' }).waitFor({ timeout: 20_000 });
  await page.keyboard.press('n');
  const form = page.getByRole('dialog', { name: 'New invoice' });
  await form.getByRole('combobox', { name: 'Client' }).selectOption({ label: 'Nadia Osei' }, { timeout: 20_000 });
  await form.getByLabel('What it is for').fill('Books in May');
  await form.getByLabel('What it bills').fill('Bookkeeping');
  await form.getByLabel('Price, GBP').fill('1,200.50');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/money\/invoices\/ivc_/, { timeout: 20_000 });
  await page.getByLabel('What line 1 is').focus();
  await page.keyboard.press('Enter');
  await eventually(() => page.evaluate(`document.activeElement?.getAttribute('aria-label') === 'What line 2 is'`), 'Enter begins a line and goes there');
  await page.keyboard.type('Hours');
  await page.getByLabel('Quantity of Hours').fill('2.5');
  await page.getByLabel('Price of Hours').fill('80');
  await page.keyboard.press('Alt+ArrowUp');
  await page.getByText('They are reckoned again when you save', { exact: false }).waitFor({ timeout: 20_000 });
  expect((await invoiceCalled('Books in May'))?.total.decimal).toBe('1440.60');
  await page.keyboard.press('Control+s');
  await eventually(async () => (await invoiceCalled('Books in May'))?.total.decimal === '1680.60', 'what was typed is kept', { timeoutMs: 20_000 });
  expect((await invoiceCalled('Books in May'))?.lines).toEqual([{ title: 'Hours', quantity: '2.5' }, { title: 'Bookkeeping', quantity: '1' }]);
  await page.getByText('£1,680.60').first().waitFor({ timeout: 20_000 });
  expect(await faultsOf(page)).toEqual([]);
  await page.keyboard.press('Control+Enter');
  await page.getByText('It can go out.', { exact: false }).waitFor({ timeout: 20_000 });
  await page.keyboard.press('Control+Enter');
  const asked = page.getByRole('dialog', { name: 'Issue 1 invoice' });
  await asked.getByText('Ask Nadia Osei for £1,680.60').waitFor({ timeout: 20_000 });
  expect(await faultsOf(page)).toEqual([]);
  // Both presses reach the page before it draws anything anew.
  await page.evaluate(`for (const _ of [1, 2]) window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true }))`);
  await page.getByText('£1,680.60 to pay by', { exact: false }).waitFor({ timeout: 20_000 });
  const out = (await invoices()).filter((one) => one.number !== null);
  expect(out.map((one) => one.status)).toEqual(['ISSUED']);
  await issued('The one after', '10000');
  const serial = (number: string | null | undefined): number => Number(/(\d+)$/.exec(number ?? '')?.[1]);
  expect(serial((await invoiceCalled('The one after'))?.number)).toBe(serial(out[0]?.number) + 1);
  expect(faults).toEqual([]);
  await leave();
});

it('what somebody else stored meanwhile is shown beside what is typed, and yours can be kept', async () => {
  const { id } = await firm.owner.do('draftInvoice', words('Year-end accounts', '50000'));
  const { page, faults, leave } = await enter(`/money/invoices/${id}`);
  await page.getByLabel('Price of Year-end accounts').fill('600');
  await firm.owner.do('changeInvoice', { invoiceId: id, title: 'Year-end accounts', currency: 'GBP', lines: [{ title: 'Year-end accounts', unitPriceMinor: '55000', taxName: 'VAT', taxBasisPoints: 2000 }] });
  await page.keyboard.press('Control+s');
  const clash = page.getByRole('alert', { name: 'Changed meanwhile' });
  await clash.getByText('Year-end accounts: 1 × 550.00', { exact: false }).waitFor({ timeout: 20_000 });
  expect(await clash.innerText()).toMatch(/1 × 500\.00.*\n?.*1 × 550\.00.*\n?.*1 × 600/);
  expect((await invoiceCalled('Year-end accounts'))?.total.decimal).toBe('660.00');
  expect(await faultsOf(page)).toEqual([]);
  await clash.getByRole('button', { name: 'Keep yours' }).press('Enter');
  await page.keyboard.press('Control+s');
  await eventually(async () => (await invoiceCalled('Year-end accounts'))?.total.decimal === '720.00', 'yours is kept', { timeoutMs: 20_000 });
  expect(faults).toEqual([]);
  await leave();
});

it('money is written down once over several invoices, and what is left is credit', async () => {
  const [first, second] = [await issued('Payroll in June', '10000'), await issued('Payroll in July', '20000')];
  const { page, faults, leave } = await enter(`/money/invoices/${second}`);
  await page.getByRole('button', { name: 'Record a payment' }).press('Enter');
  const form = page.getByRole('dialog', { name: 'Record a payment' });
  await form.getByLabel('How much').fill('400');
  const fields = form.getByLabel(/^Settles of/);
  await fields.first().waitFor({ timeout: 20_000 });
  for (const field of await fields.all()) await field.fill('');
  for (const [id, amount] of [[first, '120'], [second, '240']] as const) await form.getByLabel(`Settles of ${(await invoices()).find((one) => one.id === id)?.number ?? ''}`, { exact: false }).fill(amount);
  await form.getByText('£40.00 stays as their credit.').waitFor({ timeout: 20_000 });
  expect(await faultsOf(page)).toEqual([]);
  await page.evaluate(`for (const _ of [1, 2]) document.querySelector('[role=dialog] form').requestSubmit()`);
  await page.getByText('Nothing is left to pay', { exact: false }).waitFor({ timeout: 20_000 });
  const { payments } = await firm.owner.ask<{ payments: { nodes: { amount: { decimal: string }; unapplied: { decimal: string } }[] } }>('{ payments(first: 100) { nodes { amount { decimal } unapplied { decimal } } } }');
  expect(payments.nodes).toEqual([{ amount: { decimal: '400.00' }, unapplied: { decimal: '40.00' } }]);
  expect((await invoices()).filter((one) => one.id === first || one.id === second).map((one) => one.status)).toEqual(['PAID', 'PAID']);
  expect(faults).toEqual([]);
  await leave();
});

it('a client is reminded by one press, the schedule is held with a reason and goes on, and a payment that is disputed says so on its invoice', async () => {
  const id = await issued('Payroll in August', '30000');
  const { page, faults, leave } = await enter(`/money/invoices/${id}`);
  const reminders = page.locator('section', { has: page.getByRole('heading', { name: 'Reminders' }) });
  await reminders.getByText('The next one goes out on', { exact: false }).waitFor({ timeout: 20_000 });
  await reminders.getByRole('button', { name: 'Remind now' }).press('Enter');
  await reminders.getByText('Reminder 1').waitFor({ timeout: 20_000 });
  await eventually(async () => (await mailsTo(guest.email)).some(({ subject }) => subject.startsWith('Reminder: invoice ')), 'the client is reminded', { timeoutMs: 20_000 });
  await reminders.getByRole('button', { name: 'Remind now' }).press('Enter');
  await page.getByText('They were reminded of this invoice today already.').waitFor({ timeout: 20_000 });
  await reminders.getByRole('button', { name: 'Hold the schedule' }).press('Enter');
  const hold = page.getByRole('dialog', { name: 'Hold the reminders' });
  await hold.getByRole('button', { name: 'Hold them' }).press('Enter');
  await hold.getByText('Say why.').waitFor({ timeout: 20_000 });
  await hold.getByLabel('Why').fill('They pay on Friday.');
  expect(await faultsOf(page)).toEqual([]);
  await hold.getByRole('button', { name: 'Hold them' }).press('Enter');
  await reminders.getByText('Nobody is reminded by the schedule: «They pay on Friday.»').waitFor({ timeout: 20_000 });
  await wholeInEachSight(page, faults);
  await reminders.getByRole('button', { name: 'Let the schedule go on' }).press('Enter');
  await reminders.getByText('The next one goes out on', { exact: false }).waitFor({ timeout: 20_000 });

  const { id: paymentId } = await firm.owner.do('recordPayment', { clientId, amountMinor: '36000', currency: 'GBP', method: 'CARD', receivedOn: new Date().toISOString().slice(0, 10), allocations: [{ invoiceId: id }] });
  await visit(page, `/money/payments?open=${paymentId}`);
  const drawer = page.getByRole('dialog', { name: /£360\.00/ });
  await drawer.getByRole('button', { name: 'It is disputed' }).press('Enter');
  const dispute = page.getByRole('dialog', { name: 'Whoever paid wants it back' });
  await dispute.getByLabel('How much').fill('3600');
  await dispute.getByLabel('What they say').fill('Not my card.');
  await dispute.getByRole('button', { name: 'It is disputed' }).press('Enter');
  await dispute.getByText('No more than £360.00 of it can be asked back.').waitFor({ timeout: 20_000 });
  await dispute.getByLabel('How much').fill('360');
  expect(await faultsOf(page)).toEqual([]);
  await dispute.getByRole('button', { name: 'It is disputed' }).press('Enter');
  await drawer.getByText('What it settled stays settled until the bank decides.').waitFor({ timeout: 20_000 });
  await wholeInEachSight(page, faults);
  await visit(page, `/money/invoices/${id}`);
  await page.getByText('whoever paid asks their bank for the money', { exact: false }).waitFor({ timeout: 20_000 });
  await visit(page, `/money/payments?open=${paymentId}`);
  await drawer.getByRole('button', { name: 'The money is gone' }).press('Enter');
  await page.getByRole('dialog', { name: 'Give 1 disputed payment up' }).getByRole('button', { name: /Give 1 disputed payment up/ }).press('Enter');
  await drawer.getByText('The bank decided for whoever paid', { exact: false }).waitFor({ timeout: 20_000 });
  await eventually(async () => (await invoiceCalled('Payroll in August'))?.status === 'REOPENED', 'it is owed again', { timeoutMs: 20_000 });
  expect(faults).toEqual([]);
  await leave();
});

it('a figure leads to the list that it counts, from the table under the chart', async () => {
  const { page, faults, leave } = await enter('/money');
  const chart = page.getByRole('region', { name: 'Invoiced and received' });
  await chart.getByRole('button', { name: 'View as table' }).press('Enter');
  const cell = chart.getByRole('row').last().getByRole('link').first();
  const words = await cell.innerText();
  const count = Number(/in (\d+)$/.exec(words.trim())?.[1]);
  expect(count).toBe((await invoices()).filter((one) => one.number !== null).length);
  expect(await faultsOf(page)).toEqual([]);
  await cell.press('Enter');
  await page.waitForURL(/issuedFrom=/, { timeout: 20_000 });
  await eventually(async () => (await page.locator('tbody tr').count()) === count, 'the list has as many rows', { timeoutMs: 20_000 });
  expect(faults).toEqual([]);
  await leave();
});

it('on a phone an invoice is written and read without scrolling sideways', async () => {
  const { page, faults, leave } = await enter('/money/invoices?view=drafts', phone);
  await page.getByRole('link', { name: /Year-end accounts/ }).click();
  await page.getByLabel('What line 1 is').waitFor({ timeout: 20_000 });
  expect(await faultsOf(page)).toEqual([]);
  await visit(page, `/money/invoices/${(await invoiceCalled('Payroll in June'))?.id ?? ''}`);
  expect(await faultsOf(page)).toEqual([]);
  expect(faults).toEqual([]);
  await leave();
});
