import { Arg, Args, Authorized, Ctx as Context, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { Audience, isId, NotFound, PageArgs, type Ctx, type Page } from '@firmament/kit';
import { FileObject } from '../file/file.entity.js';
import { ClientRef, ProjectRef } from '../stubs.js';
import { Upload } from '../upload/upload.entity.js';
import { FileRequest, FileRequestItem, RequestState } from './request.entity.js';
import { FileRequestConnection } from './request.types.js';

const latest = (page: PageArgs) => ({ first: page.first, after: page.after ?? null, orderBy: { createdAt: 'DESC' as const } });
const itemsOf = (ctx: Ctx, requestId: string) => ctx.read.children(FileRequestItem, 'requestId', requestId, { orderBy: { position: 'ASC' } });

/** Requests as people read them. */
@Resolver(() => FileRequest)
export class FileRequestResolver {
  @Authorized('files.request.view')
  @Audience('portal')
  @Query(() => FileRequest, { description: 'A request.' })
  async fileRequest(@Arg('id', () => ID, { description: 'The request.' }) id: string, @Context() ctx: Ctx): Promise<FileRequest> {
    return (isId('frq', id) ? await ctx.read.load(FileRequest, id) : null) ?? Promise.reject(new NotFound());
  }

  @Authorized('files.request.view')
  @Audience('portal')
  @Query(() => FileRequestConnection, { description: 'Requests, the latest first.' })
  fileRequests(
    @Args(() => PageArgs) page: PageArgs, @Context() ctx: Ctx,
    @Arg('clientId', () => ID, { nullable: true, description: 'Of this client.' }) clientId?: string | null,
    @Arg('projectId', () => ID, { nullable: true, description: 'Of this project.' }) projectId?: string | null,
    @Arg('states', () => [RequestState], { nullable: true, description: 'In one of these states.' }) states?: RequestState[] | null,
  ): Promise<Page<FileRequest>> {
    return ctx.read.page(FileRequest, { ...(clientId ? { clientId } : {}), ...(projectId ? { projectId } : {}), ...(states ? { state: { $in: states } } : {}) } as never, latest(page));
  }

  @FieldResolver(() => ClientRef, { nullable: true, description: 'Who is asked.' })
  client(@Root() request: FileRequest): ClientRef { return Object.assign(new ClientRef(), { id: request.clientId }); }

  @FieldResolver(() => ProjectRef, { nullable: true, description: 'The project it serves.' })
  project(@Root() request: FileRequest): ProjectRef | null { return request.projectId ? Object.assign(new ProjectRef(), { id: request.projectId }) : null; }

  @Audience('portal')
  @FieldResolver(() => [FileRequestItem], { nullable: true, description: 'The lines, in their order.' })
  items(@Root() request: FileRequest, @Context() ctx: Ctx): Promise<FileRequestItem[]> { return itemsOf(ctx, request.id); }

  @Audience('portal')
  @FieldResolver(() => Int, { nullable: true, description: 'How many lines are satisfied.' })
  async satisfiedCount(@Root() request: FileRequest, @Context() ctx: Ctx): Promise<number> { return (await itemsOf(ctx, request.id)).filter((item) => item.isSatisfied).length; }

  @Audience('portal')
  @FieldResolver(() => Int, { nullable: true, description: 'How many lines there are.' })
  async itemCount(@Root() request: FileRequest, @Context() ctx: Ctx): Promise<number> { return (await itemsOf(ctx, request.id)).length; }
}

/** The lines of requests. */
@Resolver(() => FileRequestItem)
export class FileRequestItemResolver {
  @Audience('portal')
  @FieldResolver(() => [FileObject], { nullable: true, description: 'What came for it.' })
  async files(@Root() item: FileRequestItem, @Context() ctx: Ctx): Promise<FileObject[]> {
    ctx.demand('files.file.view');
    const found = await Promise.all(item.fileIds.map((id) => ctx.read.load(FileObject, id)));
    return found.filter((file): file is FileObject => file !== null && file.trashedAt === null);
  }

  @Audience('portal')
  @FieldResolver(() => [Upload], { nullable: true, description: 'Uploads into it that are on their way, being looked through, or were refused.' })
  async uploads(@Root() item: FileRequestItem, @Context() ctx: Ctx): Promise<Upload[]> {
    return (await ctx.read.children(Upload, 'itemId', item.id, { orderBy: { createdAt: 'DESC' }, limit: 50 })).filter((upload) => ['OPEN', 'CHECKING', 'FAILED'].includes(upload.state));
  }
}

/** What this domain adds to a client. */
@Resolver(() => ClientRef)
export class ClientRequestsResolver {
  @Audience('portal')
  @FieldResolver(() => FileRequestConnection, { nullable: true, description: 'What this client is asked for, the latest first.' })
  fileRequests(@Root() client: ClientRef, @Args(() => PageArgs) page: PageArgs, @Context() ctx: Ctx): Promise<Page<FileRequest>> {
    ctx.demand('files.request.view');
    return ctx.read.page(FileRequest, { clientId: client.id }, latest(page));
  }
}

/** What this domain adds to a project. */
@Resolver(() => ProjectRef)
export class ProjectRequestsResolver {
  @FieldResolver(() => [FileRequest], { nullable: true, description: 'What is asked for this project, the latest first.' })
  fileRequests(@Root() project: ProjectRef, @Context() ctx: Ctx): Promise<FileRequest[]> {
    ctx.demand('files.request.view');
    return ctx.read.children(FileRequest, 'projectId', project.id, { orderBy: { createdAt: 'DESC' }, limit: 100 });
  }
}
