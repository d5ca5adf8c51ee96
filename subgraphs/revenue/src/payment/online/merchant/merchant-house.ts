import { merchantReauthRequired } from '@firmament/events';
import { callConnection, uuidToId, type Connection, type Ctx, type FirmLine, type ProviderFault, type SweepCtx } from '@firmament/kit';
import { ledgerHouse } from '../../../ledger/connection/ledger-house.js';
import { allServices, openProvider, type PaymentConfig } from '../open-provider.js';
import type { PaymentProvider, PaymentServiceName } from '../payment-provider.js';

/** What the environment says of payment services. */
export const paymentConfigOf = (ctx: { readonly config: unknown }): PaymentConfig => ctx.config as PaymentConfig;

/** The firm's account came to need somebody. Said in the one transaction in which that happened. */
function tellReauth(ctx: Ctx, connection: Connection, fault: ProviderFault): Promise<void> {
  const connectedBy = connection.connectedBy.startsWith('usr_') ? connection.connectedBy : null;
  ctx.emit(merchantReauthRequired, { connectionId: connection.id, service: connection.provider as PaymentServiceName, reason: connection.lastError ?? fault.message, connectedBy }, { aggregateId: connection.id });
  return Promise.resolve();
}

/** Calls a firm's payment service. No transaction is open meanwhile. */
export function callMerchant<T>(ctx: SweepCtx, firm: FirmLine, id: string, work: (provider: PaymentProvider) => Promise<T>): Promise<T> {
  return callConnection(ledgerHouse(ctx), firm, { id, onReauth: tellReauth, oauthOf: () => null, work: (line) => work(openProvider(line, { now: () => firm.now })) });
}

/** The firm's account at a payment service that takes payments now; null when it has none. */
export async function merchantOf(ctx: { readonly sql: Ctx['sql'] }): Promise<{ readonly id: string; readonly service: PaymentServiceName } | null> {
  const [row] = await ctx.sql<{ id: string; provider: PaymentServiceName }>(`select id, provider from revenue.connections where state = 'CONNECTED' and provider = any($1) order by connected_at desc limit 1`, [allServices]);
  return row ? { id: uuidToId('cnx', row.id), service: row.provider } : null;
}
