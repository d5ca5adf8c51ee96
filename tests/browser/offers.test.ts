import { eventually } from '@firmament/kit/testing';
import type { Browser } from 'playwright-core';
import { enterPortal, portalLinkIn, type Somebody } from '../support/actors.js';
import { book, newGuest, openFirm, type Firm } from '../support/firm.js';
import { budgetMs, leaveHouse } from '../support/house.js';
import { mailThat } from '../support/mail.js';
import { layOffers, type OfferPapers } from '../support/offers.js';
import { byHand } from '../support/papers.js';
import { faultsOf, openBrowser, signedIn } from './browser.js';

let browser: Browser;
let firm: Firm;
let clientId: string;
let papers: OfferPapers;
let nadia: Somebody;
const guest = newGuest('Nadia Osei');

beforeAll(async () => {
  browser = await openBrowser();
  firm = await openFirm();
  await book(firm, guest);
  const client = await eventually(async () => (await firm.owner.ask<{ clients: { nodes: { id: string }[] } }>('{ clients(first: 1) { nodes { id } } }')).clients.nodes[0], 'the booking made a client', { timeoutMs: budgetMs * 3 });
  clientId = client?.id ?? '';
  await byHand(firm);
  papers = await eventually(() => layOffers(firm, clientId), 'agreements know the client', { timeoutMs: budgetMs }) as OfferPapers;
  nadia = await enterPortal(portalLinkIn(await mailThat(guest.email, /portal\/link/)));
}, 90_000);
afterAll(async () => { await browser?.close(); await leaveHouse(); });

const proposalOf = async (id: string): Promise<{ state: string; deviationBy: string | null; quote: { total: { decimal: string } }; discount: { basisPoints: number } | null }> =>
  (await firm.owner.ask<{ proposal: never }>('query($id: ID!) { proposal(id: $id) { state deviationBy discount { basisPoints } quote { total { decimal } } } }', { id })).proposal;

const enter = (path: string) => signedIn(browser, firm.ownerEmail, path);

it('what is typed is priced by the house at once, saved, agreed to where it changes a fixed clause, and sent', async () => {
  const { page, faults, leave } = await enter(`/proposals/${papers.draftId}`);
  const preview = page.getByRole('region', { name: 'What the client will see' });
  await preview.getByText('£264.00').first().waitFor({ timeout: 20_000 });
  await page.getByLabel('Price of Bookkeeping').fill('300.5x');
  await preview.getByText(/«300.5x» is no amount in GBP/).waitFor({ timeout: 20_000 });
  await page.getByLabel('Price of Bookkeeping').fill('300.50');
  await preview.getByText('£360.60').first().waitFor({ timeout: 20_000 });
  expect((await proposalOf(papers.draftId)).quote.total.decimal).toBe('264.00');
  await page.getByLabel('Taken off the whole').selectOption('share');
  await page.getByLabel('Share off the whole, %').fill('10');
  await preview.getByText('£324.54').first().waitFor({ timeout: 20_000 });
  await page.keyboard.press('Control+s');
  await eventually(async () => (await proposalOf(papers.draftId)).quote.total.decimal === '324.54', 'what was typed is kept', { timeoutMs: 20_000 });
  await page.getByRole('button', { name: 'Look and agree' }).press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: /Agree to this deviation/ }).press('Enter');
  await page.getByText(/agreed to other words in «Limit of liability»/).waitFor({ timeout: 20_000 });
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Look and send' }).press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Send 1 proposal' }).press('Enter');
  await page.getByText('They have not opened it yet', { exact: false }).waitFor({ timeout: 20_000 });
  expect(await proposalOf(papers.draftId)).toMatchObject({ state: 'SENT', discount: { basisPoints: 1000 } });
  expect(faults).toEqual([]);
  await leave();
});

