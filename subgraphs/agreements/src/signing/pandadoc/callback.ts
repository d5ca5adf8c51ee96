import { createHash } from 'node:crypto';
import { z } from 'zod';
import { isSignedBy, parsed } from '@firmament/kit';
import type { CallbackReader } from '../signing-provider.js';
import { refused } from '../wire.js';

const shape = z.array(z.object({ event: z.string(), data: z.object({ id: z.string().min(1) }) })).min(1).max(500);

/**
 * Reads a webhook of PandaDoc: hex HMAC of the raw body in the address, an array of notices in the body. There is no time in it, so age
 * says nothing; a replay has the name of the first and is known by it.
 */
export const readPandadocCallback: CallbackReader = ({ raw, headers, query, secrets }) => {
  if (!isSignedBy(secrets, raw, { text: query['signature'], encoding: 'hex' })) return Promise.resolve(refused('BAD_SIGNATURE'));
  const notices = shape.safeParse(parsed(Buffer.from(raw).toString('utf8')));
  if (!notices.success) return Promise.resolve(refused('MALFORMED'));
  const delivery = headers['x-pandadoc-webhook-event-id'] ?? createHash('sha256').update(raw).digest('hex');
  const news = notices.data.map(({ data }, i) => ({ naturalKey: `pandadoc:${delivery}:${i}`, providerRef: data.id }));
  return Promise.resolve({ ok: true, news, answer: { status: 200, body: '' } });
};
