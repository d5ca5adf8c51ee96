import { uuidToId } from '@firmament/events';
import { sweep, type Ctx, type SweepCtx } from '@firmament/kit';
import { dueNow, laterOn, notAnyMore } from '../due.js';
import { portsOf } from '../ports.js';
import { missingParts } from './parts.rules.js';
import { Upload, UploadState } from './upload.entity.js';

/** An object younger than this may belong to an upload whose row is not committed yet. */
const orphanAgeMs = 86_400_000;

/** Ends an upload that nobody finished; one whose parts are all there is adopted, because only its last word was lost. */
async function end(ctx: Ctx, id: string, parts: readonly { readonly number: number; readonly etag: string; readonly size: number }[]): Promise<Upload | null> {
  await notAnyMore(ctx, 'stale', id);
  const upload = await ctx.em.findOne(Upload, { id });
  if (!upload || (upload.state !== UploadState.OPEN && upload.state !== UploadState.ABORTED)) return null;
  if (upload.state === UploadState.OPEN && missingParts(upload.size, upload.partSize, parts).length === 0) {
    Object.assign(upload, { state: UploadState.CHECKING, parts: parts.map(({ number, etag }) => ({ number, etag })) });
    await ctx.em.flush();
    await laterOn(ctx, 'check', { id, at: null });
    return null;
  }
  if (upload.state === UploadState.OPEN) upload.state = UploadState.EXPIRED;
  return upload;
}

async function endOne(ctx: SweepCtx, firm: string, id: string): Promise<void> {
  const { storage } = portsOf(ctx);
  const upload = await ctx.inTenant(firm, (inside) => inside.em.findOne(Upload, { id }));
  const parts = upload?.state === UploadState.OPEN ? await storage.parts(upload.place) : [];
  const over = await ctx.inTenant(firm, (inside) => end(inside, id, parts));
  if (over) await storage.abort(over.place);
}

/** Gives up what nobody finished, and adopts what only lacked its last word. */
export const tidyUploads = sweep({
  name: 'tidy-uploads',
  everyMs: 5_000,
  run: async (ctx) => {
    for (const row of await dueNow(ctx, 'stale', ctx.now)) await endOne(ctx, uuidToId('firm', row.tenant_id), uuidToId('upl', row.id));
  },
});

const keyPattern = /^([0-9a-f-]{36})\/([0-9a-f-]{36})$/;

/** True when nobody knows an object: no blob has it, and no upload is on its way to it. */
const isOrphan = async (ctx: Ctx, key: string): Promise<boolean> => (await ctx.sql(
  `select 1 from files.blobs where storage_key = $1 union all select 1 from files.uploads where storage_key = $1 and state in ('OPEN', 'CHECKING')`, [key])).length === 0;

/** Removes objects that no row knows. Rows whose object is gone are told to the log, for an operator to see. */
export const tidyObjects = sweep({
  name: 'tidy-objects',
  everyMs: 3_600_000,
  run: async (ctx) => {
    const { storage } = portsOf(ctx);
    for await (const object of storage.list()) {
      const firm = keyPattern.exec(object.key)?.[1];
      if (!firm || ctx.now.getTime() - object.modifiedAt.getTime() < orphanAgeMs) continue;
      if (await ctx.inTenant(uuidToId('firm', firm), (inside) => isOrphan(inside, object.key))) await storage.remove(object.key);
    }
  },
});

