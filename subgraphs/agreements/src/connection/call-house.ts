import { callProvider, Connections, ConnectionDue, Consents, freshSecret, MasterKeys, ProviderGuard, renewTokens, Vault, type CallHouse, type InFirm, type OAuthTokens, type OpenLine, type SweepCtx, type VaultConfig } from '@firmament/kit';
import { ProviderOpener } from '../signing/open-provider.js';
import type { SigningProvider, SigningProviderName } from '../signing/signing-provider.js';
import { oauthOf, type ServiceConfig } from './service-config.js';
import { isOutside } from './service.rules.js';
import { tellNeedsReauth } from './tell.js';

/** What all calls of signing services in a process lean on: one guard, one set of lines, one vault. */
export interface SigningHouse { readonly config: ServiceConfig; readonly connections: Connections; readonly consents: Consents; readonly due: ConnectionDue; readonly guard: ProviderGuard; readonly opener: ProviderOpener; /** What time it was when a sweep last looked: pauses and the age of tokens go by it, and never by the time of a story. */ readonly clock: { now: Date } }

/** A sending is several calls, each with its own end; this is the end of them all, sooner than an errand is let go. */
const longestCallMs = 120_000;

const houses = new WeakMap<object, SigningHouse>();
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The one of this process; made at its first use. The configuration stands for the opened domain. */
export function signingHouse(ctx: { readonly config: unknown }): SigningHouse {
  const config = ctx.config as ServiceConfig & VaultConfig;
  const known = houses.get(config);
  if (known) return known;
  const vault = new Vault('agreements', new MasterKeys(config));
  const clock = { now: new Date(0) };
  const made: SigningHouse = {
    config, clock, connections: new Connections('agreements', vault), consents: new Consents('agreements', vault), due: new ConnectionDue('agreements'),
    guard: new ProviderGuard({ now: () => clock.now, timeoutMs: longestCallMs }), opener: new ProviderOpener({ now: () => clock.now, pause }),
  };
  houses.set(config, made);
  return made;
}

/** The same from a sweep, which knows what time it is. */
export function houseOfSweep(ctx: Pick<SweepCtx, 'config' | 'now'>): SigningHouse {
  const house = signingHouse(ctx);
  house.clock.now = ctx.now;
  return house;
}

interface Kept extends Partial<OAuthTokens> { readonly callbackKeys?: readonly string[] }

const spareMs = 60_000;
const isFresh = (secret: Kept, now: Date): boolean => !secret.refreshToken || !secret.expiresAt || Date.parse(secret.expiresAt) - now.getTime() > spareMs;

/** The firm for which services are called. No transaction is open around a call; `inFirm` opens short ones. */
export interface FirmLine { readonly firmId: string; readonly now: Date; readonly inFirm: InFirm }

/** The line of a firm that a sweep works for; `story` is what its facts belong to. */
export const firmLine = (ctx: SweepCtx, firmId: string, story?: Parameters<SweepCtx['inTenant']>[2]): FirmLine => ({ firmId, now: ctx.now, inFirm: (work) => ctx.inTenant(firmId, work, story) });

/**
 * Calls a signing service over a firm's connection. A token that runs out is renewed first, by one for all who need it; whoever is needed
 * to connect again is told once.
 */
export async function callSigning<T>(settings: unknown, firm: FirmLine, id: string, work: (provider: SigningProvider, line: OpenLine<unknown>) => Promise<T>): Promise<T> {
  const { config, connections, guard, opener } = houseOfSweep({ config: settings, now: firm.now });
  const house: CallHouse = { connections, guard, inFirm: firm.inFirm, tenantId: firm.firmId, now: () => firm.now, pause };
  const connection = await house.inFirm((inside) => connections.get(inside, id));
  const name = connection.provider as SigningProviderName;
  const oauth = isOutside(name) ? oauthOf(config, name) : null;
  if (oauth) {
    await freshSecret<Kept>(house, id, {
      isFresh: (secret) => isFresh(secret, house.now()), onReauth: tellNeedsReauth,
      renew: async (secret) => ({ ...secret, ...(await renewTokens(oauth, secret.refreshToken ?? '', house.now())) }),
    });
  }
  return callProvider<unknown, T>(house, id, { work: (line) => work(opener.open(line.connection, line.secret), line), onReauth: tellNeedsReauth });
}
