import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Callers } from './callers.js';
import { freshMeta } from './guard.js';
import { isLoopback } from './loopback.js';
import type { SubgraphAnswer, SubgraphClient } from './subgraph-client.js';

/** What the way back from another house's consent page leans on. */
export interface ReturnParts { readonly callers: Callers; readonly clients: readonly SubgraphClient[]; readonly newId: (prefix: string) => string; readonly log: Logger }

/** `also` names what else this kind of service brings back. */
interface Way { readonly domain: string; readonly operation: string; readonly input: string; readonly page: string; readonly also?: readonly 'realmId'[] }

/** Which domain asked for which kind of consent, and the page where people see what came of it. */
const WAYS: Readonly<Record<string, Way>> = {
  signing: { domain: 'agreements', operation: 'finishSigningConsent', input: 'FinishSigningConsentInput', page: '/settings/connections' },
  ledger: { domain: 'revenue', operation: 'finishLedgerConsent', input: 'FinishLedgerConsentInput', page: '/settings/ledger', also: ['realmId'] },
};

// One of each at most: a second `state` beside the first is nobody's honest answer.
const brought = z.object({ state: z.string().min(1).max(200), code: z.string().min(1).max(4_000).optional(), error: z.string().max(200).optional(), realmId: z.string().regex(/^[\w-]{1,60}$/).optional() });

/**
 * Where people come back to from a service's own consent page. Their session tells who they are; the domain that asked checks the rest.
 * The code goes no further than to that domain: the browser is sent on to an address without it.
 */
export function consentReturn(parts: ReturnParts): RequestHandler {
  return async (request, response, next) => {
    const way = WAYS[String(request.params['kind'])];
    if (!way) return next();
    sendOn(response, way, await outcomeOf(request, way, parts));
  };
}

/** The way on, and nothing about the way back: no cache keeps the code. */
function sendOn(response: Response, way: Way, outcome: Readonly<Record<string, string>>): void {
  response.setHeader('Cache-Control', 'no-store');
  response.redirect(303, `${way.page}?${new URLSearchParams(outcome).toString()}`);
}

async function outcomeOf(request: Request, way: Way, { callers, clients, newId, log }: ReturnParts): Promise<Record<string, string>> {
  const given = brought.safeParse(request.query);
  const client = clients.find(({ name }) => name === way.domain);
  if (!given.success || !client) return { problem: 'unknown' };
  const meta = freshMeta(request, newId);
  try {
    const local = isLoopback(request.socket.remoteAddress) && isLoopback(request.ip);
    const caller = await callers.find({ audience: 'staff', authorization: undefined, cookie: request.headers.cookie, local, story: {}, meta });
    if (caller.actor.kind !== 'staff') return { problem: 'signed-out' };
    const query = `mutation GatewayFinishConsent($input: ${way.input}!) { ${way.operation}(input: $input) { id } }`;
    return read(await client.execute({ query, variables: { input: onlyOurs(way, given.data) } }, caller.actor, caller.meta), way);
  } catch (error) {
    log.error({ err: error, requestId: meta.requestId }, 'somebody came back with a consent, and it could not be taken in');
    return { problem: 'trouble' };
  }
}

/** What the domain of this way takes in, and nothing else that somebody wrote into the address. */
function onlyOurs({ also = [] }: Way, { realmId, ...given }: z.infer<typeof brought>): Record<string, unknown> { return { ...given, ...(realmId !== undefined && also.includes('realmId') ? { realmId } : {}) }; }

function read({ data, errors }: SubgraphAnswer, way: Way): Record<string, string> {
  const done = z.object({ id: z.string() }).safeParse(data?.[way.operation]);
  if (done.success) return { consent: done.data.id };
  const refused = errors?.some(({ extensions }) => extensions?.['code'] !== 'INTERNAL');
  return { problem: refused ? 'unknown' : 'trouble' };
}
