import { idToUuid, type Envelope } from '@firmament/events';
import type { SqlTx } from '@firmament/events/runtime';

/** How many runs a firm may start on one day unless the house says otherwise; a loop that no other wall stops ends here. */
export const runsADay = 50_000;

/**
 * How many runs stand one behind the other before this event. A run that acts leaves its name in the event; what a
 * domain then does about it leaves only the event that caused it, so the depth of such events is kept.
 */
export async function depthOf(tx: SqlTx, event: Envelope): Promise<number> {
  const tenant = idToUuid(event.tenantid);
  if (event.runid?.startsWith('run_')) {
    const [cause] = await tx.query<{ depth: number }>('select depth from workflow.runs where tenant_id = $1 and id = $2', [tenant, idToUuid(event.runid)]);
    return (cause?.depth ?? 0) + 1;
  }
  if (!event.causationid?.startsWith('evt_')) return 0;
  const [known] = await tx.query<{ depth: number }>('select depth from workflow.event_depths where tenant_id = $1 and event_id = $2', [tenant, idToUuid(event.causationid)]);
  return known?.depth ?? 0;
}

/** Remembers how deep an event stands, for those that it will cause. */
export async function noteDepth(tx: SqlTx, event: Envelope): Promise<void> {
  const depth = await depthOf(tx, event);
  if (depth === 0) return;
  await tx.query('insert into workflow.event_depths (tenant_id, event_id, depth) values ($1, $2, $3) on conflict (tenant_id, event_id) do nothing',
    [idToUuid(event.tenantid), idToUuid(event.id), depth]);
  // A fact does not cause another one a month later; what is older is not needed.
  await tx.query(`delete from workflow.event_depths where tenant_id = $1 and noted_at < clock_timestamp() - interval '30 days'`, [idToUuid(event.tenantid)]);
}

/** True when the firm may start another run today, by the database's clock. */
export async function withinBudget(tx: SqlTx, tenantUuid: string, limit: number): Promise<boolean> {
  const [row] = await tx.query<{ started: number }>('select started_today as started from workflow.run_numbers where tenant_id = $1 and today = current_date', [tenantUuid]);
  return (row?.started ?? 0) < limit;
}

/** The run's number within the firm; counts it against today's budget. */
export async function takeNumber(tx: SqlTx, tenantUuid: string): Promise<number> {
  const [numbered] = await tx.query<{ last_number: number }>(`insert into workflow.run_numbers as n (tenant_id, last_number, today, started_today) values ($1, 1, current_date, 1)
    on conflict (tenant_id) do update set last_number = n.last_number + 1, today = current_date,
      started_today = case when n.today = current_date then n.started_today + 1 else 1 end returning last_number`, [tenantUuid]);
  return numbered?.last_number ?? 1;
}
