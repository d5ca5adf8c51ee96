import { clientMerged, idToUuid, newId } from '@firmament/events';
import type { Harness } from '@firmament/kit/testing';
import { aClient, aFolder, ask, openFiles, upload } from '../test/firm.js';

let h: Harness;
beforeAll(async () => { h = await openFiles(); });
afterAll(async () => { await h?.stop(); });

it('whatever is begun for a merged client is begun for its survivor: requests, folders, files', async () => {
  const [survivor, merged] = [await aClient(h), await aClient(h)];
  await h.deliver(clientMerged, { survivorId: survivor, mergedIds: [merged], mergeId: 'm1' });
  const layOut = 'mutation($input: CreateFileRequestsForProjectInput!) { createFileRequestsForProject(input: $input) { created } }';
  // A workflow that began before the merge still names the client of its day.
  await ask(h, h.service(), layOut, { input: { projectId: newId('prj'), clientId: merged, requests: [{ key: 'bank', title: 'Bank', items: [{ title: 'Bank', required: true, hint: null }], dueOn: null }] } });
  await ask(h, h.staff(), 'mutation($input: CreateFileRequestInput!) { createFileRequest(input: $input) { id } }', { input: { clientId: merged, title: 'Year end', items: [{ title: 'One' }] } });
  await aFolder(h, merged, 'PRIVATE', 'Tax');
  expect((await upload(h, h.staff(), { clientId: merged }, { bytes: Buffer.from('%PDF-1.7\nlate') })).state).toBe('DONE');
  for (const [table, rows] of [['requests', 2], ['request_items', 2], ['folders', 1], ['objects', 1]] as const) {
    expect({ table, rows: (await h.sql(`select client_id from files.${table}`)).map((row) => row['client_id']) }).toEqual({ table, rows: Array.from({ length: rows }, () => idToUuid(survivor)) });
  }
});
