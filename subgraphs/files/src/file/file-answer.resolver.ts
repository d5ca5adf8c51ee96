import { Arg, Authorized, Ctx as Context, Mutation, Resolver } from 'type-graphql';
import { fileApproved, fileDisapproved, fileLocked, fileUnlocked } from '@firmament/events';
import { Action, Audience, Conflict, Forbidden, NotFound, type Ctx } from '@firmament/kit';
import { portsOf } from '../ports.js';
import { Approval, Blob, FileObject, FileVersion } from './file.entity.js';
import { AnswerFileInput, FileDownload, FileDownloadInput, FileIdInput, LockFileInput } from './file.inputs.js';
import { FileLockPayload } from './file.types.js';
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
    if (!file.lockReasons.includes(input.reason)) {
      file.lockReasons = [...file.lockReasons, input.reason];
      note(ctx, file, { act: 'locked', detail: input.reason });
      ctx.emit(fileLocked, { ...file.place, reason: input.reason }, about(file));
    }
    return { file, open: false };
  }

  @Authorized('files.file.lock')
  @Action()
  @Mutation(() => FileLockPayload, { description: 'Takes one reason away; the file opens when none is left.' })
  async unlockFile(@Arg('input', () => LockFileInput, { description: 'Which, and which reason.' }) input: LockFileInput, @Context() ctx: Ctx): Promise<FileLockPayload> {
    const file = await ctx.load(FileObject, input.fileId);
    if (file.lockReasons.includes(input.reason)) {
      file.lockReasons = file.lockReasons.filter((reason) => reason !== input.reason);
      note(ctx, file, { act: 'unlocked', detail: input.reason });
      ctx.emit(fileUnlocked, { ...file.place, reason: input.reason, open: file.lockReasons.length === 0 }, about(file));
    }
    return { file, open: file.lockReasons.length === 0 };
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
