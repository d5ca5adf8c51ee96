import { isSignedBy, parsed } from '@firmament/kit';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { LedgerCallbackReader } from '../ledger-port.js';

const shape = z.object({ events: z.array(z.object({ resourceId: z.string(), eventDateUtc: z.string(), eventType: z.string(), eventCategory: z.string() })) });

/**
 * Reads a webhook of Xero: base64 HMAC of the raw body under the webhook key. A call without events is the vendor's question whether we mean it:
 * rightly signed it hears 200, wrongly signed 401, with nothing in the answer. What an invoice is, sale or bill, is asked for.
 */
export const readXeroCallback: LedgerCallbackReader = ({ raw, headers, secrets }) => {
  if (!isSignedBy(secrets, raw, { text: headers['x-xero-signature'], encoding: 'base64' })) return Promise.resolve({ ok: false, why: 'BAD_SIGNATURE', answer: { status: 401, body: '' } });
  const message = shape.safeParse(parsed(Buffer.from(raw).toString('utf8')));
  if (!message.success) return Promise.resolve({ ok: false, why: 'MALFORMED', answer: { status: 400, body: '' } });
  const news = message.data.events.map((one) => ({
    naturalKey: `xero:${createHash('sha256').update([one.eventCategory, one.resourceId, one.eventType, one.eventDateUtc].join('\n')).digest('hex')}`,
    kind: one.eventCategory === 'INVOICE' ? 'INVOICE' as const : one.eventCategory === 'CREDITNOTE' ? 'CREDIT_NOTE' as const : null, externalId: one.resourceId,
  }));
  return Promise.resolve({ ok: true, news, answer: { status: 200, body: '' } });
};
