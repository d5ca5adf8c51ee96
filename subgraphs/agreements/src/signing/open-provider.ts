import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { ProviderRefused, type Connection, type Secret } from '@firmament/kit';
import { readBuiltInCallback } from './built-in/callback.js';
import { readDocusignCallback } from './docusign/callback.js';
import { DocusignProvider } from './docusign/docusign.js';
import { jwtGrant, type GrantedToken } from './docusign/jwt-grant.js';
import { readDropboxSignCallback } from './dropbox-sign/callback.js';
import { DropboxSignProvider } from './dropbox-sign/dropbox-sign.js';
import { readPandadocCallback } from './pandadoc/callback.js';
import { PandadocProvider } from './pandadoc/pandadoc.js';
import type { CallbackReader, SigningProvider, SigningProviderName } from './signing-provider.js';

/** How the callbacks of each provider are read. */
export const callbackReaders: Readonly<Record<SigningProviderName, CallbackReader>> = { BUILT_IN: readBuiltInCallback, DOCUSIGN: readDocusignCallback, DROPBOX_SIGN: readDropboxSignCallback, PANDADOC: readPandadocCallback };

const http = z.string().regex(/^https?:\/\//, 'an address that begins with https://').transform((text) => text.replace(/\/$/, ''));
const callbackKeys = z.array(z.string().min(1)).default([]);
const keyOrToken = z.union([z.object({ apiKey: z.string().min(1), callbackKeys }), z.object({ accessToken: z.string().min(1), callbackKeys })]);

/** What of a connection may be seen, by provider. */
export const settingsShapes = {
  DOCUSIGN: z.object({ baseUrl: http, authUrl: http.default('https://account.docusign.com'), accountId: z.string().min(1) }),
  DROPBOX_SIGN: z.object({ baseUrl: http.default('https://api.hellosign.com/v3'), testMode: z.boolean().default(false), clientId: z.string().optional() }),
  PANDADOC: z.object({ baseUrl: http.default('https://api.pandadoc.com') }),
} as const;

/** What of a connection lies in the vault, by provider; `callbackKeys` are the secrets under which its callbacks are signed. */
export const secretShapes = {
  DOCUSIGN: z.union([z.object({ integrationKey: z.string().min(1), userId: z.string().min(1), privateKey: z.string().min(1), callbackKeys }), z.object({ accessToken: z.string().min(1), callbackKeys })]),
  DROPBOX_SIGN: keyOrToken,
  PANDADOC: keyOrToken,
} as const;

/** The secrets under which callbacks of a connection are signed. Dropbox Sign signs with the API key itself. */
export function callbackSecretsOf(secret: Secret<unknown>): string[] {
  const { callbackKeys: keys = [], apiKey } = secret.reveal() as { callbackKeys?: string[]; apiKey?: string };
  return [...keys, ...(apiKey ? [apiKey] : [])];
}

/** What the adapters of a process share. */
export interface AdapterHouse { readonly now: () => Date; readonly pause: (ms: number) => Promise<void>; readonly timeoutMs?: number }

/** Opens a firm's line to an outside provider from its connection and secret. Tokens got by JWT grant are kept in memory while they last. */
export class ProviderOpener {
  readonly #tokens = new LRUCache<string, Promise<GrantedToken>>({ max: 1_000 });
  constructor(private readonly house: AdapterHouse) {}

  open(connection: Connection, secret: Secret<unknown>): SigningProvider {
    const opened = { DOCUSIGN: () => this.#docusign(connection, secret), DROPBOX_SIGN: () => this.#dropboxSign(connection, secret), PANDADOC: () => this.#pandadoc(connection, secret) }[connection.provider];
    if (!opened) throw new ProviderRefused(connection.provider, `${connection.label} is no provider of signatures.`);
    return opened();
  }

  #docusign(connection: Connection, secret: Secret<unknown>): SigningProvider {
    const { baseUrl, authUrl, accountId } = settingsShapes.DOCUSIGN.parse(connection.settings);
    const known = secretShapes.DOCUSIGN.parse(secret.reveal());
    const accessToken = 'accessToken' in known ? () => Promise.resolve(known.accessToken) : () => this.#token(`${connection.id}:${connection.version}`, () => jwtGrant({ ...known, authUrl }, this.house.now()));
    return new DocusignProvider({ baseUrl, accountId, accessToken, ...this.house });
  }

  #dropboxSign(connection: Connection, secret: Secret<unknown>): SigningProvider {
    const { clientId, ...settings } = settingsShapes.DROPBOX_SIGN.parse(connection.settings);
    const credential = secretShapes.DROPBOX_SIGN.parse(secret.reveal());
    return new DropboxSignProvider({ ...settings, ...(clientId ? { clientId } : {}), credential: () => Promise.resolve(credential), ...this.house });
  }

  #pandadoc(connection: Connection, secret: Secret<unknown>): SigningProvider {
    const credential = secretShapes.PANDADOC.parse(secret.reveal());
    return new PandadocProvider({ ...settingsShapes.PANDADOC.parse(connection.settings), credential: () => Promise.resolve(credential), ...this.house });
  }

  async #token(key: string, ask: () => Promise<GrantedToken>): Promise<string> {
    const known = await this.#tokens.get(key)?.catch(() => null);
    if (known && known.expiresAt.getTime() - this.house.now().getTime() > 60_000) return known.accessToken;
    const asked = ask();
    this.#tokens.set(key, asked);
    // A grant that failed is not remembered: the consent may come a moment later.
    asked.catch(() => this.#tokens.delete(key));
    return (await asked).accessToken;
  }
}
