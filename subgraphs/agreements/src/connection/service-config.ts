import { z } from 'zod';
import type { OAuthService } from '@firmament/kit';
import { serviceWords, type OutsideService } from './service.rules.js';

const address = (usual: string) => z.string().regex(/^https?:\/\//, 'an address that begins with https://').default(usual).transform((text) => text.replace(/\/+$/, ''));

/** Where the signing services are, and who this house is to them. Without a client id a service is connected with keys alone. */
export const serviceConfig = {
  FIRMAMENT_PUBLIC_URL: z.string().regex(/^https?:\/\//, 'the address under which visitors reach the house').default('http://127.0.0.1:4000').transform((text) => text.replace(/\/+$/, '')),
  DOCUSIGN_AUTH_URL: address('https://account.docusign.com'), DOCUSIGN_API_URL: address('https://www.docusign.net'), DOCUSIGN_CLIENT_ID: z.string().min(1).optional(), DOCUSIGN_CLIENT_SECRET: z.string().min(1).optional(),
  DROPBOX_SIGN_AUTH_URL: address('https://app.hellosign.com'), DROPBOX_SIGN_API_URL: address('https://api.hellosign.com/v3'), DROPBOX_SIGN_CLIENT_ID: z.string().min(1).optional(), DROPBOX_SIGN_CLIENT_SECRET: z.string().min(1).optional(),
  PANDADOC_AUTH_URL: address('https://app.pandadoc.com'), PANDADOC_API_URL: address('https://api.pandadoc.com'), PANDADOC_CLIENT_ID: z.string().min(1).optional(), PANDADOC_CLIENT_SECRET: z.string().min(1).optional(),
};

/** The same, once checked. */
export type ServiceConfig = z.infer<z.ZodObject<typeof serviceConfig>>;

interface Pages { readonly authorizeUrl: string; readonly tokenUrl: string; readonly refreshUrl?: string; readonly scope: string | null; readonly clientAuth: OAuthService['clientAuth']; readonly pkce: boolean; readonly stateWithCode?: boolean }

/** How each service asks for consent, as its vendor documents it. */
const pagesOf: Readonly<Record<OutsideService, (config: ServiceConfig) => Pages>> = {
  DOCUSIGN: ({ DOCUSIGN_AUTH_URL: at }) => ({ authorizeUrl: `${at}/oauth/auth`, tokenUrl: `${at}/oauth/token`, scope: 'signature extended', clientAuth: 'HEADER', pkce: true }),
  DROPBOX_SIGN: ({ DROPBOX_SIGN_AUTH_URL: at }) => ({ authorizeUrl: `${at}/oauth/authorize`, tokenUrl: `${at}/oauth/token`, refreshUrl: `${at}/oauth/token?refresh`, scope: null, clientAuth: 'BODY', pkce: false, stateWithCode: true }),
  PANDADOC: ({ PANDADOC_AUTH_URL: at, PANDADOC_API_URL: api }) => ({ authorizeUrl: `${at}/oauth2/authorize`, tokenUrl: `${api}/oauth2/access_token`, scope: 'read write', clientAuth: 'BODY', pkce: false }),
};

/** How this house asks people for consent at a service; null where it is not known there. */
export function oauthOf(config: ServiceConfig, service: OutsideService): OAuthService | null {
  const [clientId, clientSecret] = [config[`${service}_CLIENT_ID`], config[`${service}_CLIENT_SECRET`]];
  return clientId && clientSecret ? { provider: service, label: serviceWords[service].label, clientId, clientSecret, ...pagesOf[service](config) } : null;
}

/** Where people come back to with their consent. */
export const returnAddress = (config: ServiceConfig): string => `${config.FIRMAMENT_PUBLIC_URL}/connect/signing/return`;
