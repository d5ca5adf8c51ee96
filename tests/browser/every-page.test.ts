import type { Browser, Page } from 'playwright-core';
import { eventually } from '@firmament/kit/testing';
import { portalLinkIn } from '../support/actors.js';
import { anAskedInvoice } from '../support/billing.js';
import { book, freeSlots, newGuest, openFirm, type Firm } from '../support/firm.js';
import { budgetMs, house, leaveHouse } from '../support/house.js';
import { mailThat } from '../support/mail.js';
import { layOffers } from '../support/offers.js';
import { layMoney } from '../support/money.js';
import { offerTo, sendToSign } from '../support/papers.js';
import { contrastFaultsOf, desk, faultsOf, look, openBrowser, phone, signInByKeyboard, visit, type Sight } from './browser.js';
import { filled, routesOf } from './route-table.js';

let browser: Browser;
let firm: Firm;
let empty: Firm;
let portalPath: string;
const values: Record<string, string> = { kind: 'projects' };
const password = 'a long demo password';
/** Pages that one address shows in several ways. */
const asWell = ['/proposals/$draftId', '/templates/contracts', '/templates/clauses', '/templates/packages', '/clients/$clientId?tab=agreements', '/agreements?view=all', '/agreements?view=ending', '/agreements?view=duties', '/clients/$clientId?tab=money', '/money/invoices?view=drafts', '/money/invoices?open=new', '/money/payments?open=new', '/money/bills?view=all', '/money/bills?open=new', '/money/payments?open=$paymentId', '/money/unbilled?open=$clientId', '/money/invoices/$draftInvoiceId', '/approvals?view=waiting&open=$approvalId'];

beforeAll(async () => {
  browser = await openBrowser();
  [firm, empty] = [await openFirm(), await openFirm()];
  const guest = newGuest('Nadia Osei');
  const [slot] = await freeSlots(firm);
  await book(firm, guest, slot?.start);
  const found = await eventually(async () => {
    const { runs, clients, projects } = await firm.owner.ask<{ runs: { nodes: { id: string; state: string }[] }; clients: { nodes: { id: string }[] }; projects: { nodes: { id: string }[] } }>(
      '{ runs(first: 1) { nodes { id state } } clients(first: 1) { nodes { id } } projects(first: 1) { nodes { id } } }');
    return runs.nodes[0]?.state === 'COMPLETED' && clients.nodes[0] && projects.nodes[0] ? { run: runs.nodes[0].id, client: clients.nodes[0].id, project: projects.nodes[0].id } : null;
  }, 'the booking made a client', { timeoutMs: budgetMs * 3 });
  Object.assign(values, { runId: found.run, clientId: found.client, projectId: found.project });
  const request = await eventually(() => firm.owner.do('createFileRequest', { clientId: found.client, title: 'Year-end papers', note: 'For the accounts.', dueOn: '2030-01-31', items: [{ title: 'Bank statement', hint: 'The whole year.' }, { title: 'Lease', required: false }] }), 'files know the client', { timeoutMs: budgetMs });
  await firm.owner.do('sendFileRequest', { requestId: request?.id });
  const { project } = await firm.owner.ask<{ project: { tasks: { id: string; kind: string }[] } }>('query($id: ID!) { project(id: $id) { tasks { id kind } } }', { id: found.project });
  Object.assign(values, { requestId: request?.id, taskId: project.tasks.find(({ kind }) => kind === 'CLIENT')?.id ?? project.tasks[0]?.id });
  const offers = await eventually(() => layOffers(firm, found.client), 'agreements know the client', { timeoutMs: budgetMs });
  const proposalId = await eventually(() => offerTo(firm, found.client), 'agreements know the client', { timeoutMs: budgetMs });
  Object.assign(values, { ...offers, proposalId, agreedId: await offerTo(firm, found.client, { title: 'What was agreed' }) });
  Object.assign(values, { approvalId: (await eventually(() => anAskedInvoice(firm, found.client, 'Advice'), 'revenue knows the client', { timeoutMs: budgetMs }))?.approvalId ?? '' });
  Object.assign(values, await layMoney(firm, found.client, offers?.agreementId ?? ''));
  const { projectTemplates } = await firm.owner.ask<{ projectTemplates: { id: string }[] }>('{ projectTemplates { id } }');
  Object.assign(values, { templateId: projectTemplates[0]?.id });
  const link = portalLinkIn(await mailThat(guest.email, /portal\/link/));
  Object.assign(values, { firm: link.firm, token: link.token, guestEmail: guest.email });
  portalPath = `/portal/link/${link.firm}/${link.token}`;
}, 60_000);
afterAll(async () => { await browser?.close(); await leaveHouse(); });

