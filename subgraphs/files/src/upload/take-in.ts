import { fileCreated, fileVersionAdded, requestItemRejected, scanFailed, scanPassed } from '@firmament/events';
import { LockMode } from '@mikro-orm/core';
import type { Ctx } from '@firmament/kit';
import { notAnyMore } from '../due.js';
import { Approval, Blob, FileObject, FileVersion, ScanState } from '../file/file.entity.js';
import { note } from '../file/history.js';
import { Folder } from '../folder/folder.entity.js';
import { holdItem, receive, sendBack, tellItem } from '../request/request-flow.js';
import { FileRequest, FileRequestItem, ItemState } from '../request/request.entity.js';
import type { Inspection } from '../storage/inspect.js';
import { Visibility } from '../template/folder-template.entity.js';
import { Upload, UploadState } from './upload.entity.js';

/** What the client reads when a file was harmful: kindly, and with what to do. */
export const kindReason = 'This file did not pass our safety check. Please send another copy of it.';

/** The content of an upload, kept once per firm. Two uploads of the same content meet at the unique key. */
async function blobOf(ctx: Ctx, upload: Upload, found: Inspection): Promise<Blob> {
  const id = ctx.newId('blb');
  const state = found.verdict.clean ? ScanState.CLEAN : ScanState.INFECTED;
  const blob = { tenantId: upload.tenantId, sha256: found.sha256, size: found.size, contentType: found.sniffed ?? upload.contentType, storageKey: upload.storageKey, scanState: state, engine: found.verdict.engine, finding: found.verdict.finding, createdAt: ctx.now };
  const standing = await ctx.em.findOne(Blob, { sha256: found.sha256 }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (standing) return standing;
  const made = ctx.em.create(Blob, { id, ...blob });
  ctx.em.persist(made);
  return made;
}

function versionOf(ctx: Ctx, upload: Upload, { file, blob }: { file: FileObject; blob: Blob }, no: number): FileVersion {
  const version = ctx.em.create(FileVersion, {
    id: ctx.newId('fvr'), tenantId: file.tenantId, clientId: file.clientId, fileId: file.id, blobId: blob.id, no, name: upload.name, sha256: blob.sha256, size: blob.size, contentType: blob.contentType, restoredFrom: null, createdAt: ctx.now, ...upload.doer,
  });
  ctx.em.persist(version);
  return version;
}

async function newFile(ctx: Ctx, upload: Upload, blob: Blob): Promise<FileObject> {
  const folder = upload.folderId ? await ctx.em.findOne(Folder, { id: upload.folderId }) : null;
  const item = upload.itemId ? await ctx.em.findOne(FileRequestItem, { id: upload.itemId }) : null;
  const request = item ? await ctx.em.findOne(FileRequest, { id: item.requestId }) : null;
  const file = ctx.em.create(FileObject, {
    id: ctx.newId('fil'), tenantId: upload.tenantId, version: 1, clientId: upload.clientId, folderId: folder?.id ?? null, projectId: request?.projectId ?? null, itemId: upload.itemId, blobId: blob.id, name: upload.name,
    // What a client handed in, the client may see again; what the firm lays down at the top stays with the firm.
    visibility: folder?.visibility ?? (upload.byKind === 'staff' && !item ? Visibility.PRIVATE : Visibility.CLIENT_VIEW),
    currentNo: 1, sha256: blob.sha256, size: blob.size, contentType: blob.contentType, scanState: blob.scanState, approval: Approval.NONE, approvalComment: null, approvalBy: null, approvalAt: null,
    sealedAt: null, trashedAt: null, purgeAfter: null, lockReasons: [], createdAt: ctx.now, ...upload.doer,
  });
  ctx.em.persist(file);
  versionOf(ctx, upload, { file, blob }, 1);
  note(ctx, file, { act: 'uploaded', detail: blob.scanState === ScanState.CLEAN ? null : blob.finding, by: upload.doer });
  ctx.emit(fileCreated, {
    ...file.place, versionNo: 1, sha256: file.sha256, size: file.size, contentType: file.contentType, visibility: file.visibility, projectId: file.projectId, requestId: request?.id ?? null, itemId: item?.id ?? null,
  }, { aggregateId: file.id, clientId: file.clientId });
  return file;
}

async function newVersion(ctx: Ctx, upload: Upload, blob: Blob): Promise<FileObject | null> {
  const file = await ctx.em.findOne(FileObject, { id: upload.fileId ?? '' }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!file || file.trashedAt || file.sealedAt) return null;
  if (blob.scanState !== ScanState.CLEAN) {
    // A harmful version never stands among the good ones; that it came is noted.
    note(ctx, file, { act: 'version refused', detail: blob.finding, by: upload.doer });
    return file;
  }
  const version = versionOf(ctx, upload, { file, blob }, file.currentNo + 1);
  file.show(version, blob.scanState);
  note(ctx, file, { act: 'version added', detail: `${version.no}`, by: upload.doer });
  ctx.emit(fileVersionAdded, { ...file.place, versionNo: version.no, sha256: version.sha256, size: version.size, contentType: version.contentType, visibility: file.visibility, restoredFrom: null }, { aggregateId: file.id, clientId: file.clientId });
  return file;
}

/** The same content for the same line is the same file: sent twice, it stands there once. */
async function sameOnLine(ctx: Ctx, upload: Upload, blob: Blob): Promise<FileObject | null> {
  if (!upload.itemId) return null;
  return ctx.em.findOne(FileObject, { itemId: upload.itemId, blobId: blob.id, trashedAt: null });
}

async function tellLine(ctx: Ctx, upload: Upload, { file, blob }: { file: FileObject; blob: Blob }): Promise<void> {
  if (!upload.itemId) return;
  if (blob.scanState === ScanState.CLEAN) return receive(ctx, upload.itemId, { fileId: file.id, by: upload.doer });
  const held = await holdItem(ctx, upload.itemId);
  if (held.item.state === ItemState.ACCEPTED || held.item.state === ItemState.NOT_APPLICABLE || !held.request.takesFiles) return;
  if (held.item.isOpen) {
    held.item.sendBack(kindReason, { name: null, at: ctx.now });
    return tellItem(ctx, requestItemRejected, held);
  }
  await sendBack(ctx, held, kindReason);
}

async function tellScan(ctx: Ctx, upload: Upload, { file, blob }: { file: FileObject; blob: Blob }): Promise<void> {
  const scan = { blobId: blob.id, fileId: file.id, clientId: file.clientId, name: upload.name, engine: blob.engine };
  const item = upload.itemId ? await ctx.em.findOne(FileRequestItem, { id: upload.itemId }) : null;
  const place = { aggregateId: blob.id, clientId: file.clientId };
  if (blob.scanState === ScanState.CLEAN) ctx.emit(scanPassed, scan, place);
  else ctx.emit(scanFailed, { ...scan, finding: blob.finding ?? 'harmful content', requestId: item?.requestId ?? null, itemId: upload.itemId }, place);
}

/** Ends an upload that is not taken in, with the reason in one word. */
export async function refuse(ctx: Ctx, upload: Upload, reason: string): Promise<void> {
  Object.assign(upload, { state: UploadState.FAILED, reason });
  await ctx.em.flush();
  await notAnyMore(ctx, 'check', upload.id);
  await notAnyMore(ctx, 'stale', upload.id);
}

/** Takes an upload in: from here on its file is in sight, or, when it is harmful, locked away. */
export async function takeIn(ctx: Ctx, upload: Upload, found: Inspection): Promise<void> {
  const blob = await blobOf(ctx, upload, found);
  const twin = await sameOnLine(ctx, upload, blob);
  const file = twin ?? (upload.fileId ? await newVersion(ctx, upload, blob) : await newFile(ctx, upload, blob));
  if (!file) return refuse(ctx, upload, 'PLACE_GONE');
  await tellScan(ctx, upload, { file, blob });
  await tellLine(ctx, upload, { file, blob });
  const clean = blob.scanState === ScanState.CLEAN;
  Object.assign(upload, { state: clean ? UploadState.DONE : UploadState.FAILED, reason: clean ? null : 'INFECTED', fileId: file.id });
  await ctx.em.flush();
  await notAnyMore(ctx, 'check', upload.id);
  await notAnyMore(ctx, 'stale', upload.id);
}
