import type { z } from 'zod';
import { faultOfStatus, parsed, ProviderRefused, retryAfterOf, RetryLater } from '@firmament/kit';

/** A firm's line to PandaDoc: its key, or what it allowed by OAuth. */
export interface PandadocLine {
  /** Such as `https://api.pandadoc.com`. */
  readonly baseUrl: string;
  readonly credential: () => Promise<{ readonly apiKey: string } | { readonly accessToken: string }>;
  readonly now: () => Date;
  /** Waits between two looks at a document that is being prepared. */
  readonly pause: (ms: number) => Promise<void>;
  readonly timeoutMs?: number;
}

const provider = 'PANDADOC';

/** What the vendor said, as a sentence. */
function sentenceOf(status: number, body: unknown): string {
  const { detail, info_message: info } = (body ?? {}) as { detail?: unknown; info_message?: string };
  const words = typeof detail === 'string' ? detail : detail ? JSON.stringify(detail) : info;
  return `PandaDoc: ${(words ?? `answered with status ${status}`).replaceAll(/\s+/g, ' ').slice(0, 280)}`;
}

/** One request; throws our faults. The answer is read whole before it is believed. */
export class PandadocHttp {
  constructor(private readonly line: PandadocLine) {}

  async json<S extends z.ZodType>(shape: S, path: string, more: { method?: string; body?: unknown } = {}): Promise<z.infer<S>> {
    const answer = shape.safeParse(parsed(Buffer.from(await this.bytes(path, more)).toString('utf8')));
    if (!answer.success) throw new RetryLater(provider, 'PandaDoc answered something that cannot be understood.');
    return answer.data;
  }

  async bytes(path: string, { method = 'GET', body }: { method?: string; body?: unknown } = {}): Promise<Uint8Array> {
    const form = body instanceof FormData;
    const response = await this.#ask(path, { method, headers: body && !form ? { 'content-type': 'application/json' } : {}, body: form ? body : body ? JSON.stringify(body) : null });
    // Prepared asynchronously: the vendor asks to come back.
    if (response.status === 202) throw new RetryLater(provider, 'PandaDoc is still preparing the file.', { retryAfterMs: this.#retryAfter(response) ?? 5_000 });
    return response.bytes;
  }

  #retryAfter(response: { headers: Headers }): number | null { return retryAfterOf({ retryAfter: response.headers.get('retry-after') }, this.line.now()); }

  async #ask(path: string, init: { method: string; headers: Record<string, string>; body: FormData | string | null }): Promise<{ status: number; headers: Headers; bytes: Uint8Array }> {
    const credential = await this.line.credential();
    const authorization = 'apiKey' in credential ? `API-Key ${credential.apiKey}` : `Bearer ${credential.accessToken}`;
    const signal = AbortSignal.timeout(this.line.timeoutMs ?? 20_000);
    const answer = await fetch(`${this.line.baseUrl}${path}`, { ...init, headers: { ...init.headers, authorization }, signal })
      .then(async (response) => ({ status: response.status, headers: response.headers, bytes: new Uint8Array(await response.arrayBuffer()) }))
      .catch((error: unknown) => { throw new RetryLater(provider, (error as Error).name === 'TimeoutError' ? 'PandaDoc did not answer in time. It may have done what was asked.' : 'PandaDoc could not be reached.'); });
    if (answer.status < 400) return answer;
    const body = parsed(Buffer.from(answer.bytes).toString('utf8'));
    // Somebody has the document open in the vendor's editor: it is free again in a while.
    if (answer.status === 423) throw new RetryLater(provider, sentenceOf(423, body), { retryAfterMs: 60_000 });
    if (answer.status === 404) throw new ProviderRefused(provider, 'PandaDoc does not know this document.');
    throw faultOfStatus(provider, { status: answer.status, sentence: sentenceOf(answer.status, body), retryAfterMs: this.#retryAfter(answer) });
  }
}
