import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const app = fileURLToPath(new URL('../../web/src/app/', import.meta.url));

/** The addresses of an app, read from its own route table: a new page is looked at from its first day. */
export function routesOf(door: 'staff' | 'portal'): string[] {
  const text = readFileSync(`${app}${door}/routes.tsx`, 'utf8');
  const paths = [...text.matchAll(/path: '([^']+)'/g)].map((match) => match[1] ?? '');
  return [...new Set(paths)].filter((path) => !path.startsWith('/__'));
}

/** Fills the parameters of an address. A parameter that nobody gave a value for fails the test: its page would go unseen. */
export function filled(path: string, values: Readonly<Record<string, string>>): string {
  return path.replace(/\$(\w+)/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`The crawl has no value for $${name} of ${path}: add one to its story.`);
    return value;
  });
}
