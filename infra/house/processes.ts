import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startChild, type Running } from '../servers/child.js';
import { anyPort } from '../servers/ports.js';
import { houseRoot } from '../servers/servers.js';
import { domainEnv, engineEnv, gatewayEnv, houseEnv, prefix, type EnvPlan } from './env.js';

/** `house`: gateway with all domains in one process. `services`: each domain a process. `dev`: as house, from sources, watched. */
export type Mode = 'house' | 'services' | 'dev';

/** What the processes of a house are started from. */
export interface ProcessPlan {
  mode: Mode;
  env: EnvPlan;
  /** Logs go to `logs/` in here. */
  dir: string;
  port: number;
}

/** A process of the house and where it answers. */
export interface HouseProcess extends Running {
  url: string;
  /** Starts it anew after it ended, at the same address; fault tests add variables. */
  again(more?: Record<string, string>): Promise<HouseProcess>;
}

/** Starts the house's processes; domains before the gateway, the engine last. */
export async function startProcesses(plan: ProcessPlan): Promise<HouseProcess[]> {
  mkdirSync(join(plan.dir, 'logs'), { recursive: true, mode: 0o700 });
  const started: HouseProcess[] = [];
  try {
    if (plan.mode === 'services') started.push(...(await startDomains(plan)));
    started.push(await startGateway(plan, started));
    started.push(await start(plan, 'engine', 'workflow-engine', await anyPort(), engineEnv(plan.env)));
    return started;
  } catch (error) {
    await Promise.all(started.map((child) => child.stop()));
    throw error;
  }
}

async function startDomains(plan: ProcessPlan): Promise<HouseProcess[]> {
  const results = await Promise.allSettled(plan.env.domains.map(async (domain) =>
    start(plan, domain, `subgraphs/${domain}`, await anyPort(), domainEnv(plan.env, domain))));
  const running = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const failed = results.find((result) => result.status === 'rejected');
  if (!failed) return running;
  await Promise.all(running.map((child) => child.stop()));
  throw failed.reason;
}

function startGateway(plan: ProcessPlan, domains: HouseProcess[]): Promise<HouseProcess> {
  const urls = Object.fromEntries(domains.map((domain) => [`${prefix(domain.name)}_URL`, `${domain.url}/graphql`]));
  const env = plan.mode === 'services' ? { ...gatewayEnv(plan.env), ...urls, NATS_URL: plan.env.servers.natsUrlFor('house') ?? '' } : houseEnv(plan.env);
  return start(plan, 'gateway', 'gateway', plan.port, { ...env, FIRMAMENT_MODE: plan.mode });
}

async function start(plan: ProcessPlan, name: string, folder: string, port: number, env: Record<string, string>, more: Record<string, string> = {}): Promise<HouseProcess> {
  const dev = plan.mode === 'dev';
  const file = join(houseRoot, folder, dev ? 'src/main.ts' : 'dist/main.js');
  // Vite watches the web itself; what it writes for its own use must not restart the gateway.
  const watch = [join(houseRoot, 'node_modules/tsx/dist/cli.mjs'), 'watch', '--clear-screen=false', '--exclude', '**/web/**', '--exclude', '**/.vite*/**', '--conditions=source'];
  const flags = dev ? watch : ['--enable-source-maps'];
  const url = `http://127.0.0.1:${port}`;
  const running = await startChild({
    name, command: process.execPath, args: [...flags, file], cwd: houseRoot, env: { ...env, ...more, PORT: String(port), NODE_OPTIONS: undefined },
    log: join(plan.dir, 'logs', `${name}.log`), readyWithinMs: 120_000, ready: async () => (await fetch(`${url}/healthz`)).ok,
  });
  return { ...running, url, again: (extra) => start(plan, name, folder, port, env, extra) };
}
