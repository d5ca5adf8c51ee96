import { z } from 'zod';
import { faultOfStatus, ProviderRefused, RetryLater, Secret } from '@firmament/kit';
import type { LedgerName } from '../ledger-port.js';
import { openLedger } from '../open-ledger.js';
import { ledgerWords, type LedgerConfig } from './ledger-config.js';

/** What is asked, and with what. */
interface Asking { readonly ledger: LedgerName; readonly config: LedgerConfig; readonly accessToken: string; readonly realmId: string | null; readonly signal: AbortSignal; readonly now: Date }
/** Whose books a consent opened, and where they are. */
export interface OpenedBooks { readonly name: string; readonly account: string; readonly settings: Readonly<Record<string, unknown>> }

const tenants = z.array(z.object({ tenantId: z.string().min(1), tenantType: z.string().optional(), tenantName: z.string().nullish() })).min(1);

/** Xero's consent may open several organisations; the first is taken, for people choose one on its page. */
async function xeroTenant({ config, accessToken, signal }: Asking): Promise<string> {
  const { label } = ledgerWords.XERO;
  const response = await fetch(`${config.XERO_API_URL}/connections`, { headers: { authorization: `Bearer ${accessToken}`, accept: 'application/json' }, signal, redirect: 'error' }).catch(() => { throw new RetryLater('XERO', `${label} could not be asked whose books these are.`); });
  if (!response.ok) throw faultOfStatus('XERO', { status: response.status, sentence: `${label} would not say whose books these are.`, retryAfterMs: null });
  const answer = tenants.safeParse(await response.json().catch(() => null));
  const ours = answer.success ? answer.data.find((one) => (one.tenantType ?? 'ORGANISATION') === 'ORGANISATION') : undefined;
  if (!ours) throw new ProviderRefused('XERO', `${label} opened no organisation.`);
  return ours.tenantId;
}

/** Asks a ledger whose books a consent opened. */
export async function organisationOf(asking: Asking): Promise<OpenedBooks> {
  const { ledger, config, accessToken, now } = asking;
  const account = ledger === 'QUICKBOOKS' ? asking.realmId : await xeroTenant(asking);
  if (!account) throw new ProviderRefused(ledger, `${ledgerWords[ledger].label} did not say which company it is.`);
  const settings = ledger === 'QUICKBOOKS' ? { baseUrl: config.QUICKBOOKS_API_URL, realmId: account } : { baseUrl: config.XERO_API_URL, tenantId: account };
  const { name } = await openLedger({ provider: ledger, label: ledgerWords[ledger].label, settings }, new Secret({ accessToken }), { now: () => now }).organisation();
  return { name: name.slice(0, 120) || ledgerWords[ledger].label, account, settings };
}
