import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { uuidToId } from '@firmament/events';
import { eventually } from '@firmament/kit/testing';
import type { Browser, Page } from 'playwright-core';
import { portalLinkIn } from '../support/actors.js';
import { book, newGuest, openFirm, type Firm, type Guest } from '../support/firm.js';
import { budgetMs, leaveHouse, look as lookInto } from '../support/house.js';
import { mailThat } from '../support/mail.js';
import { aPdf, eicar } from '../support/uploads.js';
import { faultsOf, look, openBrowser, sights, visit } from './browser.js';

let browser: Browser;
let firm: Firm;
let path: string;
let guest: Guest;
let clientId: string;
let folder: string;
const phone = sights.find(({ width }) => width === 375) ?? { scheme: 'light' as const, width: 375, height: 812 };

interface Wanted { title: string; hint?: string; required?: boolean }

/** Asks the client for something; answers the request and the path of the link in their mail. */
async function asked(title: string, items: Wanted[]): Promise<{ id: string; path: string }> {
  const request = await eventually(() => firm.owner.do('createFileRequest', { clientId, title, items }), 'files know the client', { timeoutMs: budgetMs });
  await firm.owner.do('sendFileRequest', { requestId: request?.id });
  const mail = await mailThat(guest.email, new RegExp(`${title}[\\s\\S]*/upload/`));
  return { id: request?.id ?? '', path: /\/upload\/[\w.~-]+/.exec(mail.text)?.[0] ?? '' };
}

beforeAll(async () => {
  browser = await openBrowser();
  // From the disk: the browser reads files there, as it reads a person's.
  folder = await mkdtemp(join(tmpdir(), 'firmament-upload-'));
  firm = await openFirm();
  guest = newGuest('Wren Textile');
  await book(firm, guest);
  const client = await eventually(async () => (await firm.owner.ask<{ clients: { nodes: { id: string }[] } }>('{ clients(first: 1) { nodes { id } } }')).clients.nodes[0], 'the booking made a client', { timeoutMs: budgetMs * 3 });
  clientId = client?.id ?? '';
  ({ path } = await asked('Year-end papers', [{ title: 'Bank statement', hint: 'The whole year.' }, { title: 'Stock count' }, { title: 'Lease', required: false }]));
}, 90_000);
afterAll(async () => { await browser?.close(); if (folder) await rm(folder, { recursive: true }); await leaveHouse(); });

const choose = (page: Page, title: string) => page.getByLabel(`File for ${title}`);
const line = (page: Page, title: string) => page.getByRole('listitem').filter({ hasText: title });
const isDone = (page: Page, title: string): Promise<unknown> => eventually(async () => (await line(page, title).getAttribute('data-state')) === 'done', `«${title}» is in`, { timeoutMs: 60_000 });
const pdf = (name: string, words: string) => ({ name, mimeType: 'application/pdf', buffer: aPdf(words) });

it('the page behind an upload link is whole on a phone, and a link that nobody made says so', async () => {
  const { context, page, faults } = await look(browser, phone);
  await visit(page, path);
  expect(await page.locator('h1').innerText()).toBe('Two things to send');
  expect([...(await faultsOf(page)), ...faults]).toEqual([]);
  await visit(page, '/upload/nobody.made-this');
  expect(await page.locator('body').innerText()).toContain('This link leads to no request.');
  expect(await faultsOf(page)).toEqual([]);
  await context.close();
});

it('a harmful file is sent back with the reason; then three go in at once over a slow line, a large one of them in parts', async () => {
  const { context, page } = await look(browser, phone);
  await visit(page, path);
  await choose(page, 'Bank statement').setInputFiles({ name: 'statement.pdf', mimeType: 'application/pdf', buffer: eicar });
  await eventually(async () => (await line(page, 'Bank statement').getAttribute('data-state')) === 'back', 'the harmful file is sent back', { timeoutMs: 30_000 });
  expect(await line(page, 'Bank statement').getByText(/safety check\. Please send another copy/).count()).toBe(1);
  const large = Buffer.concat([aPdf('a large statement'), Buffer.alloc(20 * 1024 * 1024, 7)]);
  await writeFile(join(folder, 'statement.pdf'), large);
  const wire = await context.newCDPSession(page);
  await wire.send('Network.emulateNetworkConditions', { offline: false, latency: 40, downloadThroughput: -1, uploadThroughput: 5 * 1024 * 1024 });
  await choose(page, 'Bank statement').setInputFiles(join(folder, 'statement.pdf'));
  await choose(page, 'Lease').setInputFiles(pdf('lease.pdf', 'lease'));
  await choose(page, 'Stock count').setInputFiles(pdf('stock.pdf', 'stock'));
  // The large one is still on its way while the small ones are chosen.
  expect(await line(page, 'Bank statement').getAttribute('data-state')).not.toBe('done');
  for (const title of ['Bank statement', 'Lease', 'Stock count']) await isDone(page, title);
  await page.getByText('Thank you, all is in.').waitFor({ timeout: 60_000 });
  const kept = await lookInto<{ size: string }>('select size from files.uploads where tenant_id = $1 and state = $2 order by size', [firm.uuid, 'DONE']);
  expect(kept.map(({ size }) => Number(size))).toEqual([aPdf('lease').length, aPdf('stock').length, large.length]);
  await context.close();
});

