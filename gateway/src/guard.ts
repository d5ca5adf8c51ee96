import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { currentTraceparent, inSpan } from '@firmament/kit';
import type { RequestMeta } from '@firmament/kit';
import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
import { PATHS } from './audience.js';
import type { Caller, Callers } from './callers.js';
import type { GatewayContext } from './context.js';
import type { SessionCookies } from './cookies.js';
import { CONTEXT } from './door.js';
import type { Door } from './door.js';
import type { FirmAddresses } from './firm-addresses.js';
import { stripHeaders } from './headers.js';
import type { StoryHeaders } from './headers.js';
import { checkVariables } from './limits.js';
import { isLoopback } from './loopback.js';
import type { Inspection } from './limits.js';
import type { Origins } from './origins.js';
import type { RateLimits } from './rate-limits.js';
import { Refusal } from './refusal.js';

/** What the guard asks before a request may be planned. */
export interface GuardParts {
  readonly callers: Callers;
  readonly cookies: SessionCookies;
  readonly origins: Origins;
  readonly limits: RateLimits;
  readonly firms: FirmAddresses;
  readonly newId: (prefix: string) => string;
  readonly log: Logger;
  /** For trusted documents: says whether a text is one that our own apps were built with. Free queries are admitted without it. */
  readonly isTrusted?: (query: string, door: Door) => boolean;
}

const bodyShape = z.object({
  query: z.string().min(1), operationName: z.string().max(200).nullish(), variables: z.record(z.string(), z.unknown()).nullish(),
});
type Body = z.infer<typeof bodyShape>;

const IDEMPOTENCY_KEY = /^[\w:.-]{8,255}$/;
/** Addresses are remembered as keyed hashes; the key lives as long as the process and is written nowhere. */
const ipKey = randomBytes(32);

/** Stands before a door: asks where a request comes from, how large it is and whose it is, and refuses before any domain is asked. */
export function guard(door: Door, parts: GuardParts): RequestHandler {
  return async (request, response, next) => {
    const story = stripHeaders(request.headers);
    const meta = freshMeta(request, parts.newId);
    const log = parts.log.child({ requestId: meta.requestId });
    response.locals.requestId = meta.requestId;
    checkSource(request, parts);
    const body = readBody(request.body);
    if (parts.isTrusted && !parts.isTrusted(body.query, door)) throw new Refusal('FORBIDDEN', 'This door answers only the queries of our own apps.', { reason: 'UNKNOWN_DOCUMENT' });
    const inspection = door.inspector.inspect(body.query, body.operationName ?? undefined, body.variables ?? {});
    const caller = await findCaller(request, door, parts, story, meta);
    if (caller.stale && door.audience !== 'public') response.append('Set-Cookie', parts.cookies.clear(door.audience));
    const key = idempotencyKey(request, inspection);
    const refund = await parts.limits.charge(attempt(request, caller, inspection, body));
    const actor = await parts.firms.place({ actor: caller.actor, meta, rootFields: inspection.rootFields, variables: body.variables ?? {} });
    await traced(door, inspection, caller.meta, response, (traceable) => {
      const whole = key === undefined ? traceable : { ...traceable, idempotencyKey: key };
      response.locals[CONTEXT] = contextFor(door, { ...caller, actor, meta: whole }, log, response, refund);
      next();
    });
  };
}

/** One span from here to the answer's end; what the domains do becomes its children, near or far. */
function traced({ audience }: Door, { kind, rootFields }: Inspection, meta: RequestMeta, response: Response, go: (meta: RequestMeta) => void): Promise<void> {
  const attributes = { audience, 'request.id': meta.requestId, 'root.fields': rootFields.map((field) => field.name.value).join(',').slice(0, 200) };
  return inSpan(`graphql ${kind}`, attributes, meta.traceparent, () => new Promise<void>((resolve) => {
    response.once('close', resolve);
    go({ ...meta, traceparent: currentTraceparent() ?? meta.traceparent ?? freshTraceparent() });
  }));
}

/** A trace that begins here: facts carry one even where nobody collects it. */
export function freshTraceparent(): string {
  return `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-01`;
}

function checkSource(request: Request, { origins, cookies }: GuardParts): void {
  if (request.method !== 'POST') throw new Refusal('BAD_USER_INPUT', 'Send GraphQL as POST with a JSON body.', { status: 405, reason: 'METHOD' });
  if (!request.is('application/json')) throw new Refusal('BAD_USER_INPUT', 'Send GraphQL as application/json.', { status: 415, reason: 'CONTENT_TYPE' });
  origins.check(request.headers.origin, request.headers['sec-fetch-site'], cookies.carries(request.headers.cookie));
}

function readBody(given: unknown): Body {
  if (Array.isArray(given)) throw new Refusal('BAD_USER_INPUT', 'Send one operation per request.', { reason: 'BATCH' });
  const body = bodyShape.safeParse(given);
  if (!body.success) throw new Refusal('BAD_USER_INPUT', 'The body must hold a query, and variables as an object.', { reason: 'BODY' });
  checkVariables(body.data.variables);
  return body.data;
}

/** The ids of a request that nobody vouches for; its address of the net is kept as a hash. */
export function freshMeta(request: Request, newId: (prefix: string) => string): RequestMeta {
  return {
    requestId: randomUUID(), correlationId: newId('cor'), ipHash: createHmac('sha256', ipKey).update(request.ip ?? '').digest('base64url'),
  };
}

function findCaller(request: Request, door: Door, { callers }: GuardParts, story: StoryHeaders, meta: RequestMeta): Promise<Caller> {
  return callers.find({
    audience: door.audience, authorization: request.headers.authorization, cookie: request.headers.cookie,
    local: isLoopback(request.socket.remoteAddress) && isLoopback(request.ip), story, meta,
  });
}

function idempotencyKey(request: Request, inspection: Inspection): string | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined || inspection.kind === 'query') return undefined;
  if (typeof key !== 'string' || !IDEMPOTENCY_KEY.test(key)) throw new Refusal('BAD_USER_INPUT', 'A key is 8 to 255 letters, digits and - _ : .', { reason: 'IDEMPOTENCY_KEY' });
  if (inspection.rootFields.length !== 1) throw new Refusal('BAD_USER_INPUT', 'With an Idempotency-Key a request holds one mutation.', { reason: 'ONE_MUTATION_PER_KEY' });
  return key;
}

function attempt(request: Request, caller: Caller, inspection: Inspection, body: Body): Parameters<RateLimits['charge']>[0] {
  const exempt = request.headers['x-firmament-limit-exempt'];
  return {
    ip: request.ip ?? 'unknown', isPublic: caller.actor.kind === 'public', kind: inspection.kind, rootFields: inspection.rootFields,
    variables: body.variables ?? {}, exemptKey: typeof exempt === 'string' ? exempt : undefined,
  };
}

function deviceOf(request: Request): { device?: string } {
  const device = request.headers['user-agent'];
  return device === undefined ? {} : { device: device.slice(0, 400) };
}

function contextFor(door: Door, caller: Caller, log: Logger, response: Response, refund: () => Promise<void>): GatewayContext {
  const { actor, sessionHash } = caller;
  return {
    audience: door.audience, actor, grants: [], changed: { identity: false }, ...deviceOf(response.req), ...(sessionHash === undefined ? {} : { sessionHash }),
    meta: caller.meta,
    log: log.child({ correlationId: caller.meta.correlationId, actorKind: actor.kind, tenantId: actor.tenantId, path: PATHS[door.audience] }),
    setCookie: (header) => { response.append('Set-Cookie', header); },
    settle: async (refused) => { if (!refused) await refund(); },
  };
}
