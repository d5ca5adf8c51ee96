import { Forbidden, Invalid, type Ctx } from '@firmament/kit';
import { laterOn, notAnyMore } from '../due.js';
import { portsOf } from '../ports.js';
import { partCountOf, partLength } from './parts.rules.js';
import { Upload, UploadState, type SentPart } from './upload.entity.js';
import type { UploadPartAddress } from './upload.inputs.js';

/** Clients go on only with uploads of their own side; the database hides the rest. */
export async function uploadInHand(ctx: Ctx, id: string): Promise<Upload> { return ctx.load(Upload, id); }

/** Addresses for parts. Each takes exactly its own bytes with this content type, for five minutes. */
export function addresses(ctx: Ctx, upload: Upload, numbers: readonly number[]): Promise<UploadPartAddress[]> {
  upload.demandOpen();
  return Promise.all(numbers.map(async (number) => {
    const size = partLength(upload.size, upload.partSize, number);
    if (size === null) throw new Invalid('FILES_PART', `This upload has no part ${number}.`, 'input.numbers');
    const seal = { number, size, contentType: upload.contentType };
    return { number, size, contentType: upload.contentType, url: await portsOf(ctx).storage.partUrl(upload.place, seal) };
  }));
}

/** All parts are sent, says the browser. What is true is found out afterwards, outside of this transaction. */
export async function complete(ctx: Ctx, upload: Upload, parts: readonly SentPart[]): Promise<Upload> {
  // Said twice, the first word counts: the answer of the first may have been lost.
  if (upload.state === UploadState.CHECKING || upload.state === UploadState.DONE) return upload;
  upload.demandOpen();
  const numbers = new Set(parts.map((part) => part.number));
  const count = partCountOf(upload.size, upload.partSize);
  if (numbers.size !== parts.length || parts.length !== count || parts.some((part) => part.number > count)) throw new Invalid('FILES_PARTS_MISSING', `All ${count} parts must be named, each once.`, 'input.parts');
  Object.assign(upload, { state: UploadState.CHECKING, reason: null, parts: parts.map(({ number, etag }) => ({ number, etag: etag.replaceAll('"', '') })) });
  await ctx.em.flush();
  await laterOn(ctx, 'check', { id: upload.id, at: null });
  return upload;
}

/** Gives an upload up. The store is tidied afterwards by the sweep. */
export async function giveUp(ctx: Ctx, upload: Upload): Promise<Upload> {
  if (upload.state === UploadState.ABORTED) return upload;
  if (upload.state !== UploadState.OPEN) throw new Forbidden('This upload is finished; the file can be put into the trash instead.', 'FILES_UPLOAD_OVER');
  upload.state = UploadState.ABORTED;
  await ctx.em.flush();
  await notAnyMore(ctx, 'check', upload.id);
  await laterOn(ctx, 'stale', { id: upload.id, at: ctx.now });
  return upload;
}
