import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { appendFile, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { lastLines } from '../servers/child.js';
import { choosePort, takePort } from '../servers/ports.js';
import { Problem } from '../servers/problem.js';
import { domainNames, houseRoot, startServers, type Servers } from '../servers/servers.js';
import { build } from './build.js';
import { endpointsOf, writeEndpoints, type Endpoints, type Seeded } from './endpoints.js';
import type { EnvPlan } from './env.js';
import { startProcesses, type HouseProcess, type Mode } from './processes.js';
import { startSandboxes, type SandboxUrls } from './sandboxes.js';
import { loadSecrets } from './secrets.js';
import { keepStream } from './stream-keeper.js';

/** How a house is to be started. */
export interface HousePlan {
  mode: Mode;
  /** Data, logs, secrets, endpoints. */
  dir: string;
  /** A house for one test run: free ports, forgetful servers. */
  throwAway?: boolean;
  seed?: boolean;
  /** False: without the pages of the web, for tests that need none. */
  web?: boolean;
  say: (line: string) => void;
}

/** A house that runs. */
export interface House {
  endpoints: Endpoints;
  processes: HouseProcess[];
  /** Resolves with a sentence when something of ours ends without having been told to. */
  failed: Promise<string>;
  stop(): Promise<void>;
}

/** Servers, build, bootstrap, migrate, start, seed: in this order. What was started is stopped again when a step fails. */
export async function startHouse(plan: HousePlan): Promise<House> {
  await mkdir(plan.dir, { recursive: true });
  const secrets = await loadSecrets(plan.dir);
  const port = await gatewayPort(plan);
  plan.say('Starting Postgres, Redis, NATS, the object store and the mail catcher');
  const servers = await startServers({ dir: plan.dir, want: ['postgres', 'redis', 'nats', 's3', 'mail'], onProgress: plan.say, throwAway: plan.throwAway ?? false, secret: secrets.seed });
  const stops: (() => Promise<unknown>)[] = [() => servers.stop()];
  const stop = async () => {
    for (const end of stops.splice(0).reverse()) await end();
  };
  try {
    const sandboxes = await startSandboxes(plan.throwAway ? null : join(plan.dir, 'sandboxes'));
    stops.push(() => sandboxes.stop());
    const env: EnvPlan = { servers, secrets, domains: domainNames(), database: houseDatabase(servers), publicUrl: `http://127.0.0.1:${port}`, dev: plan.mode === 'dev', services: sandboxes.env };
    return { ...(await openHouse(plan, { env, port, sandboxes: sandboxes.urls }, stops)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Everything that comes after the servers; adds to `stops` what has to be undone. */
async function openHouse(plan: HousePlan, { env, port, sandboxes }: { env: EnvPlan; port: number; sandboxes: SandboxUrls }, stops: (() => Promise<unknown>)[]): Promise<Omit<House, 'stop'>> {
  if (plan.mode !== 'dev') await build(plan.say, { web: plan.web !== false });
  await groundFloor(plan, env, false);
  stops.push(keepStream(env.servers.urls.nats ?? '', () => groundFloor({ ...plan, say: () => undefined }, env, true)));
  plan.say(plan.mode === 'services' ? 'Starting each domain, the gateway and the engine' : 'Starting the house and the engine');
  const processes = await startProcesses({ mode: plan.mode, env, dir: plan.dir, port });
  stops.push(() => Promise.all([...processes].reverse().map((child) => child.stop())));
  await whenReady(env.publicUrl, plan.dir);
  const seeded = plan.seed === false ? {} : await seed(plan, env, sandboxes);
  const { redis = '', nats = '', s3 = '', mail = '' } = env.servers.urls;
  const endpoints = endpointsOf(env.publicUrl, { postgres: env.database, redis, nats, s3, mail }, seeded, sandboxes);
  await writeEndpoints(plan.dir, endpoints);
  return { endpoints, processes, failed: firstFailure(env.servers, processes, plan.dir) };
}

async function gatewayPort(plan: HousePlan): Promise<number> {
  const asked = plan.throwAway ? 0 : Number(process.env['PORT'] ?? 0);
  if (asked && !(await takePort(asked))) throw new Problem(`Port ${asked} (PORT) is taken.`, 'Stop the program that listens there, or start without PORT: a free one is chosen.');
  return asked || choosePort(plan.throwAway ? undefined : 4000);
}

function houseDatabase(servers: Servers): string {
  const url = new URL(servers.urls.postgres ?? '');
  if (!process.env['DATABASE_URL'] || url.pathname.length <= 1) url.pathname = '/firmament';
  return url.toString();
}

/** Bootstrap, migrations and JetStream, in a process that alone holds the powerful URLs. */
async function groundFloor(plan: HousePlan, env: EnvPlan, streamOnly: boolean): Promise<void> {
  const flags = plan.mode === 'dev' ? ['--conditions=source', '--import', 'tsx'] : [];
  const task = { database: env.database, nats: env.servers.urls.nats, domains: env.domains, seed: env.secrets.seed, streamOnly };
  await toEnd('The database could not be prepared', [...flags, join(houseRoot, 'infra/house/ground-floor.mjs')], { GROUND_FLOOR: JSON.stringify(task) }, plan);
}

/** The seeder speaks to the gateway as the platform; it gets no database URL. */
async function seed(plan: HousePlan, env: EnvPlan, sandboxes: SandboxUrls): Promise<Seeded> {
  const script = join(houseRoot, 'infra/seed/seed.ts');
  const result = join(plan.dir, 'seeded.json');
  if (!existsSync(script)) return {};
  plan.say('Seeding through the gateway (does nothing when the firms are there)');
  await toEnd('The seed failed', ['--conditions=source', '--import', 'tsx', script], {
    FIRMAMENT_PUBLIC_URL: env.publicUrl, FIRMAMENT_PLATFORM_PRIVATE_KEY: env.secrets.platform.privateKey, FIRMAMENT_SEED_RESULT: result,
    FIRMAMENT_MAIL_PAGE: env.servers.urls.mail, FIRMAMENT_LIMIT_EXEMPT_KEY: env.secrets.limitExempt, FIRMAMENT_DEMO: '1',
    FIRMAMENT_DOCUSIGN_SANDBOX: sandboxes.docusign, FIRMAMENT_QUICKBOOKS_SANDBOX: sandboxes.quickbooks, FIRMAMENT_PAYMENTS_SANDBOX: sandboxes.sandboxPay,
  }, plan);
  return JSON.parse(await readFile(result, 'utf8').catch(() => '{}')) as Seeded;
}

/** Runs a script to its end; its lines become progress, its failure a Problem with its last words. */
async function toEnd(what: string, args: string[], extra: Record<string, string | undefined>, plan: HousePlan): Promise<void> {
  const log = join(plan.dir, 'logs', 'start.log');
  await mkdir(join(plan.dir, 'logs'), { recursive: true, mode: 0o700 });
  await rm(log, { force: true });
  const child = spawn(process.execPath, args, { cwd: houseRoot, env: { ...process.env, NODE_OPTIONS: undefined, ...extra } as NodeJS.ProcessEnv, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const write = (chunk: Buffer) => void appendFile(log, chunk);
  child.stdout?.on('data', write);
  child.stderr?.on('data', write);
  child.on('message', (message: { line?: string }) => message.line && plan.say(message.line));
  const code = await new Promise<number>((resolve) => child.once('close', (value) => resolve(value ?? 1)).once('error', () => resolve(1)));
  if (code !== 0) throw new Problem(`${what}:\n${lastLines(log, 20)}`, `Read ${log}; \`npm run reset\` starts over with empty data.`);
}

async function whenReady(gateway: string, dir: string): Promise<void> {
  const deadline = performance.now() + 60_000;
  let last = '';
  while (performance.now() < deadline) {
    const answer = await fetch(`${gateway}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    last = (await answer?.text()) ?? '';
    await pause(100);
  }
  throw new Problem(`The gateway did not become ready: ${last.slice(0, 400)}`, `Read the logs in ${join(dir, 'logs')}.`);
}

function firstFailure(servers: Servers, processes: HouseProcess[], dir: string): Promise<string> {
  const ended = processes.map((child) => child.ended.then((how) => `${child.name} ended (${how}):\n${lastLines(join(dir, 'logs', `${child.name}.log`), 15)}`));
  return Promise.race([servers.failed, ...ended]);
}
