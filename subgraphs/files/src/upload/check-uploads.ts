import { uuidToId } from '@firmament/events';
import { LockMode } from '@mikro-orm/core';
import { sweep, type Ctx, type SweepCtx } from '@firmament/kit';
import { dueNow, laterOn, notAnyMore } from '../due.js';
import { portsOf } from '../ports.js';
import { inspect, type Inspection } from '../storage/inspect.js';
import { refuse, takeIn } from './take-in.js';
import { Upload, UploadState } from './upload.entity.js';

/** How long one look may take before another one may begin; a crashed look is taken up again after it. */
const leaseMs = 15 * 60_000;
const backoffMs = [1_000, 3_000, 10_000, 30_000, 60_000, 300_000];

/** Takes an upload for a while, in a transaction of its own; null when it is in other hands or over. */
async function lease(ctx: Ctx, id: string): Promise<Upload | null> {
  const upload = await ctx.em.findOne(Upload, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!upload || upload.state !== UploadState.CHECKING) {
    await notAnyMore(ctx, 'check', id);
    return null;
  }
  upload.tries += 1;
  await laterOn(ctx, 'check', { id, at: null, inMs: leaseMs });
  return upload;
}

/** What the store and the scanner say of an upload, or the reason why it cannot be taken in. No transaction is open meanwhile. */
async function look(ctx: SweepCtx, upload: Upload): Promise<Inspection | 'PARTS_MISSING' | 'SIZE_MISMATCH' | 'CHECKSUM_MISMATCH'> {
  const { storage, scanner } = portsOf(ctx);
  if ((await storage.complete(upload.place, upload.parts)) === 'missing') return 'PARTS_MISSING';
  const found = await inspect(await storage.read(upload.storageKey), scanner);
  if (found.size !== upload.size) return 'SIZE_MISMATCH';
  return found.sha256 === upload.sha256 ? found : 'CHECKSUM_MISMATCH';
}

/** Writes down what was found; tells whether the object of this upload is of no use. */
async function record(ctx: Ctx, id: string, found: Awaited<ReturnType<typeof look>>): Promise<boolean> {
  const upload = await ctx.load(Upload, id);
  if (upload.state !== UploadState.CHECKING) return false;
  if (found === 'PARTS_MISSING') {
    // The pieces that are there stay there: the browser asks which are missing and goes on.
    Object.assign(upload, { state: UploadState.OPEN, reason: found });
    await ctx.em.flush();
    await notAnyMore(ctx, 'check', id);
    // While it was looked through its day may have passed; open again, it must still end some day.
    await laterOn(ctx, 'stale', { id, at: upload.expiresAt });
    return false;
  }
  if (typeof found === 'string') await refuse(ctx, upload, found);
  else await takeIn(ctx, upload, found);
  await ctx.em.flush();
  return (await ctx.sql('select 1 from files.blobs where storage_key = $1', [upload.storageKey])).length === 0;
}

/** Looks through one upload. When the store or the scanner does not answer, it stays in quarantine and is looked at again later. */
async function checkOne(ctx: SweepCtx, firm: string, id: string): Promise<void> {
  const upload = await ctx.inTenant(firm, (inside) => lease(inside, id));
  if (!upload) return;
  const story = { correlationId: upload.correlationId, ...(upload.seedTime ? { seedTime: upload.seedTime.toISOString() } : {}) };
  try {
    const found = await look(ctx, upload);
    const useless = await ctx.inTenant(firm, (inside) => record(inside, id, found), story);
    if (useless) await portsOf(ctx).storage.remove(upload.storageKey);
  } catch (error) {
    ctx.log.warn({ err: error, uploadId: id }, 'an upload could not be looked through; it stays in quarantine');
    await ctx.inTenant(firm, (inside) => laterOn(inside, 'check', { id, at: null, inMs: backoffMs[upload.tries - 1] ?? 300_000 }));
  }
}

/** Looks through what was uploaded: joins the parts, compares the checksum, reads the type from the bytes, asks the scanner. */
export const checkUploads = sweep({
  name: 'check-uploads',
  everyMs: 300,
  run: async (ctx) => {
    for (const row of await dueNow(ctx, 'check', null)) await checkOne(ctx, uuidToId('firm', row.tenant_id), uuidToId('upl', row.id));
  },
});
