import { z } from 'zod';
import { ProviderRefused, type OpenLine } from '@firmament/kit';
import type { PaymentCallbackReader, PaymentProvider, PaymentServiceName } from './payment-provider.js';
import { readSandboxPayCallback } from './sandbox-pay/callback.js';
import { SandboxPay } from './sandbox-pay/sandbox-pay.js';

/** Where payment services are. Without an address a service cannot be connected. */
export const paymentConfig = {
  SANDBOX_PAY_API_URL: z.string().regex(/^https?:\/\//, 'an address that begins with https://').transform((text) => text.replace(/\/+$/, '')).optional(),
};
/** The same, once checked. */
export type PaymentConfig = z.infer<z.ZodObject<typeof paymentConfig>> & { readonly FIRMAMENT_PUBLIC_URL: string; readonly REVENUE_LOOK_EVERY_MS: number };

/** What services are called, and what connecting one means. */
export const serviceWords: Readonly<Record<PaymentServiceName, { readonly label: string; readonly summary: string }>> = {
  SANDBOX_PAY: { label: 'Sandbox Pay', summary: 'Clients pay invoices in the portal by card or direct debit. No money moves: it is there to try things out.' },
};
/** Every service there is. */
export const allServices = Object.keys(serviceWords) as PaymentServiceName[];
/** A name of a payment service, from a row of connections. */
export const isPaymentService = (name: string): name is PaymentServiceName => name in serviceWords;
/** Where a service is; null where the operator named none. */
export const addressOf = (config: PaymentConfig, name: PaymentServiceName): string | null => ({ SANDBOX_PAY: config.SANDBOX_PAY_API_URL })[name] ?? null;

/** How the callbacks of each service are read. */
export const callbackReaders: Readonly<Record<PaymentServiceName, PaymentCallbackReader>> = { SANDBOX_PAY: readSandboxPayCallback };

/** What of a connection may be seen. */
export const settingsShape = z.object({ baseUrl: z.string().min(1) });
/** What of it lies in the vault. */
export const secretShape = z.object({ apiKey: z.string().min(1), callbackKeys: z.array(z.string().min(1)) });
/** The same as a type. */
export type PaymentSecret = z.infer<typeof secretShape>;

/** How long one call may take before nobody waits for it any more. */
const usualTimeoutMs = 15_000;

/** Opens a firm's line to its payment service. */
export function openProvider({ connection, secret, signal }: OpenLine<unknown>, house: { readonly now: () => Date; readonly timeoutMs?: number }): PaymentProvider {
  if (!isPaymentService(connection.provider)) throw new ProviderRefused(connection.provider, `${connection.label} takes no payments.`);
  return new SandboxPay({ baseUrl: settingsShape.parse(connection.settings).baseUrl, apiKey: secretShape.parse(secret.reveal()).apiKey, now: house.now, signal, timeoutMs: house.timeoutMs ?? usualTimeoutMs });
}
