import { randomBytes } from 'node:crypto';
import { openDomain, type Domain } from '@firmament/kit';
import { pino } from 'pino';
import type { DomainRuntime } from '../../subgraphs/kit/src/domain-runtime.js';
import { allDomains, ownDatabase, type OwnDatabase } from './database.js';

let db: OwnDatabase;
const open: Domain[] = [];
beforeAll(async () => { db = await ownDatabase(); });
afterAll(async () => {
  for (const domain of open) await domain.stop();
  await db?.drop();
});

/** Connections of one domain in the house process: reads 3, writes 3, relay 1 and its lock 1, inbox 2 and listeners 2, sweeper 1. */
const perDomain = 13;
/** The engine, migrations, an operator's console and a superuser's reserve. */
const reserve = 60;

test('a house whose pools are all full stays within its budget, and the budget within what Postgres gives', async () => {
  const defs = await allDomains;
  const [{ max_connections: most }] = (await db.admin.query<{ max_connections: string }>('show max_connections')).rows as [{ max_connections: string }];
  expect(12 * perDomain + reserve).toBeLessThanOrEqual(Number(most));
  const log = pino({ level: 'silent' });
  const env = { FIRMAMENT_PUBLIC_URL: 'http://127.0.0.1:4000', FIRMAMENT_DEMO: '1' };
  for (const def of defs) open.push(await openDomain(def, { urls: { rw: db.urlFor(`${def.name}_rw`) }, log, random: randomBytes, env: { ...process.env, ...env } }));
  const hold = (domain: Domain): Promise<unknown>[] => {
    const runtime = domain as unknown as DomainRuntime;
    return Array.from({ length: 8 }, () => [runtime.readPool().query('select pg_sleep(0.3)'), runtime.orm().em.getConnection().execute('select pg_sleep(0.3)')]).flat();
  };
  const busy = Promise.all(open.flatMap(hold));
  let seen: Record<string, number> = {};
  let done = false;
  void busy.finally(() => { done = true; });
  while (!done) {
    const { rows } = await db.admin.query<{ login: string; n: string }>(`select usename as login, count(*) as n from pg_stat_activity where datname = current_database() and usename like '%\\_rw' group by 1`);
    for (const { login, n } of rows) seen = { ...seen, [login]: Math.max(seen[login] ?? 0, Number(n)) };
  }
  await busy;
  expect(Object.keys(seen)).toHaveLength(defs.length);
  expect(Object.entries(seen).filter(([, n]) => n > 6)).toEqual([]);
});
