import { z } from 'zod';
import { isSignedBy, parsed } from '@firmament/kit';
import type { PaymentCallbackReader } from '../payment-provider.js';

const shape = z.object({ id: z.string().min(1).max(150), type: z.literal('charge.changed'), charge: z.string() });

/** Reads a callback of Sandbox Pay: hex HMAC of the raw body under the callback key. */
export const readSandboxPayCallback: PaymentCallbackReader = ({ raw, headers, keys }) => {
  if (!isSignedBy(keys, raw, { text: headers['x-sandbox-pay-signature'], encoding: 'hex' })) return { ok: false, why: 'BAD_SIGNATURE', status: 401 };
  const message = shape.safeParse(parsed(Buffer.from(raw).toString('utf8')));
  return message.success ? { ok: true, naturalKey: `sandbox_pay:${message.data.id}` } : { ok: false, why: 'MALFORMED', status: 400 };
};
