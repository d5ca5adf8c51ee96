import { clientMerged, idToUuid } from '@firmament/events';
import { on } from '@firmament/kit';
import { LockMode } from '@mikro-orm/core';
import { follow } from './folder-path.rules.js';
import { Folder } from './folder.entity.js';

/** Two records of one client may each have a folder «Tax»: those of the merged record step aside with a number, so that nothing is lost and nothing collides. */
export const mergeFolders = on(clientMerged, async (event, ctx) => {
  const { survivorId, mergedIds } = event.data;
  await ctx.sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`files:folders:${survivorId}`]);
  const taken = new Set((await ctx.em.find(Folder, { clientId: survivorId })).map((folder) => folder.path));
  for (const merged of mergedIds) {
    const folders = await ctx.em.find(Folder, { clientId: merged }, { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { path: 'ASC' } });
    for (const root of folders.filter((folder) => folder.parentId === null && taken.has(folder.path))) stepAside(root, folders, taken);
    for (const folder of folders) taken.add(folder.path);
  }
  await ctx.em.flush();
  await ctx.sql('update files.folders set client_id = $1 where client_id = any($2::uuid[])', [idToUuid(survivorId), mergedIds.map(idToUuid)]);
});

function stepAside(root: Folder, folders: readonly Folder[], taken: ReadonlySet<string>): void {
  const from = root.path;
  let n = 2;
  while (taken.has(`${from} (${n})`)) n += 1;
  root.name = `${root.name} (${n})`;
  for (const folder of folders) folder.path = follow(folder.path, from, `${from} (${n})`);
}
