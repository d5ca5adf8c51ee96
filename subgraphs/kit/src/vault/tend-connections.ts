import { uuidToId } from '@firmament/events';
import type { Ctx } from '../context.js';
import { sweep, type Sweep, type SweepCtx } from '../define-subgraph.js';
import { ProviderFault, RetryLater } from '../provider/faults.js';
import type { ConnectionDue, DueErrand } from './connection-due.js';
import { connectionPrefix, type Connections } from './connections.js';
import { consentPrefix, type AnsweredConsent, type Consents } from './consents.js';

/** What a domain leans on for its connections. */
export interface TendedHouse { readonly connections: Connections; readonly consents: Consents; readonly due: ConnectionDue }
/** What differs from domain to domain in tending connections. Neither is called inside a transaction. */
export interface Tending {
  readonly house: (ctx: SweepCtx) => TendedHouse;
  /** Asks a provider for access by an answered consent; what it gives back makes the connection in one transaction, and answers with its id. */
  readonly open: (ctx: SweepCtx, firmId: string, consent: AnsweredConsent) => Promise<(inside: Ctx) => Promise<string>>;
  /** Asks a provider how it is, with the firm's own rights, and changes nothing there. */
  readonly ask: (ctx: SweepCtx, firmId: string, connectionId: string) => Promise<unknown>;
}

/** How long one try may take before another process may begin its own. */
const leaseMs = 60_000;
/** How often a quiet connection is looked at, so that a key that was withdrawn is known before somebody needs it. */
const quietMs = 6 * 3_600_000;
/** How soon after a failure. */
const troubledMs = 10 * 60_000;

/** Turns an answered consent into a connection. A code works once, so a failure ends it: the person begins again. */
async function exchange(tending: Tending, ctx: SweepCtx, firmId: string, id: string): Promise<void> {
  const { consents, due } = tending.house(ctx);
  const consent = await ctx.inTenant(firmId, async (inside) => {
    if (!(await due.take(inside, 'EXCHANGE', id, leaseMs))) return null;
    const answered = await consents.answered(inside, id);
    if (!answered) await due.forget(inside, 'EXCHANGE', id);
    return answered;
  });
  if (!consent) return;
  try {
    const connect = await tending.open(ctx, firmId, consent);
    await ctx.inTenant(firmId, async (inside) => {
      await consents.finish(inside, id, await connect(inside));
      await due.forget(inside, 'EXCHANGE', id);
    });
  } catch (error) {
    if (!(error instanceof ProviderFault)) ctx.log.error({ err: error, consent: id }, 'a consent could not be turned into a connection');
    const problem = error instanceof ProviderFault ? error.message : 'This did not work, and it is our fault. Begin again.';
    await ctx.inTenant(firmId, async (inside) => { await consents.fail(inside, id, problem); await due.forget(inside, 'EXCHANGE', id); });
  }
}

async function usable({ connections }: TendedHouse, inside: Ctx, id: string): Promise<boolean> {
  const { health } = await connections.get(inside, id);
  return health === 'CONNECTED' || health === 'DEGRADED';
}

/** Asks a provider how it is, and says when next. One that needs somebody is not asked again. */
async function check(tending: Tending, ctx: SweepCtx, firmId: string, id: string): Promise<void> {
  const house = tending.house(ctx);
  const { connections, due } = house;
  const ended = async (inside: Ctx): Promise<void> => { await connections.noteChecking(inside, id, null); await due.forget(inside, 'CHECK', id); };
  const wanted = await ctx.inTenant(firmId, async (inside) => {
    if (!(await due.take(inside, 'CHECK', id, leaseMs))) return false;
    const isUsable = await usable(house, inside, id);
    if (!isUsable) await ended(inside);
    return isUsable;
  });
  if (!wanted) return;
  const again = await tending.ask(ctx, firmId, id).then(() => quietMs, (error: unknown) => {
    // What a provider answers is written beside the connection; anything else is ours, and stands in the log.
    if (!(error instanceof ProviderFault)) ctx.log.error({ err: error, connection: id }, 'a connection could not be checked');
    return error instanceof RetryLater ? Math.max(error.retryAfterMs ?? 0, troubledMs) : quietMs;
  });
  await ctx.inTenant(firmId, async (inside) => {
    if (!(await usable(house, inside, id))) return ended(inside);
    await connections.noteChecking(inside, id, null);
    await due.say(inside, 'CHECK', id, again);
  });
}

function tend(tending: Tending, ctx: SweepCtx, { tenant_id: tenant, kind, id }: DueErrand): Promise<void> {
  const firmId = uuidToId('firm', tenant);
  return kind === 'CHECK' ? check(tending, ctx, firmId, uuidToId(connectionPrefix, id)) : exchange(tending, ctx, firmId, uuidToId(consentPrefix, id));
}

/** Does what is due at a domain's connections: turns consents into access, and asks providers how they are. All of a round are done side by side, so that a slow provider holds up its own firm and the round, and not one firm after the other. */
export function connectionSweep(name: string, tending: Tending): Sweep {
  return sweep({
    name, everyMs: 1_000,
    run: async (ctx) => {
      const due = await tending.house(ctx).due.now(ctx);
      await Promise.all(due.map((one) => tend(tending, ctx, one).catch((error: unknown) => { ctx.log.error({ err: error, errand: one.kind }, 'something due at a connection failed; the next round tries again'); })));
    },
  });
}

/** What a person could bring back from a provider's page instead of consent, in our words: the provider's own could say anything. */
export const declinedConsent = (label: string, error: string | null | undefined): string =>
  error === 'access_denied' ? `You said no at ${label}, so nothing was connected.` : `${label} sent you back without consent, so nothing was connected.`;
