import { z } from 'zod';
import { isSignedBy, parsed } from '@firmament/kit';
import type { CallbackReader } from '../signing-provider.js';
import { isStale, refused } from '../wire.js';

const shape = z.object({ type: z.string(), data: z.object({ id: z.string().min(1) }) });
const windowMs = 5 * 60_000;

/**
 * News of a ceremony that is held in another process, in the form of Standard Webhooks: the signature covers id, time and the raw body,
 * and nothing older than five minutes is believed.
 */
export const readBuiltInCallback: CallbackReader = ({ raw, headers, secrets, now }) => {
  const { 'webhook-id': id = '', 'webhook-timestamp': time = '', 'webhook-signature': signatures = '' } = headers;
  const bytes = Buffer.concat([Buffer.from(`${id}.${time}.`), raw]);
  const claimed = signatures.split(' ').filter((one) => one.startsWith('v1,')).map((one) => one.slice(3));
  if (!claimed.some((text) => isSignedBy(secrets, bytes, { text, encoding: 'base64' }))) return Promise.resolve(refused('BAD_SIGNATURE'));
  if (isStale(new Date(Number(time) * 1000), now, windowMs)) return Promise.resolve(refused('STALE'));
  const news = shape.safeParse(parsed(Buffer.from(raw).toString('utf8')));
  if (!news.success) return Promise.resolve(refused('MALFORMED'));
  return Promise.resolve({ ok: true, news: [{ naturalKey: `built-in:${id}`, providerRef: news.data.data.id }], answer: { status: 200, body: '' } });
};
