import { newId } from '@firmament/events';
import { eventually } from '@firmament/kit/testing';
import type { Browser } from 'playwright-core';
import { aManager, anIssuedInvoice } from '../support/billing.js';
import { book, newGuest, openFirm, type Firm } from '../support/firm.js';
import { budgetMs, house, leaveHouse } from '../support/house.js';
import { FirmLedger } from '../support/ledgers.js';
import { openBrowser, signedIn, wholeInEachSight } from './browser.js';

let browser: Browser;
let firm: Firm;
let ledger: FirmLedger;
let clientId: string;
const key = newId('key');
const enter = (path: string) => signedIn(browser, firm.ownerEmail, path);

beforeAll(async () => {
  browser = await openBrowser();
  firm = await openFirm();
  ledger = new FirmLedger(firm, 'QUICKBOOKS', key);
  await book(firm, newGuest('Nadia Osei'));
  clientId = await eventually(async () => (await firm.owner.ask<{ clients: { nodes: { id: string }[] } }>('{ clients(first: 1) { nodes { id } } }')).clients.nodes[0]?.id, 'the booking made a client', { timeoutMs: budgetMs * 3 }) ?? '';
}, budgetMs * 4 + 60_000);
afterAll(async () => { await browser?.close(); await leaveHouse(); });

/** What went wrong; the ledger's own page is the one place outside where somebody is led. */
const here = (faults: readonly string[]): string[] => faults.filter((one) => !one.includes(house.endpoints.sandboxes.quickbooks ?? 'nowhere'));

it('an owner connects the ledger at its own page, by keyboard; what is stuck says why and goes on once it is mended', async () => {
  const { page, faults, leave } = await enter('/settings/ledger');
  await page.getByRole('button', { name: 'Connect QuickBooks' }).press('Enter');
  await page.getByLabel('Callback secret', { exact: false }).fill(key);
  await page.getByRole('button', { name: 'Go to QuickBooks' }).press('Enter');
  await page.waitForURL((url) => url.origin === new URL(house.endpoints.sandboxes.quickbooks ?? '').origin, { timeout: 20_000 });
  await page.goto(`${page.url()}&company=${ledger.company}`);
  await page.getByRole('link', { name: 'Allow access' }).press('Enter');
  await page.getByText('The ledger is connected').waitFor({ timeout: 30_000 });
  await page.getByText('Everything is there.').waitFor({ timeout: 20_000 });
  await wholeInEachSight(page, here(faults));
  await ledger.command('close', { until: '2099-01-01' });
  await eventually(async () => anIssuedInvoice(firm, await aManager({ firm }), clientId), 'revenue knows the client', { timeoutMs: budgetMs });
  const row = page.getByRole('region', { name: 'On its way' }).getByRole('listitem').filter({ hasText: 'Stuck' });
  await row.waitFor({ timeout: 60_000 });
  expect(await row.getByRole('link', { name: 'Mend it there' }).getAttribute('href')).toMatch(/^https:/);
  await wholeInEachSight(page, here(faults));
  await ledger.command('close', { until: null });
  await row.getByRole('button', { name: /^Try again/ }).press('Enter');
  await page.getByText('Nothing waits.', { exact: false }).waitFor({ timeout: 60_000 });
  await leave();
});

it('what somebody changed in the ledger is shown side by side, and one press settles it', async () => {
  const [paper] = (await ledger.books()).papers;
  await ledger.command('callbacks', { url: (await ledger.seen())?.callbackAddress, secrets: [key], mode: 'deliver' });
  await ledger.command('edit', { id: paper?.id, by: 1_000 });
  const { page, faults, leave } = await enter('/settings/ledger');
  const differs = page.getByRole('region', { name: 'What differs' }).getByRole('listitem').first();
  await differs.waitFor({ timeout: 60_000 });
  await wholeInEachSight(page, here(faults));
  const choice = differs.getByRole('button', { name: /^Write ours there/ });
  await choice.press('Enter');
  await page.getByText('Nothing. Both sides say the same.').waitFor({ timeout: 60_000 });
  await eventually(async () => (await ledger.papers(paper?.number ?? '')).at(0)?.total === paper?.total, 'ours stands there again', { timeoutMs: budgetMs * 2 });
  await leave();
});

it('a wrong key of the payment service is said on the page and is nowhere on it', async () => {
  const { page, faults, leave } = await enter('/settings/ledger');
  await page.getByRole('button', { name: 'Connect Sandbox Pay' }).press('Enter');
  const form = page.getByRole('dialog', { name: 'Connect Sandbox Pay' });
  await form.getByRole('button', { name: 'Connect', exact: true }).press('Enter');
  await form.getByText('The key has 8 to 500 characters.').waitFor({ timeout: 20_000 });
  await form.getByLabel('Key of the account').fill('PLANTED-KEY-56');
  await form.getByLabel('Callback secret').fill('PLANTED-SECRET-57');
  await form.getByRole('button', { name: 'Connect', exact: true }).press('Enter');
  await page.getByText('To connect again').waitFor({ timeout: 30_000 });
  await wholeInEachSight(page, here(faults));
  expect(await page.content()).not.toMatch(/PLANTED/);
  await leave();
});

it('how the firm bills is changed by keyboard, and what cannot be is told at its field', async () => {
  const { page, faults, leave } = await enter('/settings/billing');
  await page.getByLabel('Days to pay').fill('soon');
  await page.getByLabel('Days to pay').press('Enter');
  await page.getByText('Give the days as a whole number, such as 30.').waitFor({ timeout: 20_000 });
  await page.getByLabel('Days to pay').fill('21');
  await page.getByLabel('Invoice numbers begin with').fill('no good');
  await page.getByLabel('Days to pay').press('Enter');
  await page.getByText(/up to 12 capital letters/).waitFor({ timeout: 20_000 });
  await wholeInEachSight(page, here(faults));
  await page.getByLabel('Invoice numbers begin with').fill('HV-');
  await page.getByLabel('How clients pay', { exact: false }).fill('By transfer to 01-02-03 456.');
  await page.getByLabel('Days to pay').press('Enter');
  await page.getByText('It holds for what goes out from now on.').waitFor({ timeout: 20_000 });
  const { billingSettings } = await firm.owner.ask<{ billingSettings: { termsDays: number; invoiceSeries: string; paymentWords: string } }>('{ billingSettings { termsDays invoiceSeries paymentWords } }');
  expect(billingSettings).toEqual({ termsDays: 21, invoiceSeries: 'HV-', paymentWords: 'By transfer to 01-02-03 456.' });
  await leave();
});
