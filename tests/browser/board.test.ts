import { eventually } from '@firmament/kit/testing';
import type { Browser, Page } from 'playwright-core';
import { book, newGuest, openFirm, type Firm } from '../support/firm.js';
import { budgetMs, leaveHouse } from '../support/house.js';
import { faultsOf, look, openBrowser, sights, signInByKeyboard, visit } from './browser.js';

let browser: Browser;
let firm: Firm;
let projectId: string;

interface Column { title: string; section: { id: string } | null; tasks: { title: string }[] }
const columns = async (): Promise<Column[]> => (await firm.owner.ask<{ project: { board: { columns: Column[] } } }>('query($id: ID!) { project(id: $id) { board { columns { title section { id } tasks { title } } } } }', { id: projectId })).project.board.columns;
const titles = async (): Promise<Record<string, string[]>> => Object.fromEntries((await columns()).map(({ title, tasks }) => [title, tasks.map((task) => task.title)]));

beforeAll(async () => {
  browser = await openBrowser();
  firm = await openFirm();
  await book(firm, newGuest('Wren Textile'));
  const project = await eventually(async () => (await firm.owner.ask<{ projects: { nodes: { id: string }[] } }>('{ projects(first: 1) { nodes { id } } }')).projects.nodes[0], 'the booking made a project', { timeoutMs: budgetMs * 3 });
  projectId = project?.id ?? '';
  await firm.owner.do('activateProject', { projectId });
}, 90_000);
afterAll(async () => { await browser?.close(); await leaveHouse(); });

/** Writes down what the board's live region says from here on. */
const listen = (page: Page): Promise<unknown> => page.evaluate(`(() => {
  const region = document.querySelector('[role=status][aria-live=assertive]');
  globalThis.said = [];
  new MutationObserver(() => { if (region.textContent) globalThis.said.push(region.textContent); }).observe(region, { childList: true, characterData: true, subtree: true });
})()`);
const said = async (page: Page): Promise<string[]> => (await page.evaluate('globalThis.said')) as string[];
const hears = (page: Page, words: string): Promise<unknown> => eventually(async () => (await said(page)).includes(words), `the live region says «${words}»`, { timeoutMs: 20_000 }).catch(async (error: Error) => { throw new Error(`${error.message}; it said ${JSON.stringify(await said(page))}`); });
const focused = async (page: Page): Promise<string> => String(await page.evaluate("document.activeElement?.id?.startsWith('card-') ? document.activeElement.querySelector('b')?.textContent : ''"));

/** Goes on by Tab until a card has the focus, as somebody without a mouse does. */
async function tabToBoard(page: Page): Promise<void> {
  for (let steps = 0; steps < 80; steps += 1) {
    if (await focused(page)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('Tab does not lead to a card of the board');
}

it('a card goes to another column and another place by keys alone, and each step is said; a full column says no', async () => {
  const { context, page, faults } = await look(browser, sights[0] ?? { scheme: 'light', width: 1440, height: 900 });
  await signInByKeyboard(page, firm.ownerEmail, 'a long demo password');
  await visit(page, `/projects/${projectId}`);
  await page.getByRole('group', { name: /^Board of/ }).waitFor({ timeout: 20_000 });
  await listen(page);
  await tabToBoard(page);
  expect(await focused(page)).toBe('Write up the conversation');
  await page.keyboard.press(']');
  await hears(page, 'Write up the conversation is in Set up, 2 of 2');
  expect((await said(page))[0]).toBe('Moving Write up the conversation to Set up');
  await eventually(async () => (await focused(page)) === 'Write up the conversation', 'the focus goes along with the card', { timeoutMs: 10_000 });
  await page.keyboard.press('Shift+ArrowUp');
  await hears(page, 'Write up the conversation is in Set up, 1 of 2');
  expect(await titles()).toEqual({ 'Get to know them': ['Send proof of address'], 'Set up': ['Write up the conversation', 'Open the books'] });
  const setUp = (await columns()).find(({ title }) => title === 'Set up');
  await firm.owner.do('setWipLimit', { sectionId: setUp?.section?.id, wipLimit: 2 });
  await eventually(async () => (await focused(page)) === 'Write up the conversation', 'the card has the focus still', { timeoutMs: 10_000 });
  await page.keyboard.press('ArrowLeft');
  await eventually(async () => (await focused(page)) === 'Send proof of address', 'the arrow leads to the other column', { timeoutMs: 10_000 });
  await page.keyboard.press(']');
  await hears(page, 'Send proof of address stays where it was');
  await page.getByText(/«Set up» is full: it takes 2 open cards and has 2\./).first().waitFor({ timeout: 20_000 });
  expect((await titles())['Get to know them']).toEqual(['Send proof of address']);
  expect([...(await faultsOf(page)), ...faults]).toEqual([]);
  await page.setViewportSize({ width: 375, height: 812 });
  await page.getByRole('group', { name: /^Board of/ }).waitFor();
  expect([...(await faultsOf(page)), ...faults]).toEqual([]);
  await context.close();
});
