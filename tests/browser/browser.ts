import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { eventually } from '@firmament/kit/testing';
import { house } from '../support/house.js';

/** Flags that keep a browser from asking the world for anything. */
const quiet = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-extensions'];

/** A way of looking at a page. */
export interface Sight { readonly scheme: 'light' | 'dark'; readonly width: number; readonly height: number; readonly touch?: boolean }

/** Both schemes on a desk, and a phone. */
export const sights: readonly Sight[] = [{ scheme: 'light', width: 1440, height: 900 }, { scheme: 'dark', width: 1440, height: 900 }, { scheme: 'light', width: 375, height: 812 }];

/** The first of them, and the last. */
export const [desk, , phone] = sights as readonly [Sight, Sight, Sight];

/** Words that a page shows only when a value was not there. */
const leaks = /\bundefined\b|\bNaN\b|\[object Object\]|Invalid Date|Something went wrong|Oops/;

/** Opens the browser that the suite found. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env['FIRMAMENT_CHROMIUM'] ?? '/usr/bin/chromium', args: quiet });
}

/** A context with a way of looking, and nobody signed in. It counts what went wrong in its pages. */
export async function look(browser: Browser, sight: Sight): Promise<{ context: BrowserContext; page: Page; faults: string[] }> {
  const context = await browser.newContext({ viewport: { width: sight.width, height: sight.height }, colorScheme: sight.scheme, baseURL: house.endpoints.gateway, reducedMotion: 'reduce', hasTouch: sight.touch ?? false });
  const page = await context.newPage();
  const faults: string[] = [];
  // The house and its own store, from which papers are fetched; nothing else in the world.
  const origins = [house.endpoints.gateway, house.endpoints.s3].map((url) => new URL(url).origin);
  page.on('pageerror', (error) => faults.push(`threw: ${error.message}`));
  page.on('request', (request) => { if (!origins.includes(new URL(request.url()).origin) && !/^(data|blob):/.test(request.url())) faults.push(`asked elsewhere: ${request.url()}`); });
  return { context, page, faults };
}

/** Goes to a page and waits until it shows something and asks for nothing more. */
export async function visit(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.locator('h1, main').first().waitFor({ timeout: 20_000 });
  await page.waitForLoadState('networkidle');
}

/** Which words of the page as it stands can not be read for their colours. */
export async function contrastFaultsOf(page: Page): Promise<string[]> {
  return violationsOf(new AxeBuilder({ page }).withRules(['color-contrast', 'link-in-text-block']));
}

async function violationsOf(axe: AxeBuilder): Promise<string[]> {
  const { violations } = await axe.analyze();
  return violations.map((one) => `axe ${one.id}: ${one.nodes.map((node) => node.target.join(' ')).slice(0, 3).join(' | ')}`);
}

/** What is wrong with the page as it stands: axe, sideways scrolling, leaked values. */
export async function faultsOf(page: Page): Promise<string[]> {
  const violations = await violationsOf(new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']));
  const sideways = Number(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'));
  const text = await page.locator('body').innerText();
  return [...violations, ...(sideways > 0 ? [`scrolls ${sideways} px sideways`] : []), ...(leaks.test(text) ? [`says «${leaks.exec(text)?.[0] ?? ''}»`] : [])];
}

/** Signs in on the page, as a person would, with the keyboard alone. */
export async function signInByKeyboard(page: Page, email: string, password: string): Promise<void> {
  await visit(page, '/sign-in');
  await page.getByLabel(/e-?mail/i).first().focus();
  await page.keyboard.type(email);
  await page.keyboard.press('Tab');
  await eventually(() => page.evaluate('document.activeElement?.type === "password"'), 'Tab leads from the address to the password');
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => !url.pathname.includes('sign-in'), { timeout: 20_000 });
}

/** Somebody of a firm on a page, signed in by keyboard; every firm of a test has one password. */
export async function signedIn(browser: Browser, email: string, path: string, sight: Sight = desk): Promise<{ page: Page; faults: string[]; leave: () => Promise<void> }> {
  const { context, page, faults } = await look(browser, sight);
  await signInByKeyboard(page, email, 'a long demo password');
  await visit(page, path);
  return { page, faults, leave: () => context.close() };
}

/** Looks a page of the desk through in every sight: nothing may be wrong with it, nor have gone wrong before. */
export async function wholeInEachSight(page: Page, faults: readonly string[]): Promise<void> {
  for (const { scheme, width, height } of sights) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width, height });
    expect({ scheme, width, faults: [...(await faultsOf(page)), ...faults] }).toEqual({ scheme, width, faults: [] });
  }
  await page.emulateMedia({ colorScheme: desk.scheme });
  await page.setViewportSize({ width: desk.width, height: desk.height });
}
