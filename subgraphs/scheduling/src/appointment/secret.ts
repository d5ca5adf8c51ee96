import { createHash } from 'node:crypto';
import { idToUuid } from '@firmament/kit/ids';
import type { Ctx } from '@firmament/kit';
import { insertRow } from '../rows.js';

/** What is kept of a secret. */
export function hashOf(...parts: string[]): Buffer {
  return createHash('sha256').update(parts.join('\n')).digest();
}

/** Makes a new move-or-cancel secret for an appointment. Only its hash is kept; earlier ones go on working. */
export async function issueManageToken(ctx: Ctx, appointmentId: string): Promise<string> {
  const token = ctx.randomBytes(32).toString('base64url');
  await insertRow(ctx, 'booking_tokens', {
    tenant_id: idToUuid(ctx.actor.tenantId ?? ''), id: idToUuid(ctx.newId('apt')), token_hash: hashOf(token), appointment_id: idToUuid(appointmentId),
  });
  return token;
}

/** Six digits that arrive by mail. */
export function newCode(ctx: Ctx): string {
  return String(ctx.randomBytes(4).readUInt32BE(0) % 1_000_000).padStart(6, '0');
}
