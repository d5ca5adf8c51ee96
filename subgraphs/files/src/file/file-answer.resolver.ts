import { Arg, Authorized, Ctx as Context, Mutation, Resolver } from 'type-graphql';
import { fileApproved, fileDisapproved, fileLocked, fileUnlocked } from '@firmament/events';
import { Action, Audience, Conflict, Forbidden, NotFound, idToUuid, uuidToId, type Ctx } from '@firmament/kit';
import { portsOf } from '../ports.js';
import { Approval, Blob, FileObject, FileVersion } from './file.entity.js';
import { standingClient } from '../standing-client.js';
import { AnswerFileInput, FileDownload, FileDownloadInput, FileIdInput, LockFileInput, LockReasonInput } from './file.inputs.js';
import { FileLockPayload, FileLocksPayload } from './file.types.js';
import { note } from './history.js';

const about = (file: FileObject) => ({ aggregateId: file.id, clientId: file.clientId });

async function answered(input: AnswerFileInput, answer: Approval.APPROVED | Approval.DISAPPROVED, ctx: Ctx): Promise<FileObject> {
  if (ctx.actor.kind !== 'portal') throw new Forbidden('The answer is the client’s to give.');
  const file = await ctx.load(FileObject, input.fileId, { ifVersion: input.ifVersion ?? null });
  if (file.approval === Approval.NONE) throw new Conflict('FILES_NOT_ASKED', 'Nobody asked for an answer to this document.');
  if (file.currentNo !== input.versionNo) throw new Conflict('FILES_NEWER_VERSION', 'There is a newer version. Look at it before you answer.', { versionNo: file.currentNo });
  const by = { name: ctx.actor.name ?? 'The client', comment: input.comment ?? null, at: ctx.now };
  if (file.approval === answer && file.approvalComment === by.comment) return file;
  file.answer(answer, by);
  note(ctx, file, { act: answer === Approval.APPROVED ? 'approved' : 'disapproved', detail: by.comment });
  ctx.emit(answer === Approval.APPROVED ? fileApproved : fileDisapproved, { ...file.place, versionNo: file.currentNo, by: by.name, comment: by.comment }, about(file));
  return file;
}

/** A way to fetch one version, for five minutes. The address is in the answer and nowhere else. */
export async function downloadOf(ctx: Ctx, file: FileObject, versionNo: number | null): Promise<FileDownload> {
  const version = versionNo === null || versionNo === file.currentNo ? file : await ctx.em.findOne(FileVersion, { fileId: file.id, no: versionNo });
  if (!version) throw new NotFound('This version is not here.', 'input.versionNo');
  const blob = await ctx.em.findOneOrFail(Blob, { id: version.blobId });
  file.demandOpenFor(ctx.actor.kind, blob.scanState);
  return { name: file.name, ...(await portsOf(ctx).storage.downloadUrl(blob.storageKey, { name: file.name, contentType: blob.contentType })) };
}

function lockFor(ctx: Ctx, file: FileObject, reason: string): void {
  if (file.lockReasons.includes(reason)) return;
  file.lockReasons = [...file.lockReasons, reason];
  note(ctx, file, { act: 'locked', detail: reason });
  ctx.emit(fileLocked, { ...file.place, reason }, about(file));
}

function unlockFor(ctx: Ctx, file: FileObject, reason: string): void {
  if (!file.lockReasons.includes(reason)) return;
  file.lockReasons = file.lockReasons.filter((one) => one !== reason);
  note(ctx, file, { act: 'unlocked', detail: reason });
  ctx.emit(fileUnlocked, { ...file.place, reason, open: file.lockReasons.length === 0 }, about(file));
}

const filesAtOnce = 500;

/** The files of a client that fit, as they stand now and held until the end of the commit. */
async function filesWhere(ctx: Ctx, { clientId, reason }: LockReasonInput, condition: string): Promise<FileObject[]> {
  await ctx.clientExists(clientId);
  const whose = idToUuid(await standingClient(ctx, clientId));
  const rows = await ctx.sql<{ id: string }>(`select o.id from files.objects o where o.client_id = $1 and o.trashed_at is null and ${condition} order by o.id limit ${filesAtOnce} for update`, [whose, reason]);
  return ctx.em.find(FileObject, { id: { $in: rows.map((row) => uuidToId('fil', row.id)) } });
}

