import type { Express } from 'express';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { buildApp } from './app.js';
import { AUDIENCES } from './audience.js';
import { Callers } from './callers.js';
import type { GatewayConfig } from './config.js';
import type { CommittedSchema } from './contracts.js';
import { SessionCookies } from './cookies.js';
import { openDoor } from './door.js';
import type { Door } from './door.js';
import { FirmAddresses } from './firm-addresses.js';
import { GrantDesk } from './grants.js';
import { IdentityClient } from './identity-client.js';
import { Origins } from './origins.js';
import { builtPages, livePages } from './pages.js';
import { RateLimits } from './rate-limits.js';
import { Readiness } from './readiness.js';
import { RequestMeter } from './request-meter.js';
import { Sessions } from './sessions.js';
import type { SubgraphClient } from './subgraph-client.js';
import { BearerTokens } from './tokens.js';

/** What a gateway is made of. Time, ids, domains and the cache come in from outside. */
export interface GatewayParts {
  readonly config: GatewayConfig;
  readonly schema: CommittedSchema;
  readonly clients: readonly SubgraphClient[];
  readonly redis?: Redis;
  readonly log: Logger;
  readonly now: () => Date;
  readonly newId: (prefix: string) => string;
}

/** A gateway that is ready to be put behind a socket. */
export interface Gateway {
  readonly app: Express;
  readonly readiness: Readiness;
  stop(): Promise<void>;
}

/** Builds the gateway over its domains: three doors, the pages, health and figures. */
export async function createGateway(parts: GatewayParts): Promise<Gateway> {
  const { config, clients, log } = parts;
  const people = peopleOf(parts);
  const meter = new RequestMeter();
  const doors = await openDoors(parts, people.desk, meter);
  const pages = config.dev ? await livePages(config.webDir, config.demo) : { router: builtPages(config.webDir, config.demo), stop: async () => undefined };
  const readiness = new Readiness(clients);
  const app = buildApp({
    config, doors, clients, meter, hooks: parts.schema.hooks, readiness, pages: pages.router, callers: people.callers, firms: people.firms, cookies: people.cookies, newId: parts.newId, log,
    origins: new Origins(config.publicUrl), limits: new RateLimits(parts.redis, config.limitExemptKey),
  });
  const stop = async (): Promise<void> => {
    await Promise.all([...doors.map((door) => door.stop()), pages.stop()]);
    await Promise.all(clients.map((client) => client.stop()));
  };
  return { app, readiness, stop };
}

interface People { readonly firms: FirmAddresses; readonly callers: Callers; readonly desk: GrantDesk; readonly cookies: SessionCookies }

/** Everything that has to do with who is asking. */
function peopleOf({ config, clients, schema, redis, now, log }: GatewayParts): People {
  const domain = clients.find(({ name }) => name === 'identity');
  if (!domain) throw new Error('the gateway needs identity: without it nobody can be known');
  const cookies = new SessionCookies(config.secure);
  const identity = new IdentityClient(domain);
  const sessions = new Sessions(identity, redis, now, log);
  const tokens = new BearerTokens(config);
  return {
    cookies, firms: new FirmAddresses(identity, schema.tenantless), desk: new GrantDesk(cookies, sessions, identity),
    callers: new Callers({ cookies, sessions, identity, tokens, permissions: schema.permissions, demo: config.demo }),
  };
}

async function openDoors({ config, schema, clients, log }: GatewayParts, desk: GrantDesk, meter: RequestMeter): Promise<Door[]> {
  const byName = new Map(clients.map((client) => [client.name, client]));
  const doors: Door[] = [];
  for (const audience of AUDIENCES) {
    const supergraphSdl = schema.contracts[audience];
    if (supergraphSdl === undefined) continue;
    doors.push(await openDoor({ audience, supergraphSdl, clients: byName, desk, meter, introspection: config.demo || config.dev, log }));
  }
  return doors;
}
