import { createHash } from 'node:crypto';
import { z } from 'zod';
import { isSignedBy, parsed } from '@firmament/kit';
import type { CallbackReader } from '../signing-provider.js';
import { isStale, refused } from '../wire.js';

const shape = z.object({ event: z.string(), generatedDateTime: z.string(), data: z.object({ envelopeId: z.string().min(1), recipientId: z.string().optional() }) });

/** Connect repeats a message for two weeks; what is older is no repeat any more. */
const horizonMs = 15 * 86_400_000;

/** Reads a message of DocuSign Connect: base64 HMAC of the raw body, one header for each key in force. */
export const readDocusignCallback: CallbackReader = ({ raw, headers, secrets, now }) => {
  const given = Object.entries(headers).filter(([name]) => /^x-docusign-signature-\d+$/.test(name));
  if (!given.some(([, text]) => isSignedBy(secrets, raw, { text, encoding: 'base64' }))) return Promise.resolve(refused('BAD_SIGNATURE'));
  const message = shape.safeParse(parsed(Buffer.from(raw).toString('utf8')));
  if (!message.success) return Promise.resolve(refused('MALFORMED'));
  const { event, generatedDateTime, data } = message.data;
  if (isStale(new Date(generatedDateTime), now, horizonMs)) return Promise.resolve(refused('STALE'));
  // A repeat counts its tries in the body, so its bytes differ; what happened, to whom and when does not.
  const naturalKey = createHash('sha256').update([event, data.envelopeId, data.recipientId ?? '', generatedDateTime].join('\n')).digest('hex');
  return Promise.resolve({ ok: true, news: [{ naturalKey: `docusign:${naturalKey}`, providerRef: data.envelopeId }], answer: { status: 200, body: '' } });
};
