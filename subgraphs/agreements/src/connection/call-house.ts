import { callConnection, providerHouse, type FirmLine, type OpenLine, type ProviderHouse, type SweepCtx, type VaultConfig } from '@firmament/kit';
import { ProviderOpener } from '../signing/open-provider.js';
import type { SigningProvider, SigningProviderName } from '../signing/signing-provider.js';
import { oauthOf, type ServiceConfig } from './service-config.js';
import { isOutside } from './service.rules.js';
import { tellNeedsReauth } from './tell.js';

/** What all calls of signing services in a process lean on: one guard, one set of lines, one vault. */
export interface SigningHouse extends ProviderHouse { readonly config: ServiceConfig; readonly opener: ProviderOpener }

/** A sending is several calls, each with its own end; this is the end of them all, sooner than an errand is let go. */
const longestCallMs = 120_000;

const houses = new WeakMap<object, SigningHouse>();
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The one of this process; made at its first use. The configuration stands for the opened domain. */
export function signingHouse(ctx: { readonly config: unknown }): SigningHouse {
  const config = ctx.config as ServiceConfig & VaultConfig;
  const known = houses.get(config);
  if (known) return known;
  const house = providerHouse('agreements', config, longestCallMs);
  const made: SigningHouse = { ...house, config, opener: new ProviderOpener({ now: () => house.clock.now, pause }) };
  houses.set(config, made);
  return made;
}

/** The same from a sweep, which knows what time it is. */
export function houseOfSweep(ctx: Pick<SweepCtx, 'config' | 'now'>): SigningHouse {
  const house = signingHouse(ctx);
  house.clock.now = ctx.now;
  return house;
}

/** Calls a signing service over a firm's connection. */
export async function callSigning<T>(settings: unknown, firm: FirmLine, id: string, work: (provider: SigningProvider, line: OpenLine<unknown>) => Promise<T>): Promise<T> {
  const house = houseOfSweep({ config: settings, now: firm.now });
  const { config, opener } = house;
  return callConnection(house, firm, {
    id, onReauth: tellNeedsReauth, oauthOf: (name) => (isOutside(name as SigningProviderName) ? oauthOf(config, name as Parameters<typeof oauthOf>[1]) : null), work: (line) => work(opener.open(line.connection, line.secret), line),
  });
}
