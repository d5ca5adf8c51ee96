import { eventually } from '@firmament/kit/testing';
import type { Browser, Page } from 'playwright-core';
import { aManager } from '../support/billing.js';
import { book, newGuest, openFirm, type Firm } from '../support/firm.js';
import { budgetMs, leaveHouse } from '../support/house.js';
import { aPdf } from '../support/uploads.js';
import { faultsOf, openBrowser, signedIn, visit, wholeInEachSight } from './browser.js';

let browser: Browser;
let firm: Firm;
const enter = (path: string, email = firm.ownerEmail) => signedIn(browser, email, path);

beforeAll(async () => {
  browser = await openBrowser();
  firm = await openFirm();
  await book(firm, newGuest('Nadia Osei'));
  await aManager({ firm });
  await eventually(() => firm.owner.ask('{ bills { totalCount } billingSettings { currency } }'), 'revenue knows the firm', { timeoutMs: budgetMs * 3 });
}, budgetMs * 4 + 60_000);
afterAll(async () => { await browser?.close(); await leaveHouse(); });

interface Seen { id: string; number: string | null; status: string; total: { decimal: string } | null; lines: { accountCode: string | null; client: { id: string } | null }[] }
const bills = async (): Promise<Seen[]> => (await firm.owner.ask<{ bills: { nodes: Seen[] } }>('{ bills(first: 20, statuses: [RECEIVED, NEEDS_CODING, ROUTED, HELD, DUPLICATE_SUSPECTED, REJECTED, APPROVED, PAID, DUPLICATE]) { nodes { id number status total { decimal } lines { accountCode client { id } } } } }')).bills.nodes;
const billCalled = async (number: string): Promise<Seen | undefined> => (await bills()).find((one) => one.number === number);

/** Hands a file in at the desk, and comes to its page. */
async function handIn(page: Page, words: string): Promise<void> {
  await visit(page, '/money/bills');
  await page.keyboard.press('n');
  await page.getByRole('button', { name: 'Choose a file' }).waitFor({ timeout: 20_000 });
  await page.getByLabel('The file of the bill').setInputFiles({ name: `${words}.pdf`, mimeType: 'application/pdf', buffer: aPdf(words) });
  await page.waitForURL(/\/money\/bills\/bil_/, { timeout: 30_000 });
  await page.getByLabel('Name of the vendor').waitFor({ timeout: 20_000 });
}

/** Reads a bill with the keys alone. */
async function read(page: Page, { vendor, number, price, account = '' }: { vendor: string; number: string; price: string; account?: string }): Promise<void> {
  const known = page.getByLabel('Vendor', { exact: true });
  if (await known.locator('option', { hasText: vendor }).count()) await known.selectOption({ label: vendor });
  else await page.getByLabel('Name of the vendor').fill(vendor);
  await page.getByLabel('Number', { exact: true }).fill(number);
  await page.getByLabel('Date', { exact: true }).fill('2026-11-20');
  await page.getByLabel('Words of line 1').fill('Leaflets');
  await page.getByLabel('Price, GBP, of line 1').fill(price);
  await page.getByLabel('Tax, percent, of line 1').fill('20');
  if (account) await page.getByLabel('Account to pay to', { exact: false }).fill(account);
  await page.getByLabel('Number', { exact: true }).press('Enter');
}

it('a bill is handed in, read by keyboard beside its document, and sent on its way; what cannot be read is told at its place', async () => {
  const { page, faults, leave } = await enter('/money/bills');
  await wholeInEachSight(page, faults);
  await page.keyboard.press('n');
  await page.getByRole('button', { name: 'Choose a file' }).waitFor({ timeout: 20_000 });
  await page.getByLabel('The file of the bill').setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no bill') });
  await page.getByText('That is neither a PDF nor a PNG or JPEG picture. Nothing was sent.').waitFor({ timeout: 20_000 });
  expect(await bills()).toEqual([]);
  await wholeInEachSight(page, faults);
  await handIn(page, 'first');
  await wholeInEachSight(page, faults);
  await page.getByLabel('Number', { exact: true }).press('Enter');
  await page.getByText('Say whose bill it is.').waitFor({ timeout: 20_000 });
  await page.getByLabel('Line 1 is for').selectOption({ label: 'Nadia Osei' });
  await read(page, { vendor: 'Print Shop', number: 'PS-1', price: '450' });
  await eventually(async () => ['RECEIVED', 'ROUTED'].includes((await billCalled('PS-1'))?.status ?? ''), 'it is read', { timeoutMs: budgetMs });
  expect(await billCalled('PS-1')).toMatchObject({ total: { decimal: '540.00' }, lines: [{ client: { id: expect.stringMatching(/^cli_/) as string } }] });
  // The automation sends it on, or a press of somebody does: both lead to the same place, once.
  await eventually(async () => (await billCalled('PS-1'))?.status === 'ROUTED', 'it is on its way', { timeoutMs: budgetMs * 2 });
  await page.getByRole('region', { name: 'What is to be done' }).getByText(/step 1 of/).waitFor({ timeout: 30_000 });
  await wholeInEachSight(page, faults);
  await leave();
});

