import type { SweepCtx } from '../define-subgraph.js';
import { ProviderGuard } from '../provider/guard.js';
import { renewTokens, type OAuthService, type OAuthTokens } from '../provider/oauth.js';
import type { ProviderFault } from '../provider/faults.js';
import type { Ctx } from '../context.js';
import { callProvider, freshSecret, type CallHouse, type InFirm, type OpenLine } from './call-provider.js';
import { ConnectionDue } from './connection-due.js';
import { Connections, type Connection } from './connections.js';
import { Consents } from './consents.js';
import { MasterKeys, type VaultConfig } from './master-keys.js';
import { Vault } from './vault.js';

/** What all calls of providers of one domain lean on in a process: one guard, one vault. `clock` is what time it was when a sweep last looked: pauses and the age of tokens go by it, and never by the time of a story. */
export interface ProviderHouse { readonly connections: Connections; readonly consents: Consents; readonly due: ConnectionDue; readonly guard: ProviderGuard; readonly clock: { now: Date } }

/** Opens it for a domain's schema. `longestCallMs` ends what is several calls, each with its own end. */
export function providerHouse(schema: string, config: VaultConfig, longestCallMs: number): ProviderHouse {
  const vault = new Vault(schema, new MasterKeys(config));
  const clock = { now: new Date(0) };
  return { clock, connections: new Connections(schema, vault), consents: new Consents(schema, vault), due: new ConnectionDue(schema), guard: new ProviderGuard({ now: () => clock.now, timeoutMs: longestCallMs }) };
}

/** The firm for which providers are called. No transaction is open around a call; `inFirm` opens short ones. */
export interface FirmLine { readonly firmId: string; readonly now: Date; readonly inFirm: InFirm }
/** The line of a firm that a sweep works for; `story` is what its facts belong to. */
export const firmLine = (ctx: SweepCtx, firmId: string, story?: Parameters<SweepCtx['inTenant']>[2]): FirmLine => ({ firmId, now: ctx.now, inFirm: (work) => ctx.inTenant(firmId, work, story) });

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const spareMs = 60_000;
const isFresh = (secret: Partial<OAuthTokens>, now: Date): boolean => !secret.refreshToken || !secret.expiresAt || Date.parse(secret.expiresAt) - now.getTime() > spareMs;

/** A call over a firm's connection. `onReauth` runs in the one transaction in which the connection came to need somebody. */
export interface ConnectionCall<T> {
  readonly id: string;
  readonly oauthOf: (provider: string) => OAuthService | null;
  readonly onReauth: (ctx: Ctx, connection: Connection, fault: ProviderFault) => Promise<void>;
  readonly work: (line: OpenLine<unknown>) => Promise<T>;
}

/** Calls a provider over a firm's connection. A token that runs out is renewed first, by one for all who need it; whoever is needed to connect again is told once. */
export async function callConnection<T>(house: ProviderHouse, firm: FirmLine, call: ConnectionCall<T>): Promise<T> {
  const { connections, guard, clock } = house;
  clock.now = firm.now;
  const calling: CallHouse = { connections, guard, inFirm: firm.inFirm, tenantId: firm.firmId, now: () => firm.now, pause };
  const { provider } = await firm.inFirm((inside) => connections.get(inside, call.id));
  const oauth = call.oauthOf(provider);
  if (oauth) {
    await freshSecret<Partial<OAuthTokens>>(calling, call.id, {
      isFresh: (secret) => isFresh(secret, firm.now), onReauth: call.onReauth, renew: async (secret) => ({ ...secret, ...(await renewTokens(oauth, secret.refreshToken ?? '', firm.now)) }),
    });
  }
  return callProvider<unknown, T>(calling, call.id, { work: call.work, onReauth: call.onReauth });
}
