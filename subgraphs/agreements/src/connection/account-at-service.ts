import { z } from 'zod';
import { faultOfStatus, ProviderRefused, RetryLater, type OAuthTokens } from '@firmament/kit';
import { settingsShapes } from '../signing/open-provider.js';
import { docusignBase } from './account-form.js';
import type { ServiceConfig } from './service-config.js';
import { serviceWords, type OutsideService } from './service.rules.js';

/** Whose account a consent opened. */
export interface ConsentedAccount { readonly account: string; readonly label: string; readonly settings: Readonly<Record<string, unknown>> }
/** What is asked, and with what. */
interface Asking { readonly service: OutsideService; readonly config: ServiceConfig; readonly tokens: OAuthTokens; readonly signal: AbortSignal }

const userInfo = z.object({ accounts: z.array(z.object({ account_id: z.string().min(1), account_name: z.string().nullish(), is_default: z.union([z.boolean(), z.string()]).nullish(), base_uri: z.string() })).min(1) });
const dropboxAccount = z.object({ account: z.object({ account_id: z.string().min(1), email_address: z.string().nullish() }) });
const pandadocMember = z.object({ workspace: z.string().nullish(), workspace_name: z.string().nullish(), user_id: z.string().min(1), email: z.string().nullish() });

async function asked<S extends z.ZodType>({ service, tokens, signal }: Asking, url: string, shape: S): Promise<z.infer<S>> {
  const { label } = serviceWords[service];
  const response = await fetch(url, { headers: { authorization: `Bearer ${tokens.accessToken}`, accept: 'application/json' }, signal, redirect: 'error' }).catch(() => { throw new RetryLater(service, `${label} could not be asked whose account this is.`); });
  if (!response.ok) throw faultOfStatus(service, { status: response.status, sentence: `${label} would not say whose account this is.`, retryAfterMs: null });
  const answer = shape.safeParse(await response.json().catch(() => null));
  if (!answer.success) throw new ProviderRefused(service, `${label} did not say whose account this is.`);
  return answer.data;
}

const called = (...names: (string | null | undefined)[]): string => (names.find((one) => one?.trim()) ?? '').trim().slice(0, 120);

/** Asks the service whose account a consent opened, and where it is to be asked from now on. */
export async function accountAtService(asking: Asking): Promise<ConsentedAccount> {
  const { service, config } = asking;
  switch (service) {
    case 'DOCUSIGN': {
      const { accounts } = await asked(asking, `${config.DOCUSIGN_AUTH_URL}/oauth/userinfo`, userInfo);
      const ours = accounts.find((one) => one.is_default === true || one.is_default === 'true') ?? accounts[0];
      if (!ours) throw new ProviderRefused(service, 'DocuSign knows no account of this person.');
      return { account: ours.account_id, label: called(ours.account_name, 'DocuSign'), settings: settingsShapes.DOCUSIGN.parse({ baseUrl: docusignBase(config, ours.base_uri), authUrl: config.DOCUSIGN_AUTH_URL, accountId: ours.account_id }) };
    }
    case 'DROPBOX_SIGN': {
      const { account } = await asked(asking, `${config.DROPBOX_SIGN_API_URL}/account`, dropboxAccount);
      return { account: account.account_id, label: called(account.email_address, 'Dropbox Sign'), settings: settingsShapes.DROPBOX_SIGN.parse({ baseUrl: config.DROPBOX_SIGN_API_URL }) };
    }
    case 'PANDADOC': {
      const member = await asked(asking, `${config.PANDADOC_API_URL}/public/v1/members/current`, pandadocMember);
      return { account: member.workspace ?? member.user_id, label: called(member.workspace_name, member.email, 'PandaDoc'), settings: settingsShapes.PANDADOC.parse({ baseUrl: config.PANDADOC_API_URL }) };
    }
  }
}
