import type { Ctx } from '../context.js';
import { ProviderFault, ReauthRequired, RetryLater } from '../provider/faults.js';
import type { ProviderGuard } from '../provider/guard.js';
import type { Connection, Connections } from './connections.js';
import type { Secret } from './secret.js';

/** One short transaction of a firm at a time: no call of a provider is ever made inside one. */
export type InFirm = <T>(work: (ctx: Ctx) => Promise<T>) => Promise<T>;
/** What a call leans on. */
export interface CallHouse { readonly connections: Connections; readonly guard: ProviderGuard; readonly inFirm: InFirm; readonly tenantId: string; readonly now: () => Date; readonly pause: (ms: number) => Promise<void> }
/** What a call of a provider gets. */
export interface OpenLine<S> { readonly connection: Connection; readonly secret: Secret<S>; readonly signal: AbortSignal }

/**
 * Calls a provider over a connection: keeps its pause, opens the secret, stands behind the guard, and writes down how it went.
 * `onReauth` runs in the one transaction in which the connection came to need somebody, so that they are told once.
 */
export async function callProvider<S, T>(house: CallHouse, id: string, call: { readonly work: (line: OpenLine<S>) => Promise<T>; readonly onReauth?: Renewal<S>['onReauth'] }): Promise<T> {
  const { connection, secret } = await house.inFirm(async (ctx) => ({ connection: await house.connections.get(ctx, id), secret: await house.connections.secret<S>(ctx, id) }));
  const quiet = (connection.retryAt?.getTime() ?? 0) - house.now().getTime();
  if (quiet > 0) throw new RetryLater(connection.provider, 'The provider asked us to pause; the pause is kept.', { retryAfterMs: quiet, throttled: true });
  try {
    const result = await house.guard.run({ tenantId: house.tenantId, provider: connection.provider }, (signal) => call.work({ connection, secret, signal }));
    await house.inFirm((ctx) => house.connections.noteSync(ctx, id));
    return result;
  } catch (error) {
    if (error instanceof ProviderFault) await house.inFirm((ctx) => noteFault(house, ctx, { id, error: hushed(error, secret.reveal()), onReauth: call.onReauth }));
    throw error;
  }
}

const pauseMs = 50;
const patience = 200;

/** How a token is renewed. `onReauth` runs in the one transaction in which the connection came to need somebody. */
export interface Renewal<S> { readonly isFresh: (secret: S) => boolean; readonly renew: (secret: S) => Promise<S>; readonly onReauth?: (ctx: Ctx, connection: Connection, fault: ProviderFault) => Promise<void> }

/**
 * The secret of a connection whose token runs out. One renews it, the others wait for what comes of it; a renewal that fails for good is
 * not tried again: the connection then needs somebody.
 */
export async function freshSecret<S>(house: CallHouse, id: string, token: Renewal<S>): Promise<Secret<S>> {
  for (let look = 0; look < patience; look++) {
    const { secret, ours } = await house.inFirm(async (ctx) => {
      const known = await house.connections.secret<S>(ctx, id);
      if (token.isFresh(known.reveal()) || !(await house.connections.takeRefresh(ctx, id))) return { secret: known, ours: false };
      // Somebody may have renewed it between the look and the taking: then there is nothing left to do.
      const now = await house.connections.secret<S>(ctx, id);
      const ours = !token.isFresh(now.reveal());
      if (!ours) await house.connections.leaveRefresh(ctx, id);
      return { secret: now, ours };
    });
    if (token.isFresh(secret.reveal())) return secret;
    if (ours) await renewed(house, id, secret.reveal(), token);
    else await house.pause(pauseMs);
  }
  throw new RetryLater('', 'The connection is being renewed at this moment. Try again.', { retryAfterMs: 5_000 });
}

async function renewed<S>(house: CallHouse, id: string, secret: S, token: Renewal<S>): Promise<void> {
  try {
    const fresh = await token.renew(secret);
    await house.inFirm((ctx) => house.connections.replaceSecret(ctx, id, fresh));
  } catch (error) {
    if (error instanceof ReauthRequired || error instanceof RetryLater) await house.inFirm((ctx) => noteFault(house, ctx, { id, error: hushed(error, secret), onReauth: token.onReauth }));
    throw error;
  }
}

const textsOf = (value: unknown): string[] => (typeof value === 'string' ? [value] : value !== null && typeof value === 'object' ? Object.values(value).flatMap(textsOf) : []);

/** A provider may repeat in its complaint what it was given: no text of the secret stays in what is written down, told or thrown on. */
function hushed<F extends ProviderFault>(fault: F, secret: unknown): F {
  for (const text of textsOf(secret).filter((one) => one.length >= 4)) {
    fault.message = fault.message.replaceAll(text, '[sealed]');
    fault.stack = (fault.stack ?? '').replaceAll(text, '[sealed]');
  }
  return fault;
}

/** Writes a fault down, and tells somebody when this is the moment in which they are needed. */
async function noteFault(house: CallHouse, ctx: Ctx, { id, error, onReauth }: { id: string; error: ProviderFault; onReauth: Renewal<never>['onReauth'] }): Promise<void> {
  if (await house.connections.noteFault(ctx, id, error)) await onReauth?.(ctx, await house.connections.get(ctx, id), error);
}
