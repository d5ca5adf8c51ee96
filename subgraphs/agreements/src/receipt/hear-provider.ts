import { createHash } from 'node:crypto';
import type { Hook, HookAnswer } from '@firmament/kit';
import { signingHouse } from '../connection/call-house.js';
import { callbackReaders, callbackSecretsOf } from '../signing/open-provider.js';
import type { CallbackReader, SigningProviderName } from '../signing/signing-provider.js';
import { recordReceipts } from './record-receipts.js';

const nowhere: HookAnswer = { status: 404, body: '', why: 'NO_SUCH_CONNECTION' };
const unreadable: HookAnswer = { status: 400, body: 'This cannot be read.', why: 'MALFORMED' };

/** Longer than any vendor's name for its news; what is longer was made up, for not every name stands under the signature. */
const longestKey = 200;

const readerOf = (provider: string): CallbackReader | undefined => (Object.hasOwn(callbackReaders, provider) ? callbackReaders[provider as SigningProviderName] : undefined);

/**
 * Hears the callbacks of signing services. Which connection is meant, its address says; whether it is really the service that calls, its signature.
 * What happened, nobody is believed: a receipt is written down, and the packet is due for a look at the service itself.
 */
export const hearProvider: Hook = async ({ connectionId, raw, headers, query }, ctx) => {
  const line = await signingHouse(ctx).connections.forCallbacks(ctx, connectionId);
  const read = line ? readerOf(line.connection.provider) : undefined;
  if (!line || !read) return nowhere;
  const reading = await read({ raw, headers, query, secrets: callbackSecretsOf(line.secret), now: ctx.now });
  if (!reading.ok) return { ...reading.answer, why: reading.why };
  if (reading.news.some((one) => one.naturalKey.length > longestKey || one.providerRef.length > longestKey)) return unreadable;
  const { id, provider } = line.connection;
  await recordReceipts(ctx, { connectionId: id, provider, rawHash: createHash('sha256').update(raw).digest() }, reading.news);
  return reading.answer;
};
