import { connectNats, domainUrls, metricsText, openDomain } from '@firmament/kit';
import type { Domain, SubgraphDefinition } from '@firmament/kit';
import type { Logger } from 'pino';
import type { SubgraphAnswer, SubgraphClient } from './subgraph-client.js';

/** The house: every domain by name. This is the only file outside the domains that knows them all. */
const HOUSE: Readonly<Record<string, () => Promise<{ default: SubgraphDefinition }>>> = {
  identity: () => import('@firmament/identity/subgraph'),
  crm: () => import('@firmament/crm/subgraph'),
  projects: () => import('@firmament/projects/subgraph'),
  files: () => import('@firmament/files/subgraph'),
  communications: () => import('@firmament/communications/subgraph'),
  scheduling: () => import('@firmament/scheduling/subgraph'),
  portal: () => import('@firmament/portal/subgraph'),
  agreements: () => import('@firmament/agreements/subgraph'),
  revenue: () => import('@firmament/revenue/subgraph'),
  workflow: () => import('@firmament/workflow/subgraph'),
  timeline: () => import('@firmament/timeline/subgraph'),
  search: () => import('@firmament/search/subgraph'),
};

/** What the domains of this process are opened with. */
export interface HouseOptions {
  /** The domains that the committed supergraph is made of: a domain outside it is not opened. */
  readonly domains: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly publicRights: readonly string[];
  readonly log: Logger;
  readonly clock: () => Date;
}

type Nats = Awaited<ReturnType<typeof connectNats>>;

/** Opens the domains in this process, with lazy pools, and lets their facts flow. Each keeps its own logins and its own broker user. */
export async function openHouse(options: HouseOptions): Promise<SubgraphClient[]> {
  const connections = new Map<string, Promise<Nats>>();
  const opened = await Promise.allSettled(options.domains.map((name) => openOne(name, options, connections)));
  const failed = opened.filter((result) => result.status === 'rejected');
  const domains = opened.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  if (failed.length > 0) {
    await Promise.allSettled(domains.map((domain) => domain.stop()));
    await closeAll(connections);
    throw new Error(`The house cannot open:\n${failed.map(({ reason }) => `  - ${reason instanceof Error ? reason.message : String(reason)}`).join('\n')}`);
  }
  await Promise.all(domains.map((domain) => domain.startMessaging()));
  const leaving = { left: domains.length };
  return domains.map((domain) => inProcessSource(domain, async () => { leaving.left -= 1; if (leaving.left === 0) await closeAll(connections); }));
}

async function openOne(name: string, options: HouseOptions, connections: Map<string, Promise<Nats>>): Promise<Domain> {
  const load = HOUSE[name];
  if (!load) throw new Error(`${name}: the supergraph names a domain that the house does not have`);
  const { default: definition } = await load();
  const { env, log, clock, publicRights } = options;
  const nats = await natsFor(name, env, connections);
  try {
    return await openDomain(definition, { urls: domainUrls(name, env), nats, log, env, clock, publicRights });
  } catch (error) {
    throw new Error(`${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** A domain has a broker user of its own (`CRM_NATS_URL`); where it has not, all share one connection. */
function natsFor(name: string, env: HouseOptions['env'], connections: Map<string, Promise<Nats>>): Promise<Nats> | undefined {
  const url = env[`${name.toUpperCase()}_NATS_URL`] || env.NATS_URL;
  if (!url) return undefined;
  const known = connections.get(url) ?? connectNats(url, 'firmament-house');
  connections.set(url, known);
  return known;
}

async function closeAll(connections: ReadonlyMap<string, Promise<Nats>>): Promise<void> {
  await Promise.allSettled([...connections.values()].map(async (connection) => (await connection).drain()));
}

/** A domain of this process as the gateway asks it: a fresh context per request, no socket between. */
export function inProcessSource(domain: Domain, stopped: () => Promise<void> = async () => undefined): SubgraphClient {
  return {
    name: domain.name,
    execute: async (request, actor, meta) => await domain.execute(request, actor, meta) as SubgraphAnswer,
    hear: (hook, request, meta) => domain.hear(hook, request, meta),
    health: async () => {
      const { ok, detail } = await domain.health();
      return { ok, detail };
    },
    metrics: async () => metricsText([{ name: domain.name, health: await domain.health() }]),
    stop: async () => {
      await domain.stop();
      await stopped();
    },
  };
}
