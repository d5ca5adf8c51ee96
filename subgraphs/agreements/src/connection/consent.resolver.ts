import { Arg, Authorized, Ctx as Context, Mutation, Resolver } from 'type-graphql';
import { consentAddress, declinedConsent, Internal, type Ctx } from '@firmament/kit';
import { AccountInvalid } from './account-form.js';
import { signingHouse } from './call-house.js';
import { outside } from './connect-account.js';
import { SigningConsent } from './consent.entity.js';
import { ConsentNotOffered } from './refusals.js';
import { BeginSigningConsentInput, BegunSigningConsent, FinishSigningConsentInput } from './service.graph.js';
import { oauthOf, returnAddress } from './service-config.js';
import { consentFields, serviceWords } from './service.rules.js';

/** Consent at a service's own page. */
@Resolver(() => SigningConsent)
export class SigningConsentActResolver {
  @Authorized('agreements.connection.edit')
  @Mutation(() => BegunSigningConsent, { description: 'Begins to connect a service by consent at its own page. The way back is open for ten minutes, once, for the one who began, in the same session.' })
  async beginSigningConsent(@Arg('input', () => BeginSigningConsentInput, { description: 'The service.' }) input: BeginSigningConsentInput, @Context() ctx: Ctx): Promise<BegunSigningConsent> {
    const service = outside(input.service);
    const { config, consents } = signingHouse(ctx);
    const oauth = oauthOf(config, service);
    if (!oauth) throw new ConsentNotOffered(serviceWords[service].label);
    const fields = consentFields(service);
    if (input.secrets.some(({ name }) => !fields.some((field) => field.name === name))) throw new AccountInvalid(`${oauth.label} asks for nothing of this name here.`, 'input.secrets');
    const begun = await consents.begin(ctx, { provider: service, label: oauth.label, keep: Object.fromEntries(input.secrets.map((one) => [one.name, one.secret])) });
    const address = await consentAddress(oauth, { redirectUri: returnAddress(config), state: begun.state, verifier: begun.verifier });
    return { consent: await ctx.em.findOneOrFail(SigningConsent, { id: begun.id }), address };
  }

  @Internal()
  @Authorized('agreements.connection.edit')
  @Mutation(() => SigningConsent, { description: 'The person is back from the service\'s page. What they brought is turned into access by a sweep, which holds no transaction.' })
  async finishSigningConsent(@Arg('input', () => FinishSigningConsentInput, { description: 'What they brought.' }) input: FinishSigningConsentInput, @Context() ctx: Ctx): Promise<SigningConsent> {
    const { consents, due } = signingHouse(ctx);
    const id = await consents.answer(ctx, input.state, input.code ? { code: input.code } : { problem: (label) => declinedConsent(label, input.error) });
    const consent = await ctx.em.findOneOrFail(SigningConsent, { id });
    if (consent.stage === 'ANSWERED') await due.say(ctx, 'EXCHANGE', id);
    return consent;
  }
}
