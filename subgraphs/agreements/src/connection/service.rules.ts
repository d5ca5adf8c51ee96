import type { SigningProviderName } from '../signing/provider-name.types.js';

/** A signing service outside the house, which has to be connected. */
export type OutsideService = Exclude<SigningProviderName, 'BUILT_IN'>;
/** One thing that is asked for when a service is connected with keys. */
export interface ServiceField { readonly name: string; readonly label: string; readonly hint: string; readonly secret: boolean; readonly required: boolean; readonly kind: 'LINE' | 'LINES' | 'SWITCH' }
/** What a service is called, what it does, and what is asked for. */
export interface ServiceWords { readonly label: string; readonly summary: string; readonly fields: readonly ServiceField[] }

const secret = (name: string, label: string, hint: string, more: Partial<ServiceField> = {}): ServiceField => ({ name, label, hint, secret: true, required: true, kind: 'LINE', ...more });
const open = (name: string, label: string, hint: string, more: Partial<ServiceField> = {}): ServiceField => ({ name, label, hint, secret: false, required: true, kind: 'LINE', ...more });

/** The secret under which a service signs its callbacks; it may be given later, for the service shows it only once its callback address is known. */
export const callbackKey = (label: string, hint: string): ServiceField => secret('callbackKey', label, hint, { required: false });

/** The services in the order in which they are shown. */
export const serviceWords: Readonly<Record<SigningProviderName, ServiceWords>> = {
  BUILT_IN: { label: 'Built-in signer', summary: 'Clients sign in the portal. The document gets an audit page and the firm\'s own seal; nothing leaves the house.', fields: [] },
  DOCUSIGN: {
    label: 'DocuSign', summary: 'Documents go out through your DocuSign account, and clients sign there.',
    fields: [
      open('accountId', 'Account ID', 'API account ID, under Settings › Apps and Keys.'), open('server', 'Account base address', 'Such as https://eu.docusign.net. Leave it empty for North America.', { required: false }),
      secret('integrationKey', 'Integration key', 'Of the app that you made under Apps and Keys.'), secret('userId', 'User ID', 'The user in whose name documents go out, and who consented to the app.'),
      secret('privateKey', 'Private key', 'The RSA private key of the app, whole, with its first and last line.', { kind: 'LINES' }), callbackKey('Connect key', 'The HMAC key of your Connect configuration.'),
    ],
  },
  DROPBOX_SIGN: {
    label: 'Dropbox Sign', summary: 'Documents go out through your Dropbox Sign account, and clients sign there.',
    fields: [secret('apiKey', 'API key', 'Under Settings › API. Callbacks are signed with it too.'), open('testMode', 'Test mode', 'Signatures are marked as tests and bind nobody.', { required: false, kind: 'SWITCH' })],
  },
  PANDADOC: {
    label: 'PandaDoc', summary: 'Documents go out through your PandaDoc workspace, and clients sign there.',
    fields: [secret('apiKey', 'API key', 'Under Settings › API and Integrations.'), callbackKey('Webhook shared key', 'Of the webhook subscription that points here.')],
  },
};

/** All that can carry out signing. */
export const allServices = Object.keys(serviceWords) as SigningProviderName[];

export const isOutside = (name: SigningProviderName): name is OutsideService => name !== 'BUILT_IN';

/** What is asked for besides the consent: only the secret of callbacks, for the rest is told by the service. */
export const consentFields = (name: SigningProviderName): readonly ServiceField[] => serviceWords[name].fields.filter((field) => field.name === 'callbackKey');
