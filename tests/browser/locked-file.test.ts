import { eventually } from '@firmament/kit/testing';
import type { Browser } from 'playwright-core';
import { portalLinkIn } from '../support/actors.js';
import { aManager, anIssuedInvoice } from '../support/billing.js';
import { book, newGuest, openFirm, type Firm, type Guest } from '../support/firm.js';
import { budgetMs, leaveHouse } from '../support/house.js';
import { mailThat } from '../support/mail.js';
import { aPdf, lookedThrough, sendFile } from '../support/uploads.js';
import { desk, look, openBrowser, phone, signInByKeyboard, visit, wholeInEachSight } from './browser.js';

let browser: Browser;
let firm: Firm;
let guest: Guest;
let clientId: string;
let fileId: string;
let number: string;

beforeAll(async () => {
  browser = await openBrowser();
  firm = await openFirm();
  guest = newGuest('Nadia Osei');
  await book(firm, guest);
  const found = await eventually(async () => {
    const { clients } = await firm.owner.ask<{ clients: { nodes: { id: string; folders: { id: string; path: string; visibility: string }[] }[] } }>('{ clients(first: 1) { nodes { id folders { id path visibility } } } }');
    const [client] = clients.nodes;
    const folder = client?.folders.find(({ visibility }) => visibility !== 'PRIVATE');
    return client && folder ? { clientId: client.id, folderId: folder.id } : null;
  }, 'the booking made a client with folders', { timeoutMs: budgetMs * 3 });
  clientId = found?.clientId ?? '';
  await lookedThrough(firm.owner, await sendFile(firm.owner, { folderId: found?.folderId ?? '' }, { name: 'report.pdf', bytes: aPdf('the report') }));
  const { client } = await firm.owner.ask<{ client: { files: { nodes: { id: string }[] } } }>('query($id: ID!) { client(id: $id) { files(first: 1) { nodes { id } } } }', { id: clientId });
  fileId = client.files.nodes[0]?.id ?? '';
  const invoiceId = await eventually(async () => anIssuedInvoice(firm, await aManager({ firm }), clientId), 'revenue knows the client', { timeoutMs: budgetMs }) ?? '';
  ({ number } = (await firm.owner.ask<{ invoice: { number: string } }>('query($id: ID!) { invoice(id: $id) { number } }', { id: invoiceId })).invoice);
}, 90_000);
afterAll(async () => { await browser?.close(); await leaveHouse(); });

it('staff keep a file closed until an invoice is paid, by key, and see on the client’s page what is owed', async () => {
  const { context, page, faults } = await look(browser, desk);
  await signInByKeyboard(page, firm.ownerEmail, 'a long demo password');
  await visit(page, `/clients/${clientId}`);
  await page.getByText('£1,440.00').first().waitFor({ timeout: 20_000 });
  expect(await page.locator('main').innerText()).toMatch(/Owed\s+£1,440\.00\s*1 invoice\s+Overdue\s+Nothing/);
  await wholeInEachSight(page, faults);
  await visit(page, `/clients/${clientId}?tab=files&open=${fileId}`);
  await page.getByRole('button', { name: 'More to do with this file' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Keep closed until it is paid' }).focus();
  await page.keyboard.press('Enter');
  const pick = page.getByLabel('Until this invoice is paid');
  await pick.waitFor({ timeout: 20_000 });
  await page.getByRole('button', { name: 'Keep closed', exact: true }).click();
  await page.getByText('Choose the invoice that has to be paid.').waitFor();
  await wholeInEachSight(page, faults);
  await pick.selectOption({ label: `${number}, Year-end accounts, £1,440.00` });
  await page.getByRole('button', { name: 'Keep closed', exact: true }).press('Enter');
  await page.getByText(`Invoice ${number}, Year-end accounts`).waitFor({ timeout: 20_000 });
  await wholeInEachSight(page, faults);
  await context.close();
});

it('the client sees for what it waits, with the way there, and fetches it when it is paid', async () => {
  const { context, page, faults } = await look(browser, phone);
  const link = portalLinkIn(await mailThat(guest.email, /portal\/link/));
  await visit(page, `/portal/link/${link.firm}/${link.token}`);
  await page.getByRole('button', { name: /open/i }).first().click();
  await page.waitForURL((url) => /^\/portal\/?$/.test(url.pathname), { timeout: 20_000 });
  const row = page.getByRole('listitem').filter({ hasText: 'report.pdf' });
  const open = async (): Promise<void> => { await visit(page, '/portal/files'); await row.waitFor({ timeout: 20_000 }); };
  await open();
  expect(await row.innerText()).toContain(`Opens when this is paid: ${number}.`);
  expect(await row.getByRole('button', { name: /Download/ }).count()).toBe(0);
  await wholeInEachSight(page, faults);
  await row.getByRole('link', { name: number }).click();
  await page.waitForURL((url) => url.pathname.startsWith('/portal/invoices/ivc_'), { timeout: 20_000 });
  await firm.owner.do('recordPayment', { clientId, amountMinor: '144000', currency: 'GBP', method: 'BANK_TRANSFER', receivedOn: new Date().toISOString().slice(0, 10) });
  await eventually(async () => { await open(); return (await row.getByRole('button', { name: 'Download report.pdf' }).count()) === 1; }, 'the file is open', { timeoutMs: 2 * budgetMs });
  expect(await row.innerText()).not.toContain('Opens when');
  await context.close();
});
