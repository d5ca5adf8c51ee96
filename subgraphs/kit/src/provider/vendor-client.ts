import { createHmac, timingSafeEqual } from 'node:crypto';
import { faultOfStatus, ProviderFault, RetryLater, retryAfterOf } from './faults.js';

/** What the vendors' clients throw: axios' error, or their own around its response. */
interface ClientError { code?: string; response?: { status?: number; headers?: Record<string, unknown>; data?: unknown }; statusCode?: number }

const header = (headers: Record<string, unknown> | undefined, name: string): string | null => { const value = headers?.[name]; return typeof value === 'string' || typeof value === 'number' ? String(value) : null; };
const clipped = (text: string): string => text.replaceAll(/\s+/g, ' ').trim().slice(0, 300);

/** How one vendor says what went wrong; `throttled` for those that send it under another status than 429. */
export interface FaultWords { readonly provider: string; readonly label: string; readonly now: Date; words(data: unknown): { readonly sentence: string | null; readonly throttled?: boolean }; /** What a no means where the vendor says it in its body; null leaves it to the status. */ readonly refused?: (data: unknown, status: number) => ProviderFault | null }

/** A vendor client's error as one of our faults. The error itself is not kept: it holds the request with its token. */
export function faultOfClient(error: unknown, vendor: FaultWords): ProviderFault {
  if (error instanceof ProviderFault) return error;
  const { response, code } = error as ClientError;
  const status = response?.status ?? (error as ClientError).statusCode;
  if (!status) return new RetryLater(vendor.provider, /ECONNABORTED|ETIMEDOUT|ERR_CANCELED/.test(code ?? '') ? `${vendor.label} did not answer in time. It may have done what was asked.` : `${vendor.label} could not be reached.`);
  const own = vendor.refused?.(response?.data, status) ?? null;
  if (own) return own;
  const { sentence, throttled } = vendor.words(response?.data);
  const retryAfterMs = retryAfterOf({ retryAfter: header(response?.headers, 'retry-after'), resetAt: header(response?.headers, 'x-ratelimit-reset') }, vendor.now);
  return faultOfStatus(vendor.provider, { status: throttled ? 429 : status, sentence: clipped(`${vendor.label}: ${sentence ?? `answered with status ${status}`}`), retryAfterMs });
}

/** Runs a call of a vendor's client; what it throws comes out as one of our faults. */
export async function askVendor<T>(vendor: FaultWords, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw faultOfClient(error, vendor);
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
