import { idToUuid, isId } from '@firmament/events';
import { Forbidden, Invalid, NotFound, type Ctx } from '@firmament/kit';
import { laterOn } from '../due.js';
import { NotAPlaceForClients, RequestState as NotInThisState, StorageDown } from '../errors.js';
import { FileObject } from '../file/file.entity.js';
import { doerOf, type Doer } from '../file/history.js';
import { Folder } from '../folder/folder.entity.js';
import { portsOf } from '../ports.js';
import { FileRequest, FileRequestItem, ItemState } from '../request/request.entity.js';
import { standingClient } from '../standing-client.js';
import { Visibility } from '../template/folder-template.entity.js';
import { partSizeOf, plainName } from './parts.rules.js';
import { Upload, UploadState } from './upload.entity.js';
import type { BeginUploadInput, FileDeclarationInput } from './upload.inputs.js';

/** Where an upload shall end up. */
export interface Goal { readonly clientId: string; readonly folderId: string | null; readonly fileId: string | null; readonly itemId: string | null; readonly linkId: string | null; readonly by: Doer }

/** An upload that nobody finished is given up after a day. */
const patienceMs = 86_400_000;

/** The place that a signed-in person named; a client may add only where the firm said so. */
export async function goalOf(ctx: Ctx, input: BeginUploadInput): Promise<Goal> {
  const named = [input.folderId, input.clientId, input.fileId].filter((id) => id !== null && id !== undefined);
  if (named.length !== 1) throw new Invalid('FILES_PLACE', 'Name a folder, a client or a file: one of them.', 'input.folderId');
  const goal = { folderId: null, fileId: null, itemId: null, linkId: null, by: doerOf(ctx) };
  const isPortal = ctx.actor.kind === 'portal';
  if (input.folderId) {
    const folder = isId('fol', input.folderId) ? await ctx.em.findOne(Folder, { id: input.folderId }) : null;
    if (!folder) throw new NotFound('This folder is not here.', 'input.folderId');
    if (isPortal && folder.visibility !== Visibility.CLIENT_EDIT) throw new NotAPlaceForClients();
    return { ...goal, clientId: folder.clientId, folderId: folder.id };
  }
  if (input.fileId) {
    const file = isId('fil', input.fileId) ? await ctx.em.findOne(FileObject, { id: input.fileId }) : null;
    if (!file || file.trashedAt) throw new NotFound('This file is not here.', 'input.fileId');
    file.demandUnsealed();
    if (isPortal && file.visibility !== Visibility.CLIENT_EDIT) throw new NotAPlaceForClients();
    return { ...goal, clientId: file.clientId, folderId: file.folderId, fileId: file.id };
  }
  if (isPortal && input.clientId === ctx.actor.clientId) throw new NotAPlaceForClients();
  const known = !isPortal && isId('cli', input.clientId ?? '') ? await ctx.sql('select 1 from files.client_ref where client_id = $1', [idToUuid(input.clientId ?? '')]) : [];
  if (known.length === 0) throw new NotFound('This client is not known here.', 'input.clientId');
  return { ...goal, clientId: await standingClient(ctx, input.clientId ?? '') };
}

/** The line of a request as a goal; `requestId` is the only request that the bearer of a link may touch. */
export async function lineGoal(ctx: Ctx, itemId: string, link: { readonly id: string; readonly requestId: string } | null): Promise<Goal> {
  const item = isId('fri', itemId) ? await ctx.em.findOne(FileRequestItem, { id: itemId }) : null;
  if (!item || (link && item.requestId !== link.requestId)) throw new NotFound('This line is not here.', 'input.itemId');
  if (!link && ctx.actor.kind !== 'portal' && ctx.actor.kind !== 'staff') throw new Forbidden();
  const request = await ctx.em.findOneOrFail(FileRequest, { id: item.requestId });
  if (!request.takesFiles) throw new NotInThisState(request.state, 'This request takes no files at this moment.');
  if (item.state === ItemState.ACCEPTED) throw new NotInThisState(item.state, 'The firm has accepted this line already.');
  const by = link ? { byKind: 'public', byId: link.id, byName: null } : doerOf(ctx);
  return { clientId: item.clientId, folderId: request.folderId, fileId: null, itemId: item.id, linkId: link?.id ?? null, by };
}

/** Begins an upload: the store is asked first, so that with no store nothing is begun. The key is ours alone and never anybody's text. */
export async function begin(ctx: Ctx, declared: FileDeclarationInput, goal: Goal): Promise<Upload> {
  const name = plainName(declared.name);
  if (name === '') throw new Invalid('FILES_NAME', 'A file needs a name.', 'input.name');
  const id = ctx.newId('upl');
  const storageKey = `${idToUuid(ctx.actor.tenantId ?? '')}/${idToUuid(id)}`;
  const storageUploadId = await portsOf(ctx).storage.begin(storageKey, declared.contentType).catch((error: unknown) => {
    ctx.log.warn({ err: error }, 'the object store began no upload');
    throw new StorageDown();
  });
  const upload = ctx.em.create(Upload, {
    id, tenantId: ctx.actor.tenantId ?? '', version: 1, clientId: goal.clientId, folderId: goal.folderId, fileId: goal.fileId, itemId: goal.itemId, linkId: goal.linkId, name, sha256: declared.sha256, size: declared.size,
    contentType: declared.contentType, partSize: partSizeOf(declared.size), storageKey, storageUploadId, parts: [], state: UploadState.OPEN, reason: null, tries: 0,
    correlationId: ctx.meta.correlationId, seedTime: ctx.meta.seedTime ? new Date(ctx.meta.seedTime) : null, createdAt: ctx.now, expiresAt: new Date(ctx.now.getTime() + patienceMs), ...goal.by,
  });
  ctx.em.persist(upload);
  await ctx.em.flush();
  // By the true clock: an upload of a told story is not a day old when it begins.
  await laterOn(ctx, 'stale', { id, at: null, inMs: patienceMs });
  return upload;
}
