import { eventually } from '@firmament/kit/testing';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { portalLinkIn } from '../support/actors.js';
import { aManager, anIssuedInvoice } from '../support/billing.js';
import { book, newGuest, openFirm, type Firm } from '../support/firm.js';
import { budgetMs, house, leaveHouse, look as lookInto } from '../support/house.js';
import { mailThat } from '../support/mail.js';
import { FirmPayments } from '../support/payments.js';
import { contrastFaultsOf, faultsOf, look, openBrowser, sights, visit } from './browser.js';

let browser: Browser;
let firm: Firm;
let payments: FirmPayments;
let context: BrowserContext;
let page: Page;
let faults: string[];
let invoiceId: string;
const phone = sights[2] ?? { scheme: 'light', width: 375, height: 812 };

beforeAll(async () => {
  browser = await openBrowser();
  firm = await openFirm();
  payments = new FirmPayments(firm);
  await payments.connect();
  const guest = newGuest('Nadia Osei');
  await book(firm, guest);
  const clientId = await eventually(async () => (await firm.owner.ask<{ clients: { nodes: { id: string }[] } }>('{ clients(first: 1) { nodes { id } } }')).clients.nodes[0]?.id, 'the booking made a client', { timeoutMs: budgetMs * 3 }) ?? '';
  const link = portalLinkIn(await mailThat(guest.email, /portal\/link/));
  invoiceId = await eventually(async () => anIssuedInvoice(firm, await aManager({ firm }), clientId), 'revenue knows the client', { timeoutMs: budgetMs }) ?? '';
  ({ context, page, faults } = await look(browser, phone));
  await visit(page, `/portal/link/${link.firm}/${link.token}`);
  await page.getByRole('button', { name: /open/i }).first().click();
  await page.waitForURL((url) => /^\/portal\/?$/.test(url.pathname), { timeout: 20_000 });
}, budgetMs * 6 + 60_000);
afterAll(async () => { await context?.close(); await browser?.close(); await leaveHouse(); });

/** What went wrong; the page of the payment service is the one place outside where a client is led. */
const wrong = (): string[] => faults.filter((one) => !one.includes(house.endpoints.sandboxes.sandboxPay ?? 'nowhere'));
const atTheService = (): Promise<void> => page.waitForURL((url) => url.href.startsWith(house.endpoints.sandboxes.sandboxPay ?? 'nowhere'), { timeout: 20_000 });
const back = (): Promise<void> => page.waitForURL((url) => url.pathname === `/portal/invoices/${invoiceId}`, { timeout: 20_000 });
const standing = async (): Promise<string[]> => (await lookInto<{ state: string }>('select state from revenue.online_payments where tenant_id = $1 order by try_no', [firm.uuid])).map(({ state }) => state);

async function whole(): Promise<void> {
  expect([...(await faultsOf(page)), ...wrong()]).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await contrastFaultsOf(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
}

it('a button that is pressed twice leads to one page, and a card that is declined leaves the invoice to be paid', async () => {
  await visit(page, `/portal/invoices/${invoiceId}`);
  const pay = page.getByRole('button', { name: 'Pay £1,440.00' });
  await pay.waitFor({ timeout: 20_000 });
  await whole();
  await pay.dblclick();
  await atTheService();
  expect(await payments.charges()).toHaveLength(1);
  await page.getByRole('button', { name: 'Pay with a card that is declined' }).press('Enter');
  await back();
  await page.getByText('The card was declined.').waitFor({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Try again to pay £1,440.00' }).waitFor({ timeout: 20_000 });
  await whole();
  expect(await standing()).toEqual(['FAILED']);
});

it('two tabs and the way back lead to the same page; paid by card it is settled once, and its receipt is there', async () => {
  await page.getByRole('button', { name: 'Try again to pay £1,440.00' }).press('Enter');
  await atTheService();
  const tab = await context.newPage();
  await visit(tab, `/portal/invoices/${invoiceId}`);
  await tab.getByRole('button', { name: 'Go on paying £1,440.00' }).press('Enter');
  await tab.waitForURL(page.url(), { timeout: 20_000 });
  await tab.close();
  await page.goBack();
  await page.getByRole('button', { name: 'Go on paying £1,440.00' }).press('Enter');
  await atTheService();
  expect(await payments.charges()).toHaveLength(2);
  await page.getByRole('button', { name: 'Pay by card' }).press('Enter');
  await back();
  await page.getByText(/^Paid on .+ Thank you\.$/).waitFor({ timeout: 30_000 });
  await page.getByRole('button', { name: /^Receipt / }).waitFor({ timeout: 30_000 });
  expect(await page.getByRole('button', { name: /^Pay|^Try again|^Go on/ }).count()).toBe(0);
  await whole();
  const { payments: kept } = await firm.owner.ask<{ payments: { nodes: { amount: { decimal: string }; unapplied: { decimal: string } }[] } }>('{ payments(first: 10) { nodes { amount { decimal } unapplied { decimal } } } }');
  expect([kept.nodes, await standing()]).toEqual([[{ amount: { decimal: '1440.00' }, unapplied: { decimal: '0.00' } }], ['FAILED', 'PAID']]);
  const [download] = await Promise.all([page.waitForRequest((request) => request.url().startsWith(house.endpoints.s3), { timeout: 20_000 }), page.getByRole('button', { name: /^Receipt / }).press('Enter')]);
  const bytes = Buffer.from(await (await fetch(download.url())).arrayBuffer());
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
});

it('what is given back has a document of its own, and all of them stand in one list', async () => {
  const { payments: kept } = await firm.owner.ask<{ payments: { nodes: { id: string; state: string }[] } }>('{ payments(first: 10) { nodes { id state } } }');
  await firm.owner.do('refundPayment', { paymentId: kept.nodes.find(({ state }) => state === 'RECEIVED')?.id, invoiceId, amountMinor: '14400', effect: 'REOPEN', reason: 'A tenth of it back.' });
  await visit(page, '/portal/invoices');
  await page.getByRole('link', { name: /^Receipts/ }).press('Enter');
  await page.waitForURL(/\/portal\/receipts$/, { timeout: 20_000 });
  await eventually(async () => { await page.reload(); await page.getByRole('button', { name: /^Receipt / }).waitFor({ timeout: 20_000 }); return (await page.getByRole('button', { name: /^Given back RFN-.*£144\.00/ }).count()) === 1; }, 'the document of the refund is there', { timeoutMs: 30_000 });
  await whole();
  const [download] = await Promise.all([page.waitForRequest((request) => request.url().startsWith(house.endpoints.s3), { timeout: 20_000 }), page.getByRole('button', { name: /^Given back / }).press('Enter')]);
  expect(Buffer.from(await (await fetch(download.url())).arrayBuffer()).subarray(0, 5).toString()).toBe('%PDF-');
});
