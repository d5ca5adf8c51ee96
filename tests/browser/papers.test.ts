import { eventually } from '@firmament/kit/testing';
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import { portalLinkIn } from '../support/actors.js';
import { book, newGuest, openFirm, type Firm, type Guest } from '../support/firm.js';
import { budgetMs, leaveHouse, look as lookInto } from '../support/house.js';
import { mailsTo, mailThat, type Mail } from '../support/mail.js';
import { offerTo, sendToSign } from '../support/papers.js';
import { faultsOf, look, openBrowser, visit } from './browser.js';

let browser: Browser;
let firm: Firm;
let guest: Guest;
let clientId: string;
let proposalId: string;
let context: BrowserContext;
let page: Page;
let faults: string[];
const phone = { scheme: 'light' as const, width: 375, height: 812, touch: true };

beforeAll(async () => {
  browser = await openBrowser();
  firm = await openFirm();
  guest = newGuest('Marion Marlowe');
  await book(firm, guest);
  clientId = await eventually(async () => (await firm.owner.ask<{ clients: { nodes: { id: string }[] } }>('{ clients(first: 1) { nodes { id } } }')).clients.nodes[0]?.id, 'the booking made a client', { timeoutMs: budgetMs * 3 }) ?? '';
  await mailThat(guest.email, /portal\/link/);
  proposalId = await eventually(() => offerTo(firm, clientId), 'agreements know the client', { timeoutMs: budgetMs }) ?? '';
  ({ context, page, faults } = await look(browser, phone));
}, 90_000);
afterAll(async () => { await browser?.close(); await leaveHouse(); });

const tap = (name: string | RegExp) => page.getByRole('button', { name }).first().tap();
const standing = async (): Promise<string> => (await lookInto<{ state: string }>('select state from agreements.proposals where tenant_id = $1', [firm.uuid]))[0]?.state ?? '';

it('the mail about a proposal leads a person who is not signed in to a sign-in link, and from there to the proposal', async () => {
  const mail = await mailThat(guest.email, /has a proposal for you/);
  const way = new URL(/https?:\S+\/portal\/proposals\/\S+/.exec(mail.text)?.[0] ?? '');
  await visit(page, `${way.pathname}${way.search}`);
  await page.getByText('Sign in by mail.').waitFor({ timeout: 20_000 });
  const before = (await mailThat(guest.email, /portal\/link/)).text;
  await page.getByLabel('Your email').fill(guest.email);
  await tap('Send me a link');
  await page.getByText(/a link is on its way/).waitFor({ timeout: 20_000 });
  // The newest link: the first one ended with it.
  const link = await eventually(async () => { const found = portalLinkIn(await newestLink()); return before.includes(found.token) ? null : found; }, 'a new link came', { timeoutMs: budgetMs });
  await visit(page, `/portal/link/${link?.firm}/${link?.token}`);
  await tap(/open/i);
  await page.waitForURL((url) => url.pathname === `/portal/proposals/${proposalId}`, { timeout: 20_000 });
  await page.getByRole('heading', { name: 'Accounts in 2027' }).waitFor({ timeout: 20_000 });
  expect([...(await faultsOf(page)), ...faults]).toEqual([]);
  await eventually(async () => (await standing()) === 'VIEWED', 'the firm knows that it was opened', { timeoutMs: budgetMs });
});

async function newestLink(): Promise<Mail> {
  const all = (await mailsTo(guest.email)).filter(({ text }) => /portal\/link/.test(text));
  return all.at(-1) ?? mailThat(guest.email, /portal\/link/);
}

