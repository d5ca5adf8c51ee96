import { Arg, Authorized, Ctx as Context, Mutation, Resolver } from 'type-graphql';
import { requestCancelled, requestReminded } from '@firmament/events';
import { Action, ForClient, type Ctx } from '@firmament/kit';
import { notAnyMore } from '../due.js';
import { RequestState as NotInThisState } from '../errors.js';
import { standingClient } from '../standing-client.js';
import { hold, outstandingOf } from './request-flow.js';
import { issueLink, revokeLinks } from './request-links.js';
import { FileRequest, FileRequestItem, RequestState } from './request.entity.js';
import { CancelFileRequestInput, ChangeFileRequestInput, CreateFileRequestInput, CreateFileRequestsForProjectInput, FileRequestIdInput, RemindFileRequestInput, SendFileRequestInput } from './request.inputs.js';
import { CreateFileRequestsForProjectPayload, RemindFileRequestPayload } from './request.types.js';
import { draft, lines, send, word } from './write-request.js';

/** Why a reminder would be wrong by now; null when it is right. */
function whyNot(request: FileRequest, input: RemindFileRequestInput): string | null {
  if (!request.isOutstanding) return 'NOT_OUTSTANDING';
  if (request.round !== input.round) return 'OTHER_ROUND';
  return request.remindersSent >= input.reminderNo ? 'REMINDED_ALREADY' : null;
}

/** What the firm does with requests. */
@Resolver(() => FileRequest)
export class FileRequestActResolver {
  @Authorized('files.request.edit')
  @ForClient()
  @Mutation(() => FileRequest, { description: 'Writes a request down. The client sees nothing until it is sent.' })
  async createFileRequest(@Arg('input', () => CreateFileRequestInput, { description: 'What, and of whom.' }) input: CreateFileRequestInput, @Context() ctx: Ctx): Promise<FileRequest> {
    const request = draft(ctx, { clientId: await standingClient(ctx, input.clientId), projectId: input.projectId ?? null, projectKey: null });
    await word(ctx, request, input);
    lines(ctx, request, input.items);
    return request;
  }

  @Authorized('files.request.edit')
  @Mutation(() => FileRequest, { description: 'Puts other words and lines into a request that was not sent yet.' })
  async changeFileRequest(@Arg('input', () => ChangeFileRequestInput, { description: 'Which, and what it says now.' }) input: ChangeFileRequestInput, @Context() ctx: Ctx): Promise<FileRequest> {
    const request = await ctx.load(FileRequest, input.requestId, { ifVersion: input.ifVersion ?? null });
    if (request.state !== RequestState.DRAFT) throw new NotInThisState(request.state, 'The client has this request already. Cancel it and write another one.');
    await word(ctx, request, input);
    await ctx.em.nativeDelete(FileRequestItem, { requestId: request.id });
    lines(ctx, request, input.items);
    return request;
  }

  @Authorized('files.request.send')
  @Mutation(() => FileRequest, { description: 'Sends a request: it stands in the portal, and a link goes out by mail.' })
  async sendFileRequest(@Arg('input', () => SendFileRequestInput, { description: 'Which.' }) input: SendFileRequestInput, @Context() ctx: Ctx): Promise<FileRequest> {
    await ctx.load(FileRequest, input.requestId, { ifVersion: input.ifVersion ?? null });
    const held = await hold(ctx, input.requestId);
    if (held.request.state !== RequestState.DRAFT) throw new NotInThisState(held.request.state, 'This request was sent already.');
    await send(ctx, held, input.passcode ?? null);
    return held.request;
  }

