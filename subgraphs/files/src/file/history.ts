import type { Ctx } from '@firmament/kit';
import { FileHistoryEntry, type FileObject } from './file.entity.js';

/** Who did something, as rows keep it. */
export interface Doer { readonly byKind: string; readonly byId: string; readonly byName: string | null }

/** The actor of a request. */
export const doerOf = (ctx: Ctx): Doer => ({ byKind: ctx.actor.kind, byId: ctx.actor.id, byName: ctx.actor.name ?? null });

/** Writes a line into a file's own history, in the commit of what it tells. */
export function note(ctx: Ctx, file: Pick<FileObject, 'id' | 'clientId' | 'tenantId'>, told: { readonly act: string; readonly detail?: string | null; readonly by?: Doer }): void {
  ctx.em.persist(ctx.em.create(FileHistoryEntry, { id: ctx.newId('fhx'), tenantId: file.tenantId, clientId: file.clientId, fileId: file.id, act: told.act, detail: told.detail ?? null, at: ctx.now, ...(told.by ?? doerOf(ctx)) }));
}
