import { ledgerConnected } from '@firmament/events';
import { connectionPrefix, consentPrefix, exchangeCode, ProviderFault, RetryLater, sweep, uuidToId, type AnsweredConsent, type DueErrand, type OAuthTokens, type SweepCtx } from '@firmament/kit';
import { laterOn } from '../../due.js';
import type { LedgerName } from '../ledger-port.js';
import { settingsShapes, type LedgerSecret } from '../open-ledger.js';
import { ledgerWords, oauthOf, returnAddress } from './ledger-config.js';
import { callLedger, firmLine, ledgerHouse } from './ledger-house.js';
import { organisationOf } from './organisation-of.js';

/** How long one try may take before another process may begin its own. */
const leaseMs = 60_000;
/** How often a quiet ledger is asked how it is. */
const quietMs = 6 * 3_600_000;
const troubledMs = 10 * 60_000;

interface Opened { readonly tokens: OAuthTokens; readonly name: string; readonly account: string; readonly settings: Readonly<Record<string, unknown>> }

/** Asks the ledger for access, and whose books they are. No transaction is open. QuickBooks says the company with the code. */
async function opened(ctx: SweepCtx, firmId: string, consent: AnsweredConsent): Promise<Opened> {
  const { config, guard } = ledgerHouse(ctx);
  const ledger = consent.provider as LedgerName;
  const oauth = oauthOf(config, ledger);
  if (!oauth) throw new ProviderFault(ledger, `This house is no longer known at ${ledgerWords[ledger].label}.`);
  const { code: brought = '', state, verifier } = consent.kept.reveal();
  const [realmId, code] = brought.includes('\n') ? brought.split('\n') as [string, string] : [null, brought];
  return guard.run({ tenantId: firmId, provider: ledger }, async (signal) => {
    const tokens = await exchangeCode(oauth, { code, state, verifier, redirectUri: returnAddress(config) }, ctx.now);
    const { name, account, settings } = await organisationOf({ ledger, config, accessToken: tokens.accessToken, realmId, signal, now: ctx.now });
    return { tokens, name, account, settings };
  });
}

async function keep(ctx: SweepCtx, firmId: string, consent: AnsweredConsent, { tokens, name, account, settings }: Opened): Promise<void> {
  const { connections, consents, due } = ledgerHouse(ctx);
  const ledger = consent.provider as LedgerName;
  const key = consent.kept.reveal().keep['callbackKey'];
  await ctx.inTenant(firmId, async (inside) => {
    const before = await connections.kept<LedgerSecret>(inside, ledger, account);
    const callbackKeys = typeof key === 'string' && key ? [key] : before?.reveal().callbackKeys ?? [];
    // What somebody said of the bookings stays, for it is the same books.
    const [kept] = await inside.sql<{ settings: Record<string, unknown> }>('select settings from revenue.connections where provider = $1 and account = $2', [ledger, account]);
    const made = await connections.connect(inside, { provider: ledger, label: name, account, settings: settingsShapes[ledger].parse({ ...kept?.settings, ...settings }), secret: { ...tokens, callbackKeys }, connectedBy: consent.askedBy });
    await consents.finish(inside, consent.id, made.id);
    await due.forget(inside, 'EXCHANGE', consent.id);
    inside.emit(ledgerConnected, { connectionId: made.id, ledger, organisation: name, again: made.version > 1 }, { aggregateId: made.id });
    await connections.noteChecking(inside, made.id, inside.now);
    await due.say(inside, 'CHECK', made.id);
    await laterOn(inside, 'readback', { id: made.id, at: null });
    // What waited for somebody goes on at once, in its order.
    await inside.sql(`insert into revenue.due (tenant_id, kind, id, due_at) select tenant_id, 'ledger', id, clock_timestamp() from revenue.ledger_items where state = 'WAITING' on conflict (tenant_id, kind, id) do update set due_at = excluded.due_at`);
  });
}

/** Turns an answered consent into a connection. A code works once, so a failure ends it: the person begins again. */
async function exchange(ctx: SweepCtx, firmId: string, id: string): Promise<void> {
  const { consents, due } = ledgerHouse(ctx);
  const consent = await ctx.inTenant(firmId, async (inside) => {
    if (!(await due.take(inside, 'EXCHANGE', id, leaseMs))) return null;
    const answered = await consents.answered(inside, id);
    if (!answered) await due.forget(inside, 'EXCHANGE', id);
    return answered;
  });
  if (!consent) return;
  try {
    await keep(ctx, firmId, consent, await opened(ctx, firmId, consent));
  } catch (error) {
    if (!(error instanceof ProviderFault)) ctx.log.error({ err: error, consent: id }, 'a consent could not be turned into a connection');
    const problem = error instanceof ProviderFault ? error.message : 'This did not work, and it is our fault. Begin again.';
    await ctx.inTenant(firmId, async (inside) => { await consents.fail(inside, id, problem); await due.forget(inside, 'EXCHANGE', id); });
  }
}

/** Asks a ledger how it is: whose books they are, which changes nothing there. */
async function check(ctx: SweepCtx, firmId: string, id: string): Promise<void> {
  const { connections, due } = ledgerHouse(ctx);
  const wanted = await ctx.inTenant(firmId, async (inside) => {
    if (!(await due.take(inside, 'CHECK', id, leaseMs))) return false;
    const { health } = await connections.get(inside, id);
    const isUsable = health === 'CONNECTED' || health === 'DEGRADED';
    if (!isUsable) { await connections.noteChecking(inside, id, null); await due.forget(inside, 'CHECK', id); }
    return isUsable;
  });
  if (!wanted) return;
  const again = await callLedger(ctx, firmLine(ctx, firmId), id, (ledger) => ledger.organisation()).then(() => quietMs, (error: unknown) => {
    if (!(error instanceof ProviderFault)) ctx.log.error({ err: error, connection: id }, 'a ledger could not be asked how it is');
    return error instanceof RetryLater ? Math.max(error.retryAfterMs ?? 0, troubledMs) : quietMs;
  });
  await ctx.inTenant(firmId, async (inside) => {
    await connections.noteChecking(inside, id, null);
    const { health } = await connections.get(inside, id);
    if (health === 'CONNECTED' || health === 'DEGRADED') await due.say(inside, 'CHECK', id, again);
    else await due.forget(inside, 'CHECK', id);
  });
}

function tend(ctx: SweepCtx, { tenant_id: tenant, kind, id }: DueErrand): Promise<void> {
  const firmId = uuidToId('firm', tenant);
  return kind === 'CHECK' ? check(ctx, firmId, uuidToId(connectionPrefix, id)) : exchange(ctx, firmId, uuidToId(consentPrefix, id));
}

/** Does what is due at connections to ledgers: turns consents into access, and asks ledgers how they are. */
export const tendLedgers = sweep({
  name: 'tend-ledgers',
  everyMs: 1_000,
  run: async (ctx) => {
    const due = await ledgerHouse(ctx).due.now(ctx);
    await Promise.all(due.map((one) => tend(ctx, one).catch((error: unknown) => { ctx.log.error({ err: error, errand: one.kind }, 'something due at a ledger failed; the next round tries again'); })));
  },
});