/** The route table grows with the house; each page is asked for, drawn, and looked through. */
const allPagesMs = 420_000;

/** A page as it was drawn, and then by night: the same page in other colours, so that colours are what is looked at anew. */
async function wholeByDayAndNight(page: Page, sight: Sight, faults: string[], path: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' });
  await visit(page, path);
  expect({ path, faults: [...(await faultsOf(page)), ...faults] }).toEqual({ path, faults: [] });
  if (sight.width < 1000) return;
  await page.emulateMedia({ colorScheme: 'dark' });
  expect({ path, scheme: 'dark', faults: await contrastFaultsOf(page) }).toEqual({ path, scheme: 'dark', faults: [] });
}

describe.each([desk, phone])('seen $width wide', (sight) => {
  it('the staff app is whole on every page of its route table', async () => {
    const { context, page, faults } = await look(browser, sight);
    await signInByKeyboard(page, firm.ownerEmail, password);
    for (const route of [...routesOf('staff'), ...asWell]) await wholeByDayAndNight(page, sight, faults, filled(route, values));
    await context.close();
  }, allPagesMs);

  it('the public pages are whole, for what is there and for what is not', async () => {
    const { context, page, faults } = await look(browser, sight);
    for (const path of [`/book/${firm.slug}/${firm.page}`, `/book/${firm.slug}/nothing-here`, '/book/nobody/intro', '/upload/nobody.made-this', '/shared/nobody.made-this']) await wholeByDayAndNight(page, sight, faults, path);
    await context.close();
  });

  it('the portal is whole before anybody came in', async () => {
    const { context, page, faults } = await look(browser, sight);
    for (const path of [portalPath, `/portal/link/${values.firm}/not-a-link`, '/portal/sign-in']) await wholeByDayAndNight(page, sight, faults, path);
    await context.close();
  });
});

it('a firm without anything says so on every page, and invents nothing', async () => {
  const { context, page, faults } = await look(browser, desk);
  await signInByKeyboard(page, empty.ownerEmail, password);
  for (const route of routesOf('staff').filter((path) => !/Id/.test(path))) {
    await visit(page, filled(route, values));
    expect({ route, faults: [...(await faultsOf(page)), ...faults] }).toEqual({ route, faults: [] });
  }
  await visit(page, '/clients');
  expect(await page.locator('main').innerText()).toMatch(/No current clients\. Add one/);
  await visit(page, '/clients?view=everyone');
  expect(await page.locator('main').innerText()).toMatch(/No clients yet\. Add one/);
  await context.close();
});

it('another firm’s client reads like one that never was', async () => {
  const { context, page } = await look(browser, desk);
  await signInByKeyboard(page, empty.ownerEmail, password);
  const saidOf = async (id: string): Promise<string> => {
    await visit(page, `/clients/${id}`);
    await page.locator('h1').first().waitFor({ timeout: 20_000 });
    return page.locator('main').innerText();
  };
  const foreign = await saidOf(values.clientId ?? '');
  expect(foreign).toMatch(/nothing here that you can see/i);
  expect(foreign).toBe(await saidOf('cli_01hzzzzzzzzzzzzzzzzzzzzzzz'));
  await context.close();
});

