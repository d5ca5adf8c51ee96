import { createHash } from 'node:crypto';
import { ledgerReceiptRecorded } from '@firmament/events';
import { idToUuid, uuidToId, type Hook, type HookAnswer } from '@firmament/kit';
import { laterOn } from '../../due.js';
import { ledgerHouse } from '../connection/ledger-house.js';
import { isLedger } from '../connection/ledger-config.js';
import { callbackReaders, type LedgerSecret } from '../open-ledger.js';

const nowhere: HookAnswer = { status: 404, body: '', why: 'NO_SUCH_CONNECTION' };

/** What was not heard before. */
const insertNew = `insert into revenue.ledger_receipts (tenant_id, id, connection_id, natural_key, raw_hash) select sec.tenant_id(), n.id, $1::uuid, n.natural_key, $2::bytea from unnest($3::uuid[], $4::text[]) as n (id, natural_key)
  on conflict (tenant_id, connection_id, natural_key) do nothing returning id, natural_key`;

/**
 * Hears the callbacks of ledgers. Which connection is meant, its address says; whether it is really the ledger that calls, its signature.
 * What changed, nobody is believed: a receipt is written down, and the ledger is asked.
 */
export const hearLedger: Hook = async ({ connectionId, raw, headers }, ctx) => {
  const line = await ledgerHouse(ctx).connections.forCallbacks(ctx, connectionId);
  if (!line || !isLedger(line.connection.provider)) return nowhere;
  const ledger = line.connection.provider;
  const reading = await callbackReaders[ledger]({ raw, headers, secrets: (line.secret.reveal() as LedgerSecret).callbackKeys, now: ctx.now });
  if (!reading.ok) return { ...reading.answer, why: reading.why };
  if (reading.news.length === 0) return reading.answer;
  await ctx.actAsProvider(connectionId);
  const rawHash = createHash('sha256').update(raw).digest();
  const fresh = await ctx.sql<{ id: string; natural_key: string }>(insertNew, [idToUuid(connectionId), rawHash, reading.news.map(() => idToUuid(ctx.newId('rct'))), reading.news.map((one) => one.naturalKey)]);
  for (const row of fresh) {
    const receiptId = uuidToId('rct', row.id);
    ctx.emit(ledgerReceiptRecorded, { connectionId, ledger, receiptId, naturalKey: row.natural_key, rawHash: rawHash.toString('hex') }, { aggregateId: connectionId });
  }
  if (fresh.length > 0) await laterOn(ctx, 'readback', { id: connectionId, at: null });
  return reading.answer;
};
