import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SandboxUrls } from './sandboxes.js';

/** Somebody who can sign in to a local house. */
export interface Login {
  email: string;
  password: string;
  role: string;
  firm: string;
}

/** Where everything of a running house is. Holds the superuser's URL, so its file is private. */
export interface Endpoints {
  gateway: string;
  staff: string;
  portal: string;
  booking: string;
  playground: string;
  mail: string;
  health: string;
  metrics: string;
  postgres: string;
  redis: string;
  nats: string;
  s3: string;
  /** The stand-ins of outside services; their commands are at `/_sandbox/…`. */
  sandboxes: SandboxUrls;
  logins: Login[];
}

/** The endpoints of a house whose gateway answers at this URL. */
export function endpointsOf(gateway: string, servers: Pick<Endpoints, 'postgres' | 'redis' | 'nats' | 's3' | 'mail'>, seeded: Seeded, sandboxes: SandboxUrls): Endpoints {
  return {
    gateway, staff: `${gateway}/`, portal: `${gateway}/portal`, booking: new URL(seeded.booking ?? '/book/harbour-vale/intro', gateway).toString(),
    playground: `${gateway}/playground`, mail: servers.mail, health: `${gateway}/readyz`, metrics: `${gateway}/metrics`,
    postgres: servers.postgres, redis: servers.redis, nats: servers.nats, s3: servers.s3, sandboxes, logins: seeded.logins ?? [],
  };
}

/** What the seeder tells the launcher, in the file named by FIRMAMENT_SEED_RESULT. */
export interface Seeded {
  logins?: Login[];
  /** Path of the page to try first. */
  booking?: string;
}

const sandboxNames: Readonly<Record<string, string>> = { docusign: 'DocuSign', dropboxSign: 'Dropbox Sign', pandadoc: 'PandaDoc', quickbooks: 'QuickBooks', xero: 'Xero', sandboxPay: 'Pay' };

const fileIn = (dir: string): string => join(dir, 'endpoints.json');

/** Keeps the endpoints for `npm run info` and for programs. */
export async function writeEndpoints(dir: string, endpoints: Endpoints): Promise<void> {
  await writeFile(fileIn(dir), `${JSON.stringify(endpoints, null, 2)}\n`, { mode: 0o600 });
}

/** Reads what the last start wrote. */
export async function readEndpoints(dir: string): Promise<Endpoints> {
  return JSON.parse(await readFile(fileIn(dir), 'utf8')) as Endpoints;
}

/** The one block that a start ends with. */
export function block(endpoints: Endpoints, took?: string): string {
  const [first, ...others] = endpoints.logins;
  const rows: [string, string][] = [
    ['Staff app', endpoints.staff], ['Client portal', endpoints.portal], ['Booking page', endpoints.booking], ['GraphQL', `${endpoints.gateway}/graphql`],
    ['Playground', endpoints.playground], ['Mail catcher', endpoints.mail || '(your own SMTP server)'], ['Health', endpoints.health], ['Metrics', endpoints.metrics],
    ...Object.entries(endpoints.sandboxes ?? {}).map(([name, url]): [string, string] => [`Sandbox ${sandboxNames[name] ?? name}`, url]),
  ];
  const login = (entry: Login) => `    ${entry.email.padEnd(34)}${entry.password.padEnd(14)}${entry.role}, ${entry.firm}`;
  return [
    '', `  Firmament is up${took ? ` (${took})` : ''}`, '', ...rows.map(([name, url]) => `  ${name.padEnd(22)}${url}`),
    ...(first ? ['', '  Sign in as', ...[first, ...others].map(login)] : []),
    '', '  This block again: npm run info     Start over: npm run reset     Stop: Ctrl-C', '',
  ].join('\n');
}
