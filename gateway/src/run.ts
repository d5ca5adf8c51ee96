import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { ConfigFault, loggerOptions, newId, signActor, startTracing } from '@firmament/kit';
import closeWithGrace from 'close-with-grace';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import type { Logger } from 'pino';
import { readConfig } from './config.js';
import type { GatewayConfig } from './config.js';
import { readSchema } from './contracts.js';
import type { CommittedSchema } from './contracts.js';
import { createGateway } from './gateway.js';
import { RemoteSource } from './remote.js';
import type { SubgraphClient } from './subgraph-client.js';

type Env = Readonly<Record<string, string | undefined>>;

/** Starts the gateway from the environment and keeps it until the process is asked to end. */
export async function runGateway(env: Env): Promise<void> {
  const log = pino(loggerOptions('gateway', env.LOG_LEVEL ?? 'info'));
  try {
    await start(env, log);
  } catch (error) {
    log.fatal({ err: error }, error instanceof Error ? error.message : 'the gateway cannot start');
    process.exitCode = 1;
    setImmediate(() => process.exit(1)); // half-opened pools must not keep a failed start alive
  }
}

async function start(env: Env, log: Logger): Promise<void> {
  const config = await readConfig(env);
  const schema = readSchema(config.schemaDir);
  const stopTracing = startTracing('gateway', env);
  const clock = (): Date => new Date();
  const redis = config.redisUrl === undefined ? undefined : connectRedis(config.redisUrl, log);
  const clients = await sources(env, config, schema, log, clock);
  const gateway = await createGateway({ config, schema, clients, log, now: clock, newId, ...(redis ? { redis } : {}) });
  const server = createServer({ connectionsCheckingInterval: 2_000, headersTimeout: 10_000, requestTimeout: 30_000, maxHeaderSize: 16_384 }, gateway.app);
  await listening(server, config);
  log.info({ port: config.port, domains: clients.map(({ name }) => name), inProcess: !isRemote(env, schema) }, 'the gateway is open');
  closeWithGrace({ delay: 10_000, logger: false }, async ({ err }) => {
    if (err) log.error({ err }, 'stopping after a fault');
    gateway.readiness.close();
    await closed(server);
    await gateway.stop();
    redis?.disconnect();
    await stopTracing();
  });
}

/** Domains behind HTTP when their addresses are given, otherwise in this process. The rest of the gateway cannot tell. */
async function sources(env: Env, config: GatewayConfig, schema: CommittedSchema, log: Logger, clock: () => Date): Promise<SubgraphClient[]> {
  if (isRemote(env, schema)) return remoteSources(env, config, schema);
  const { openHouse } = await import('./in-process.js'); // loaded only here: a gateway of services carries no domain
  return openHouse({ domains: schema.domains, env, publicRights: schema.permissions.public, log, clock });
}

function isRemote(env: Env, schema: CommittedSchema): boolean {
  return schema.domains.some((name) => addressOf(env, name) !== undefined);
}

function remoteSources(env: Env, { actorKey }: GatewayConfig, schema: CommittedSchema): SubgraphClient[] {
  const faults = schema.domains.filter((name) => !URL.canParse(addressOf(env, name) ?? '')).map((name) => `${name.toUpperCase()}_URL: the address of ${name} is missing or wrong`);
  if (!actorKey) faults.push('FIRMAMENT_ACTOR_PRIVATE_KEY: needed to sign who is asking');
  if (faults.length > 0 || !actorKey) throw new ConfigFault(faults);
  return schema.domains.map((name) => new RemoteSource(name, new URL(addressOf(env, name) ?? ''), (audience, actor, meta) => signActor(actorKey, audience, actor, meta)));
}

function addressOf(env: Env, name: string): string | undefined {
  return env[`${name.toUpperCase()}_URL`] || undefined;
}

/** Redis only makes things faster here: a lost connection is retried and logged, a command never waits for it. */
function connectRedis(url: string, log: Logger): Redis {
  const redis = new Redis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 1, commandTimeout: 1_000 });
  redis.on('error', (error) => { log.warn({ err: error }, 'redis does not answer'); });
  return redis;
}

function listening(server: Server, { host, port }: GatewayConfig): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => { server.off('error', reject); resolve(); });
  });
}

/** Lets answers that are under way end, and idle connections at once. */
function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}
