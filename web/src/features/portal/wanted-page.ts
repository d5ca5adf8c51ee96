// A mail may lead to a page of somebody who is not signed in on this device. The page is remembered while a sign-in link is
// asked for and used, and then opened. It is a path inside the portal and nothing else; an hour later it is forgotten.
import { now } from '../../lib/clock';

const key = 'firmament-portal-wanted';
const hourMs = 3_600_000;
const inside = /^\/(?:proposals|sign|requests|tasks|projects|papers|files|appointments)(?:\/\w+)?$/;

/** Remembers where somebody wanted to go. */
export function wantPage(path: string): void {
  if (!inside.test(path)) return;
  try { localStorage.setItem(key, JSON.stringify({ path, at: now().getTime() })); } catch { /* then the first page leads there */ }
}

/** Where somebody wanted to go, once; the first page when nowhere. */
export function takeWantedPage(): string {
  try {
    const { path, at } = JSON.parse(localStorage.getItem(key) ?? '{}') as { path?: unknown; at?: unknown };
    localStorage.removeItem(key);
    return typeof path === 'string' && inside.test(path) && typeof at === 'number' && now().getTime() - at < hourMs ? path : '/';
  } catch {
    return '/';
  }
}
