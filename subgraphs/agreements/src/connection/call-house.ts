import { callProvider, Connections, ConnectionDue, Consents, freshSecret, MasterKeys, ProviderGuard, renewTokens, Vault, type CallHouse, type OAuthTokens, type OpenLine, type SweepCtx, type VaultConfig } from '@firmament/kit';
import { ProviderOpener } from '../signing/open-provider.js';
import type { SigningProvider, SigningProviderName } from '../signing/signing-provider.js';
import { oauthOf, type ServiceConfig } from './service-config.js';
import { isOutside } from './service.rules.js';
import { tellNeedsReauth } from './tell.js';

/** What all calls of signing services in a process lean on: one guard, one set of lines, one vault. */
export interface SigningHouse { readonly config: ServiceConfig; readonly connections: Connections; readonly consents: Consents; readonly due: ConnectionDue; readonly guard: ProviderGuard; readonly opener: ProviderOpener; /** What time it was when a sweep last looked: pauses and the age of tokens go by it, and never by the time of a story. */ readonly clock: { now: Date } }

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
    guard: new ProviderGuard({ now: () => clock.now }), opener: new ProviderOpener({ now: () => clock.now, pause }),
  };
  houses.set(config, made);
  return made;
}

/** The same from a sweep, which knows what time it is. */
export function houseOfSweep(ctx: SweepCtx): SigningHouse {
  const house = signingHouse(ctx);
  house.clock.now = ctx.now;
  return house;
}

/** The same for one firm, from a sweep: every transaction is short, and no call is made inside one. */
export function callHouse(ctx: SweepCtx, firmId: string): CallHouse {
  const { connections, guard } = houseOfSweep(ctx);
  return { connections, guard, inFirm: (work) => ctx.inTenant(firmId, work), tenantId: firmId, now: () => ctx.now, pause };
}

interface Kept extends Partial<OAuthTokens> { readonly callbackKeys?: readonly string[] }

const spareMs = 60_000;
const isFresh = (secret: Kept, now: Date): boolean => !secret.refreshToken || !secret.expiresAt || Date.parse(secret.expiresAt) - now.getTime() > spareMs;

/** A call of a signing service over one connection. */
export interface SigningCall<T> { readonly config: ServiceConfig; readonly opener: ProviderOpener; readonly work: (provider: SigningProvider, line: OpenLine<unknown>) => Promise<T> }

/**
 * Calls a signing service over a firm's connection. A token that runs out is renewed first, by one for all who need it; whoever is needed
 * to connect again is told once.
 */
export async function callOver<T>(house: CallHouse, id: string, { config, opener, work }: SigningCall<T>): Promise<T> {
  const connection = await house.inFirm((inside) => house.connections.get(inside, id));
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

/** The same from a sweep. */
export function callSigning<T>(ctx: SweepCtx, firmId: string, id: string, work: SigningCall<T>['work']): Promise<T> {
  const { config, opener } = signingHouse(ctx);
  return callOver(callHouse(ctx, firmId), id, { config, opener, work });
}