it('a large file is paused by hand and by a lost connection, and goes on each time where it was', async () => {
  const { path: way } = await asked('October records', [{ title: 'Till receipts' }]);
  const { context, page } = await look(browser, phone);
  const arrived: string[] = [];
  page.on('requestfinished', (request) => { if (request.method() === 'PUT') arrived.push(new URL(request.url()).searchParams.get('partNumber') ?? ''); });
  await visit(page, way);
  const wire = await context.newCDPSession(page);
  // One session says how the wire is, or the slowness of one would undo the silence of the other.
  const slow = (offline = false) => wire.send('Network.emulateNetworkConditions', { offline, latency: 40, downloadThroughput: -1, uploadThroughput: 6 * 1024 * 1024 });
  const large = Buffer.concat([aPdf('till'), Buffer.alloc(44 * 1024 * 1024, 9)]);
  // Parts that may not be in before a hand paused, or before the line was cut, stand at a barrier until then.
  const barrier = async (parts: RegExp) => {
    let open: () => void = () => undefined;
    const opened = new Promise<void>((resolve) => { open = resolve; });
    await page.route((url) => parts.test(url.searchParams.get('partNumber') ?? ''), async (asked) => { await opened; await asked.continue().catch(() => undefined); });
    return open;
  };
  const goOn = await barrier(/^[34]$/);
  const cut = await barrier(/^[56]$/);
  await writeFile(join(folder, 'till.pdf'), large);
  await slow();
  await choose(page, 'Till receipts').setInputFiles(join(folder, 'till.pdf'));
  await eventually(() => arrived.length > 0, 'a part arrived', { timeoutMs: 60_000 });
  await page.getByRole('button', { name: 'Pause Till receipts' }).click();
  await page.getByText(/^Paused at /).waitFor({ timeout: 20_000 });
  const held = [...arrived];
  expect(held.length).toBeLessThan(6);
  expect(await faultsOf(page)).toEqual([]);
  goOn();
  await page.getByRole('button', { name: 'Go on with Till receipts' }).click();
  await eventually(() => arrived.length > held.length, 'a further part arrived', { timeoutMs: 60_000 });
  const before = arrived.length;
  await slow(true);
  cut();
  await page.getByText('Paused, no connection. Goes on by itself.').waitFor({ timeout: 20_000 });
  expect(before).toBeLessThan(6);
  await slow(false);
  await page.getByText('Thank you, all is in.').waitFor({ timeout: 90_000 });
  // Each part arrived once: nothing that was there was sent again, and it was one upload all along.
  expect([...arrived].sort()).toEqual(['1', '2', '3', '4', '5', '6']);
  expect(await lookInto('select state from files.uploads where tenant_id = $1 and size = $2', [firm.uuid, large.length])).toEqual([{ state: 'DONE' }]);
  await context.close();
});

