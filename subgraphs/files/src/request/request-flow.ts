import {
  requestClosed, requestCompleted, requestItemAccepted, requestItemReceived, requestItemRejected, requestItemWaived, requestReopened, type EventContract,
} from '@firmament/events';
import { LockMode } from '@mikro-orm/core';
import { NotFound, type Ctx } from '@firmament/kit';
import { notAnyMore } from '../due.js';
import type { Doer } from '../file/history.js';
import { issueLink } from './request-links.js';
import { FileRequest, FileRequestItem, ItemState, RequestState } from './request.entity.js';

/** A request in hand with all its lines. The request is locked first, so that two lines that finish at once take turns. */
export interface Held { readonly request: FileRequest; readonly items: FileRequestItem[] }

/** Takes a request in hand. */
export async function hold(ctx: Ctx, requestId: string): Promise<Held> {
  const request = await ctx.load(FileRequest, requestId);
  return { request, items: await ctx.em.find(FileRequestItem, { requestId: request.id }, { orderBy: { position: 'ASC' } }) };
}

/** Takes the request of a line in hand, and gives the line with it. */
export async function holdItem(ctx: Ctx, itemId: string): Promise<Held & { readonly item: FileRequestItem }> {
  const found = await ctx.em.findOne(FileRequestItem, { id: itemId });
  if (!found) throw new NotFound();
  const held = await hold(ctx, found.requestId);
  const item = await ctx.em.findOneOrFail(FileRequestItem, { id: itemId }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
  return { ...held, item };
}

const place = (request: FileRequest) => ({ aggregateId: request.id, clientId: request.clientId });
type ItemFact = typeof requestItemReceived;

/** States what happened to a line. */
export function tellItem(ctx: Ctx, contract: ItemFact, { request, item }: { request: FileRequest; item: FileRequestItem }): void {
  ctx.emit(contract as EventContract<unknown>, { requestId: request.id, itemId: item.id, clientId: request.clientId, title: item.title, fileIds: item.fileIds, reason: item.reason }, place(request));
}

/** What a request still waits for, as its facts tell it. */
export const outstandingOf = ({ request, items }: Held) => ({
  ...request.facts, dueOn: request.dueOn, remindAt: request.remindAt, itemCount: items.length, requiredCount: items.filter((item) => item.required).length,
});

const doerKinds = ['staff', 'portal', 'public', 'service', 'system'] as const;
const kindOf = (kind: string) => doerKinds.find((known) => known === kind) ?? 'system';

/** Looks where a request stands after a line changed: begun, complete for this round, or closed by the firm. */
export async function settle(ctx: Ctx, held: Held, by: Doer): Promise<void> {
  const { request, items } = held;
  if (request.state === RequestState.SENT && items.some((item) => item.state !== ItemState.WAITING)) request.state = RequestState.IN_PROGRESS;
  const complete = items.filter((item) => item.required).every((item) => item.isSatisfied) && items.some((item) => item.isSatisfied);
  if (complete && request.state === RequestState.IN_PROGRESS) submit(ctx, held, by);
  const looked = items.every((item) => item.state !== ItemState.RECEIVED) && items.filter((item) => item.required).every((item) => item.isSatisfied);
  if (!looked || request.state !== RequestState.SUBMITTED) return;
  request.state = RequestState.COMPLETED;
  await notAnyMore(ctx, 'expire', request.id);
  ctx.emit(requestClosed, request.facts, place(request));
}

function submit(ctx: Ctx, { request, items }: Held, by: Doer): void {
  Object.assign(request, { state: RequestState.SUBMITTED, submittedAt: ctx.now, submittedByKind: by.byKind, submittedByName: by.byName });
  const filled = items.filter((item) => item.fileIds.length > 0 && item.isSatisfied);
  ctx.emit(requestCompleted, {
    ...request.facts, fileIds: [...new Set(filled.flatMap((item) => item.fileIds))], items: filled.map((item) => ({ itemId: item.id, title: item.title, fileIds: item.fileIds })),
    completedBy: { kind: kindOf(by.byKind), name: by.byName },
  }, place(request));
}

/**
 * A line must be handed in again. A request that was complete waits anew, in another round, for that line alone. Whoever still gathers files hears it by mail
 * as well, when a person sent the line back; what the safety check refuses is said where it was handed in.
 */
export async function sendBack(ctx: Ctx, held: Held & { readonly item: FileRequestItem }, reason: string): Promise<void> {
  const { request, item } = held;
  item.sendBack(reason, { name: ctx.actor.kind === 'staff' ? (ctx.actor.name ?? null) : null, at: ctx.now });
  tellItem(ctx, requestItemRejected, held);
  if (request.isOutstanding && ctx.actor.kind === 'staff') await issueLink(ctx, held, { purpose: 'REOPENED', note: `${item.title}: ${reason}` });
  if (request.state !== RequestState.SUBMITTED && request.state !== RequestState.COMPLETED) return;
  Object.assign(request, { state: RequestState.IN_PROGRESS, round: request.round + 1, remindersSent: 0, submittedAt: null, submittedByKind: null, submittedByName: null });
  ctx.emit(requestReopened, { ...outstandingOf(held), itemIds: [item.id], reason }, place(request));
  await issueLink(ctx, held, { purpose: 'REOPENED', note: reason });
}

/** A file for a line came through its check. */
export async function receive(ctx: Ctx, itemId: string, file: { readonly fileId: string; readonly by: Doer }): Promise<void> {
  const held = await holdItem(ctx, itemId);
  if (!held.request.takesFiles || held.item.state === ItemState.ACCEPTED) return;
  held.item.receive(file.fileId, ctx.now);
  tellItem(ctx, requestItemReceived, held);
  await settle(ctx, held, file.by);
}

/** The firm is content with a line, or does without it. */
export async function decide(ctx: Ctx, held: Held & { readonly item: FileRequestItem }, verdict: { readonly state: ItemState.ACCEPTED | ItemState.NOT_APPLICABLE; readonly reason: string | null; readonly by: Doer }): Promise<void> {
  held.item.settle(verdict.state, verdict.reason);
  tellItem(ctx, verdict.state === ItemState.ACCEPTED ? requestItemAccepted : requestItemWaived, held);
  await settle(ctx, held, verdict.by);
}
