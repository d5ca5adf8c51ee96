import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Running } from './child.js';
import { startMail } from './mail.js';
import { startNats } from './nats.js';
import type { Ground } from './plan.js';
import { requireRoom, startPostgres } from './postgres.js';
import { startRedis } from './redis.js';
import { bucket, startS3 } from './s3.js';

export { Problem, explain } from './problem.js';
export { throwAwayFolder } from './reach.js';

/** The servers that can be asked for. */
export type ServerName = 'postgres' | 'redis' | 'nats' | 's3' | 'mail';

/** What to start and where. */
export interface ServerPlan {
  /** Data, logs and secrets of this set of servers. */
  dir: string;
  want: readonly ServerName[];
  /** One line for the person who waits, whenever something takes long. */
  onProgress?: (line: string) => void;
  /** A set for one test run: free ports, no durability. */
  throwAway?: boolean;
  /** Seed of every generated password; random when absent (then the data cannot be opened again). */
  secret?: string;
  /** A stopped cluster, made with the same secret, that an empty Postgres begins as a copy of. */
  postgresData?: string;
}

/** Where the servers are. */
export interface ServerUrls {
  /** The superuser's URL. */
  postgres?: string;
  redis?: string;
  /** The infra user's URL; may make streams and consumers. */
  nats?: string;
  s3?: string;
  smtp?: string;
  /** Page and JSON of the mail catcher; absent when `SMTP_URL` names a real server. */
  mail?: string;
}

/** A set of servers that runs. */
export interface Servers {
  urls: ServerUrls;
  /** Variables for processes that use the servers (not the superuser's and not the infra user's URL). */
  env: Record<string, string>;
  /** NATS URL of a domain, of `engine` or of `house`. */
  natsUrlFor(user: string): string | undefined;
  /** Resolves when one of our servers ends without having been told to. */
  failed: Promise<string>;
  stop(): Promise<void>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The folder of server programs that were downloaded; shared by all sets of this clone and kept by `npm run reset`. */
export const serverCache = join(root, '.local', 'servers');

/** The names of the domains of this clone, read from the tree: every folder that holds a declaration. */
export function domainNames(): string[] {
  const folders = readdirSync(join(root, 'subgraphs'));
  return folders.filter((name) => name !== 'kit' && existsSync(join(root, 'subgraphs', name, 'src', 'subgraph.ts'))).sort();
}

/** The folder that `.local`, the packages and everything else lie in. */
export const houseRoot = dirname(join(root, 'package.json'));

/** Starts (or finds by their environment variables) the wanted servers, all at once. */
export async function startServers(plan: ServerPlan): Promise<Servers> {
  await mkdir(plan.dir, { recursive: true, mode: plan.throwAway ? 0o755 : 0o711 });
  await mkdir(serverCache, { recursive: true });
  await requireRoom(plan.dir);
  const seed = plan.secret ?? randomBytes(32).toString('hex');
  const ground: Ground = {
    dir: plan.dir, cache: serverCache, throwAway: plan.throwAway ?? false, postgresData: plan.postgresData, say: plan.onProgress ?? (() => undefined),
    secret: (name) => createHmac('sha256', seed).update(name).digest('base64url'),
  };
  const started: Started = { stops: [], running: [] };
  const stop = () => Promise.all(started.stops.splice(0).map((end) => end())).then(() => undefined);
  try {
    const parts = await settle(plan.want.map((name) => starters[name](ground, started)));
    const natsUrlFor = parts.find((part) => part.natsUrlFor)?.natsUrlFor ?? (() => undefined);
    return {
      urls: Object.assign({}, ...parts.map((part) => part.urls)) as ServerUrls,
      env: Object.assign({}, ...parts.map((part) => part.env)) as Record<string, string>, natsUrlFor, stop,
      failed: Promise.race(started.running.map((child) => child.ended.then((how) => `${child.name} ended (${how})`))),
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Started {
  stops: (() => Promise<void>)[];
  running: Running[];
}
interface Part {
  urls: ServerUrls;
  env: Record<string, string>;
  natsUrlFor?: (user: string) => string;
}

/** Waits for all of them even when one fails, so that what was started can be stopped. */
async function settle<T>(work: Promise<T>[]): Promise<T[]> {
  const results = await Promise.allSettled(work);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
  return results.map((result) => (result as PromiseFulfilledResult<T>).value);
}

function keep<T extends { stop(): Promise<void>; running?: Running }>(started: Started, server: T): T {
  started.stops.push(() => server.stop());
  if (server.running) started.running.push(server.running);
  return server;
}

const starters: Record<ServerName, (ground: Ground, started: Started) => Promise<Part>> = {
  async postgres(ground, started) {
    const server = keep(started, await startPostgres(ground));
    return { urls: { postgres: server.url }, env: {} };
  },
  async redis(ground, started) {
    const server = keep(started, await startRedis(ground));
    return { urls: { redis: server.url }, env: { REDIS_URL: server.url } };
  },
  async nats(ground, started) {
    const server = keep(started, await startNats(ground, domainNames()));
    return { urls: { nats: server.url }, env: {}, natsUrlFor: server.urlFor };
  },
  async s3(ground, started) {
    const server = keep(started, await startS3(ground));
    const { accessKeyId, secretAccessKey, region } = server.key;
    return {
      urls: { s3: server.url },
      env: { S3_ENDPOINT: server.url, S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey, S3_REGION: region, S3_BUCKET: bucket },
    };
  },
  async mail(ground, started) {
    const given = process.env['SMTP_URL'];
    if (given) return { urls: { smtp: given }, env: { SMTP_URL: given } };
    const server = await startMail(ground);
    started.stops.push(() => server.stop());
    return { urls: { smtp: server.smtpUrl, mail: server.pageUrl }, env: { SMTP_URL: server.smtpUrl } };
  },
};