it('one silent domain empties a panel and not the page', async () => {
  const { context, page } = await look(browser, desk);
  await signInByKeyboard(page, firm.ownerEmail, password);
  await page.route('**/graphql', async (route) => {
    const response = await route.fetch();
    const answer = (await response.json()) as { data?: { client?: Record<string, unknown> }; errors?: unknown[] };
    if (!answer.data?.client) return route.fulfill({ response });
    const silenced = Object.keys(answer.data.client).filter((field) => /projects/i.test(field));
    for (const field of silenced) answer.data.client[field] = null;
    answer.errors = silenced.map((field) => ({ message: 'This part is not answering.', path: ['client', field], extensions: { code: 'INTERNAL', reason: 'DOMAIN_UNAVAILABLE', requestId: 'req-1' } }));
    return route.fulfill({ response, json: answer });
  });
  await visit(page, `/clients/${values.clientId}`);
  await page.getByText(/not answering/).first().waitFor({ timeout: 20_000 });
  expect(await page.locator('body').innerText()).toContain('Nadia Osei');
  await context.close();
});

it('a person opens the portal from the mail: looking uses nothing up, the button does, once', async () => {
  const { context, page, faults } = await look(browser, phone);
  await visit(page, portalPath);
  await visit(page, portalPath);
  await page.getByRole('button', { name: /open/i }).first().click();
  await page.waitForURL((url) => /^\/portal\/?$/.test(url.pathname), { timeout: 20_000 });
  // Something to sign needs a yes, and only a person inside the portal can say it.
  const yes = { query: 'mutation($input: ProposalChoiceInput!) { acceptProposal(input: $input) { answeredBy } }', variables: { input: { proposalId: values.agreedId, selection: { optionKey: 'good' } } } };
  expect(await page.evaluate(`fetch('/portal/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body: ${JSON.stringify(JSON.stringify(yes))} }).then((answer) => answer.json())`)).toEqual({ data: { acceptProposal: { answeredBy: 'Nadia Osei' } } });
  values.packetId = await sendToSign(firm, values.agreedId ?? '', [{ name: 'Nadia Osei', email: values.guestEmail }]);
  const inside = routesOf('portal').filter((path) => !/^\/(link|sign-in)/.test(path));
  for (const sight of [desk, phone]) {
    await page.setViewportSize({ width: sight.width, height: sight.height });
    for (const route of inside) await wholeByDayAndNight(page, sight, faults, `/portal${route === '/' ? '' : filled(route, values)}`);
  }
  const second = await look(browser, phone);
  await visit(second.page, portalPath);
  expect(await second.page.locator('body').innerText()).toMatch(/was used/);
  await context.close();
  await second.context.close();
}, allPagesMs);

it('a visitor books by keyboard on the public page, and the firm has a client', async () => {
  const { context, page } = await look(browser, desk);
  await visit(page, `/book/${firm.slug}/${firm.page}`);
  await page.getByRole('button', { name: /^\d{2}:\d{2}/ }).first().press('Enter');
  await page.getByRole('button', { name: /continue/i }).first().press('Enter');
  await page.getByLabel(/name/i).first().fill('Keyboard Visitor');
  await page.getByLabel(/e-?mail/i).first().fill('keyboard@visitor.test');
  for (const box of await page.getByRole('checkbox').all()) await box.press('Space');
  for (const field of await page.locator('textarea, input[required]:not([type=checkbox])').all()) if (!(await field.inputValue())) await field.fill('An answer');
  await page.getByRole('button', { name: /^book/i }).first().press('Enter');
  await page.getByText(/booked|confirmed|see you/i).first().waitFor({ timeout: 20_000 });
  await eventually(async () => {
    const { clients } = await firm.owner.ask<{ clients: { totalCount: number } }>('{ clients(search: "Keyboard Visitor", first: 1) { totalCount } }');
    return clients.totalCount === 1;
  }, 'the visitor is a client', { timeoutMs: budgetMs * 2 });
  expect(house.endpoints.gateway).toMatch(/^http/);
  await context.close();
});
