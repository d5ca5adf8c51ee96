import type { Browser } from 'playwright-core';
import { holderOf, sessionOf } from '../support/actors.js';
import { openFirm, type Firm } from '../support/firm.js';
import { house, leaveHouse } from '../support/house.js';
import { faultsOf, look, openBrowser, sights, signInByKeyboard, visit } from './browser.js';

let browser: Browser;
let firm: Firm;
const desk = sights[0] ?? { scheme: 'light', width: 1440, height: 900 };
beforeAll(async () => { browser = await openBrowser(); firm = await openFirm(); }, 60_000);
afterAll(async () => { await browser?.close(); await leaveHouse(); });

it('an owner connects a service at its own page, checks it and ends it, by keyboard', async () => {
  const { context, page } = await look(browser, desk);
  await signInByKeyboard(page, firm.ownerEmail, 'a long demo password');
  await visit(page, '/settings/connections');
  await page.getByRole('button', { name: 'Connect DocuSign' }).press('Enter');
  await page.getByRole('button', { name: 'Go to DocuSign' }).press('Enter');
  await page.waitForURL((url) => url.origin === new URL(house.endpoints.sandboxes.docusign ?? '').origin, { timeout: 20_000 });
  await page.getByRole('link', { name: 'Deny' }).press('Enter');
  await page.getByText('You said no at DocuSign, so nothing was connected.').waitFor({ timeout: 20_000 });
  await page.getByRole('button', { name: 'Connect DocuSign' }).press('Enter');
  await page.getByRole('button', { name: 'Go to DocuSign' }).press('Enter');
  await page.getByRole('link', { name: 'Allow access' }).press('Enter');
  await page.getByText('Sandbox account is connected').waitFor({ timeout: 20_000 });
  await page.getByRole('button', { name: 'Check now: Sandbox account' }).press('Enter');
  await page.getByText('Connected', { exact: true }).first().waitFor({ timeout: 20_000 });
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Disconnect Sandbox account' }).press('Enter');
  await page.getByText('Delete its keys').waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('dialog').getByRole('button', { name: /^Disconnect DocuSign/ }).press('Enter');
  await page.getByRole('button', { name: 'Connect DocuSign' }).waitFor({ timeout: 20_000 });
  await context.close();
});

it('a key that the service does not know is said on the page, and is nowhere on it', async () => {
  const { context, page } = await look(browser, sights[2] ?? desk);
  await signInByKeyboard(page, firm.ownerEmail, 'a long demo password');
  await visit(page, '/settings/connections?open=PANDADOC');
  await page.getByRole('button', { name: 'Connect', exact: true }).press('Enter');
  await page.getByText('API key is missing.').waitFor({ timeout: 20_000 });
  expect(await faultsOf(page)).toEqual([]);
  await page.getByLabel('API key').last().fill('PLANTED-KEY-55');
  await page.getByRole('button', { name: 'Connect', exact: true }).press('Enter');
  await page.getByText('PandaDoc must be connected again.').waitFor({ timeout: 20_000 });
  expect(await faultsOf(page)).toEqual([]);
  expect(await page.content()).not.toContain('PLANTED-KEY-55');
  await context.close();
});

it('the demo firm is connected to the sandbox, whose callbacks go to the connection', async () => {
  expect(Object.keys(house.endpoints.sandboxes)).toEqual(expect.arrayContaining(['docusign', 'dropboxSign', 'pandadoc']));
  const login = house.endpoints.logins.find((one) => one.role === 'owner' && one.firm === 'harbour-vale');
  if (!login) throw new Error('The demo firm has no owner to sign in as.');
  const owner = holderOf(await sessionOf(login.email, login.password, login.firm), 'staff');
  const { signingServices } = await owner.ask<{ signingServices: { name: string; usual: boolean; connections: { health: string; serviceAddress: string; callbackAddress: string; lastSyncAt: string | null }[] }[] }>('{ signingServices { name usual connections { health serviceAddress callbackAddress lastSyncAt } } }');
  const [one] = signingServices.find(({ name }) => name === 'DOCUSIGN')?.connections ?? [];
  expect(one).toMatchObject({ health: 'CONNECTED', serviceAddress: `${house.endpoints.sandboxes.docusign ?? ''}/restapi`, lastSyncAt: expect.any(String) });
  expect(one?.callbackAddress).toMatch(new RegExp(`^${house.endpoints.gateway}/hooks/signing/firm_[0-9a-z]+/cnx_[0-9a-z]+$`));
  expect(signingServices.filter(({ usual }) => usual).map(({ name }) => name)).toEqual(['BUILT_IN']);
  const { ledgerServices } = await owner.ask<{ ledgerServices: { name: string; connection: { health: string; callbackAddress: string } | null }[] }>('{ ledgerServices { name connection { health callbackAddress } } }');
  expect(ledgerServices.find(({ name }) => name === 'QUICKBOOKS')?.connection).toMatchObject({ health: 'CONNECTED', callbackAddress: expect.stringMatching(/\/hooks\/ledger\//) as string });
});
