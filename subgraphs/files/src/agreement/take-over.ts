import { fileCreated, fileSealed, folderAdded, idToUuid } from '@firmament/events';
import type { Ctx } from '@firmament/kit';
import { Approval, Blob, FileObject, FileVersion, ScanState } from '../file/file.entity.js';
import { note } from '../file/history.js';
import { Folder } from '../folder/folder.entity.js';
import { portsOf } from '../ports.js';
import { inspect, type Inspection } from '../storage/inspect.js';
import { Visibility } from '../template/folder-template.entity.js';

/** A document that another domain laid into the store, as its fact describes it. */
export interface Handed { readonly key: string; readonly sha256: string; readonly size: number; readonly name: string }
/** Whose it is, and who brought it. */
export interface HandedTo { readonly clientId: string; readonly byName: string }

/** Where signed documents lie. */
const folderName = 'Agreements';

/** The folder of signed documents of a client; made when the firm's template has none. */
async function folderFor(ctx: Ctx, clientId: string): Promise<Folder> {
  await ctx.sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`files:folders:${clientId}`]);
  const standing = await ctx.em.findOne(Folder, { clientId, path: folderName });
  if (standing) return standing;
  const folder = ctx.em.create(Folder, { id: ctx.newId('fol'), tenantId: ctx.actor.tenantId ?? '', version: 1, clientId, parentId: null, templateId: null, name: folderName, path: folderName, visibility: Visibility.CLIENT_VIEW, createdAt: ctx.now });
  ctx.em.persist(folder);
  ctx.emit(folderAdded, { folderId: folder.id, clientId, path: folder.path, visibility: folder.visibility }, { aggregateId: folder.id, clientId });
  return folder;
}

/** Copies the object to a place of our own, and holds what lies there against what was said of it. */
async function copied(ctx: Ctx, document: Handed): Promise<Inspection & { readonly key: string }> {
  const { storage, scanner } = portsOf(ctx);
  const key = `${idToUuid(ctx.actor.tenantId ?? '')}/${idToUuid(ctx.newId('blb'))}`;
  await storage.copy(document.key, key);
  const found = await inspect(await storage.read(key), scanner);
  if (found.sha256 === document.sha256 && found.size === document.size) return { ...found, key };
  await storage.remove(key);
  throw new Error(`the object ${document.key} is not what was signed: ${found.sha256} of ${found.size} bytes`);
}

async function blobOf(ctx: Ctx, found: Inspection & { readonly key: string }): Promise<Blob> {
  const standing = await ctx.em.findOne(Blob, { sha256: found.sha256 });
  if (standing) {
    await portsOf(ctx).storage.remove(found.key);
    return standing;
  }
  const blob = ctx.em.create(Blob, {
    id: ctx.newId('blb'), tenantId: ctx.actor.tenantId ?? '', sha256: found.sha256, size: found.size, contentType: found.sniffed ?? 'application/pdf', storageKey: found.key,
    scanState: found.verdict.clean ? ScanState.CLEAN : ScanState.INFECTED, engine: found.verdict.engine, finding: found.verdict.finding, createdAt: ctx.now,
  });
  ctx.em.persist(blob);
  return blob;
}

function fileOf(ctx: Ctx, blob: Blob, place: { readonly folder: Folder; readonly name: string; readonly to: HandedTo }): FileObject {
  const by = { byKind: 'system', byId: 'agreements', byName: place.to.byName };
  const base = { tenantId: blob.tenantId, clientId: place.to.clientId, blobId: blob.id, name: place.name, sha256: blob.sha256, size: blob.size, contentType: blob.contentType, createdAt: ctx.now, ...by };
  const file = ctx.em.create(FileObject, {
    ...base, id: ctx.newId('fil'), version: 1, folderId: place.folder.id, projectId: null, itemId: null, visibility: place.folder.visibility, currentNo: 1, scanState: blob.scanState,
    approval: Approval.NONE, approvalComment: null, approvalBy: null, approvalAt: null, sealedAt: null, trashedAt: null, purgeAfter: null, lockReasons: [],
  });
  ctx.em.persist(file);
  ctx.em.persist(ctx.em.create(FileVersion, { ...base, id: ctx.newId('fvr'), fileId: file.id, no: 1, restoredFrom: null }));
  note(ctx, file, { act: 'taken over', detail: 'All have signed it.', by });
  return file;
}

/** Takes a signed document over: a copy of our own, checked against its hash, in the client's folder, sealed for good. */
export async function takeOver(ctx: Ctx, document: Handed, to: HandedTo): Promise<FileObject> {
  const folder = await folderFor(ctx, to.clientId);
  const file = fileOf(ctx, await blobOf(ctx, await copied(ctx, document)), { folder, name: document.name, to });
  // The seal comes last: a sealed file takes no version, its first one neither.
  await ctx.em.flush();
  file.sealedAt = ctx.now;
  await ctx.em.flush();
  const place = { aggregateId: file.id, clientId: file.clientId };
  ctx.emit(fileCreated, { ...file.place, versionNo: 1, sha256: file.sha256, size: file.size, contentType: file.contentType, visibility: file.visibility, projectId: null, requestId: null, itemId: null }, place);
  ctx.emit(fileSealed, { ...file.place, versionNo: 1 }, place);
  return file;
}
