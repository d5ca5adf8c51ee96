import { z } from 'zod';
import { ProviderRefused, type Connection, type OAuthTokens, type Secret } from '@firmament/kit';
import type { Ledger, LedgerCallbackReader, LedgerName } from './ledger-port.js';
import { readQuickbooksCallback } from './quickbooks/callback.js';
import { QuickbooksLedger } from './quickbooks/quickbooks.js';
import { readXeroCallback } from './xero/callback.js';
import { XeroLedger } from './xero/xero.js';

/** How the callbacks of each ledger are read. */
export const callbackReaders: Readonly<Record<LedgerName, LedgerCallbackReader>> = { QUICKBOOKS: readQuickbooksCallback, XERO: readXeroCallback };

const http = z.string().regex(/^https?:\/\//, 'an address that begins with https://').transform((text) => text.replace(/\/$/, ''));
const usualAccount = z.string().min(1).nullable().default(null);

/** What of a connection may be seen, by ledger. */
export const settingsShapes = {
  QUICKBOOKS: z.object({ baseUrl: http.default('https://quickbooks.api.intuit.com'), realmId: z.string().min(1), appUrl: http.default('https://app.qbo.intuit.com'), usualAccount }),
  XERO: z.object({ baseUrl: http.default('https://api.xero.com'), tenantId: z.string().min(1), appUrl: http.default('https://go.xero.com'), usualAccount, bankAccount: z.string().min(1).nullable().default(null) }),
} as const;

/** What of a connection lies in the vault: tokens, and the secrets under which callbacks are signed. */
export const secretShape = z.object({ accessToken: z.string().min(1), refreshToken: z.string().nullable().default(null), expiresAt: z.string().nullable().default(null), callbackKeys: z.array(z.string().min(1)).default([]) });
/** The same as a type. */
export type LedgerSecret = OAuthTokens & { readonly callbackKeys: readonly string[] };

/** How long a call of a ledger may take before nobody waits for it any more. */
const usualTimeoutMs = 30_000;

/** Opens a firm's line to its ledger from its connection and secret. */
export function openLedger(connection: Pick<Connection, 'provider' | 'settings' | 'label'>, secret: Secret<unknown>, house: { readonly now: () => Date; readonly timeoutMs?: number }): Ledger {
  const { accessToken } = secretShape.parse(secret.reveal());
  const line = { accessToken, now: house.now, timeoutMs: house.timeoutMs ?? usualTimeoutMs };
  if (connection.provider === 'QUICKBOOKS') return new QuickbooksLedger({ ...settingsShapes.QUICKBOOKS.parse(connection.settings), ...line });
  if (connection.provider === 'XERO') return new XeroLedger({ ...settingsShapes.XERO.parse(connection.settings), ...line });
  throw new ProviderRefused(connection.provider, `${connection.label} is no ledger.`);
}