it('the same number again is looked at side by side, and read anew under its own number it goes on', async () => {
  const { page, faults, leave } = await enter('/money/bills');
  await handIn(page, 'second');
  await read(page, { vendor: 'Sign Maker', number: 'SM-1', price: '100', account: 'GB29 NWBK 6016 1331 9268 19' });
  await eventually(async () => (await billCalled('SM-1'))?.status === 'ROUTED', 'it is on its way', { timeoutMs: budgetMs * 2 });
  await handIn(page, 'third');
  await read(page, { vendor: 'Sign Maker', number: 'SM-1', price: '175' });
  await page.getByText(/the vendor and the number are the same/).waitFor({ timeout: 30_000 });
  await wholeInEachSight(page, faults);
  // Two bills of a vendor under one number would be told apart by nobody: another bill has its number first.
  await page.getByRole('button', { name: 'It is another bill' }).press('Enter');
  await page.getByText(/Otherwise write the number as it stands on this bill/).waitFor({ timeout: 20_000 });
  await page.getByRole('button', { name: 'Change what it says' }).press('Enter');
  await page.getByLabel('Number', { exact: true }).fill('SM-1/2026');
  await page.getByLabel('Number', { exact: true }).press('Enter');
  await eventually(async () => (await billCalled('SM-1/2026'))?.status === 'ROUTED', 'it goes on', { timeoutMs: budgetMs * 2 });
  await leave();
});

it('whoever must agree turns one down with a word from the desk’s way, and it is opened again', async () => {
  const { page, faults, leave } = await enter('/money/bills?view=approval', `mia.${firm.slug}@firm.test`);
  await page.getByRole('link', { name: 'Print Shop PS-1' }).first().press('Enter');
  await page.getByRole('link', { name: 'Decide about it' }).press('Enter');
  await page.getByRole('button', { name: 'Turn down' }).waitFor({ timeout: 20_000 });
  await page.keyboard.press('r');
  await page.getByLabel('Why').fill('Never ordered.');
  await page.getByRole('button', { name: 'Send', exact: true }).press('Enter');
  await eventually(async () => (await billCalled('PS-1'))?.status === 'REJECTED', 'it is turned down', { timeoutMs: budgetMs });
  await visit(page, `/money/bills/${(await billCalled('PS-1'))?.id ?? ''}`);
  await page.getByText('Turned down: «Never ordered.»', { exact: false }).waitFor({ timeout: 20_000 });
  await wholeInEachSight(page, faults);
  await page.getByRole('button', { name: 'Open again' }).press('Enter');
  await eventually(async () => (await billCalled('PS-1'))?.status !== 'REJECTED', 'it is open again', { timeoutMs: budgetMs });
  await leave();
});

it('another account than the vendor was paid to holds a bill until somebody else says how the vendor was asked', async () => {
  const mia = await enter(`/money/bills/${(await billCalled('SM-1'))?.id ?? ''}`, `mia.${firm.slug}@firm.test`);
  await mia.page.getByRole('link', { name: 'Decide about it' }).press('Enter');
  await mia.page.getByRole('button', { name: 'Approve' }).waitFor({ timeout: 20_000 });
  await mia.page.keyboard.press('a');
  await eventually(async () => (await billCalled('SM-1'))?.status === 'APPROVED', 'the first account is agreed to', { timeoutMs: budgetMs });
  const owner = await enter('/money/bills');
  await handIn(owner.page, 'fourth');
  await read(owner.page, { vendor: 'Sign Maker', number: 'SM-2', price: '310', account: 'GB94 BARC 1020 1530 0934 59' });
  await owner.page.getByText(/Ask the vendor by another way than the one by which the bill came/).waitFor({ timeout: 30_000 });
  await wholeInEachSight(owner.page, owner.faults);
  await owner.leave();
  await visit(mia.page, `/money/bills/${(await billCalled('SM-2'))?.id ?? ''}`);
  await mia.page.getByRole('button', { name: 'The account is theirs' }).press('Enter');
  await mia.page.getByRole('button', { name: 'Release it' }).press('Enter');
  await mia.page.getByText(/Say how the vendor was asked/).waitFor({ timeout: 20_000 });
  expect([...(await faultsOf(mia.page)), ...mia.faults]).toEqual([]);
  await mia.page.getByLabel('How was the vendor asked?').fill('Called Ms Hale on the number in our file.');
  await mia.page.getByRole('button', { name: 'Release it' }).press('Enter');
  await eventually(async () => ['RECEIVED', 'ROUTED'].includes((await billCalled('SM-2'))?.status ?? ''), 'it is released', { timeoutMs: budgetMs });
  await mia.leave();
});
