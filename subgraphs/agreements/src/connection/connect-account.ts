import type { Ctx } from '@firmament/kit';
import type { SigningProviderName } from '../signing/signing-provider.js';
import type { Account } from './account-form.js';
import { signingHouse } from './call-house.js';
import { NothingToConnect } from './refusals.js';
import { isOutside, type OutsideService } from './service.rules.js';

/** A service outside the house, or a refusal. */
export function outside(name: SigningProviderName): OutsideService {
  if (!isOutside(name)) throw new NothingToConnect();
  return name;
}

/** What goes into the vault: the secrets under which callbacks are signed stay those of before unless others are given, so that nobody who connects again loses news on its way. */
export async function withCallbackKeys(ctx: Ctx, provider: OutsideService, { account, secret }: Pick<Account, 'account' | 'secret'>): Promise<Account['secret']> {
  if (secret.callbackKeys.length > 0) return secret;
  const kept = await signingHouse(ctx).connections.kept<{ callbackKeys?: string[] }>(ctx, provider, account);
  return { ...secret, callbackKeys: kept?.reveal().callbackKeys ?? [] };
}

/** Asks the service at once how it is: the first look shows whether the keys are right. */
export async function checkSoon(ctx: Ctx, connection: { readonly id: string }): Promise<void> {
  const { connections, due } = signingHouse(ctx);
  await connections.noteChecking(ctx, connection.id, ctx.now);
  await due.say(ctx, 'CHECK', connection.id);
}
