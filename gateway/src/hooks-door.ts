import { inSpan, isId } from '@firmament/kit';
import type { HookAnswer, HookRequest, RequestMeta } from '@firmament/kit';
import { raw, Router } from 'express';
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { freshMeta, freshTraceparent } from './guard.js';
import { stripHeaders } from './headers.js';
import type { RateLimits } from './rate-limits.js';
import { Refusal } from './refusal.js';
import type { RequestMeter } from './request-meter.js';
import type { SubgraphClient } from './subgraph-client.js';

/** What the door for callbacks is built of. */
export interface HookParts {
  readonly hooks: ReadonlyMap<string, string>;
  readonly clients: readonly SubgraphClient[];
  readonly limits: RateLimits;
  readonly meter: RequestMeter;
  readonly newId: (prefix: string) => string;
  readonly log: Logger;
}

/** The largest callback that is read. Vendors that would send whole documents along must be told not to. */
export const CALLBACK_BYTES = 1_048_576;

/** What belongs to one connection of the net or to our own doors, and is nothing of the vendor's message. */
const NOT_PASSED_ON = new Set(['host', 'connection', 'keep-alive', 'proxy-connection', 'transfer-encoding', 'te', 'trailer', 'upgrade', 'expect', 'content-length', 'cookie', 'authorization', 'accept-encoding']);

type Hear = (request: HookRequest, meta: RequestMeta) => Promise<HookAnswer>;
interface Addressed { readonly hook: string; readonly firmId: string; readonly connectionId: string; readonly hear: Hear }

/**
 * The door for callbacks of providers: `POST /hooks/<word>/<firm>/<connection>`. Bytes go on as they came, unread, to the domain whose hook the word
 * names; it alone can tell who is calling. Here stand only size, method, and how often somebody may be refused.
 */
export function hooksDoor(parts: HookParts): Router {
  const router = Router();
  const body = raw({ type: () => true, limit: CALLBACK_BYTES, inflate: false });
  router.all('/hooks/:hook/:firm/:connection', admit(parts), body, passOn(parts), refuse(parts));
  router.all(/^\/hooks(\/|$)/, (_request, response) => { say(response, 404, ''); });
  return router;
}

function admit(parts: HookParts): RequestHandler {
  return async (request, response, next) => {
    if (request.method !== 'POST') { response.setHeader('Allow', 'POST'); say(response, 405, ''); return; }
    const addressed = addressOf(request, parts);
    if (!addressed) { say(response, 404, ''); return; }
    await parts.limits.admitCallback(request.ip ?? 'unknown', addressed.connectionId);
    response.locals.addressed = addressed;
    next();
  };
}

function addressOf(request: Request, { hooks, clients }: HookParts): Addressed | undefined {
  const { hook, firm, connection } = request.params;
  if (typeof hook !== 'string' || !isId('firm', firm) || !isId('cnx', connection)) return undefined;
  const client = clients.find(({ name }) => name === hooks.get(hook));
  const hear = client?.hear?.bind(client, hook);
  return hear ? { hook, firmId: firm, connectionId: connection, hear } : undefined;
}

function passOn(parts: HookParts): RequestHandler {
  return async (request, response) => {
    const { hook, firmId, connectionId, hear } = response.locals.addressed as Addressed;
    stripHeaders(request.headers);
    const meta = { ...freshMeta(request, parts.newId), traceparent: freshTraceparent() };
    response.locals.requestId = meta.requestId;
    const given = { firmId, connectionId, raw: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0), headers: headersOf(request), query: queryOf(request) };
    const answer = await inSpan(`hook ${hook}`, { 'request.id': meta.requestId }, undefined, () => hear(given, meta).catch((error: unknown) => unreachable(parts, error, meta)));
    parts.meter.callback(hook, answer.status);
    if (answer.status >= 400 && answer.status < 500) await parts.limits.countRefusedCallback(request.ip ?? 'unknown', connectionId);
    if (answer.status === 503) response.setHeader('Retry-After', '5');
    say(response, answer.status, answer.body);
  };
}

/** Nothing was written, or nobody knows: the vendor tries again, and a repeat of what was written changes nothing. */
function unreachable({ log }: HookParts, error: unknown, { requestId }: RequestMeta): HookAnswer {
  log.error({ err: error, requestId }, 'a callback could not be passed on');
  return { status: 503, body: '' };
}

function headersOf({ headers }: Request): HookRequest['headers'] {
  return Object.fromEntries(Object.entries(headers).filter((entry): entry is [string, string] => typeof entry[1] === 'string' && !NOT_PASSED_ON.has(entry[0])));
}

function queryOf({ originalUrl }: Request): HookRequest['query'] {
  return Object.fromEntries(new URL(originalUrl, 'http://gateway').searchParams);
}

/** Plain text and never a page: what a vendor wants to read back may hold what a stranger sent. */
function say(response: Response, status: number, body: string): void {
  response.status(status).setHeader('Cache-Control', 'no-store').type('text/plain').send(body);
}

function refuse({ log, meter }: HookParts): ErrorRequestHandler {
  return (error, _request, response, next) => {
    if (response.headersSent) return next(error);
    const { hook } = response.locals.addressed as Addressed | undefined ?? { hook: 'unknown' };
    const { status: given } = error as { status?: unknown };
    const status = typeof given === 'number' && given >= 400 && given < 500 ? given : 500;
    if (status === 500) log.error({ err: error }, 'a callback failed at the door');
    if (error instanceof Refusal && error.retryAfter !== undefined) response.setHeader('Retry-After', String(error.retryAfter));
    meter.callback(hook, status);
    say(response, status, '');
  };
}
