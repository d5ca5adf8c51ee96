import { Invalid } from '@firmament/kit';
import { secretShapes, settingsShapes } from '../signing/open-provider.js';
import type { ServiceConfig } from './service-config.js';
import { serviceWords, type OutsideService } from './service.rules.js';

/** What somebody filled in, by the names of fields. */
export interface FilledIn { readonly settings: ReadonlyMap<string, string>; readonly secrets: ReadonlyMap<string, string> }
/** An account to connect: what may be seen of it, and what goes into the vault. */
export interface Account { readonly account: string; readonly settings: Readonly<Record<string, unknown>>; readonly secret: { readonly callbackKeys: readonly string[] } }

/** Something about the account is missing or wrong. It never repeats what was given. */
export class AccountInvalid extends Invalid {
  constructor(sentence: string, field: string) { super('AGREEMENTS_CONNECTION', sentence, field); }
}

const given = (map: ReadonlyMap<string, string>, name: string): string | undefined => map.get(name)?.trim() || undefined;

/** Holds a form against the fields of its service; an unknown name is refused, for it may be a secret in the wrong place. */
function checkFields(service: OutsideService, form: FilledIn): void {
  const { fields, label } = serviceWords[service];
  for (const secret of [false, true]) {
    const [map, place] = [secret ? form.secrets : form.settings, secret ? 'input.secrets' : 'input.settings'];
    const known = fields.filter((field) => field.secret === secret);
    for (const name of map.keys()) if (!known.some((field) => field.name === name)) throw new AccountInvalid(`${label} asks for nothing of this name here.`, place);
    for (const field of known) if (field.required && !given(map, field.name)) throw new AccountInvalid(`${field.label} is missing.`, `${place}.${field.name}`);
  }
}

/** Hosts of DocuSign's accounts. Any other server could be one inside this house's own network. */
const docusignHost = /^([a-z0-9-]+\.)*docusign\.(net|com)$/;

/** The base of DocuSign's interface for an account, from what its owner or DocuSign calls its base address. */
export function docusignBase(config: ServiceConfig, server: string | undefined): string {
  const url = URL.parse(server ?? config.DOCUSIGN_API_URL);
  const ours = url !== null && url.origin === new URL(config.DOCUSIGN_API_URL).origin;
  if (!url || url.username || url.password || !(ours || (url.protocol === 'https:' && url.port === '' && docusignHost.test(url.hostname)))) throw new AccountInvalid('The account base address is one of DocuSign\'s, such as https://eu.docusign.net.', 'input.settings.server');
  return `${url.origin}/restapi`;
}

/** Where a service is and what of the account may be seen. */
function settingsOf(config: ServiceConfig, service: OutsideService, form: FilledIn): Readonly<Record<string, unknown>> {
  switch (service) {
    case 'DOCUSIGN': return settingsShapes.DOCUSIGN.parse({ baseUrl: docusignBase(config, given(form.settings, 'server')), authUrl: config.DOCUSIGN_AUTH_URL, accountId: given(form.settings, 'accountId') });
    case 'DROPBOX_SIGN': return settingsShapes.DROPBOX_SIGN.parse({ baseUrl: config.DROPBOX_SIGN_API_URL, testMode: given(form.settings, 'testMode') === 'true' });
    case 'PANDADOC': return settingsShapes.PANDADOC.parse({ baseUrl: config.PANDADOC_API_URL });
  }
}

/** Reads a form with keys. */
export function accountOf(config: ServiceConfig, service: OutsideService, form: FilledIn): Account {
  checkFields(service, form);
  const { callbackKey, ...keys } = Object.fromEntries([...form.secrets].map(([name, value]) => [name, value.trim()]));
  const secret = secretShapes[service].safeParse({ ...keys, callbackKeys: callbackKey ? [callbackKey] : [] });
  // What is wrong with a secret is not said in the parser's words: they could repeat it.
  if (!secret.success) throw new AccountInvalid('The keys are not complete.', 'input.secrets');
  return { account: given(form.settings, 'accountId') ?? '', settings: settingsOf(config, service, form), secret: secret.data };
}