/** What clients answer, when they may fetch, and fetching itself. */
@Resolver(() => FileObject)
export class FileAnswerResolver {
  @Authorized('files.file.edit')
  @Action()
  @Mutation(() => FileObject, { description: 'Asks the client for a yes or no to the newest version of a document.' })
  async requestFileApproval(@Arg('input', () => FileIdInput, { description: 'Which.' }) input: FileIdInput, @Context() ctx: Ctx): Promise<FileObject> {
    const file = await ctx.load(FileObject, input.fileId, { ifVersion: input.ifVersion ?? null });
    if (file.visibility === 'PRIVATE') throw new Conflict('FILES_NOT_VISIBLE', 'The client cannot see this file. Move it to a folder that is shared.');
    Object.assign(file, { approval: Approval.PENDING, approvalComment: null, approvalBy: null, approvalAt: null });
    note(ctx, file, { act: 'approval asked' });
    return file;
  }

  @Authorized('files.file.approve')
  @Audience('portal')
  @Mutation(() => FileObject, { description: 'The client says yes to the version that was looked at.' })
  approveFile(@Arg('input', () => AnswerFileInput, { description: 'Which, and a word.' }) input: AnswerFileInput, @Context() ctx: Ctx): Promise<FileObject> { return answered(input, Approval.APPROVED, ctx); }

  @Authorized('files.file.approve')
  @Audience('portal')
  @Mutation(() => FileObject, { description: 'The client says no to the version that was looked at.' })
  disapproveFile(@Arg('input', () => AnswerFileInput, { description: 'Which, and why.' }) input: AnswerFileInput, @Context() ctx: Ctx): Promise<FileObject> { return answered(input, Approval.DISAPPROVED, ctx); }

  @Authorized('files.file.lock')
  @Action()
  @Mutation(() => FileLockPayload, { description: 'Keeps a file closed to the client until this reason, and every other one, is taken away.' })
  async lockFileUntilPaid(@Arg('input', () => LockFileInput, { description: 'Which, and why.' }) input: LockFileInput, @Context() ctx: Ctx): Promise<FileLockPayload> {
    const file = await ctx.load(FileObject, input.fileId);
    lockFor(ctx, file, input.reason);
    return { file, open: false };
  }

  @Authorized('files.file.lock')
  @Action()
  @Mutation(() => FileLockPayload, { description: 'Takes one reason away; the file opens when none is left.' })
  async unlockFile(@Arg('input', () => LockFileInput, { description: 'Which, and which reason.' }) input: LockFileInput, @Context() ctx: Ctx): Promise<FileLockPayload> {
    const file = await ctx.load(FileObject, input.fileId);
    unlockFor(ctx, file, input.reason);
    return { file, open: file.lockReasons.length === 0 };
  }

  @Authorized('files.file.lock')
  @Action()
  @Mutation(() => FileLocksPayload, { description: 'Takes one reason away from every file of a client that it keeps closed, as when an invoice is paid. A file opens when no other reason is left.' })
  async unlockFiles(@Arg('input', () => LockReasonInput, { description: 'Whose, and which reason.' }) input: LockReasonInput, @Context() ctx: Ctx): Promise<FileLocksPayload> {
    const files = await filesWhere(ctx, input, `o.lock_reasons @> pg_catalog.to_jsonb($2::text)`);
    for (const file of files) unlockFor(ctx, file, input.reason);
    return { files };
  }

  @Authorized('files.file.lock')
  @Action()
  @Mutation(() => FileLocksPayload, { description: 'Lays one reason again on every file of a client from which it was taken away, as when what was paid is given back. What the client fetched before stays with them.' })
  async lockFilesAgain(@Arg('input', () => LockReasonInput, { description: 'Whose, and which reason.' }) input: LockReasonInput, @Context() ctx: Ctx): Promise<FileLocksPayload> {
    const files = await filesWhere(ctx, input, `not o.lock_reasons @> pg_catalog.to_jsonb($2::text) and exists (select 1 from files.history x where x.tenant_id = o.tenant_id and x.file_id = o.id and x.act = 'unlocked' and x.detail = $2)`);
    for (const file of files) lockFor(ctx, file, input.reason);
    return { files };
  }

  @Authorized('files.file.view')
  @Audience('portal')
  @Mutation(() => FileDownload, { description: 'Makes a fresh address to fetch a file, for five minutes, and notes who asked for it.' })
  async fileDownload(@Arg('input', () => FileDownloadInput, { description: 'Which.' }) input: FileDownloadInput, @Context() ctx: Ctx): Promise<FileDownload> {
    const file = await ctx.em.findOne(FileObject, { id: input.fileId });
    if (!file || file.trashedAt) throw new NotFound();
    const download = await downloadOf(ctx, file, input.versionNo ?? null);
    note(ctx, file, { act: 'downloaded', detail: input.versionNo ? `version ${input.versionNo}` : null });
    return download;
  }
}
