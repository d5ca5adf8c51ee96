import { exchangeCode, ProviderFault, type AnsweredConsent, type Ctx, type OAuthTokens, type SweepCtx } from '@firmament/kit';
import { accountAtService, type ConsentedAccount } from './account-at-service.js';
import { houseOfSweep, signingHouse } from './call-house.js';
import { checkSoon, withCallbackKeys } from './connect-account.js';
import { oauthOf, returnAddress } from './service-config.js';
import { serviceWords, type OutsideService } from './service.rules.js';
import { tellConnected } from './tell.js';

interface Opened { readonly tokens: OAuthTokens; readonly account: ConsentedAccount }

/** Asks the service for access, and whose account it is. No transaction is open. */
async function opened(ctx: SweepCtx, firmId: string, consent: AnsweredConsent): Promise<Opened> {
  const { config, guard } = houseOfSweep(ctx);
  const service = consent.provider as OutsideService;
  const oauth = oauthOf(config, service);
  if (!oauth) throw new ProviderFault(service, `This house is no longer known at ${serviceWords[service].label}.`);
  const { code = '', state, verifier } = consent.kept.reveal();
  return guard.run({ tenantId: firmId, provider: service }, async (signal) => {
    const tokens = await exchangeCode(oauth, { code, state, verifier, redirectUri: returnAddress(config) }, ctx.now);
    return { tokens, account: await accountAtService({ service, config, tokens, signal }) };
  });
}

/** Asks the service for access; what comes back makes the connection. */
export async function openByConsent(ctx: SweepCtx, firmId: string, consent: AnsweredConsent): Promise<(inside: Ctx) => Promise<string>> {
  const { tokens, account } = await opened(ctx, firmId, consent);
  const key = consent.kept.reveal().keep['callbackKey'];
  const service = consent.provider as OutsideService;
  return async (inside) => {
    const secret = await withCallbackKeys(inside, service, { account: account.account, secret: { ...tokens, callbackKeys: typeof key === 'string' && key ? [key] : [] } as Opened['tokens'] & { callbackKeys: string[] } });
    const made = await signingHouse(ctx).connections.connect(inside, { provider: service, ...account, secret, connectedBy: consent.askedBy });
    tellConnected(inside, made);
    await checkSoon(inside, made);
    return made.id;
  };
}
