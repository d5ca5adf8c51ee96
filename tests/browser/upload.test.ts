import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '@firmament/kit/testing';
import type { Browser } from 'playwright-core';
import { book, newGuest, openFirm, type Firm } from '../support/firm.js';
import { budgetMs, leaveHouse, look as lookInto } from '../support/house.js';
import { mailThat } from '../support/mail.js';
import { aPdf, eicar } from '../support/uploads.js';
import { faultsOf, look, openBrowser, sights, visit } from './browser.js';

let browser: Browser;
let firm: Firm;
let path: string;
const phone = sights.find(({ width }) => width === 375) ?? { scheme: 'light' as const, width: 375, height: 812 };

beforeAll(async () => {
  browser = await openBrowser();
  firm = await openFirm();
  const guest = newGuest('Wren Textile');
  await book(firm, guest);
  const client = await eventually(async () => (await firm.owner.ask<{ clients: { nodes: { id: string }[] } }>('{ clients(first: 1) { nodes { id } } }')).clients.nodes[0], 'the booking made a client', { timeoutMs: budgetMs * 3 });
  const request = await eventually(() => firm.owner.do('createFileRequest', { clientId: client?.id, title: 'Year-end papers', items: [{ title: 'Bank statement', hint: 'The whole year.' }, { title: 'Stock count' }, { title: 'Lease', required: false }] }), 'files know the client', { timeoutMs: budgetMs });
  await firm.owner.do('sendFileRequest', { requestId: request?.id });
  [path = ''] = /\/upload\/[\w.~-]+/.exec((await mailThat(guest.email, /\/upload\//)).text) ?? [];
}, 90_000);
afterAll(async () => { await browser?.close(); await leaveHouse(); });

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

it('files go in line by line, a large one in parts, and a harmful one is sent back with the reason', async () => {
  const { context, page } = await look(browser, phone);
  await visit(page, path);
  const choose = (title: string) => page.getByLabel(`File for ${title}`);
  const line = (title: string) => page.getByRole('listitem').filter({ hasText: title });
  await choose('Bank statement').setInputFiles({ name: 'statement.pdf', mimeType: 'application/pdf', buffer: eicar });
  await line('Bank statement').getByText(/Choose file/).waitFor({ timeout: 30_000 });
  await eventually(async () => (await line('Bank statement').getAttribute('data-state')) === 'back', 'the harmful file is sent back', { timeoutMs: 30_000 });
  const large = Buffer.concat([aPdf('a large statement'), Buffer.alloc(20 * 1024 * 1024, 7)]);
  // From the disk: the browser reads it there, as it reads a person's.
  const folder = await mkdtemp(join(tmpdir(), 'firmament-upload-'));
  await writeFile(join(folder, 'statement.pdf'), large);
  await choose('Bank statement').setInputFiles(join(folder, 'statement.pdf'));
  await line('Bank statement').getByText('It is in').waitFor({ timeout: 60_000 });
  await choose('Stock count').setInputFiles({ name: 'stock.pdf', mimeType: 'application/pdf', buffer: aPdf('stock') });
  await page.getByText('Thank you, all is in.').waitFor({ timeout: 60_000 });
  const kept = await lookInto<{ size: string }>('select size from files.uploads where tenant_id = $1 and state = $2 order by size', [firm.uuid, 'DONE']);
  await rm(folder, { recursive: true });
  expect(kept.map(({ size }) => Number(size))).toEqual([aPdf('stock').length, large.length]);
  await context.close();
});
