import { ledgerReauthRequired } from '@firmament/events';
import { callConnection, providerHouse, type Connection, type Ctx, type FirmLine, type ProviderFault, type ProviderHouse, type SweepCtx, type VaultConfig } from '@firmament/kit';
import type { Ledger, LedgerName } from '../ledger-port.js';
import { openLedger } from '../open-ledger.js';
import { allLedgers, oauthOf, type LedgerConfig } from './ledger-config.js';

/** What all calls of ledgers in a process lean on: one guard, one vault. */
export interface LedgerHouse extends ProviderHouse { readonly config: LedgerConfig }

/** Longer than one call of an adapter may take, for a paper is several calls. */
const longestCallMs = 120_000;
const houses = new WeakMap<object, LedgerHouse>();

/** The one of this process; made at its first use. The configuration stands for the opened domain. */
export function ledgerHouse(ctx: { readonly config: unknown }): LedgerHouse {
  const config = ctx.config as LedgerConfig & VaultConfig;
  const known = houses.get(config);
  if (known) return known;
  const made: LedgerHouse = { ...providerHouse('revenue', config, longestCallMs), config };
  houses.set(config, made);
  return made;
}

/** The same from a sweep, which knows what time it is. */
export function houseOfSweep(ctx: Pick<SweepCtx, 'config' | 'now'>): LedgerHouse {
  const house = ledgerHouse(ctx);
  house.clock.now = ctx.now;
  return house;
}

/** A ledger came to need somebody. Said in the one transaction in which that happened. */
function tellReauth(ctx: Ctx, connection: Connection, fault: ProviderFault): Promise<void> {
  const connectedBy = connection.connectedBy.startsWith('usr_') ? connection.connectedBy : null;
  ctx.emit(ledgerReauthRequired, { connectionId: connection.id, ledger: connection.provider as LedgerName, reason: connection.lastError ?? fault.message, connectedBy }, { aggregateId: connection.id });
  return Promise.resolve();
}

/** Calls a firm's ledger. */
export async function callLedger<T>(ctx: SweepCtx, firm: FirmLine, id: string, work: (ledger: Ledger) => Promise<T>): Promise<T> {
  const house = ledgerHouse(ctx);
  return callConnection(house, firm, { id, onReauth: tellReauth, oauthOf: (name) => oauthOf(house.config, name as LedgerName), work: (line) => work(openLedger(line.connection, line.secret, { now: () => firm.now })) });
}

/** The firm's one ledger that is connected, or waits to be connected again; null when it has none. Papers wait for the latter too. */
export async function ledgerOf(ctx: { sql: Ctx['sql'] }): Promise<{ readonly id: string; readonly provider: LedgerName; readonly state: string; readonly retryAt: Date | null } | null> {
  const [row] = await ctx.sql<{ id: string; provider: LedgerName; state: string; retryAt: Date | null }>(`select id, provider, state, retry_at as "retryAt" from revenue.connections where state <> 'DISCONNECTED' and provider = any($1) order by connected_at desc limit 1`, [allLedgers]);
  return row ?? null;
}
