import { filePurged, idToUuid, uuidToId } from '@firmament/events';
import { sweep, type Ctx } from '@firmament/kit';
import { dueNow, notAnyMore } from '../due.js';
import { portsOf } from '../ports.js';
import { FileObject } from './file.entity.js';

/** Removes a file for good; gives the keys of objects that no other file needs. */
async function purge(ctx: Ctx, id: string): Promise<string[]> {
  await notAnyMore(ctx, 'purge', id);
  const file = await ctx.em.findOne(FileObject, { id });
  if (!file?.trashedAt || (file.purgeAfter && file.purgeAfter > ctx.now)) return [];
  const raw = idToUuid(id);
  const blobs = await ctx.sql<{ blob_id: string }>('select distinct blob_id from files.versions where file_id = $1', [raw]);
  for (const table of ['versions', 'history', 'share_links']) await ctx.sql(`delete from files.${table} where file_id = $1`, [raw]);
  await ctx.sql('delete from files.objects where id = $1', [raw]);
  ctx.em.clear();
  const gone = await ctx.sql<{ storage_key: string }>(
    'delete from files.blobs b where id = any($1::uuid[]) and not exists (select 1 from files.versions v where v.tenant_id = b.tenant_id and v.blob_id = b.id) returning storage_key', [blobs.map((row) => row.blob_id)]);
  ctx.emit(filePurged, { fileId: id, clientId: file.clientId }, { aggregateId: id, clientId: file.clientId });
  return gone.map((row) => row.storage_key);
}

/** Empties the trash of what has lain there long enough. */
export const purgeTrash = sweep({
  name: 'purge-trash',
  everyMs: 60_000,
  run: async (ctx) => {
    for (const row of await dueNow(ctx, 'purge', ctx.now)) {
      const keys = await ctx.inTenant(uuidToId('firm', row.tenant_id), (inside) => purge(inside, uuidToId('fil', row.id)));
      for (const key of keys) await portsOf(ctx).storage.remove(key);
    }
  },
});