it('in the portal: from the list to the request, what is too large is refused before it is sent, what nobody has is said, and all is in review', async () => {
  const { id } = await asked('November records', [{ title: 'Payroll' }, { title: 'Loan agreement' }]);
  const link = portalLinkIn(await mailThat(guest.email, /portal\/link/));
  const { context, page, faults } = await look(browser, phone);
  await visit(page, `/portal/link/${link.firm}/${link.token}`);
  await page.getByRole('button', { name: /open/i }).first().click();
  await page.waitForURL((url) => /^\/portal\/?$/.test(url.pathname), { timeout: 20_000 });
  await page.getByRole('link', { name: /November records/ }).first().click();
  await page.waitForURL((url) => url.pathname === `/portal/requests/${id}`, { timeout: 20_000 });
  await page.getByText('Two things to send').waitFor({ timeout: 20_000 });
  expect([...(await faultsOf(page)), ...faults]).toEqual([]);
  // A file of 6 GiB that takes no room on the disk.
  const film = await open(join(folder, 'film.mp4'), 'w');
  await film.truncate(6 * 1024 ** 3);
  await film.close();
  await choose(page, 'Payroll').setInputFiles(join(folder, 'film.mp4'));
  await line(page, 'Payroll').getByText('This is a .mp4 of 6.4 GB. The limit is 5.4 GB.').waitFor({ timeout: 20_000 });
  await choose(page, 'Payroll').setInputFiles(pdf('payroll.pdf', 'payroll'));
  await isDone(page, 'Payroll');
  expect(await line(page, 'Payroll').innerText()).toContain('payroll.pdf');
  await line(page, 'Loan agreement').getByRole('button', { name: /I do not have this/ }).click();
  await page.getByLabel('Why not?').fill('We have no loan.');
  await page.getByRole('button', { name: 'Tell us' }).click();
  await page.getByText('Thank you, all is in.').waitFor({ timeout: 30_000 });
  await page.getByRole('link', { name: 'Home' }).first().click();
  await page.getByRole('link', { name: /November records\s*Received, in review/ }).waitFor({ timeout: 30_000 });
  await visit(page, '/portal/files');
  const fetched = page.waitForEvent('download', { timeout: 30_000 });
  await page.getByRole('button', { name: 'Download payroll.pdf' }).click();
  expect((await fetched).suggestedFilename()).toBe('payroll.pdf');
  expect(await lookInto('select state, reason from files.request_items where tenant_id = $1 and title = $2', [firm.uuid, 'Loan agreement'])).toEqual([{ state: 'NOT_APPLICABLE', reason: 'We have no loan.' }]);
  await context.close();
});

it('a line that is sent back says so on the open page, with the reason', async () => {
  const { path: way } = await asked('December records', [{ title: 'Card statement' }, { title: 'Rent' }]);
  const first = await look(browser, phone);
  await visit(first.page, way);
  await choose(first.page, 'Card statement').setInputFiles(pdf('card.pdf', 'card'));
  await isDone(first.page, 'Card statement');
  const [item] = await lookInto<{ id: string }>('select id from files.request_items where tenant_id = $1 and title = $2', [firm.uuid, 'Card statement']);
  await firm.owner.do('rejectFileRequestItem', { itemId: uuidToId('fri', item?.id ?? ''), reason: 'Page 2 is cut off.' });
  await first.page.getByText('Page 2 is cut off.').waitFor({ timeout: 30_000 });
  expect(await line(first.page, 'Card statement').getAttribute('data-state')).toBe('back');
  await first.context.close();
});

it('a shared file is fetched by its button and by nothing else, with its passcode, and a link that was taken back says so', async () => {
  const [file] = await eventually(async () => (await firm.owner.ask<{ client: { files: { nodes: { id: string; name: string }[] } } }>('query($id: ID!) { client(id: $id) { files { nodes { id name } } } }', { id: clientId })).client.files.nodes.filter(({ name }) => name === 'stock.pdf'), 'the stock count lies with the client');
  const share = await firm.owner.do<{ link: { id: string }; url: string }>('createShareLink', { fileId: file?.id, passcode: 'harbour-7' }, '{ link { id } url }');
  const way = new URL(share.url).pathname;
  const { context, page, faults } = await look(browser, phone);
  await visit(page, way);
  expect([...(await faultsOf(page)), ...faults]).toEqual([]);
  expect(await lookInto('select downloads from files.share_links where tenant_id = $1', [firm.uuid])).toEqual([{ downloads: 0 }]);
  const button = page.getByRole('button', { name: 'Download' });
  await button.click();
  await page.getByLabel('Passcode').fill('not this');
  await button.click();
  await page.getByText('That is not the passcode of this file.').waitFor({ timeout: 20_000 });
  await page.getByLabel('Passcode').fill('harbour-7');
  const fetched = page.waitForEvent('download', { timeout: 30_000 });
  await button.click();
  expect((await fetched).suggestedFilename()).toBe('stock.pdf');
  await page.getByText('Your download has begun.').waitFor();
  await firm.owner.do('revokeShareLink', { shareId: share.link.id });
  await visit(page, way);
  await button.click();
  await page.getByText('This link was taken back.').waitFor({ timeout: 20_000 });
  expect(await faultsOf(page)).toEqual([]);
  await context.close();
});
