import { requestSent } from '@firmament/events';
import type { Ctx } from '@firmament/kit';
import { laterOn } from '../due.js';
import { folderOf } from '../folder/folder-change.resolver.js';
import { lastMoment, usualReminders } from './reminders.rules.js';
import { outstandingOf, type Held } from './request-flow.js';
import { issueLink } from './request-links.js';
import { FileRequest, FileRequestItem, ItemState, RequestState } from './request.entity.js';
import type { FileRequestItemInput, FileRequestWordsInput } from './request.inputs.js';

/** For whom a request is written. */
export interface RequestPlace { readonly clientId: string; readonly projectId: string | null; readonly projectKey: string | null }

/** Puts the words of an input into a request. */
export async function word(ctx: Ctx, request: FileRequest, words: Omit<FileRequestWordsInput, 'items'>): Promise<void> {
  const folder = await folderOf(ctx, request.clientId, words.folderId);
  const dueOn = words.dueOn ?? null;
  Object.assign(request, {
    title: words.title, note: words.note ?? null, dueOn, folderId: folder?.id ?? null, recipientName: words.recipient?.name ?? null, recipientEmail: words.recipient?.email ?? null,
    remindAt: words.remindAt ? words.remindAt.map((at) => at.toISOString()).sort() : usualReminders(dueOn, ctx.now),
  });
}

/** A blank draft. */
export function draft(ctx: Ctx, place: RequestPlace): FileRequest {
  const request = ctx.em.create(FileRequest, {
    ...place, id: ctx.newId('frq'), tenantId: ctx.actor.tenantId ?? '', version: 1, folderId: null, title: '', note: null, dueOn: null, remindAt: [], remindersSent: 0, state: RequestState.DRAFT, round: 1,
    recipientName: null, recipientEmail: null, expiresAt: null, sentAt: null, submittedAt: null, submittedByKind: null, submittedByName: null, createdAt: ctx.now,
  });
  ctx.em.persist(request);
  return request;
}

/** Writes the lines of a request, in their order. */
export function lines(ctx: Ctx, request: FileRequest, wanted: readonly FileRequestItemInput[]): FileRequestItem[] {
  return wanted.map((line, position) => {
    const item = ctx.em.create(FileRequestItem, {
      id: ctx.newId('fri'), tenantId: request.tenantId, version: 1, clientId: request.clientId, requestId: request.id, position, title: line.title, hint: line.hint ?? null, required: line.required,
      state: ItemState.WAITING, reason: null, fileIds: [], receivedAt: null, sentBackBy: null, sentBackAt: null,
    });
    ctx.em.persist(item);
    return item;
  });
}

/** Asks the client. */
export async function send(ctx: Ctx, held: Held, passcode: string | null): Promise<void> {
  const { request } = held;
  const expiresAt = lastMoment(request.dueOn, ctx.now);
  Object.assign(request, { state: RequestState.SENT, sentAt: ctx.now, expiresAt });
  await ctx.em.flush();
  await laterOn(ctx, 'expire', { id: request.id, at: expiresAt });
  ctx.emit(requestSent, outstandingOf(held), { aggregateId: request.id, clientId: request.clientId });
  await issueLink(ctx, held, { purpose: 'REQUEST', passcode });
}