it('the client chooses, sees what it costs by the penny, accepts once although pressed twice, and a second tab sees what became of it', async () => {
  const second = await context.newPage();
  await visit(second, `/portal/proposals/${proposalId}`);
  await second.getByRole('button', { name: 'Accept' }).waitFor({ timeout: 20_000 });
  await page.getByRole('radio', { name: /All of it/ }).tap();
  await page.getByRole('button', { name: 'One more: Review meetings' }).tap();
  await page.getByRole('checkbox', { name: /Payroll/ }).tap();
  await page.getByRole('button', { name: 'One more: Payroll' }).tap();
  // 1,200.00 + 3 × 180.00 and 95.00 + 2 × 12.00, each with a fifth on top.
  await page.getByText('£2,088.00 and £142.80 each month').first().waitFor({ timeout: 20_000 });
  await page.getByText('£432.00').waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await tap('Accept');
  await page.getByRole('button', { name: 'Accept for £2,088.00 and £142.80 each month' }).waitFor();
  expect(await faultsOf(page)).toEqual([]);
  const sent: string[] = [];
  page.on('request', (request) => { if (/acceptProposal/.test(request.postData() ?? '')) sent.push(request.headers()['idempotency-key'] ?? ''); });
  await page.getByRole('button', { name: /^Accept for/ }).dblclick();
  await page.getByText(/Accepted by Marion Marlowe/).waitFor({ timeout: 20_000 });
  expect(new Set(sent).size).toBe(1);
  expect(await faultsOf(page)).toEqual([]);
  // It looks again by itself from time to time; until it has, it still offers what can no longer be accepted.
  const [offer, settled] = [second.getByRole('button', { name: 'Accept' }), second.getByText(/Accepted by Marion Marlowe/)];
  await offer.or(settled).first().waitFor({ timeout: 20_000 });
  if (await offer.isVisible()) {
    await offer.click();
    await second.getByRole('button', { name: /^Accept for/ }).click();
  }
  await second.getByText(/Accepted by Marion Marlowe/).waitFor({ timeout: 20_000 });
  await second.close();
  const kept = await lookInto<{ gross: string }>(`select sum((line->>'grossMinor')::bigint)::text as gross from agreements.proposals, jsonb_array_elements(accepted_lines::jsonb) line where tenant_id = $1`, [firm.uuid]);
  expect(kept).toEqual([{ gross: String(208_800 + 14_280) }]);
});

/** Draws with a finger: the browser makes strokes of touches. */
async function drawByTouch(wire: CDPSession): Promise<void> {
  const field = page.getByRole('img', { name: /Draw your name/ });
  await field.scrollIntoViewIfNeeded();
  const box = await field.boundingBox();
  if (!box) throw new Error('the field to draw in is not on the screen');
  const at = (i: number) => ({ x: box.x + 40 + i * 6, y: box.y + 80 + Math.sin(i / 2) * 30 });
  await wire.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at(0)] });
  for (let i = 1; i < 40; i += 1) await wire.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [at(i)] });
  await wire.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