  @Authorized('files.request.send')
  @Action()
  @Mutation(() => RemindFileRequestPayload, { description: 'Reminds the client of what is still missing. A reminder that came too late does nothing and says so.' })
  async remindFileRequest(@Arg('input', () => RemindFileRequestInput, { description: 'Which reminder.' }) input: RemindFileRequestInput, @Context() ctx: Ctx): Promise<RemindFileRequestPayload> {
    const held = await hold(ctx, input.requestId);
    const why = whyNot(held.request, input);
    if (why !== null) return { request: held.request, reminded: false, why };
    held.request.remindersSent = input.reminderNo;
    ctx.emit(requestReminded, { ...outstandingOf(held), reminderNo: input.reminderNo }, { aggregateId: held.request.id, clientId: held.request.clientId });
    await issueLink(ctx, held, { purpose: 'REMINDER', reminderNo: input.reminderNo });
    return { request: held.request, reminded: true, why: null };
  }

  @Authorized('files.request.send')
  @Action()
  @ForClient()
  @Mutation(() => CreateFileRequestsForProjectPayload, { description: 'Lays out and sends the requests of a project. A key that the project has already is left as it is.' })
  async createFileRequestsForProject(@Arg('input', () => CreateFileRequestsForProjectInput, { description: 'Which, for what.' }) input: CreateFileRequestsForProjectInput, @Context() ctx: Ctx): Promise<CreateFileRequestsForProjectPayload> {
    // Two layouts for one project take turns; the second finds what the first one made.
    await ctx.sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`files:requests:${input.projectId}`]);
    const standing = new Map((await ctx.em.find(FileRequest, { projectId: input.projectId })).map((request) => [request.projectKey, request]));
    const before = standing.size;
    const clientId = await standingClient(ctx, input.clientId);
    for (const wanted of input.requests) {
      if (standing.has(wanted.key)) continue;
      const request = draft(ctx, { clientId, projectId: input.projectId, projectKey: wanted.key });
      await word(ctx, request, { title: wanted.title, dueOn: wanted.dueOn ?? null });
      await send(ctx, { request, items: lines(ctx, request, wanted.items) }, null);
      standing.set(wanted.key, request);
    }
    return { requests: input.requests.flatMap((wanted) => standing.get(wanted.key) ?? []), created: standing.size - before };
  }

  @Authorized('files.request.send')
  @Action()
  @Mutation(() => FileRequest, { description: 'Stops asking. What came stays; the links open nothing any more.' })
  async cancelFileRequest(@Arg('input', () => CancelFileRequestInput, { description: 'Which, and why.' }) input: CancelFileRequestInput, @Context() ctx: Ctx): Promise<FileRequest> {
    const request = await ctx.load(FileRequest, input.requestId);
    if (request.state === RequestState.CANCELLED) return request;
    if (request.state === RequestState.COMPLETED) throw new NotInThisState(request.state, 'This request is completed; there is nothing to cancel.');
    request.state = RequestState.CANCELLED;
    await notAnyMore(ctx, 'expire', request.id);
    await revokeLinks(ctx, request);
    ctx.emit(requestCancelled, { ...request.facts, reason: input.reason ?? null }, { aggregateId: request.id, clientId: request.clientId });
    return request;
  }

  @Authorized('files.request.send')
  @Mutation(() => FileRequest, { description: 'Takes every link of a request back. The request itself stays open in the portal.' })
  async revokeRequestLink(@Arg('input', () => FileRequestIdInput, { description: 'Which.' }) input: FileRequestIdInput, @Context() ctx: Ctx): Promise<FileRequest> {
    const request = await ctx.load(FileRequest, input.requestId);
    await revokeLinks(ctx, request);
    return request;
  }

  @Authorized('files.request.send')
  @Mutation(() => FileRequest, { description: 'Takes the links of a request back and sends a new one.' })
  async renewRequestLink(@Arg('input', () => FileRequestIdInput, { description: 'Which.' }) input: FileRequestIdInput, @Context() ctx: Ctx): Promise<FileRequest> {
    const held = await hold(ctx, input.requestId);
    if (!held.request.takesFiles) throw new NotInThisState(held.request.state, 'This request takes no files at this moment.');
    await revokeLinks(ctx, held.request);
    await issueLink(ctx, held, { purpose: 'RENEWED' });
    return held.request;
  }
}

