import { idToUuid, newId } from '../ids.js';
import type { InboxStore } from './inbox-store.js';
import type { Clock, Logger, SqlTx } from './types.js';

/** Rows that one transaction deletes at the most. */
const atOnce = 500;

/** What the purge needs. */
export interface InboxPurgeOptions {
  readonly store: InboxStore;
  readonly clock: Clock;
  readonly log: Logger;
  /** How long an arrival stays after its effect was committed. */
  readonly keepMs: number;
  readonly everyMs: number;
}

/**
 * Deletes arrivals that were applied long ago, firm by firm. An aggregate's head stays, so what is delivered once more
 * is still known and has no second effect. What is dead, or was passed over by a person, is kept.
 */
export class InboxPurge {
  purged = 0;
  private next = 0;

  constructor(private readonly o: InboxPurgeOptions) {}

  /** Looks through the firms that are due; true when there is more to delete at once. */
  async round(): Promise<boolean> {
    const now = this.o.clock.now().getTime();
    if (now < this.next) return false;
    const firms = await this.o.store.purgeable(20);
    for (const firm of firms) await this.purge(firm);
    if (firms.length === 0) this.next = now + this.o.everyMs;
    return firms.length > 0;
  }

  private async purge(firm: string): Promise<void> {
    const { store, log } = this.o;
    const deleted = await store.inTenant(firm, async (tx) => {
      const rows = await this.forget(tx, firm);
      if (rows < atOnce) await tx.query(`update ${store.schema}.inbox_purge set due_at = clock_timestamp() + interval '1 day' where tenant_id = $1 and consumer = $2`, [firm, store.consumer]);
      return rows;
    });
    this.purged += deleted;
    if (deleted > 0) log.info({ consumer: store.consumer, deleted }, 'arrivals that were applied long ago are deleted');
  }

  /** An event's id carries the time of the event: the key's own index leads to the old ones, and no other is needed. */
  private async forget(tx: SqlTx, firm: string): Promise<number> {
    const { store, clock, keepMs } = this.o;
    const bound = idToUuid(newId('evt', { now: clock.now().getTime() - keepMs, random: (bytes) => new Uint8Array(bytes) }));
    const rows = await tx.query(`with old as (
  select event_id from ${store.schema}.inbox where tenant_id = $1 and consumer = $2 and event_id < $3
  and status = 'done' and processed_at < clock_timestamp() - $4 * interval '1 millisecond' order by event_id limit ${atOnce}
)
delete from ${store.schema}.inbox i using old where i.tenant_id = $1 and i.consumer = $2 and i.event_id = old.event_id returning 1`, [firm, store.consumer, bound, keepMs]);
    return rows.length;
  }
}
