import { idToUuid, portalActionCompleted, portalActionCreated, uuidToId, type DataOf, type taskCompleted, type taskCreated } from '@firmament/events';
import type { Ctx } from '@firmament/kit';
import type { PortalActionKind } from './action.entity.js';

/** A thing that begins to wait for a client. */
export interface NewAction {
  readonly clientId: string;
  readonly kind: PortalActionKind;
  readonly sourceRef: string;
  readonly title: string;
  readonly why: string | null;
  readonly dueOn: string | null;
}

/** Puts a thing on the client's list, once per source; an earlier one that was done comes back. */
export async function addAction(action: NewAction, ctx: Ctx): Promise<void> {
  const rows = await ctx.sql<{ id: string }>(
    `insert into portal.actions as a (tenant_id, id, client_id, kind, source_ref, title, why, due_on, created_at)
     values (sec.tenant_id(), $1, $2, $3, $4, $5, $6, $7::date, $8::timestamptz)
     on conflict (tenant_id, kind, source_ref) do update set done_at = null, created_at = excluded.created_at, version = a.version + 1 where a.done_at is not null
     returning id`,
    [idToUuid(ctx.newId('mov')), idToUuid(action.clientId), action.kind, action.sourceRef, action.title, action.why, action.dueOn, ctx.now.toISOString()],
  );
  const id = rows[0]?.id;
  if (id === undefined) return;
  const actionId = uuidToId('mov', id);
  const { clientId, kind, title, sourceRef } = action;
  ctx.emit(portalActionCreated, { actionId, clientId, kind, title, sourceRef }, { aggregateId: actionId, clientId });
}

/** Takes a thing off the list; nothing happens when it is not on it. */
export async function finishAction(kind: PortalActionKind, sourceRef: string, ctx: Ctx): Promise<void> {
  const rows = await ctx.sql<{ id: string; client_id: string }>(
    'update portal.actions set done_at = $3::timestamptz, version = version + 1 where kind = $1 and source_ref = $2 and done_at is null returning id, client_id',
    [kind, sourceRef, ctx.now.toISOString()],
  );
  for (const row of rows) {
    const [actionId, clientId] = [uuidToId('mov', row.id), uuidToId('cli', row.client_id)];
    ctx.emit(portalActionCompleted, { actionId, clientId, kind, sourceRef }, { aggregateId: actionId, clientId });
  }
}

/** A task for the client waits on their list. */
export async function noteTask(event: { data: Pick<DataOf<typeof taskCreated>, 'taskId' | 'clientId' | 'title' | 'kind' | 'dueOn'> }, ctx: Ctx): Promise<void> {
  const { taskId, clientId, title, kind, dueOn } = event.data;
  if (kind !== 'CLIENT' || clientId === null) return;
  await addAction({ clientId, kind: 'TASK', sourceRef: taskId, title, why: null, dueOn }, ctx);
}

/** A finished task no longer waits. */
export async function dropTask(event: { data: Pick<DataOf<typeof taskCompleted>, 'taskId'> }, ctx: Ctx): Promise<void> {
  await finishAction('TASK', event.data.taskId, ctx);
}
