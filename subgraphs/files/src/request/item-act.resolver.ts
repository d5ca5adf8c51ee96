import { Arg, Authorized, Ctx as Context, Mutation, Resolver } from 'type-graphql';
import { Audience, Conflict, type Ctx } from '@firmament/kit';
import { RequestState as NotInThisState } from '../errors.js';
import { doerOf } from '../file/history.js';
import { decide, holdItem, sendBack } from './request-flow.js';
import { FileRequestItem, ItemState, RequestState } from './request.entity.js';
import { FileRequestItemIdInput, FileRequestItemReasonInput } from './request.inputs.js';

async function itemInHand(ctx: Ctx, input: FileRequestItemIdInput): ReturnType<typeof holdItem> {
  const held = await holdItem(ctx, input.itemId);
  if (input.ifVersion !== undefined && input.ifVersion !== null && held.item.version !== input.ifVersion) throw new Conflict('STALE_VERSION', 'Somebody changed this in the meantime. Look again.', { version: held.item.version });
  const { state } = held.request;
  if (state === RequestState.DRAFT || state === RequestState.CANCELLED || state === RequestState.EXPIRED) throw new NotInThisState(state, 'This request is not open.');
  return held;
}

/** What becomes of single lines. */
@Resolver(() => FileRequestItem)
export class FileRequestItemActResolver {
  @Authorized('files.request.review')
  @Mutation(() => FileRequestItem, { description: 'Accepts what came for a line. When nothing is left to look at, the request is completed.' })
  async acceptFileRequestItem(@Arg('input', () => FileRequestItemIdInput, { description: 'Which.' }) input: FileRequestItemIdInput, @Context() ctx: Ctx): Promise<FileRequestItem> {
    const held = await itemInHand(ctx, input);
    if (held.item.state === ItemState.ACCEPTED) return held.item;
    if (held.item.state !== ItemState.RECEIVED) throw new NotInThisState(held.item.state, 'Nothing came for this line yet.');
    await decide(ctx, held, { state: ItemState.ACCEPTED, reason: null, by: doerOf(ctx) });
    return held.item;
  }

  @Authorized('files.request.review')
  @Mutation(() => FileRequestItem, { description: 'Sends a line back with a reason. The other lines keep what they have; the client is told.' })
  async rejectFileRequestItem(@Arg('input', () => FileRequestItemReasonInput, { description: 'Which, and why.' }) input: FileRequestItemReasonInput, @Context() ctx: Ctx): Promise<FileRequestItem> {
    const held = await itemInHand(ctx, input);
    if (held.item.isOpen) throw new NotInThisState(held.item.state, 'This line waits for the client already.');
    await sendBack(ctx, held, input.reason);
    return held.item;
  }

  @Authorized('files.request.waive')
  @Audience('portal')
  @Mutation(() => FileRequestItem, { description: 'Says that a line is not needed, and why.' })
  async waiveFileRequestItem(@Arg('input', () => FileRequestItemReasonInput, { description: 'Which, and why.' }) input: FileRequestItemReasonInput, @Context() ctx: Ctx): Promise<FileRequestItem> {
    const held = await itemInHand(ctx, input);
    if (held.item.state === ItemState.NOT_APPLICABLE) return held.item;
    if (ctx.actor.kind === 'portal' && !held.item.isOpen) throw new NotInThisState(held.item.state, 'The firm has this line already.');
    await decide(ctx, held, { state: ItemState.NOT_APPLICABLE, reason: input.reason, by: doerOf(ctx) });
    return held.item;
  }
}
