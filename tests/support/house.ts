import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { JWK } from 'jose';
import pg from 'pg';
import type { Endpoints } from '../../infra/house/endpoints.js';
import type { Secrets } from '../../infra/house/secrets.js';

/** What a test knows of the house that it tries: where it answers, and the keys that lie beside its endpoints. */
export interface HouseUnderTest {
  readonly mode: string;
  readonly endpoints: Endpoints;
  readonly platformKey: JWK;
  /** The key with which the gateway says who is asking: with it a test speaks to a domain as the gateway does. */
  readonly actorKey: JWK;
  readonly exemptKey: string;
  /** Where processes of the house write their logs. */
  readonly logs: string;
}

/** The house that the set-up started, or one that runs already when FIRMAMENT_ENDPOINTS names its file. */
export const house: HouseUnderTest = open();

function open(): HouseUnderTest {
  const file = process.env['FIRMAMENT_ENDPOINTS'] ?? '';
  if (!file) throw new Error('No house runs for these tests: FIRMAMENT_ENDPOINTS is not set.');
  const secrets = JSON.parse(readFileSync(join(dirname(file), 'secrets.json'), 'utf8')) as Secrets;
  return {
    mode: process.env['FIRMAMENT_TEST_MODE'] ?? 'house', endpoints: JSON.parse(readFileSync(file, 'utf8')) as Endpoints,
    platformKey: JSON.parse(secrets.platform.privateKey) as JWK, actorKey: JSON.parse(secrets.actor.privateKey) as JWK, exemptKey: secrets.limitExempt, logs: join(dirname(file), 'logs'),
  };
}

/** How long a story may take from its trigger to its last post-condition. A slow machine may ask for a multiple. */
export const budgetMs = 10_000 * Number(process.env['FIRMAMENT_TEST_PATIENCE'] ?? 1);

let pool: pg.Pool | undefined;

/** Looks into the database past all walls. Tests only look; what they change, they change as somebody through the gateway. */
export async function look<T extends object = Record<string, unknown>>(sql: string, params: readonly unknown[] = []): Promise<T[]> {
  pool ??= new pg.Pool({ connectionString: house.endpoints.postgres, max: 2 });
  return (await pool.query<T & pg.QueryResultRow>(sql, [...params])).rows;
}

/** Lets go of the database. */
export async function leaveHouse(): Promise<void> {
  await pool?.end();
  pool = undefined;
}
