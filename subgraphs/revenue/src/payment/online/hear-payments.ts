import { createHash } from 'node:crypto';
import { idToUuid, type Hook, type HookAnswer } from '@firmament/kit';
import { laterOn } from '../../due.js';
import { ledgerHouse } from '../../ledger/connection/ledger-house.js';
import { callbackReaders, isPaymentService, secretShape } from './open-provider.js';

const nowhere: HookAnswer = { status: 404, body: '', why: 'NO_SUCH_CONNECTION' };

/**
 * Hears the callbacks of payment services. What became of a charge nobody is believed: that it called is written down, before it hears that it was heard,
 * and the service is asked.
 */
export const hearPayments: Hook = async ({ connectionId, raw, headers }, ctx) => {
  const line = await ledgerHouse(ctx).connections.forCallbacks(ctx, connectionId);
  if (!line || !isPaymentService(line.connection.provider)) return nowhere;
  const reading = callbackReaders[line.connection.provider]({ raw, headers, keys: secretShape.parse(line.secret.reveal()).callbackKeys });
  if (!reading.ok) return { status: reading.status, body: '', why: reading.why };
  await ctx.actAsProvider(connectionId);
  const fresh = await ctx.sql('insert into revenue.payment_callbacks (tenant_id, id, connection_id, natural_key, raw_hash) values (sec.tenant_id(), $1, $2, $3, $4) on conflict (tenant_id, connection_id, natural_key) do nothing returning id',
    [idToUuid(ctx.newId('rct')), idToUuid(connectionId), reading.naturalKey, createHash('sha256').update(raw).digest()]);
  if (fresh.length > 0) await laterOn(ctx, 'charges', { id: connectionId, at: null });
  return { status: 200, body: '' };
};
