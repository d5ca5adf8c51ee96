import { Arg, Args, Authorized, Ctx as Context, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { Audience, Invalid, isId, NotFound, PageArgs, type Ctx, type Page } from '@firmament/kit';
import { Folder } from '../folder/folder.entity.js';
import { ShareLink } from '../share/share-link.entity.js';
import { ClientRef, InvoiceRef } from '../stubs.js';
import { FileHistoryEntry, FileObject, FileVersion } from './file.entity.js';
import { FileConnection } from './file.types.js';

const byName = (page: PageArgs) => ({ first: page.first, after: page.after ?? null, orderBy: { name: 'ASC' as const } });

/** Files as people find them. */
@Resolver(() => FileObject)
export class FileResolver {
  @Authorized('files.file.view')
  @Audience('portal')
  @Query(() => FileObject, { description: 'A file.' })
  async file(@Arg('id', () => ID, { description: 'The file.' }) id: string, @Context() ctx: Ctx): Promise<FileObject> {
    return (isId('fil', id) ? await ctx.read.load(FileObject, id) : null) ?? Promise.reject(new NotFound());
  }

  @Authorized('files.file.view')
  @Audience('portal')
  @Query(() => FileConnection, { description: 'Files of a folder, of a project or of a client, by name. What lies in the trash is listed only when asked for.' })
  files(
    @Args(() => PageArgs) page: PageArgs, @Context() ctx: Ctx,
    @Arg('folderId', () => ID, { nullable: true, description: 'The folder.' }) folderId?: string | null,
    @Arg('clientId', () => ID, { nullable: true, description: 'The client.' }) clientId?: string | null,
    @Arg('projectId', () => ID, { nullable: true, description: 'The project.' }) projectId?: string | null,
    @Arg('trashed', () => Boolean, { defaultValue: false, description: 'True for the trash.' }) trashed = false,
  ): Promise<Page<FileObject>> {
    const place = folderId ? { folderId } : projectId ? { projectId } : clientId ? { clientId } : null;
    if (place === null) throw new Invalid('FILES_PLACE', 'Name a folder, a project or a client.', 'folderId');
    return ctx.read.page(FileObject, { ...place, trashedAt: trashed ? { $ne: null } : null } as never, byName(page));
  }

  @Audience('portal')
  @FieldResolver(() => Folder, { nullable: true, description: 'The folder in which it lies.' })
  folder(@Root() file: FileObject, @Context() ctx: Ctx): Promise<Folder | null> { return ctx.read.load(Folder, file.folderId); }

  @FieldResolver(() => ClientRef, { nullable: true, description: 'Whose it is.' })
  client(@Root() file: FileObject): ClientRef { return Object.assign(new ClientRef(), { id: file.clientId }); }

  @Audience('portal')
  @FieldResolver(() => Boolean, { description: 'True while the client cannot fetch it.' })
  locked(@Root() file: FileObject): boolean { return file.lockReasons.length > 0; }

  @Audience('portal')
  @FieldResolver(() => [InvoiceRef], { nullable: 'items', description: 'The invoices that have to be paid before the client can fetch it. Other reasons may keep it closed as well.' })
  waitsFor(@Root() file: FileObject): InvoiceRef[] { return file.lockReasons.filter((reason) => isId('ivc', reason)).map((id) => Object.assign(new InvoiceRef(), { id })); }

  @Audience('portal')
  @FieldResolver(() => [FileVersion], { nullable: true, description: 'All versions, the newest first.' })
  versions(@Root() file: FileObject, @Context() ctx: Ctx): Promise<FileVersion[]> { return ctx.read.children(FileVersion, 'fileId', file.id, { orderBy: { no: 'DESC' } }); }

  @Authorized('files.file.history')
  @FieldResolver(() => [FileHistoryEntry], { nullable: true, description: 'What happened to it, the latest first.' })
  history(@Root() file: FileObject, @Context() ctx: Ctx): Promise<FileHistoryEntry[]> { return ctx.read.children(FileHistoryEntry, 'fileId', file.id, { orderBy: { at: 'DESC', id: 'DESC' }, limit: 200 }); }

  @Authorized('files.share.create')
  @FieldResolver(() => [ShareLink], { nullable: true, description: 'Its links to the outside, the newest first.' })
  shareLinks(@Root() file: FileObject, @Context() ctx: Ctx): Promise<ShareLink[]> { return ctx.read.children(ShareLink, 'fileId', file.id, { orderBy: { createdAt: 'DESC' } }); }
}

/** What this domain adds to a client. */
@Resolver(() => ClientRef)
export class ClientFilesResolver {
  @Audience('portal')
  @FieldResolver(() => FileConnection, { nullable: true, description: 'All files of this client, by name.' })
  files(@Root() client: ClientRef, @Args(() => PageArgs) page: PageArgs, @Context() ctx: Ctx): Promise<Page<FileObject>> {
    ctx.demand('files.file.view');
    return ctx.read.page(FileObject, { clientId: client.id, trashedAt: null }, byName(page));
  }
}
