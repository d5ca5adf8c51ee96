import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { bootstrapDatabase, loginRoles } from '@firmament/kit/bootstrap';
import type { SubgraphDefinition } from '@firmament/kit';
import { declaredDomains } from '../../schema/generated-files.js';

/** Every declaration of the house. */
export const allDomains: Promise<SubgraphDefinition[]> = declaredDomains();

/** The logins of every domain. */
export const allLogins = (defs: readonly SubgraphDefinition[]): string[] => defs.flatMap((def) => loginRoles(def.name));

/** A database of one test file, which is gone with it. */
export interface OwnDatabase {
  readonly admin: pg.Pool;
  /** Its address for a login, or for the superuser. */
  urlFor(login?: string): string;
  /** Asks as a login, in a context or without one. */
  as(login: string, settings: Readonly<Record<string, string>>, text: string, params?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  drop(): Promise<void>;
}

/** A copy of the migrated template, or with `empty` a bootstrapped database without tables. */
export async function ownDatabase(kind: 'migrated' | 'empty' = 'migrated'): Promise<OwnDatabase> {
  const server = process.env['FIRMAMENT_TEST_DATABASE_URL'] ?? '';
  const password = process.env['FIRMAMENT_TEST_ROLE_PASSWORD'] ?? 'firmament-test';
  const name = `h_${randomUUID().slice(0, 8)}`;
  await onServer(server, `create database ${name}${kind === 'migrated' ? ` template ${process.env['FIRMAMENT_TEST_TEMPLATE'] ?? 'firmament_template'}` : ''}`);
  const urlFor = (login?: string): string => {
    const url = new URL(server);
    url.pathname = `/${name}`;
    if (login) { url.username = login; url.password = encodeURIComponent(password); }
    return url.toString();
  };
  if (kind === 'empty') await bootstrapDatabase(urlFor(), await allDomains, () => password);
  const admin = new pg.Pool({ connectionString: urlFor(), max: 2 });
  // Dropping the database may overtake a connection that is just saying goodbye.
  admin.on('error', () => undefined);
  return {
    admin, urlFor, as: (login, settings, text, params = []) => askAs(urlFor(login), settings, text, params),
    async drop() {
      await admin.end();
      await onServer(server, `drop database if exists ${name} with (force)`);
    },
  };
}

async function askAs(url: string, settings: Readonly<Record<string, string>>, text: string, params: readonly unknown[]): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('begin');
    for (const [setting, value] of Object.entries(settings)) await client.query('select set_config($1, $2, true)', [setting, value]);
    return (await client.query(text, [...params])).rows as Record<string, unknown>[];
  } finally { await client.end(); }
}

async function onServer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (let tries = 0; ; tries++) {
      const failed = await client.query(sql).then(() => null, (error: pg.DatabaseError) => error);
      if (!failed) return;
      if (failed.code !== '55006' || tries > 100) throw failed;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  } finally { await client.end(); }
}
