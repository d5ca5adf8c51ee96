import { Arg, Authorized, Ctx as Context, Mutation, Resolver } from 'type-graphql';
import { fileMoved, fileRestored, fileSealed, fileTrashed, fileVersionAdded } from '@firmament/events';
import { Action, NotFound, type Ctx } from '@firmament/kit';
import { laterOn, notAnyMore } from '../due.js';
import { folderOf } from '../folder/folder-change.resolver.js';
import { FileObject, FileVersion, Blob } from './file.entity.js';
import { FileIdInput, MoveFileInput, RenameFileInput, RestoreFileVersionInput } from './file.inputs.js';
import { doerOf, note } from './history.js';

/** How long the trash keeps a file. */
export const trashDays = 120;

const taken = (input: FileIdInput, ctx: Ctx): Promise<FileObject> => ctx.load(FileObject, input.fileId, { ifVersion: input.ifVersion ?? null });
const about = (file: FileObject) => ({ aggregateId: file.id, clientId: file.clientId });

/** Where a file lies, and what of it counts. */
@Resolver(() => FileObject)
export class FilePlaceResolver {
  @Authorized('files.file.edit')
  @Action()
  @Mutation(() => FileObject, { description: 'Puts a file into another folder of the same client; from then on that folder says who may see it.' })
  async moveFile(@Arg('input', () => MoveFileInput, { description: 'Which, and where to.' }) input: MoveFileInput, @Context() ctx: Ctx): Promise<FileObject> {
    const file = await taken(input, ctx);
    file.demandUnsealed();
    const folder = await folderOf(ctx, file.clientId, input.folderId);
    const [fromFolderId, fromName] = [file.folderId, file.name];
    Object.assign(file, { folderId: folder?.id ?? null, visibility: folder?.visibility ?? file.visibility });
    note(ctx, file, { act: 'moved', detail: folder?.path ?? null });
    ctx.emit(fileMoved, { ...file.place, visibility: file.visibility, fromFolderId, fromName }, about(file));
    return file;
  }

  @Authorized('files.file.edit')
  @Mutation(() => FileObject, { description: 'Gives a file another name.' })
  async renameFile(@Arg('input', () => RenameFileInput, { description: 'Which, and how it is called.' }) input: RenameFileInput, @Context() ctx: Ctx): Promise<FileObject> {
    const file = await taken(input, ctx);
    file.demandUnsealed();
    const fromName = file.name;
    file.name = input.name.trim() || fromName;
    note(ctx, file, { act: 'renamed', detail: fromName });
    ctx.emit(fileMoved, { ...file.place, visibility: file.visibility, fromFolderId: file.folderId, fromName }, about(file));
    return file;
  }

  @Authorized('files.file.delete')
  @Mutation(() => FileObject, { description: 'Puts a file into the trash, from where it can be taken back for 120 days. Its links to the outside open nothing meanwhile.' })
  async trashFile(@Arg('input', () => FileIdInput, { description: 'Which.' }) input: FileIdInput, @Context() ctx: Ctx): Promise<FileObject> {
    const file = await taken(input, ctx);
    file.demandUnsealed();
    if (file.trashedAt) return file;
    const purgeAfter = new Date(ctx.now.getTime() + trashDays * 86_400_000);
    Object.assign(file, { trashedAt: ctx.now, purgeAfter });
    await laterOn(ctx, 'purge', { id: file.id, at: purgeAfter });
    note(ctx, file, { act: 'trashed' });
    ctx.emit(fileTrashed, { ...file.place, purgeAfter: purgeAfter.toISOString() }, about(file));
    return file;
  }

  @Authorized('files.file.delete')
  @Mutation(() => FileObject, { description: 'Takes a file back out of the trash.' })
  async restoreFile(@Arg('input', () => FileIdInput, { description: 'Which.' }) input: FileIdInput, @Context() ctx: Ctx): Promise<FileObject> {
    const file = await taken(input, ctx);
    if (!file.trashedAt) return file;
    Object.assign(file, { trashedAt: null, purgeAfter: null });
    await notAnyMore(ctx, 'purge', file.id);
    note(ctx, file, { act: 'restored' });
    ctx.emit(fileRestored, file.place, about(file));
    return file;
  }

  @Authorized('files.file.edit')
  @Mutation(() => FileObject, { description: 'Takes an earlier version up again, as a new one; nothing between is lost.' })
  async restoreFileVersion(@Arg('input', () => RestoreFileVersionInput, { description: 'Which.' }) input: RestoreFileVersionInput, @Context() ctx: Ctx): Promise<FileObject> {
    const file = await taken(input, ctx);
    file.demandUnsealed();
    const old = await ctx.em.findOne(FileVersion, { fileId: file.id, no: input.versionNo });
    if (!old) throw new NotFound('This version is not here.', 'input.versionNo');
    const blob = await ctx.em.findOneOrFail(Blob, { id: old.blobId });
    const version = ctx.em.create(FileVersion, {
      id: ctx.newId('fvr'), tenantId: file.tenantId, clientId: file.clientId, fileId: file.id, blobId: old.blobId, no: file.currentNo + 1, name: old.name, sha256: old.sha256, size: old.size, contentType: old.contentType,
      restoredFrom: old.no, createdAt: ctx.now, ...doerOf(ctx),
    });
    ctx.em.persist(version);
    file.show(version, blob.scanState);
    note(ctx, file, { act: 'version restored', detail: `${old.no}` });
    ctx.emit(fileVersionAdded, { ...file.place, versionNo: version.no, sha256: version.sha256, size: version.size, contentType: version.contentType, visibility: file.visibility, restoredFrom: old.no }, about(file));
    return file;
  }

  @Authorized('files.file.seal')
  @Action()
  @Mutation(() => FileObject, { description: 'Seals a file: no new version, no other name or place, no trash, by nobody and for good.' })
  async sealFile(@Arg('input', () => FileIdInput, { description: 'Which.' }) input: FileIdInput, @Context() ctx: Ctx): Promise<FileObject> {
    const file = await taken(input, ctx);
    if (file.sealedAt) return file;
    file.sealedAt = ctx.now;
    note(ctx, file, { act: 'sealed' });
    ctx.emit(fileSealed, { ...file.place, versionNo: file.currentNo }, about(file));
    return file;
  }
}
