import type { RequestMeta } from './actor.js';
import type { Ctx } from './context.js';
import type { DomainRuntime } from './domain-runtime.js';
import { systemActor } from './messaging.js';
import { Refusal } from './refusals.js';
import { RequestContext } from './request-context.js';
import { inSpan } from './tracing.js';
import { unitOfWork } from './unit-of-work.js';

/** What a provider sent to a connection's address: the bytes untouched, header names in lower case. Nothing of it is believed yet. */
export interface HookRequest {
  readonly firmId: string;
  readonly connectionId: string;
  readonly raw: Uint8Array;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly query: Readonly<Record<string, string | undefined>>;
}

/** What the provider hears. `why` is for our own log and goes nowhere else. */
export interface HookAnswer { readonly status: number; readonly body: string; readonly why?: string }

/** The write transaction of the firm that the address names, as `system` until the caller is known. */
export interface HookCtx extends Ctx {
  /** From here on the provider acts behind a connection whose callback was verified: it sees no client, and facts say that it was the one. */
  actAsProvider(connectionId: string): Promise<void>;
}

/**
 * Hears what providers call back. Runs in one transaction that is committed before the answer leaves; an answer that is no success undoes
 * whatever was written, so a refusal changes nothing.
 */
export type Hook = (request: HookRequest, ctx: HookCtx) => Promise<HookAnswer>;

/** An answer that is no success: it travels as a throw, so that the transaction is rolled back. */
class NotHeard extends Error {
  constructor(readonly answer: HookAnswer) { super('not heard'); }
}

/** Lets a domain's hook hear a callback. Never throws: what breaks is logged and answered with a number that makes the provider try again. */
export async function answerHook(runtime: DomainRuntime, name: string, request: HookRequest, meta: RequestMeta): Promise<HookAnswer> {
  const hook = Object.hasOwn(runtime.def.hooks ?? {}, name) ? runtime.def.hooks?.[name] : undefined;
  if (!hook) return { status: 404, body: '' };
  const ctx = new RequestContext(runtime, systemActor(runtime.def.name, request.firmId), meta);
  const heard = (): Promise<HookAnswer> => unitOfWork(ctx, async () => {
    const answer = await hook(request, ctx);
    if (answer.status >= 300) throw new NotHeard(answer);
    return answer;
  });
  const attributes = { 'firmament.request': meta.requestId, 'firmament.hook': name };
  const answer = await inSpan(`${runtime.def.name}.hook`, attributes, meta.traceparent, () => heard().catch((error: unknown) => failure(ctx, error)));
  if (answer.status >= 400 && answer.status < 500) note(ctx, name, request, answer);
  return answer;
}

function failure(ctx: RequestContext, error: unknown): HookAnswer {
  if (error instanceof NotHeard) return error.answer;
  if (error instanceof Refusal) return { status: 503, body: '', why: error.extensions['reason'] as string | undefined ?? error.code };
  ctx.log.error({ err: error }, 'a hook failed');
  return { status: 500, body: '', why: 'FAULT' };
}

/** The security entry: who was refused where and why. Neither body nor signature is written down. */
function note(ctx: RequestContext, hook: string, request: HookRequest, { status, why }: HookAnswer): void {
  ctx.log.warn({ security: 'callback-refused', hook, connectionId: request.connectionId, status, why: why ?? 'UNKNOWN', ipHash: ctx.meta.ipHash, bytes: request.raw.length }, 'a callback was refused');
}
