import { idToUuid } from '../ids.js';
import { byKey, type InboxStore } from './inbox-store.js';

/** Sets a dead event back to pending and lets its aggregate go on from it; false when no aggregate waits behind it. */
export async function retryDead(store: InboxStore, eventId: string): Promise<boolean> {
  return repair(store, eventId, `update ${store.schema}.inbox set status = 'pending', attempts = 0, resolution = $7
where ${byKey} and event_id = $6 and status = 'dead' returning aggregate_seq`, 'tried again by a person', false);
}

/** Passes over a dead event for good and keeps the reason; false when no aggregate waits behind it. */
export async function skipDead(store: InboxStore, eventId: string, reason: string): Promise<boolean> {
  if (reason.trim() === '') throw new Error('passing over an event needs a reason');
  return repair(store, eventId, `update ${store.schema}.inbox set status = 'skipped', processed_at = clock_timestamp(), envelope = null, resolution = $7
where ${byKey} and event_id = $6 and status = 'dead' returning aggregate_seq`, reason, true);
}

async function repair(store: InboxStore, eventId: string, update: string, resolution: string, advance: boolean): Promise<boolean> {
  const uuid = idToUuid(eventId);
  const key = await store.blockedBy(uuid);
  if (!key) return false;
  return store.inTenant(key.tenant_id, async (tx) => {
    const params = store.keyParams(key);
    const [row] = await tx.query<{ aggregate_seq: string }>(update, [...params, uuid, resolution]);
    if (!row) return false;
    if (advance) await tx.query(`update ${store.schema}.inbox_head set last_seq = $6::bigint where ${byKey} and last_seq = $6::bigint - 1`, [...params, row.aggregate_seq]);
    await tx.query(`update ${store.schema}.inbox_due set state = 'ready', event_id = null, due_at = clock_timestamp(), touches = touches + 1 where ${byKey}`, params);
    return true;
  });
}
