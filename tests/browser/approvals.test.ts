import type { Browser } from 'playwright-core';
import { eventually } from '@firmament/kit/testing';
import { aManager, anAskedInvoice } from '../support/billing.js';
import { openFirm, type Firm } from '../support/firm.js';
import { budgetMs, leaveHouse, look as lookInto } from '../support/house.js';
import { faultsOf, look, openBrowser, sights, signInByKeyboard, visit } from './browser.js';

const password = 'a long demo password';
let browser: Browser;
let firm: Firm;
let clientId: string;
beforeAll(async () => {
  browser = await openBrowser();
  firm = await openFirm();
  await aManager({ firm });
  ({ id: clientId } = await firm.owner.do('createClient', { displayName: 'Marlowe Boatyard Ltd', kind: 'ORG', status: 'ACTIVE' }));
}, 60_000);
afterAll(async () => { await browser?.close(); await leaveHouse(); });
const manager = () => `mia.${firm.slug}@firm.test`;
const statusOf = async (id: string) => (await firm.owner.ask<{ invoice: { status: string } }>('query($id: ID!) { invoice(id: $id) { status } }', { id })).invoice.status;

it.each(sights)('somebody agrees by keyboard and sends another one back with a word ($scheme, $width wide); pressed twice, it is one yes', async (sight) => {
  const asked = await eventually(() => anAskedInvoice(firm, clientId, 'Accounts'), 'revenue knows the client', { timeoutMs: budgetMs });
  const other = await anAskedInvoice(firm, clientId, 'Advice');
  if (!asked) throw new Error('nothing was asked');
  const { context, page } = await look(browser, sight);
  await signInByKeyboard(page, manager(), password);
  await visit(page, `/approvals?open=${asked.approvalId}`);
  await page.getByRole('button', { name: 'Approve' }).waitFor({ timeout: 20_000 });
  await page.getByText('The invoice of £1,440.00 can go out under the next number.').waitFor();
  expect(await faultsOf(page)).toEqual([]);
  for (const key of ['a', 'a']) await page.keyboard.press(key);
  await eventually(async () => (await statusOf(asked.id)) === 'APPROVED', 'it is approved', { timeoutMs: budgetMs });
  const decisions = await lookInto<{ n: number }>('select jsonb_array_length(decisions) as n from revenue.approvals where invoice_id = (select id from revenue.invoices where tenant_id = $1 and content_hash = $2 order by created_at desc limit 1) and state = $3', [firm.uuid, asked.contentHash, 'APPROVED']);
  expect(decisions).toEqual([{ n: 1 }]);
  await visit(page, `/approvals?open=${other.approvalId}`);
  await page.getByRole('button', { name: 'Approve' }).waitFor({ timeout: 20_000 });
  await page.keyboard.press('r');
  await page.getByRole('button', { name: 'Send', exact: true }).press('Enter');
  await page.getByText('Say why, so that they know what to do.').waitFor();
  await page.getByLabel('Why').fill('Name the period.');
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Send', exact: true }).press('Enter');
  await eventually(async () => (await statusOf(other.id)) === 'REJECTED', 'it is sent back', { timeoutMs: budgetMs });
  await context.close();
});

it('whoever wrote it reads why somebody else decides, and has no button', async () => {
  const asked = await anAskedInvoice(firm, clientId, 'Mine');
  const { context, page } = await look(browser, sights[0] ?? { scheme: 'light', width: 1440, height: 900 });
  await signInByKeyboard(page, firm.ownerEmail, password);
  await visit(page, `/approvals?view=waiting&open=${asked.approvalId}`);
  await page.getByRole('article', { name: /Mine/ }).waitFor({ timeout: 20_000 });
  expect(await page.getByRole('button', { name: 'Approve' }).count()).toBe(0);
  await context.close();
});
