import { Arg, Args, Authorized, Ctx as Context, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { folderAdded, folderMoved, folderRenamed } from '@firmament/events';
import { Audience, ForClient, Invalid, isId, NotFound, PageArgs, type Ctx, type Page } from '@firmament/kit';
import { FileObject } from '../file/file.entity.js';
import { CreateFolderInput, MoveFolderInput, RenameFolderInput } from '../file/file.inputs.js';
import { FileConnection } from '../file/file.types.js';
import { Visibility } from '../template/folder-template.entity.js';
import { standingClient } from '../standing-client.js';
import { childPath, follow, isInside } from './folder-path.rules.js';
import { Folder } from './folder.entity.js';

const factOf = (folder: Folder) => ({ folderId: folder.id, clientId: folder.clientId, path: folder.path, visibility: folder.visibility });

/** A folder of this client; one of another client is as unknown as none. */
export async function folderOf(ctx: Ctx, clientId: string, folderId: string | null | undefined): Promise<Folder | null> {
  if (!folderId) return null;
  const folder = isId('fol', folderId) ? await ctx.em.findOne(Folder, { id: folderId }) : null;
  if (!folder || folder.clientId !== clientId) throw new NotFound('This folder is not here.', 'input.folderId');
  return folder;
}

/** Changes of one client's tree take turns, so that two of them never disagree about a path. */
const takeTurns = (ctx: Ctx, clientId: string) => ctx.sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`files:folders:${clientId}`]);

/** Gives a folder its new path, and everything below it. */
async function repath(ctx: Ctx, folder: Folder, to: string): Promise<void> {
  const from = folder.path;
  const below = await ctx.em.find(Folder, { clientId: folder.clientId, path: { $like: `${from.replace(/[%_\\]/g, '\\$&')}/%` } });
  for (const one of [folder, ...below]) one.path = follow(one.path, from, to);
  await ctx.em.flush();
}

/** Folders one by one. */
@Resolver(() => Folder)
export class FolderChangeResolver {
  @Authorized('files.folder.view')
  @Audience('portal')
  @Query(() => Folder, { description: 'A folder.' })
  async folder(@Arg('id', () => ID, { description: 'The folder.' }) id: string, @Context() ctx: Ctx): Promise<Folder> {
    return (isId('fol', id) ? await ctx.read.load(Folder, id) : null) ?? Promise.reject(new NotFound());
  }

  @Authorized('files.folder.create')
  @ForClient()
  @Mutation(() => Folder, { description: 'Makes a folder.' })
  async createFolder(@Arg('input', () => CreateFolderInput, { description: 'What and where.' }) input: CreateFolderInput, @Context() ctx: Ctx): Promise<Folder> {
    const clientId = await standingClient(ctx, input.clientId);
    await takeTurns(ctx, clientId);
    const parent = await folderOf(ctx, clientId, input.parentId);
    const name = input.name.trim();
    if (name === '' || name === '.' || name === '..') throw new Invalid('FILES_FOLDER_NAME', 'A folder needs a name.', 'input.name');
    const folder = ctx.em.create(Folder, {
      id: ctx.newId('fol'), tenantId: ctx.actor.tenantId ?? '', version: 1, clientId, parentId: parent?.id ?? null, templateId: null, name,
      path: childPath(parent?.path ?? null, name), visibility: input.visibility ?? parent?.visibility ?? Visibility.PRIVATE, createdAt: ctx.now,
    });
    ctx.em.persist(folder);
    ctx.emit(folderAdded, factOf(folder), { aggregateId: folder.id, clientId: folder.clientId });
    return folder;
  }

  @Authorized('files.folder.edit')
  @Mutation(() => Folder, { description: 'Gives a folder another name; what lies in it stays in it.' })
  async renameFolder(@Arg('input', () => RenameFolderInput, { description: 'Which, and how it is called.' }) input: RenameFolderInput, @Context() ctx: Ctx): Promise<Folder> {
    const folder = await ctx.load(Folder, input.folderId, { ifVersion: input.ifVersion ?? null });
    await takeTurns(ctx, folder.clientId);
    const name = input.name.trim();
    if (name === '' || name === '.' || name === '..') throw new Invalid('FILES_FOLDER_NAME', 'A folder needs a name.', 'input.name');
    const from = folder.path;
    folder.name = name;
    await repath(ctx, folder, childPath(from.includes('/') ? from.slice(0, from.lastIndexOf('/')) : null, name));
    ctx.emit(folderRenamed, { ...factOf(folder), from }, { aggregateId: folder.id, clientId: folder.clientId });
    return folder;
  }

  @Authorized('files.folder.edit')
  @Mutation(() => Folder, { description: 'Puts a folder into another one of the same client, with all that lies in it.' })
  async moveFolder(@Arg('input', () => MoveFolderInput, { description: 'Which, and where to.' }) input: MoveFolderInput, @Context() ctx: Ctx): Promise<Folder> {
    const folder = await ctx.load(Folder, input.folderId, { ifVersion: input.ifVersion ?? null });
    await takeTurns(ctx, folder.clientId);
    const parent = await folderOf(ctx, folder.clientId, input.parentId);
    if (parent && isInside(parent.path, folder.path)) throw new Invalid('FILES_FOLDER_CYCLE', 'A folder cannot stand inside itself.', 'input.parentId');
    const from = folder.path;
    folder.parentId = parent?.id ?? null;
    await repath(ctx, folder, childPath(parent?.path ?? null, folder.name));
    ctx.emit(folderMoved, { ...factOf(folder), from }, { aggregateId: folder.id, clientId: folder.clientId });
    return folder;
  }

  @Audience('portal')
  @FieldResolver(() => ID, { nullable: true, description: 'The folder in which it stands.' })
  parentId(@Root() folder: Folder): string | null { return folder.parentId; }

  @Audience('portal')
  @FieldResolver(() => FileConnection, { nullable: true, description: 'The files that lie here, by name.' })
  files(@Root() folder: Folder, @Args(() => PageArgs) page: PageArgs, @Context() ctx: Ctx): Promise<Page<FileObject>> {
    ctx.demand('files.file.view');
    return ctx.read.page(FileObject, { folderId: folder.id, trashedAt: null }, { first: page.first, after: page.after ?? null, orderBy: { name: 'ASC' } });
  }
}

