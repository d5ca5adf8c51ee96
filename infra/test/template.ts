import { existsSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { domainNames, houseRoot } from '../servers/servers.js';

/** The database that every test database is copied from: bootstrapped and migrated, without rows. */
export const templateName = 'firmament_template';

/** The password of every role in a test cluster, which lives for one run on the loopback. */
export const rolePassword = 'firmament-test';

interface Bootstrap {
  bootstrapDatabase(url: string, defs: unknown[], passwordFor: (role: string) => string): Promise<void>;
  migrateDomain(def: unknown, url: string): Promise<unknown>;
}

/**
 * Makes the template from every domain that can be loaded. A domain that cannot (half written) is left out with a
 * notice, so that the tests of the others still run; its own tests then fail with the reason. Answers whether all are in.
 */
export async function makeTemplate(superuserUrl: string): Promise<boolean> {
  await run(superuserUrl, `drop database if exists ${templateName} with (force)`);
  await run(superuserUrl, `create database ${templateName}`);
  const kit = (await import('@firmament/kit/bootstrap')) as unknown as Bootstrap;
  const defs = (await Promise.all(domainNames().map(load))).filter((found) => found !== undefined);
  const url = withDatabase(superuserUrl, templateName);
  await kit.bootstrapDatabase(url, defs.map((found) => found.def), () => rolePassword);
  let complete = defs.length === domainNames().length;
  for (const { name, def } of defs) {
    await kit.migrateDomain(def, url).catch((error: Error) => {
      leaveOut(name, error);
      complete = false;
    });
  }
  return complete;
}

async function load(name: string): Promise<{ name: string; def: unknown } | undefined> {
  if (!existsSync(join(houseRoot, 'subgraphs', name, 'src', 'subgraph.ts'))) return undefined;
  try {
    const module = (await import(`@firmament/${name}/subgraph`)) as { default: unknown };
    return { name, def: module.default };
  } catch (error) {
    leaveOut(name, error as Error);
    return undefined;
  }
}

function leaveOut(name: string, error: Error): void {
  const where = process.env['CI'] ? String(error.stack) : String(error.message).split('\n').slice(0, 3).join(' ');
  console.error(`  The test database is without ${name}: ${where}`);
}

/** The same server, another database. */
export function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.toString();
}

async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
