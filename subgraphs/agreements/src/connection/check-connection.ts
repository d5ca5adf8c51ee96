import { ProviderFault, RetryLater, type SweepCtx } from '@firmament/kit';
import { callSigning, firmLine, signingHouse } from './call-house.js';

/** How long one look may take before another process may begin its own. */
const leaseMs = 60_000;
/** How often a quiet connection is looked at, so that a key that was withdrawn is known before somebody needs it. */
const quietMs = 6 * 3_600_000;
/** How soon after a failure. */
const troubledMs = 10 * 60_000;
/** A reference that nothing was ever sent under: looking for it changes nothing at the service. */
const nothing = 'firmament-connection-check';

/** Asks a service how it is: something that is asked for with the firm's own rights and changes nothing. */
export async function checkConnection(ctx: SweepCtx, firmId: string, id: string): Promise<void> {
  const { connections, due } = signingHouse(ctx);
  const wanted = await ctx.inTenant(firmId, async (inside) => {
    if (!(await due.take(inside, 'CHECK', id, leaseMs))) return false;
    const { health } = await connections.get(inside, id);
    const isUsable = health === 'CONNECTED' || health === 'DEGRADED';
    if (!isUsable) await due.forget(inside, 'CHECK', id);
    return isUsable;
  });
  if (!wanted) return;
  const again = await callSigning(ctx.config, firmLine(ctx, firmId), id, (provider) => provider.find(nothing)).then(() => quietMs, (error: unknown) => {
    // What a service answers is written beside the connection; anything else is ours, and stands in the log.
    if (!(error instanceof ProviderFault)) ctx.log.error({ err: error, connection: id }, 'a connection could not be checked');
    return error instanceof RetryLater ? Math.max(error.retryAfterMs ?? 0, troubledMs) : quietMs;
  });
  await ctx.inTenant(firmId, async (inside) => {
    await connections.noteChecking(inside, id, null);
    const { health } = await connections.get(inside, id);
    if (health === 'CONNECTED' || health === 'DEGRADED') await due.say(inside, 'CHECK', id, again);
    else await due.forget(inside, 'CHECK', id);
  });
}
