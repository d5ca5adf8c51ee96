import { idToUuid, type Ctx } from '@firmament/kit';
import { firmOf } from '../ports.js';

/** What is known of something that waits for us. */
export interface MoveDraft {
  kind: string; sourceRef: string; subject: string; act: string; href: string;
  dueAt?: string | null; dueOn?: string | null; userIds?: readonly string[]; clientId?: string | null;
}

/** Opens a move, or brings the one with the same source up to date. */
export async function openMove(ctx: Ctx, draft: MoveDraft): Promise<void> {
  const sortAt = draft.dueAt ?? (draft.dueOn ? `${draft.dueOn}T23:59:59Z` : ctx.now.toISOString());
  await ctx.sql(`insert into workflow.moves (tenant_id, id, kind, source_ref, subject, act, due_at, due_on, sort_at, user_ids, client_id, href, opened_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::uuid[], $11, $12, $13)
    on conflict (tenant_id, source_ref) do update set subject = excluded.subject, act = excluded.act, due_at = excluded.due_at, due_on = excluded.due_on, sort_at = excluded.sort_at,
      user_ids = excluded.user_ids, client_id = coalesce(excluded.client_id, moves.client_id), state = 'OPEN', closed_at = null, version = moves.version + 1`, [
    idToUuid(firmOf(ctx)), idToUuid(ctx.newId('mov')), draft.kind, draft.sourceRef, draft.subject.slice(0, 300), draft.act, draft.dueAt ?? null, draft.dueOn ?? null, sortAt,
    (draft.userIds ?? []).map(idToUuid), draft.clientId ? idToUuid(draft.clientId) : null, draft.href, ctx.now]);
}

/** Ties a move to its client, once that is known. */
export async function moveBelongsTo(ctx: Ctx, sourceRef: string, clientId: string): Promise<void> {
  await ctx.sql('update workflow.moves set client_id = $3, version = version + 1 where tenant_id = $1 and source_ref = $2', [idToUuid(firmOf(ctx)), sourceRef, idToUuid(clientId)]);
}

/** Closes a move: nothing waits any more. */
export async function closeMove(ctx: Ctx, sourceRef: string): Promise<void> {
  await ctx.sql(`update workflow.moves set state = 'DONE', closed_at = $3, version = version + 1 where tenant_id = $1 and source_ref = $2 and state = 'OPEN'`,
    [idToUuid(firmOf(ctx)), sourceRef, ctx.now]);
}

/** Says whose move it is now. */
export async function assignMove(ctx: Ctx, sourceRef: string, userId: string | null): Promise<void> {
  await ctx.sql(`update workflow.moves set user_ids = $3::uuid[], version = version + 1 where tenant_id = $1 and source_ref = $2`,
    [idToUuid(firmOf(ctx)), sourceRef, userId ? [idToUuid(userId)] : []]);
}
