import { exchangeCode, ProviderFault, type AnsweredConsent, type OAuthTokens, type SweepCtx } from '@firmament/kit';
import { accountAtService, type ConsentedAccount } from './account-at-service.js';
import { houseOfSweep, signingHouse } from './call-house.js';
import { checkSoon, withCallbackKeys } from './connect-account.js';
import { oauthOf, returnAddress } from './service-config.js';
import { serviceWords, type OutsideService } from './service.rules.js';
import { tellConnected } from './tell.js';

/** How long one try may take before another process may begin its own. */
const leaseMs = 60_000;

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

async function keep(ctx: SweepCtx, firmId: string, consent: AnsweredConsent, { tokens, account }: Opened): Promise<void> {
  const { connections, consents, due } = signingHouse(ctx);
  const key = consent.kept.reveal().keep['callbackKey'];
  await ctx.inTenant(firmId, async (inside) => {
    const service = consent.provider as OutsideService;
    const secret = await withCallbackKeys(inside, service, { account: account.account, secret: { ...tokens, callbackKeys: typeof key === 'string' && key ? [key] : [] } as Opened['tokens'] & { callbackKeys: string[] } });
    const made = await connections.connect(inside, { provider: service, ...account, secret, connectedBy: consent.askedBy });
    await consents.finish(inside, consent.id, made.id);
    await due.forget(inside, 'EXCHANGE', consent.id);
    tellConnected(inside, made);
    await checkSoon(inside, made);
  });
}

/** Turns an answered consent into a connection. A code works once, so a failure ends it: the person begins again. */
export async function exchangeConsent(ctx: SweepCtx, firmId: string, id: string): Promise<void> {
  const { consents, due } = signingHouse(ctx);
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
    await ctx.inTenant(firmId, async (inside) => {
      await consents.fail(inside, id, problem);
      await due.forget(inside, 'EXCHANGE', id);
    });
  }
}
