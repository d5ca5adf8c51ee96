import { z } from 'zod';
import type { OAuthService } from '@firmament/kit';
import type { LedgerName } from '../ledger-port.js';

const address = (usual: string) => z.string().regex(/^https?:\/\//, 'an address that begins with https://').default(usual).transform((text) => text.replace(/\/+$/, ''));

/** Where the ledgers are, and who this house is to them. Without a client id a ledger cannot be connected. */
export const ledgerConfig = {
  FIRMAMENT_PUBLIC_URL: address('http://127.0.0.1:4000'),
  QUICKBOOKS_AUTH_URL: address('https://appcenter.intuit.com'), QUICKBOOKS_TOKEN_URL: address('https://oauth.platform.intuit.com'), QUICKBOOKS_API_URL: address('https://quickbooks.api.intuit.com'), QUICKBOOKS_CLIENT_ID: z.string().min(1).optional(), QUICKBOOKS_CLIENT_SECRET: z.string().min(1).optional(),
  XERO_AUTH_URL: address('https://login.xero.com'), XERO_TOKEN_URL: address('https://identity.xero.com'), XERO_API_URL: address('https://api.xero.com'), XERO_CLIENT_ID: z.string().min(1).optional(), XERO_CLIENT_SECRET: z.string().min(1).optional(),
  /** How often a ledger is asked what changed there, though nobody said that anything did. */
  REVENUE_LOOK_EVERY_MS: z.coerce.number().int().min(1).max(86_400_000).default(300_000),
};
/** The same, once checked. */
export type LedgerConfig = z.infer<z.ZodObject<typeof ledgerConfig>>;

/** What ledgers are called, and what connecting one means. */
export const ledgerWords: Readonly<Record<LedgerName, { readonly label: string; readonly summary: string }>> = {
  QUICKBOOKS: { label: 'QuickBooks', summary: 'Issued invoices, credit notes, payments and approved bills go into your QuickBooks Online company; what is paid there comes back.' },
  XERO: { label: 'Xero', summary: 'Issued invoices, credit notes, payments and approved bills go into your Xero organisation; what is paid there comes back.' },
};
export const allLedgers = Object.keys(ledgerWords) as LedgerName[];
/** A name of a ledger, from a row of connections. */
export const isLedger = (name: string): name is LedgerName => name in ledgerWords;

/** How this house asks people for consent at a ledger, as its vendor documents it; null where it is not known there. */
export function oauthOf(config: LedgerConfig, ledger: LedgerName): OAuthService | null {
  const [clientId, clientSecret] = [config[`${ledger}_CLIENT_ID`], config[`${ledger}_CLIENT_SECRET`]];
  if (!clientId || !clientSecret) return null;
  const pages = ledger === 'QUICKBOOKS'
    ? { authorizeUrl: `${config.QUICKBOOKS_AUTH_URL}/connect/oauth2`, tokenUrl: `${config.QUICKBOOKS_TOKEN_URL}/oauth2/v1/tokens/bearer`, scope: 'com.intuit.quickbooks.accounting', pkce: false }
    : { authorizeUrl: `${config.XERO_AUTH_URL}/identity/connect/authorize`, tokenUrl: `${config.XERO_TOKEN_URL}/connect/token`, scope: 'offline_access accounting.transactions accounting.contacts accounting.settings.read accounting.attachments', pkce: true };
  return { provider: ledger, label: ledgerWords[ledger].label, clientId, clientSecret, clientAuth: 'HEADER', ...pages };
}

/** Where people come back to with their consent. */
export const returnAddress = (config: LedgerConfig): string => `${config.FIRMAMENT_PUBLIC_URL}/connect/ledger/return`;
/** Where the callbacks of a firm's ledger come in. */
export const callbackAddress = (config: LedgerConfig, at: { readonly firmId: string; readonly connectionId: string }): string => `${config.FIRMAMENT_PUBLIC_URL}/hooks/ledger/${at.firmId}/${at.connectionId}`;
