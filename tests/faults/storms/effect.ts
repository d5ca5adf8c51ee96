import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { idToUuid, type Envelope } from '../../../events/src/events.js';
import type { InTenant } from '../../../events/src/runtime.js';
import type { SqlTx } from '../../../events/src/runtime/types.js';
import type { Plan, Point } from './plan.js';

const hiccups = new Set<string>();

/** The effect that all parts have: one row that says what was applied, in whose context. */
export async function applyEffect(plan: Plan, event: Envelope, tx: SqlTx, reach: (point: Point) => Promise<void>): Promise<void> {
  // The firm is what the transaction says, not what the event says: a context carried over would show.
  await tx.query("insert into reader.effects (tenant_id, aggregate_id, seq, event_id) values (current_setting('app.tenant_id')::uuid, $1, $2, $3)", [event.aggregateid, event.aggregateseq, event.id]);
  await reach('after-effect-before-commit');
  if (plan.slowMs) await pause(plan.slowMs);
  if (plan.sick?.includes(event.aggregateid)) throw new Error('this one hurts');
  if (!plan.hiccup?.includes(event.aggregateid) || hiccups.has(event.aggregateid)) return;
  hiccups.add(event.aggregateid);
  throw new Error('this one hurts once');
}

/** Opens a transaction in the firm of events that stand in a row, as the kit does. */
export function inTenantOf(url: string): InTenant {
  const pool = new pg.Pool({ connectionString: url, max: 2, application_name: 'effects' });
  pool.on('connect', (client) => client.on('error', () => undefined));
  pool.on('error', () => undefined);
  return async (row, work) => {
    const client = await pool.connect();
    let broken = false;
    try {
      await client.query('begin');
      await client.query("select set_config('app.tenant_id', $1, true), set_config('app.actor_kind', 'system', true)", [idToUuid(row[0]?.tenantid ?? '')]);
      const tx = { query: async <R>(sql: string, params: unknown[] = []) => (await client.query(sql, params)).rows as R[] };
      for (const event of row) await work(tx, event);
      await client.query('commit');
    } catch (error) {
      broken = await client.query('rollback').then(() => false, () => true);
      throw error;
    } finally {
      client.release(broken);
    }
  };
}
