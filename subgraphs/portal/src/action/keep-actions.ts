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
  /** The one person for whom it waits; all of the client when left out. */
  readonly contactId?: string;
  /** What it is a part of, such as a packet of documents, and ends with. */
  readonly bundleRef?: string;
}

/** Puts a thing on the client's list, once per source; an earlier one that was done comes back. */
export async function addAction(action: NewAction, ctx: Ctx): Promise<void> {
  const rows = await ctx.sql<{ id: string }>(
    `insert into portal.actions as a (tenant_id, id, client_id, kind, source_ref, title, why, due_on, created_at, contact_id, bundle_ref)
     values (sec.tenant_id(), $1, $2, $3, $4, $5, $6, $7::date, $8::timestamptz, $9, $10)
     on conflict (tenant_id, kind, source_ref) do update set done_at = null, created_at = excluded.created_at, version = a.version + 1 where a.done_at is not null
     returning id`,
    [idToUuid(ctx.newId('mov')), idToUuid(action.clientId), action.kind, action.sourceRef, action.title, action.why, action.dueOn, ctx.now.toISOString(),
      action.contactId ? idToUuid(action.contactId) : null, action.bundleRef ?? null],
  );
  const id = rows[0]?.id;
  if (id === undefined) return;
  const actionId = uuidToId('mov', id);
  const { clientId, kind, title, sourceRef } = action;
  ctx.emit(portalActionCreated, { actionId, clientId, kind, title, sourceRef }, { aggregateId: actionId, clientId });
}

/** Takes a thing off the list; nothing happens when it is not on it. */
export async function finishAction(kind: PortalActionKind, sourceRef: string, ctx: Ctx): Promise<void> { await finish(ctx, kind, { column: 'source_ref', ref: sourceRef }); }

/** Takes everything off the list that belongs to one thing which is over. */
export async function finishBundle(kind: PortalActionKind, bundleRef: string, ctx: Ctx): Promise<void> { await finish(ctx, kind, { column: 'bundle_ref', ref: bundleRef }); }

async function finish(ctx: Ctx, kind: PortalActionKind, which: { readonly column: 'source_ref' | 'bundle_ref'; readonly ref: string }): Promise<void> {
  const rows = await ctx.sql<{ id: string; client_id: string; source_ref: string }>(
    `update portal.actions set done_at = $3::timestamptz, version = version + 1 where kind = $1 and ${which.column} = $2 and done_at is null returning id, client_id, source_ref`,
    [kind, which.ref, ctx.now.toISOString()],
  );
  for (const row of rows) {
    const [actionId, clientId] = [uuidToId('mov', row.id), uuidToId('cli', row.client_id)];
    ctx.emit(portalActionCompleted, { actionId, clientId, kind, sourceRef: row.source_ref }, { aggregateId: actionId, clientId });
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
