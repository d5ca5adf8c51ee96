import { ledgerReauthRequired } from '@firmament/events';
import { callProvider, ConnectionDue, Connections, Consents, freshSecret, MasterKeys, ProviderGuard, renewTokens, Vault, type CallHouse, type Connection, type Ctx, type InFirm, type OAuthTokens, type ProviderFault, type SweepCtx, type VaultConfig } from '@firmament/kit';
import type { Ledger, LedgerName } from '../ledger-port.js';
import { openLedger } from '../open-ledger.js';
import { oauthOf, type LedgerConfig } from './ledger-config.js';

/** What all calls of ledgers in a process lean on: one guard, one vault. */
export interface LedgerHouse { readonly config: LedgerConfig; readonly connections: Connections; readonly consents: Consents; readonly due: ConnectionDue; readonly guard: ProviderGuard; /** What time it was when a sweep last looked: pauses and the age of tokens go by it. */ readonly clock: { now: Date } }

/** Longer than one call of an adapter may take, for a paper is several calls. */
const longestCallMs = 120_000;
const spareMs = 60_000;
const houses = new WeakMap<object, LedgerHouse>();
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The one of this process; made at its first use. The configuration stands for the opened domain. */
export function ledgerHouse(ctx: { readonly config: unknown }): LedgerHouse {
  const config = ctx.config as LedgerConfig & VaultConfig;
  const known = houses.get(config);
  if (known) return known;
  const vault = new Vault('revenue', new MasterKeys(config));
  const clock = { now: new Date(0) };
  const made: LedgerHouse = { config, clock, connections: new Connections('revenue', vault), consents: new Consents('revenue', vault), due: new ConnectionDue('revenue'), guard: new ProviderGuard({ now: () => clock.now, timeoutMs: longestCallMs }) };
  houses.set(config, made);
  return made;
}

/** A ledger came to need somebody. Said in the one transaction in which that happened. */
function tellReauth(ctx: Ctx, connection: Connection, fault: ProviderFault): Promise<void> {
  const connectedBy = connection.connectedBy.startsWith('usr_') ? connection.connectedBy : null;
  ctx.emit(ledgerReauthRequired, { connectionId: connection.id, ledger: connection.provider as LedgerName, reason: connection.lastError ?? fault.message, connectedBy }, { aggregateId: connection.id });
  return Promise.resolve();
}

/** The firm for which a ledger is called. No transaction is open around a call; `inFirm` opens short ones. */
export interface FirmLine { readonly firmId: string; readonly inFirm: InFirm }
/** The line of a firm that a sweep works for; `story` is what its facts belong to. */
export const firmLine = (ctx: SweepCtx, firmId: string, story?: Parameters<SweepCtx['inTenant']>[2]): FirmLine => ({ firmId, inFirm: (work) => ctx.inTenant(firmId, work, story) });

/** Calls a firm's ledger. A token that runs out is renewed first, by one for all who need it; whoever is needed to connect again is told once. */
export async function callLedger<T>(ctx: SweepCtx, firm: FirmLine, id: string, work: (ledger: Ledger) => Promise<T>): Promise<T> {
  const { config, connections, guard, clock } = ledgerHouse(ctx);
  clock.now = ctx.now;
  const house: CallHouse = { connections, guard, inFirm: firm.inFirm, tenantId: firm.firmId, now: () => ctx.now, pause };
  const { provider } = await firm.inFirm((inside) => connections.get(inside, id));
  const oauth = oauthOf(config, provider as LedgerName);
  if (oauth) {
    await freshSecret<Partial<OAuthTokens>>(house, id, {
      isFresh: (secret) => !secret.refreshToken || !secret.expiresAt || Date.parse(secret.expiresAt) - ctx.now.getTime() > spareMs, onReauth: tellReauth,
      renew: async (secret) => ({ ...secret, ...(await renewTokens(oauth, secret.refreshToken ?? '', ctx.now)) }),
    });
  }
  return callProvider<unknown, T>(house, id, { work: (line) => work(openLedger(line.connection, line.secret, { now: () => ctx.now })), onReauth: tellReauth });
}

/** The firm's one ledger that is connected, or waits to be connected again; null when it has none. Papers wait for the latter too. */
export async function ledgerOf(ctx: { sql: Ctx['sql'] }): Promise<{ readonly id: string; readonly provider: LedgerName; readonly state: string; readonly retryAt: Date | null } | null> {
  const [row] = await ctx.sql<{ id: string; provider: LedgerName; state: string; retryAt: Date | null }>(`select id, provider, state, retry_at as "retryAt" from revenue.connections where state <> 'DISCONNECTED' order by connected_at desc limit 1`);
  return row ?? null;
}
