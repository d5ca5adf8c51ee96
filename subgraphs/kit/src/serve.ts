import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { natsAddress } from '@firmament/events/runtime';
import closeWithGrace from 'close-with-grace';
import { pino, type Logger } from 'pino';
import { z } from 'zod';
import { verifyActor, type Actor, type RequestMeta } from './actor.js';
import { ConfigFault, readConfig } from './config.js';
import type { SubgraphDefinition } from './define-subgraph.js';
import { openDomain, type Domain, type DomainUrls } from './domain.js';
import { loggerOptions } from './logging.js';
import { metricsText } from './metrics.js';
import { startTracing } from './tracing.js';

const bodyLimit = 1_048_576;

/** The database logins of a domain, from `<DOMAIN>_DATABASE_URL` and its siblings. */
export function domainUrls(domain: string, env: Readonly<Record<string, string | undefined>>): DomainUrls {
  const prefix = domain.toUpperCase();
  const rw = env[`${prefix}_DATABASE_URL`];
  if (!rw) throw new ConfigFault([`${prefix}_DATABASE_URL: the login of ${domain}_rw is missing`]);
  const optional = Object.entries({ relay: 'RELAY', consumer: 'CONSUMER', sweeper: 'SWEEPER' })
    .flatMap(([key, part]) => { const url = env[`${prefix}_${part}_DATABASE_URL`]; return url ? [[key, url]] : []; });
  return { rw, ...(Object.fromEntries(optional) as Partial<DomainUrls>) };
}

const shape = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535), NATS_URL: z.string().min(1), FIRMAMENT_ACTOR_PUBLIC_KEY: z.string().min(1).transform((text) => JSON.parse(text) as Record<string, string>),
  LOG_LEVEL: z.string().default('info'), FIRMAMENT_PUBLIC_RIGHTS: z.string().default('').transform((text) => text.split(',').filter(Boolean)),
});

/** Serves one domain as a process of its own: GraphQL behind the gateway's signature, health, readiness, metrics, relay and consumer. */
export async function serve(def: SubgraphDefinition, env: Readonly<Record<string, string | undefined>> = process.env): Promise<void> {
  const config = readConfig(shape, env) as z.infer<typeof shape>;
  const log = pino(loggerOptions(def.name, config.LOG_LEVEL));
  const stopTracing = startTracing(def.name, env);
  const nats = await connectNats(config.NATS_URL, def.name);
  const domain = await openDomain(def, { urls: domainUrls(def.name, env), nats, log, env, publicRights: config.FIRMAMENT_PUBLIC_RIGHTS.length > 0 ? config.FIRMAMENT_PUBLIC_RIGHTS : (def.publicPermissions ?? []) });
  await domain.startMessaging();
  const server = domainServer(domain, config.FIRMAMENT_ACTOR_PUBLIC_KEY, log);
  server.listen(config.PORT, '127.0.0.1', () => log.info({ port: (server.address() as AddressInfo).port }, 'serving'));
  closeWithGrace({ delay: 10_000, logger: false }, async ({ err }) => {
    if (err) log.error({ err }, 'stopping after a fault');
    // Whoever is being answered is answered: pools close only when the last request is out.
    await new Promise((closed) => { server.close(closed); });
    await domain.stop();
    await nats.drain().catch(() => undefined);
    await stopTracing();
  });
}

/** The one door of a domain's process. Not listening yet. */
export function domainServer(domain: Domain, key: Record<string, string>, log: Logger): Server {
  // A callback brings its sender's headers, and the gateway's signature beside them.
  return createServer({ maxHeaderSize: 32_768 }, (request, response) => { void handle(domain, key, request, response, log); });
}

/** Connects to NATS and keeps trying: a broker that is away must not end the process. User and password may stand in the URL. */
export async function connectNats(url: string, name: string): Promise<NatsConnection> {
  return connect({ ...natsAddress(url), name, maxReconnectAttempts: -1, reconnectTimeWait: 500, waitOnFirstConnect: true });
}

async function handle(domain: Domain, key: Record<string, string>, request: IncomingMessage, response: ServerResponse, log: Logger): Promise<void> {
  const send = (status: number, body: unknown, type = 'application/json') => {
    response.writeHead(status, { 'content-type': type });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
  try {
    if (request.url === '/healthz') return send(200, { ok: true });
    if (request.url === '/readyz' || request.url === '/metrics') {
      const health = await domain.health();
      return request.url === '/metrics' ? send(200, metricsText([{ name: domain.name, health }]), 'text/plain; version=0.0.4') : send(health.ok ? 200 : 503, health);
    }
    if (request.method !== 'POST' || (request.url !== '/graphql' && !hookPath.test(request.url ?? ''))) return send(404, { errors: [{ message: 'Not here.' }] });
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    if (!token) return send(401, unauthenticated);
    const asking = await verifyActor(key, domain.name, token).catch((error: unknown) => { log.warn({ err: error }, 'a token was refused at the door'); return null; });
    if (!asking) return send(401, unauthenticated);
    if (request.url !== '/graphql') return await passOn(domain, asking, request, response);
    const body = requestShape.safeParse(JSON.parse((await bytesOf(request)).toString('utf8')));
    if (!body.success) return send(400, badBody);
    send(200, await domain.execute(body.data, asking.actor, asking.meta));
  } catch (error) {
    log.warn({ err: error }, 'a request was refused at the door');
    if (!response.headersSent) send(error instanceof BodyTooLarge ? 413 : error instanceof SyntaxError ? 400 : 500, badBody);
  }
}

const requestShape = z.object({
  query: z.string(), variables: z.record(z.string(), z.unknown()).nullish().transform((given) => given ?? undefined), operationName: z.string().nullish().transform((given) => given ?? undefined),
});
const badBody = { errors: [{ message: 'This is no GraphQL request.', extensions: { code: 'BAD_USER_INPUT' } }] };
class BodyTooLarge extends Error {}

const unauthenticated = { errors: [{ message: 'This door opens to the gateway only.', extensions: { code: 'UNAUTHENTICATED' } }] };

const hookPath = /^\/hooks\/([a-z-]+)\/(cnx_[0-9a-z]{26})(?:\?|$)/;

/** A provider's callback, passed on by the gateway as it came in: path, query, headers and bytes. The firm stands in the gateway's signature. */
async function passOn(domain: Domain, { actor, meta }: { actor: Actor; meta: RequestMeta }, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [, hook = '', connectionId = ''] = hookPath.exec(request.url ?? '') ?? [];
  const { authorization: _, ...headers } = Object.fromEntries(Object.entries(request.headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
  const query = Object.fromEntries(new URL(request.url ?? '', 'http://domain').searchParams);
  const { status, body } = await domain.hear(hook, { firmId: actor.tenantId ?? '', connectionId, raw: await bytesOf(request), headers, query }, meta);
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(body);
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > bodyLimit) throw new BodyTooLarge('the body is too large');
    parts.push(part);
  }
  return Buffer.concat(parts);
}
