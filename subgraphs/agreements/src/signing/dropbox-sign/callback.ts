import { createHash } from 'node:crypto';
import { z } from 'zod';
import { isSignedBy, parsed } from '@firmament/kit';
import type { CallbackReader } from '../signing-provider.js';
import { isStale, refused } from '../wire.js';

const shape = z.object({
  event: z.object({ event_time: z.string().regex(/^\d{1,12}$/), event_type: z.string(), event_hash: z.string(), event_metadata: z.object({ related_signature_id: z.string().nullish() }).nullish() }),
  signature_request: z.object({ signature_request_id: z.string().min(1) }).optional(),
});

/** Six repeats within a day and a half; what is older is no repeat any more. */
const horizonMs = 3 * 86_400_000;

/** The vendor takes nothing but these words for an answer. */
const heard = 'Hello API Event Received';

/** The form field `json` of the multipart body. */
async function jsonOf(raw: Uint8Array, contentType: string): Promise<unknown> {
  const form = await new Response(raw as never, { headers: { 'content-type': contentType } }).formData().catch(() => null);
  const text = form?.get('json');
  return typeof text === 'string' ? parsed(text) : null;
}

/**
 * Reads an event of Dropbox Sign. Its hash covers the time and the kind, neither body nor id, so whoever has seen one can point it at
 * another request: it is a hint to go and look, and nothing in its body is believed.
 */
export const readDropboxSignCallback: CallbackReader = async ({ raw, headers, secrets, now }) => {
  const message = shape.safeParse(await jsonOf(raw, headers['content-type'] ?? ''));
  if (!message.success) return refused('MALFORMED');
  const { event, signature_request: request } = message.data;
  if (!isSignedBy(secrets, event.event_time + event.event_type, { text: event.event_hash, encoding: 'hex' })) return refused('BAD_SIGNATURE');
  if (isStale(new Date(Number(event.event_time) * 1000), now, horizonMs)) return refused('STALE');
  const providerRef = request?.signature_request_id;
  const naturalKey = createHash('sha256').update([event.event_type, event.event_time, providerRef ?? '', event.event_metadata?.related_signature_id ?? ''].join('\n')).digest('hex');
  return { ok: true, news: providerRef ? [{ naturalKey: `dropbox-sign:${naturalKey}`, providerRef }] : [], answer: { status: 200, body: heard } };
};