it('the client reads the contract to its last page, signs by touch on a phone, and fetches the signed copy', async () => {
  const contact = await firm.owner.ask<{ client: { links: { contact: { id: string } }[] } }>('query($id: ID!) { client(id: $id) { links { contact { id } } } }', { id: clientId });
  const packetId = await sendToSign(firm, proposalId, [{ name: guest.name, email: guest.email, contactId: contact.client.links[0]?.contact.id }]);
  const mail = await mailThat(guest.email, /Please sign/, budgetMs * 2);
  expect(mail.text).toContain(`/portal/sign/${packetId}`);
  await visit(page, '/portal');
  await page.getByRole('link', { name: /Read and sign/ }).first().tap();
  await page.waitForURL((url) => url.pathname === `/portal/sign/${packetId}`, { timeout: 20_000 });
  await page.getByText('1 of 3: read').waitFor({ timeout: 20_000 });
  expect(await page.locator('main').innerText()).toContain(`Signing as ${guest.name}`);
  const go = page.getByRole('button', { name: 'Go on to sign' });
  await eventually(async () => { for (const sheet of await page.locator('canvas').all()) await sheet.scrollIntoViewIfNeeded(); await page.mouse.wheel(0, 5000); return go.isEnabled(); }, 'the last page was seen', { timeoutMs: 30_000 });
  // Drawn by our own reader: a browser without a PDF reader of its own knows the words.
  expect((await page.locator('[role=document]').allInnerTexts()).join(' ').replace(/\s+/g, ' ')).toContain('limited to the fees of one year');
  expect([...(await faultsOf(page)), ...faults]).toEqual([]);
  await go.tap();
  await page.getByText('2 of 3: your signature').waitFor();
  await page.getByText('Draw it').tap();
  await drawByTouch(await context.newCDPSession(page));
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Go on', exact: true }).tap();
  await page.getByText('3 of 3: agree and sign').waitFor();
  const sign = page.getByRole('button', { name: 'Sign', exact: true });
  expect(await sign.isDisabled()).toBe(true);
  await page.getByRole('checkbox', { name: /sign it electronically/ }).tap();
  expect(await faultsOf(page)).toEqual([]);
  await sign.tap();
  await page.getByText(/Signed\. Thank you\.|Signed by all\./).first().waitFor({ timeout: 20_000 });
  await page.getByText('Signed by all.').waitFor({ timeout: 60_000 });
  expect(await faultsOf(page)).toEqual([]);
  const fetched = page.waitForEvent('download', { timeout: 30_000 });
  await page.getByRole('button', { name: 'Download the signed copy' }).tap();
  expect((await fetched).suggestedFilename()).toBe('Accounts in 2027 (signed).pdf');
  await mailThat(guest.email, /Signed by all/, budgetMs * 2);
});

it('both are found again among the papers, and the list of what waits is empty of them', async () => {
  await visit(page, '/portal/papers');
  await page.getByRole('button', { name: /Signed copy/ }).waitFor({ timeout: 20_000 });
  expect(await page.locator('main').innerText()).toMatch(/In force since[\s\S]*Accepted by Marion Marlowe/);
  expect(await faultsOf(page)).toEqual([]);
  await visit(page, '/portal');
  await page.locator('h1').waitFor();
  expect(await page.getByRole('link', { name: /Read and/ }).count()).toBe(0);
});

it('who does not want to sign says why, once more asked, and is told what comes of it', async () => {
  const other = await offerTo(firm, clientId, { title: 'Loan of the crane' });
  await visit(page, `/portal/proposals/${other}`);
  await tap('Accept');
  await page.getByRole('button', { name: /^Accept for/ }).tap();
  await page.getByText(/Accepted by/).waitFor({ timeout: 20_000 });
  const contact = await firm.owner.ask<{ client: { links: { contact: { id: string } }[] } }>('query($id: ID!) { client(id: $id) { links { contact { id } } } }', { id: clientId });
  const packetId = await sendToSign(firm, other, [{ name: guest.name, email: guest.email, contactId: contact.client.links[0]?.contact.id }]);
  await eventually(async () => (await lookInto<{ state: string }>('select state from agreements.recipients where tenant_id = $1 and packet_id = (select id from agreements.packets where title = $2 and tenant_id = $1)', [firm.uuid, 'Loan of the crane']))[0]?.state === 'INVITED', 'it is their turn', { timeoutMs: budgetMs * 2 });
  await visit(page, `/portal/sign/${packetId}`);
  await tap('I do not want to sign');
  await page.getByLabel('Why not?').fill('The crane is sold.');
  expect(await faultsOf(page)).toEqual([]);
  await tap('Decline it');
  await page.getByText('You declined.').waitFor({ timeout: 20_000 });
  expect(await faultsOf(page)).toEqual([]);
  await eventually(async () => (await lookInto<{ state: string; reason: string }>('select state, reason from agreements.packets where tenant_id = $1 and title = $2', [firm.uuid, 'Loan of the crane']))[0]?.state === 'DECLINED', 'the packet is over', { timeoutMs: budgetMs * 2 });
});
