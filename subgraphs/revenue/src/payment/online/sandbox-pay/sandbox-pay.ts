import { z } from 'zod';
import { faultOfStatus, parsed, ProviderRefused, retryAfterOf, RetryLater } from '@firmament/kit';
import type { ChangedCharges, Charge, NewCharge, PaymentProvider } from '../payment-provider.js';

/** A firm's line to Sandbox Pay. */
export interface SandboxPayLine { readonly baseUrl: string; readonly apiKey: string; readonly now: () => Date; readonly signal: AbortSignal; readonly timeoutMs: number }

const provider = 'SANDBOX_PAY';
const label = 'Sandbox Pay';
const upper = <T extends string>(words: readonly [T, ...T[]]) => z.enum(words).transform((word) => word.toUpperCase() as Uppercase<T>);
const wire = z.object({
  id: z.string().min(1).max(100), reference: z.string(), amount: z.number().int().positive(), currency: z.string(), status: upper(['open', 'pending', 'succeeded', 'failed', 'cancelled']), method: upper(['card', 'direct_debit']).nullable(),
  failure: z.object({ message: z.string() }).nullable(), paid_on: z.iso.date().nullable(), checkout_url: z.string().regex(/^https?:\/\//), revision: z.number().int(),
  dispute: z.object({ status: upper(['open', 'won', 'lost']), reason: z.string(), amount: z.number().int().positive() }).nullable(),
});
const listed = z.object({ data: z.array(wire), cursor: z.string(), has_more: z.boolean() });
const saidNo = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

const chargeOf = (one: z.infer<typeof wire>): Charge => ({
  ref: one.id, key: one.reference, state: one.status, amountMinor: BigInt(one.amount), currency: one.currency, method: one.method, checkoutUrl: one.checkout_url, failure: one.failure?.message.slice(0, 300) ?? null, paidOn: one.paid_on, revision: one.revision,
  dispute: one.dispute && { state: one.dispute.status, reason: one.dispute.reason.slice(0, 400) || 'No reason was given.', amountMinor: BigInt(one.dispute.amount) },
});

/** Speaks to one account of Sandbox Pay. */
export class SandboxPay implements PaymentProvider {
  readonly name = provider;
  constructor(private readonly line: SandboxPayLine) {}

  account(): Promise<{ name: string }> { return this.#ask(z.object({ name: z.string().min(1) }), 'GET', '/v1/account'); }

  async begin({ key, amountMinor, currency, words, returnUrl }: NewCharge): Promise<Charge> {
    if (amountMinor > BigInt(Number.MAX_SAFE_INTEGER)) throw new ProviderRefused(provider, `${label} takes no amount of this size.`);
    return chargeOf(await this.#ask(wire, 'POST', '/v1/charges', { amount: Number(amountMinor), currency, reference: key, description: words, return_url: returnUrl }));
  }

  async find(key: string): Promise<Charge | null> {
    const { data: [found] } = await this.#ask(listed, 'GET', `/v1/charges?reference=${encodeURIComponent(key)}`);
    return found ? chargeOf(found) : null;
  }

  read(ref: string): Promise<Charge | null> { return this.#maybe(this.#ask(wire, 'GET', `/v1/charges/${encodeURIComponent(ref)}`)); }

  async end(ref: string): Promise<Charge | null> {
    return this.#maybe(this.#ask(wire, 'POST', `/v1/charges/${encodeURIComponent(ref)}/cancel`, {}).catch((error: unknown) => {
      if (error instanceof NotOpen) return this.#ask(wire, 'GET', `/v1/charges/${encodeURIComponent(ref)}`);
      throw error;
    }));
  }

  async changedAfter(cursor: string | null): Promise<ChangedCharges> {
    const { data, cursor: next, has_more: more } = await this.#ask(listed, 'GET', `/v1/charges?after=${encodeURIComponent(cursor ?? '0')}`);
    return { charges: data.map(chargeOf), cursor: next, more };
  }

  async #maybe(asked: Promise<z.infer<typeof wire>>): Promise<Charge | null> {
    return asked.then(chargeOf, (error: unknown) => { if (error instanceof NotThere) return null; throw error; });
  }

  /** One request; throws our faults. The answer is read whole before it is believed. */
  async #ask<S extends z.ZodType>(shape: S, method: 'GET' | 'POST', path: string, body?: object): Promise<z.infer<S>> {
    const { baseUrl, apiKey, signal, timeoutMs, now } = this.line;
    const answer = await fetch(`${baseUrl}${path}`, {
      method, redirect: 'error', signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]), headers: { authorization: `Bearer ${apiKey}`, ...(body ? { 'content-type': 'application/json' } : {}) }, ...(body ? { body: JSON.stringify(body) } : {}),
    }).then(async (response) => ({ status: response.status, headers: response.headers, body: parsed(await response.text()) }))
      .catch((error: unknown) => { throw new RetryLater(provider, (error as Error).name === 'TimeoutError' ? `${label} did not answer in time. It may have done what was asked.` : `${label} could not be reached.`); });
    if (answer.status >= 400) throw refusalOf(answer.status, answer.body, retryAfterOf({ retryAfter: answer.headers.get('retry-after') }, now()));
    const read = shape.safeParse(answer.body);
    if (!read.success) throw new RetryLater(provider, `${label} answered something that cannot be understood.`);
    return read.data;
  }
}

class NotThere extends ProviderRefused {}
class NotOpen extends ProviderRefused {}

function refusalOf(status: number, body: unknown, retryAfterMs: number | null): Error {
  const said = saidNo.safeParse(body);
  const sentence = `${label}: ${said.success ? said.data.error.message.replaceAll(/\s+/g, ' ').slice(0, 280) : `answered with status ${status}`}`;
  if (status === 404) return new NotThere(provider, sentence);
  if (status === 409 && said.success && said.data.error.code === 'not_open') return new NotOpen(provider, sentence);
  return faultOfStatus(provider, { status, sentence, retryAfterMs });
}
