import express from 'express';
import type { ErrorRequestHandler, Express, RequestHandler, Response, Router } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { PATHS } from './audience.js';
import type { Audience } from './audience.js';
import type { GatewayConfig } from './config.js';
import { consentReturn } from './consent-return.js';
import type { Door } from './door.js';
import { guard } from './guard.js';
import type { GuardParts } from './guard.js';
import { hooksDoor } from './hooks-door.js';
import { LIMITS } from './limits.js';
import { MASKED } from './masking.js';
import { metricsDoor } from './metrics-door.js';
import type { Readiness } from './readiness.js';
import { Refusal } from './refusal.js';
import type { RequestMeter } from './request-meter.js';
import type { SubgraphClient } from './subgraph-client.js';

/** Everything that the front of the house is put together from. */
export interface AppParts extends GuardParts {
  /** Which domain hears which hook. */
  readonly hooks: ReadonlyMap<string, string>;
  readonly config: GatewayConfig;
  readonly doors: readonly Door[];
  readonly clients: readonly SubgraphClient[];
  readonly meter: RequestMeter;
  readonly readiness: Readiness;
  readonly pages: Router;
}

/** Puts the front together: headers, health, the three doors, the pages. */
export function buildApp(parts: AppParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', parts.config.trustProxy);
  app.use(safeHeaders(parts.config));
  addHealth(app, parts);
  const body = express.json({ limit: LIMITS.bodyBytes, type: 'application/json', strict: true, inflate: false, verify: onlyUtf8 });
  for (const door of parts.doors) {
    app.all(PATHS[door.audience], body, guard(door, parts), door.handler, refuse(door.audience, parts.meter, parts.log));
  }
  app.use(hooksDoor(parts));
  app.get('/connect/:kind/return', consentReturn(parts));
  app.use(parts.pages);
  app.use((_request, response) => { response.status(404).type('text').send('There is nothing here.\n'); });
  app.use(lastResort(parts.log));
  return app;
}

/** JSON travels as UTF-8; the parser would also take UTF-7 and 16, in which a text can say something else than a filter read. */
function onlyUtf8(_request: unknown, _response: unknown, _body: Buffer, encoding: string): void {
  if (encoding !== 'utf-8') throw Object.assign(new Error('not UTF-8'), { type: 'charset.unsupported' });
}

function addHealth(app: Express, { readiness, meter, clients, config }: AppParts): void {
  app.get('/healthz', (_request, response) => { response.json({ status: 'alive' }); });
  app.get('/readyz', async (_request, response) => {
    const standing = await readiness.look();
    response.status(standing.status === 'ready' || standing.status === 'degraded' ? 200 : 503).json(standing);
  });
  app.get('/metrics', metricsDoor(config), async (_request, response) => { response.type(meter.registry.contentType).send(await meter.text(clients)); });
}

/** Headers that keep a page from doing what it should not, and addresses from travelling on. */
function safeHeaders(config: GatewayConfig): RequestHandler {
  const store = config.s3Endpoint ? [new URL(config.s3Endpoint).origin] : [];
  // Vite's own client speaks over a socket and starts from an inline script; nobody else may.
  const live = config.dev ? ["'unsafe-inline'"] : [];
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"], scriptSrc: ["'self'", ...live], styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:', ...store], fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'", ...store, ...(config.dev ? ['ws:'] : [])], workerSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"], baseUri: ["'self'"], formAction: ["'self'"], frameAncestors: ["'none'"],
        ...(config.secure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: config.secure, referrerPolicy: { policy: 'no-referrer' }, crossOriginOpenerPolicy: config.secure,
    originAgentCluster: config.secure, xFrameOptions: { action: 'deny' },
  });
}

/** Says a refusal in GraphQL's own shape, so that every client reads it alike. */
function refuse(audience: Audience, meter: RequestMeter, log: Logger): ErrorRequestHandler {
  return (error, _request, response, next) => {
    if (response.headersSent) return next(error);
    const refusal = refusalFor(error);
    if (refusal.code === 'INTERNAL') log.error({ err: error, requestId: response.locals.requestId as string }, 'a request failed before it was planned');
    meter.refused(audience, refusal.code);
    answer(response, refusal);
  };
}

function answer(response: Response, refusal: Refusal): void {
  const requestId = typeof response.locals.requestId === 'string' ? response.locals.requestId : 'none';
  if (refusal.retryAfter !== undefined) response.setHeader('Retry-After', String(refusal.retryAfter));
  if (refusal.status === 405) response.setHeader('Allow', 'POST');
  const modern = response.req.headers.accept?.includes('application/graphql-response+json');
  response.status(refusal.status).setHeader('Cache-Control', 'no-store');
  response.type(modern ? 'application/graphql-response+json' : 'application/json').send(JSON.stringify({ errors: [refusal.toError(requestId)] }));
}

/** What the body parser finds wrong, in our words. */
function refusalFor(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const { status, type } = (typeof error === 'object' && error !== null ? error : {}) as { status?: unknown; type?: unknown };
  if (type === 'entity.too.large') return new Refusal('BAD_USER_INPUT', `A request may be ${LIMITS.bodyBytes / 1024} kB.`, { status: 413, reason: 'TOO_LARGE' });
  if (type === 'encoding.unsupported' || type === 'charset.unsupported') return new Refusal('BAD_USER_INPUT', 'Send the body as plain UTF-8 JSON.', { status: 415, reason: 'ENCODING' });
  if (typeof status === 'number' && status >= 400 && status < 500) return new Refusal('BAD_USER_INPUT', 'The body is not JSON.', { reason: 'BODY' });
  return new Refusal('INTERNAL', MASKED);
}

function lastResort(log: Logger): ErrorRequestHandler {
  return (error, _request, response, next) => {
    if (response.headersSent) return next(error);
    const status = typeof (error as { status?: unknown }).status === 'number' ? (error as { status: number }).status : 500;
    if (status >= 500) log.error({ err: error }, 'a page could not be served');
    response.status(status).type('text').send(status >= 500 ? 'We failed to answer this, and the fault is ours.\n' : 'There is nothing here.\n');
  };
}
