import { createHmac, timingSafeEqual } from 'node:crypto';
import { faultOfStatus, ProviderFault, RetryLater, retryAfterOf } from '@firmament/kit';
import type { CallbackReading } from './signing-provider.js';

/** What the vendors' clients throw: axios' error, or their own around its response. */
interface ClientError { code?: string; response?: { status?: number; headers?: Record<string, unknown>; data?: unknown }; statusCode?: number }

const header = (headers: Record<string, unknown> | undefined, name: string): string | null => { const value = headers?.[name]; return typeof value === 'string' || typeof value === 'number' ? String(value) : null; };
const clipped = (text: string): string => text.replaceAll(/\s+/g, ' ').trim().slice(0, 300);

/** How one vendor says what went wrong; `throttled` for those that send it under another status than 429. */
export interface FaultWords { readonly provider: string; readonly label: string; readonly now: Date; words(data: unknown): { readonly sentence: string | null; readonly throttled?: boolean } }

/** A vendor client's error as one of our faults. The error itself is not kept: it holds the request with its token. */
export function faultOf(error: unknown, vendor: FaultWords): ProviderFault {
  if (error instanceof ProviderFault) return error;
  const { response, code } = error as ClientError;
  const status = response?.status ?? (error as ClientError).statusCode;
  if (!status) return new RetryLater(vendor.provider, /ECONNABORTED|ETIMEDOUT|ERR_CANCELED/.test(code ?? '') ? `${vendor.label} did not answer in time. It may have done what was asked.` : `${vendor.label} could not be reached.`);
  const { sentence, throttled } = vendor.words(response?.data);
  const retryAfterMs = retryAfterOf({ retryAfter: header(response?.headers, 'retry-after'), resetAt: header(response?.headers, 'x-ratelimit-reset') }, vendor.now);
  return faultOfStatus(vendor.provider, { status: throttled ? 429 : status, sentence: clipped(`${vendor.label}: ${sentence ?? `answered with status ${status}`}`), retryAfterMs });
}

/** Runs a call of a vendor's client; what it throws comes out as one of our faults. */
export async function asked<T>(vendor: FaultWords, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw faultOf(error, vendor);
  }
}

/** True when `given` is the HMAC-SHA256 of the bytes under one of the secrets that are in force. */
export function isSignedBy(secrets: readonly string[], bytes: Uint8Array | string, given: { readonly text: string | undefined; readonly encoding: 'base64' | 'hex' }): boolean {
  if (!given.text) return false;
  const claimed = Buffer.from(given.text, given.encoding);
  return secrets.filter(Boolean).map((secret) => createHmac('sha256', secret).update(bytes).digest()).filter((right) => right.length === claimed.length && timingSafeEqual(right, claimed)).length > 0;
}

/** JSON or nothing. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A vendor's time as a date; null where there is none. */
export const dateOf = (text: string | number | null | undefined): Date | null => (text === null || text === undefined || text === '' ? null : new Date(typeof text === 'number' ? text * 1000 : text));

const refusals = { BAD_SIGNATURE: [401, 'The signature is wrong.'], STALE: [401, 'This is too old.'], MALFORMED: [400, 'This cannot be read.'] } as const;

/** A callback that is worth nothing. */
export function refused(why: 'BAD_SIGNATURE' | 'STALE' | 'MALFORMED'): CallbackReading {
  const [status, body] = refusals[why];
  return { ok: false, why, answer: { status, body } };
}

const futureMs = 5 * 60_000;

/** True when a callback's own time lies further back than the vendor repeats it for, or ahead of us. */
export const isStale = (at: Date, now: Date, horizonMs: number): boolean => Number.isNaN(at.getTime()) || now.getTime() - at.getTime() > horizonMs || at.getTime() - now.getTime() > futureMs;
