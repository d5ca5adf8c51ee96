import { idToUuid, newId } from '../../../events/src/events.js';
import { testSubgraph } from '../../../subgraphs/kit/src/testing/harness.js';
import type { Harness } from '../../../subgraphs/kit/src/testing/harness.js';
import { noteStatements } from '../../../subgraphs/kit/test/statements.js';
import { aClient, aFolder } from '../../../subgraphs/files/test/firm.js';
import files from '../../../subgraphs/files/src/subgraph.js';
import { timesOf } from './times.js';
import type { Times } from './times.js';

/** Many files of one client, asked for in one request. */
export interface ListingResult extends Times { readonly files: number; readonly requests: number; readonly statements: number; readonly bytes: number }

const FOLDERS = 10;
const IN_EACH = 100;
/** A page of a list has a hundred rows at most, so a thousand are ten pages of one question. */
const QUESTION = `{ ${Array.from({ length: FOLDERS }, (_, n) => `f${n}: files(folderId: "ID${n}", first: ${IN_EACH}) { nodes { id name size contentType currentNo scanState visibility createdAt byName locked } }`).join(' ')} }`;

/** Files as they stand in a folder, with the row security of the house. */
export async function benchListing(): Promise<ListingResult> {
  const h = await testSubgraph(files);
  try {
    const folders = await fill(h);
    const question = folders.reduce((text, id, n) => text.replace(`"ID${n}"`, JSON.stringify(id)), QUESTION);
    const ask = async (): Promise<string> => {
      const answer = await h.as(h.staff()).run(question);
      if (answer.errors) throw new Error(JSON.stringify(answer.errors));
      return JSON.stringify(answer.data);
    };
    for (let warm = 0; warm < 10; warm++) await ask();
    const noted = noteStatements('files_rw');
    const text = await ask();
    noted.stop();
    return { files: (text.match(/"fil_/g) ?? []).length, requests: 1, statements: noted.texts.length, bytes: text.length, ...await timesOf(ask, 30) };
  } finally {
    await h.stop();
  }
}

/** Rows as an upload leaves them; a thousand uploads would change nothing of what is read. */
async function fill(h: Harness): Promise<string[]> {
  const clientId = await aClient(h);
  const folders: string[] = [];
  for (let n = 0; n < FOLDERS; n++) folders.push(await aFolder(h, clientId, 'CLIENT_VIEW', `Folder ${n}`));
  const [tenant, blob] = [idToUuid(h.firm.id), idToUuid(newId('blb'))];
  const content = `'${'a'.repeat(64)}', 48211, 'application/pdf'`;
  await h.sql(`insert into files.blobs (tenant_id, id, sha256, size, content_type, storage_key, scan_state, engine, created_at) values ($1, $2, ${content}, 'bench', 'CLEAN', 'none', now())`, [tenant, blob]);
  for (const folder of folders) {
    await h.sql(`insert into files.objects (tenant_id, id, version, client_id, folder_id, name, visibility, current_no, blob_id, sha256, size, content_type, scan_state, created_at, by_kind, by_id, by_name)
select $1, gen_random_uuid(), 1, $2, $3, 'Statement ' || lpad(n::text, 4, '0') || '.pdf', 'CLIENT_VIEW', 1, $4, ${content}, 'CLEAN', now(), 'staff', 'usr_bench', 'Ines Calder' from generate_series(1, ${IN_EACH}) n`,
    [tenant, idToUuid(clientId), idToUuid(folder), blob]);
  }
  await h.sql('analyze files.objects');
  return folders;
}
