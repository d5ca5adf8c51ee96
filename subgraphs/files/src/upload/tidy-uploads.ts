import { uuidToId } from '@firmament/events';
import { sweep, type Ctx, type SweepCtx } from '@firmament/kit';
import { dueNow, laterOn, notAnyMore } from '../due.js';
import { portsOf } from '../ports.js';
import { missingParts } from './parts.rules.js';
import { Upload, UploadState } from './upload.entity.js';

const givenUp: readonly UploadState[] = [UploadState.ABORTED, UploadState.EXPIRED];

/** Ends an upload that nobody finished; one whose parts are all there is adopted, because only its last word was lost. Answers what the store may forget. */
async function end(ctx: Ctx, id: string, parts: readonly { readonly number: number; readonly etag: string; readonly size: number }[]): Promise<Upload | null> {
  const upload = await ctx.em.findOne(Upload, { id });
  // What is given up stays due until the store has forgotten its pieces; the store may be away just now.
  if (upload && givenUp.includes(upload.state)) return upload;
  if (upload?.state !== UploadState.OPEN) {
    await notAnyMore(ctx, 'stale', id);
    return null;
  }
  if (missingParts(upload.size, upload.partSize, parts).length === 0) {
    Object.assign(upload, { state: UploadState.CHECKING, parts: parts.map(({ number, etag }) => ({ number, etag })) });
    await ctx.em.flush();
    await notAnyMore(ctx, 'stale', id);
    await laterOn(ctx, 'check', { id, at: null });
    return null;
  }
  upload.state = UploadState.EXPIRED;
  return upload;
}

async function endOne(ctx: SweepCtx, firm: string, id: string): Promise<void> {
  const { storage } = portsOf(ctx);
  const upload = await ctx.inTenant(firm, (inside) => inside.em.findOne(Upload, { id }));
  const parts = upload?.state === UploadState.OPEN ? await storage.parts(upload.place) : [];
  const over = await ctx.inTenant(firm, (inside) => end(inside, id, parts));
  if (!over) return;
  await storage.abort(over.place);
  await ctx.inTenant(firm, (inside) => notAnyMore(inside, 'stale', id));
}

/** Gives up what nobody finished, and adopts what only lacked its last word. */
export const tidyUploads = sweep({
  name: 'tidy-uploads',
  everyMs: 5_000,
  run: async (ctx) => {
    for (const row of await dueNow(ctx, 'stale', ctx.now)) await endOne(ctx, uuidToId('firm', row.tenant_id), uuidToId('upl', row.id));
  },
});
