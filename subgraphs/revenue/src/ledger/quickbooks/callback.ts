import { isSignedBy, parsed } from '@firmament/kit';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { LedgerCallbackReader, LedgerKind, LedgerNews } from '../ledger-port.js';

const kinds: Readonly<Record<string, LedgerKind>> = { invoice: 'INVOICE', creditmemo: 'CREDIT_NOTE', bill: 'BILL', vendorcredit: 'BILL_CREDIT', payment: 'PAYMENT', billpayment: 'PAYMENT' };
const changed = z.object({ name: z.string(), id: z.string(), operation: z.string(), lastUpdated: z.string() });
/** The form of old, and the CloudEvents to which the vendor is moving. */
const old = z.object({ eventNotifications: z.array(z.object({ realmId: z.string(), dataChangeEvent: z.object({ entities: z.array(changed) }) })) });
const cloud = z.array(z.object({ id: z.string(), type: z.string(), time: z.string(), intuitentityid: z.string() })).min(1);

const newsOf = (name: string, id: string, when: string): LedgerNews => ({ naturalKey: `quickbooks:${createHash('sha256').update([name.toLowerCase(), id, when].join('\n')).digest('hex')}`, kind: kinds[name.toLowerCase()] ?? null, externalId: id });

/** Reads a webhook of QuickBooks: base64 HMAC of the raw body under the verifier token. It names what changed and never how. */
export const readQuickbooksCallback: LedgerCallbackReader = ({ raw, headers, secrets }) => {
  if (!isSignedBy(secrets, raw, { text: headers['intuit-signature'], encoding: 'base64' })) return Promise.resolve({ ok: false, why: 'BAD_SIGNATURE', answer: { status: 401, body: '' } });
  const body = parsed(Buffer.from(raw).toString('utf8'));
  const before = old.safeParse(body);
  const after = cloud.safeParse(body);
  if (!before.success && !after.success) return Promise.resolve({ ok: false, why: 'MALFORMED', answer: { status: 400, body: '' } });
  const news = before.success ? before.data.eventNotifications.flatMap((one) => one.dataChangeEvent.entities).map((one) => newsOf(one.name, one.id, `${one.operation} ${one.lastUpdated}`))
    : (after.data ?? []).map((one) => newsOf(one.type.split('.')[1] ?? '', one.intuitentityid, one.id));
  return Promise.resolve({ ok: true, news, answer: { status: 200, body: '' } });
};