it('a yes becomes an agreement that goes out, is declined with a reason, and goes out once more with its history', async () => {
  const sent = await firm.owner.do('createProposal', { clientId, title: 'Accounts', currency: 'GBP', templateVersionId: papers.templateVersionId, options: [{ key: 'one', name: 'Accounts', lines: [{ key: 'accounts', title: 'Accounts', unitPriceMinor: '120000', timing: 'ON_ACCEPTANCE' }] }], addOns: [] });
  await firm.owner.do('sendProposal', { proposalId: sent.id });
  await nadia.do('acceptProposal', { proposalId: sent.id, selection: { optionKey: 'one' } });
  const { page, faults, leave } = await enter(`/proposals/${sent.id}`);
  await page.getByRole('button', { name: 'Write the agreement' }).press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Write it' }).press('Enter');
  await page.waitForURL(/\/agreements\/agr_/, { timeout: 20_000 });
  await page.getByRole('button', { name: 'Send for signature' }).first().press('Enter');
  await page.getByLabel('Name of person 1').fill('Nadia Osei');
  await page.getByLabel('Address of person 1').fill(guest.email);
  await page.getByRole('button', { name: 'Look and send' }).press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Ask 1 person to sign' }).press('Enter');
  await page.getByText(/Nadia Osei is to sign next/).waitFor({ timeout: 30_000 });
  const agreementId = /agr_\w+/.exec(page.url())?.[0] ?? '';
  const packets = async (): Promise<{ id: string; state: string; revision: number }[]> => (await firm.owner.ask<{ agreement: { packets: { id: string; state: string; revision: number }[] } }>('query($id: ID!) { agreement(id: $id) { packets { id state revision } } }', { id: agreementId })).agreement.packets;
  await nadia.do('declineSigning', { packetId: (await packets())[0]?.id, reason: 'It names the wrong year.' });
  await page.getByText(/will not sign: «It names the wrong year.»/).waitFor({ timeout: 30_000 });
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Revise and resend' }).press('Enter');
  await page.getByRole('button', { name: 'Look and send' }).press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Send it again' }).press('Enter');
  await page.getByText('Sent before').waitFor({ timeout: 30_000 });
  await eventually(async () => (await packets()).map((one) => one.state).join() === 'SENT,DECLINED', 'it is with her again', { timeoutMs: 20_000 });
  expect((await packets()).map((one) => one.revision)).toEqual([2, 1]);
  expect(faults).toEqual([]);
  await leave();
});

it('a template is written with the keys: a known name becomes a field, an unknown one is named and holds back the publishing', async () => {
  const { page, faults, leave } = await enter(`/templates/contracts/${papers.contractTemplateId}`);
  const words = page.getByRole('textbox', { name: /^Text of/ });
  await words.waitFor({ timeout: 20_000 });
  await words.getByText('We keep your books with care.').click();
  await page.keyboard.press('End');
  await page.keyboard.type(' For {{firm.name}} and {{firm.nme}}');
  await page.getByText('No field is called «firm.nme».', { exact: false }).waitFor({ timeout: 20_000 });
  expect(await words.locator('[data-field="firm.name"]').innerText()).toBe('Name of the firm');
  expect(await page.getByRole('button', { name: 'Publish' }).isDisabled()).toBe(true);
  for (const _ of '{{firm.nme}}') await page.keyboard.press('Backspace');
  await page.keyboard.press('Control+s');
  const fields = async (): Promise<string[] | undefined> => (await firm.owner.ask<{ contractTemplate: { versions: { versionNo: number; fields: string[] }[] } }>('query($id: ID!) { contractTemplate(id: $id) { versions { versionNo fields } } }', { id: papers.contractTemplateId })).contractTemplate.versions.find((one) => one.versionNo === 2)?.fields;
  await eventually(async () => (await fields())?.join() === 'client.displayName,firm.name', 'the draft holds the field', { timeoutMs: 20_000 });
  await page.getByRole('button', { name: 'Publish' }).press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Publish version 2' }).press('Enter');
  await page.getByText('Published. Writing goes on in the next version', { exact: false }).waitFor({ timeout: 20_000 });
  expect(await faultsOf(page)).toEqual([]);
  expect(faults).toEqual([]);
  await leave();
});
