import { uuidToId } from '@firmament/events';
import { sweep, type SweepCtx } from '@firmament/kit';
import { portsOf } from '../ports.js';

/** What is younger than this may belong to an upload whose row is not committed yet. */
const orphanAgeMs = 86_400_000;
/** A key is ours: the firm, then the upload. */
const keyPattern = /^([0-9a-f-]{36})\/[0-9a-f-]{36}$/;

/** Keys by the firm that their first half names; what is not named by us is left alone. */
function byFirm<T extends { readonly key: string }>(things: Map<string, T[]>, thing: T): void {
  const firm = keyPattern.exec(thing.key)?.[1];
  if (!firm) return;
  const ofFirm = things.get(firm) ?? [];
  ofFirm.push(thing);
  things.set(firm, ofFirm);
}

/** Objects that no blob has and no upload is on its way to, gone; blobs whose object is gone, told. */
async function compare(ctx: SweepCtx, firm: string, objects: readonly { readonly key: string; readonly modifiedAt: Date }[]): Promise<void> {
  const { storage } = portsOf(ctx);
  const known = await ctx.inTenant(uuidToId('firm', firm), (inside) => inside.sql<{ storage_key: string; is_blob: boolean }>(
    `select storage_key, true as is_blob from files.blobs union all select storage_key, false from files.uploads where state in ('OPEN', 'CHECKING')`));
  const keys = new Set(known.map((row) => row.storage_key));
  for (const { key, modifiedAt } of objects) {
    if (!keys.has(key) && ctx.now.getTime() - modifiedAt.getTime() >= orphanAgeMs) await storage.remove(key);
  }
  const there = new Set(objects.map((object) => object.key));
  for (const { storage_key: key } of known.filter((row) => row.is_blob && !there.has(row.storage_key))) {
    // Taken in since the list was read, it is there; only what the store itself denies is gone.
    if ((await storage.size(key)) === null) ctx.log.error({ key }, 'a stored object is gone although a file needs it: bring it back from a backup');
  }
}

/** Pieces of an upload whose row was never committed, or is over: nobody will ever join them. */
async function forgetPieces(ctx: SweepCtx, firm: string, pieces: readonly { readonly key: string; readonly uploadId: string; readonly begunAt: Date }[]): Promise<void> {
  const old = pieces.filter((one) => ctx.now.getTime() - one.begunAt.getTime() >= orphanAgeMs);
  if (old.length === 0) return;
  const open = await ctx.inTenant(uuidToId('firm', firm), (inside) => inside.sql<{ id: string }>(
    `select storage_upload_id as id from files.uploads where state in ('OPEN', 'CHECKING') and storage_upload_id = any($1)`, [old.map((one) => one.uploadId)]));
  const waited = new Set(open.map((row) => row.id));
  for (const one of old.filter(({ uploadId }) => !waited.has(uploadId))) await portsOf(ctx).storage.abort(one);
}

/** Compares store and rows, both ways. A firm of which the store has nothing at all is not seen from here. */
export const tidyObjects = sweep({
  name: 'tidy-objects',
  everyMs: 3_600_000,
  run: async (ctx) => {
    const { storage } = portsOf(ctx);
    const objects = new Map<string, { key: string; modifiedAt: Date }[]>();
    for await (const object of storage.list()) byFirm(objects, object);
    for (const [firm, found] of objects) await compare(ctx, firm, found);
    const pieces = new Map<string, { key: string; uploadId: string; begunAt: Date }[]>();
    for await (const one of storage.unjoined()) byFirm(pieces, one);
    for (const [firm, found] of pieces) await forgetPieces(ctx, firm, found);
  },
});
