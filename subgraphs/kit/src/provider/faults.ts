/** What went wrong at a provider, in a sentence for people. It never carries the request, its headers or the vendor's raw answer: those hold secrets. */
export class ProviderFault extends Error {
  constructor(readonly provider: string, sentence: string) {
    super(sentence);
    this.name = new.target.name;
  }
}

/** The same call may succeed later. `retryAfterMs` is the provider's own word, where it gave one. */
export class RetryLater extends ProviderFault {
  /** True when the provider asked for a pause: nobody may call it for this firm before it is over. */
  readonly throttled: boolean;
  readonly retryAfterMs: number | null;
  constructor(provider: string, sentence: string, more: { retryAfterMs?: number | null; throttled?: boolean } = {}) {
    super(provider, sentence);
    this.retryAfterMs = more.retryAfterMs ?? null;
    this.throttled = more.throttled ?? false;
  }
}

/** The provider said no for good: a repeat of the same call would be refused again. */
export class ProviderRefused extends ProviderFault {}

/** The firm's consent or key no longer stands: somebody must connect the provider again. */
export class ReauthRequired extends ProviderFault {}

/** What an HTTP answer said, as far as it matters for what to do next. */
export interface FaultAnswer { readonly status: number; readonly sentence: string; readonly retryAfterMs: number | null }

/** Turns an HTTP status into what to do next. */
export function faultOfStatus(provider: string, answer: FaultAnswer): ProviderFault {
  const { status, sentence, retryAfterMs } = answer;
  if (status === 401) return new ReauthRequired(provider, sentence);
  if (status === 429) return new RetryLater(provider, sentence, { retryAfterMs: retryAfterMs ?? 60_000, throttled: true });
  if (status === 408 || status === 425 || status >= 500) return new RetryLater(provider, sentence, { retryAfterMs });
  return new ProviderRefused(provider, sentence);
}

/** Reads `Retry-After` (seconds or a date) or a reset time in Unix seconds; null when neither helps. */
export function retryAfterOf(headers: { readonly retryAfter?: string | null; readonly resetAt?: string | null }, now: Date): number | null {
  const { retryAfter, resetAt } = headers;
  if (retryAfter && /^\d+$/.test(retryAfter)) return Number(retryAfter) * 1000;
  const until = retryAfter ? Date.parse(retryAfter) : resetAt && /^\d+$/.test(resetAt) ? Number(resetAt) * 1000 : Number.NaN;
  return Number.isNaN(until) ? null : Math.max(0, until - now.getTime());
}
