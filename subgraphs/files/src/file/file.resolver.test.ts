import { clientMerged, idToUuid, newId } from '@firmament/events';
import type { Harness } from '@firmament/kit/testing';
import { aClient, aFolder, ask, openFiles, upload } from '../../test/firm.js';
import type { FilesPorts } from '../ports.js';

let h: Harness;
let clientId: string;
beforeAll(async () => { h = await openFiles(); clientId = await aClient(h); });
afterAll(async () => { await h?.stop(); });

const bytes = (): Buffer => Buffer.from(`%PDF-1.7\n${newId('fil')}\n%%EOF`);
const act = (name: string, input: string, wanted = 'id version name folderId visibility currentNo approval sealedAt trashedAt') => `mutation($input: ${input}!) { ${name}(input: $input) { ${wanted} } }`;
const move = act('moveFile', 'MoveFileInput');
const rename = act('renameFile', 'RenameFileInput');
const trash = act('trashFile', 'FileIdInput');
const restore = act('restoreFile', 'FileIdInput');
const seal = act('sealFile', 'FileIdInput');
const askYes = act('requestFileApproval', 'FileIdInput');
const approve = act('approveFile', 'AnswerFileInput');
const disapprove = act('disapproveFile', 'AnswerFileInput', 'approval approvalComment approvalBy');
const lock = act('lockFileUntilPaid', 'LockFileInput', 'open');
const unlock = act('unlockFile', 'LockFileInput', 'open');
const fetchIt = act('fileDownload', 'FileDownloadInput', 'url name expiresAt');
const share = act('createShareLink', 'CreateShareLinkInput', 'url link { id downloads }');
const open = act('openShareLink', 'OpenShareLinkInput', 'url name');
const refusal = async (actor: ReturnType<Harness['staff']>, document: string, input: object) => (await h.as(actor).run(document, { input })).errors?.[0]?.extensions;

/** A file of the client that the client can see. */
async function aFile(visibility = 'CLIENT_VIEW', content = bytes()): Promise<string> {
  const done = await upload(h, h.staff(), { folderId: await aFolder(h, clientId, visibility) }, { bytes: content, name: 'Büro "plan".pdf' });
  return done.file?.id ?? '';
}

describe('a file', () => {
  it('is fetched by a fresh address as an attachment with the type of its bytes, and the address stands in no fact', async () => {
    const content = bytes();
    const fileId = await aFile('CLIENT_VIEW', content);
    const { url } = await ask<{ url: string }>(h, h.portal(clientId), fetchIt, { input: { fileId } });
    const answer = await fetch(url);
    expect(Buffer.from(await answer.arrayBuffer()).equals(content)).toBe(true);
    expect(answer.headers.get('content-disposition')).toContain("filename*=UTF-8''B%C3%BCro%20%22plan%22.pdf");
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect((await fetch(url, { method: 'PUT', body: 'x' })).status).toBe(403);
    expect(JSON.stringify(await h.events())).not.toContain('X-Amz-Signature');
    const history = await ask<{ history: { act: string; byName: string }[] }>(h, h.staff(), 'query($id: ID!) { file(id: $id) { history { act byName } } }', { id: fileId });
    expect(history.history.map((line) => line.act).sort()).toEqual(['downloaded', 'uploaded']);
  });

  it('takes its folder’s visibility along, and a private one is nobody’s outside', async () => {
    const fileId = await aFile();
    const [hidden, elsewhere] = [await aFolder(h, clientId, 'PRIVATE'), await aFolder(h, await aClient(h), 'PRIVATE')];
    expect(await ask(h, h.staff(), move, { input: { fileId, folderId: hidden } })).toMatchObject({ folderId: hidden, visibility: 'PRIVATE' });
    expect(await refusal(h.portal(clientId), fetchIt, { fileId })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await refusal(h.staff(), move, { fileId, folderId: elsewhere })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await refusal(h.staff(), rename, { fileId, name: 'a/b' })).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await ask(h, h.staff(), rename, { input: { fileId, name: 'plan.pdf' } })).toMatchObject({ name: 'plan.pdf' });
    expect(await refusal(h.staff(), rename, { fileId, name: 'x', ifVersion: 1 })).toMatchObject({ reason: 'STALE_VERSION' });
  });

  it('keeps every version, and takes an earlier one up again as a new one', async () => {
    const fileId = await aFile();
    expect((await upload(h, h.staff(), { fileId }, { bytes: bytes(), name: 'second.pdf' })).file).toMatchObject({ id: fileId, currentNo: 2 });
    expect(await ask(h, h.staff(), act('restoreFileVersion', 'RestoreFileVersionInput'), { input: { fileId, versionNo: 1 } })).toMatchObject({ currentNo: 3 });
    const seen = await ask<{ versions: object[] }>(h, h.portal(clientId), 'query($id: ID!) { file(id: $id) { versions { no restoredFrom } } }', { id: fileId });
    expect(seen.versions).toEqual([{ no: 3, restoredFrom: 1 }, { no: 2, restoredFrom: null }, { no: 1, restoredFrom: null }]);
    await expect(h.sql(`update files.versions set name = 'other' where file_id = $1`, [idToUuid(fileId)])).rejects.toMatchObject({ constraint: 'version_immutable' });
  });

  it('that is sealed cannot be changed by anybody, not by SQL either', async () => {
    const fileId = await aFile();
    expect((await ask<{ sealedAt: string }>(h, h.staff(), seal, { input: { fileId } })).sealedAt).not.toBeNull();
    for (const [document, input] of [[rename, { name: 'x' }], [move, { folderId: null }], [trash, {}], [act('restoreFileVersion', 'RestoreFileVersionInput'), { versionNo: 1 }]] as const) {
      expect(await refusal(h.staff(), document, { fileId, ...input })).toMatchObject({ code: 'CONFLICT', reason: 'FILES_SEALED' });
    }
    await expect(h.sql(`update files.objects set name = 'x' where id = $1`, [idToUuid(fileId)])).rejects.toMatchObject({ constraint: 'file_sealed' });
    await expect(h.sql(`delete from files.versions where file_id = $1`, [idToUuid(fileId)])).rejects.toMatchObject({ constraint: 'file_sealed' });
  });

  it('lies in the trash out of sight, comes back, and is gone when its time is over, with its object', async () => {
    const fileId = await aFile();
    await ask(h, h.staff(), trash, { input: { fileId } });
    expect(await refusal(h.portal(clientId), fetchIt, { fileId })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await ask(h, h.staff(), restore, { input: { fileId } })).toMatchObject({ trashedAt: null });
    await ask(h, h.staff(), trash, { input: { fileId } });
    await h.sweep('purge-trash');
    expect(await h.sql('select 1 from files.objects where id = $1', [idToUuid(fileId)])).toHaveLength(1);
    const [blob] = await h.sql('select storage_key from files.blobs b join files.objects o on o.blob_id = b.id where o.id = $1', [idToUuid(fileId)]);
    h.setNow(new Date(Date.now() + 121 * 86_400_000));
    await h.sweep('purge-trash');
    h.setNow(new Date());
    expect(await h.sql('select 1 from files.objects where id = $1', [idToUuid(fileId)])).toEqual([]);
    expect(await h.sql('select 1 from files.blobs where storage_key = $1', [blob?.['storage_key']])).toEqual([]);
    expect((await h.events('files.object.purged')).at(-1)?.data).toEqual({ fileId, clientId });
  });
});

describe('an answer to a document', () => {
  it('is the client’s to give, to the version that was looked at, and falls when a newer one comes', async () => {
    const fileId = await aFile();
    const portal = h.portal(clientId);
    expect(await refusal(portal, approve, { fileId, versionNo: 1 })).toMatchObject({ reason: 'FILES_NOT_ASKED' });
    await ask(h, h.staff(), askYes, { input: { fileId } });
    expect(await refusal(h.staff(), approve, { fileId, versionNo: 1 })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await refusal(h.portal(newId('cli')), approve, { fileId, versionNo: 1 })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await ask(h, portal, disapprove, { input: { fileId, versionNo: 1, comment: 'Wrong year.' } })).toEqual({ approval: 'DISAPPROVED', approvalComment: 'Wrong year.', approvalBy: 'Marion Marlowe' });
    await upload(h, h.staff(), { fileId }, { bytes: bytes() });
    expect(await refusal(portal, approve, { fileId, versionNo: 1 })).toMatchObject({ reason: 'FILES_NEWER_VERSION', versionNo: 2 });
    expect(await ask(h, portal, approve, { input: { fileId, versionNo: 2 } })).toMatchObject({ approval: 'APPROVED' });
    expect((await h.events('files.object.approved')).at(-1)?.data).toMatchObject({ fileId, versionNo: 2, by: 'Marion Marlowe' });
  });
});

describe('a file that waits for money', () => {
  it('opens to the client when the last reason is gone, and was open to staff all along', async () => {
    const fileId = await aFile();
    for (const reason of ['inv_a', 'inv_b', 'inv_a']) await ask(h, h.service(), lock, { input: { fileId, reason } });
    expect(await refusal(h.portal(clientId), fetchIt, { fileId })).toMatchObject({ code: 'FORBIDDEN', reason: 'FILES_LOCKED' });
    expect((await ask<{ url: string }>(h, h.staff(), fetchIt, { input: { fileId } })).url).toContain('http');
    expect(await ask(h, h.service(), unlock, { input: { fileId, reason: 'inv_a' } })).toEqual({ open: false });
    expect(await ask(h, h.service(), unlock, { input: { fileId, reason: 'inv_b' } })).toEqual({ open: true });
    expect((await ask<{ url: string }>(h, h.portal(clientId), fetchIt, { input: { fileId } })).url).toContain('http');
    expect((await h.events('files.object.locked')).filter((event) => event.data['fileId'] === fileId)).toHaveLength(2);
  });

  it('names to both sides the invoices for which it waits, and no other reason', async () => {
    const [fileId, first, second] = [await aFile(), newId('ivc'), newId('ivc')];
    for (const reason of [first, 'until Monday', second]) await ask(h, h.service(), lock, { input: { fileId, reason } });
    for (const who of [h.staff(), h.portal(clientId)]) expect(await ask(h, who, 'query($id: ID!) { file(id: $id) { locked waitsFor { id } } }', { id: fileId })).toEqual({ locked: true, waitsFor: [{ id: first }, { id: second }] });
    for (const reason of [first, second]) await ask(h, h.service(), unlock, { input: { fileId, reason } });
    expect(await ask(h, h.portal(clientId), 'query($id: ID!) { file(id: $id) { locked waitsFor { id } } }', { id: fileId })).toEqual({ locked: true, waitsFor: [] });
  });
});

describe('files that wait for an invoice', () => {
  const [unlockAll, lockAgain] = [act('unlockFiles', 'LockReasonInput', 'files { id }'), act('lockFilesAgain', 'LockReasonInput', 'files { id }')];

  it('open together when it is paid, each for its own other reasons; and close again when the money is given back', async () => {
    const [one, other, apart, reason] = [await aFile(), await aFile(), await aFile(), newId('ivc')];
    for (const fileId of [one, other]) await ask(h, h.staff(), lock, { input: { fileId, reason } });
    await ask(h, h.staff(), lock, { input: { fileId: other, reason: 'ivc_later' } });
    await ask(h, h.staff(), lock, { input: { fileId: apart, reason: 'ivc_later' } });
    expect((await ask<{ files: { id: string }[] }>(h, h.service(), unlockAll, { input: { clientId, reason } })).files.map(({ id }) => id).sort()).toEqual([one, other].sort());
    expect((await ask<{ url: string }>(h, h.portal(clientId), fetchIt, { input: { fileId: one } })).url).toContain('http');
    for (const fileId of [other, apart]) expect(await refusal(h.portal(clientId), fetchIt, { fileId })).toMatchObject({ reason: 'FILES_LOCKED' });
    expect(await ask(h, h.service(), unlockAll, { input: { clientId, reason } })).toEqual({ files: [] });
    expect((await ask<{ files: { id: string }[] }>(h, h.service(), lockAgain, { input: { clientId, reason } })).files).toHaveLength(2);
    expect(await refusal(h.portal(clientId), fetchIt, { fileId: one })).toMatchObject({ reason: 'FILES_LOCKED' });
    expect(await ask(h, h.service(), lockAgain, { input: { clientId, reason } })).toEqual({ files: [] });
  });

  it.each([['unlockFiles', unlockAll], ['lockFilesAgain', lockAgain]])('%s is closed to another firm, to clients and to staff without the right', async (_name, document) => {
    const [fileId, reason] = [await aFile(), newId('ivc')];
    await ask(h, h.staff(), lock, { input: { fileId, reason } });
    expect(await refusal(h.staff(['*'], h.otherFirm.id), document, { clientId, reason })).toMatchObject({ code: 'NOT_FOUND' });
    for (const actor of [h.portal(clientId), h.staff([]), h.public()]) expect((await refusal(actor, document, { clientId, reason }))?.['code']).toMatch(/FORBIDDEN|UNAUTHENTICATED/);
    expect(await refusal(h.staff(), document, { clientId, reason: '' })).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await refusal(h.portal(clientId), fetchIt, { fileId })).toMatchObject({ reason: 'FILES_LOCKED' });
  });
});

describe('a link to a file', () => {
  it('opens this one file for its bearer, counts, asks for its passcode, and ends', async () => {
    const content = bytes();
    const fileId = await aFile('PRIVATE', content);
    const made = await ask<{ url: string; link: { id: string } }>(h, h.staff(), share, { input: { fileId, passcode: 'sesame' } });
    const token = new URL(made.url).pathname.split('/').at(-1);
    const visitor = h.public(null);
    expect(await refusal(visitor, open, { token })).toMatchObject({ reason: 'FILES_PASSCODE_REQUIRED' });
    expect(await refusal(visitor, open, { token, passcode: 'nope' })).toMatchObject({ reason: 'FILES_PASSCODE_WRONG' });
    const { url } = await ask<{ url: string }>(h, visitor, open, { input: { token, passcode: 'sesame' } });
    expect(Buffer.from(await (await fetch(url)).arrayBuffer()).equals(content)).toBe(true);
    expect((await h.sql('select downloads from files.share_links where file_id = $1', [idToUuid(fileId)]))[0]).toEqual({ downloads: 1 });
    await ask(h, h.staff(), act('revokeShareLink', 'ShareLinkIdInput', 'id'), { input: { shareId: made.link.id } });
    expect(await refusal(visitor, open, { token, passcode: 'sesame' })).toMatchObject({ code: 'NOT_FOUND', reason: 'FILES_LINK_REVOKED', gone: true });
    expect(await refusal(h.portal(clientId), share, { fileId })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await refusal(h.staff(), share, { fileId, expiresAt: '2020-01-01T00:00:00Z' })).toMatchObject({ reason: 'FILES_LINK_EXPIRY' });
  });
});

describe('folders', () => {
  it('are made, renamed and moved with all that stands below, and never into themselves', async () => {
    const own = await aClient(h);
    const top = await aFolder(h, own, 'CLIENT_EDIT', 'Tax');
    const create = act('createFolder', 'CreateFolderInput', 'id path visibility');
    const below = await ask<{ id: string }>(h, h.staff(), create, { input: { clientId: own, parentId: top, name: '2026' } });
    expect(below).toMatchObject({ path: 'Tax/2026', visibility: 'CLIENT_EDIT' });
    await ask(h, h.staff(), act('renameFolder', 'RenameFolderInput', 'path'), { input: { folderId: top, name: 'Taxes' } });
    const shown = 'query($id: ID!) { folder(id: $id) { path } }';
    expect(await ask(h, h.portal(own), shown, { id: below.id })).toEqual({ path: 'Taxes/2026' });
    const into = act('moveFolder', 'MoveFolderInput', 'path');
    expect(await refusal(h.staff(), into, { folderId: top, parentId: below.id })).toMatchObject({ reason: 'FILES_FOLDER_CYCLE' });
    expect(await ask(h, h.staff(), into, { input: { folderId: below.id, parentId: null } })).toEqual({ path: '2026' });
    expect(await refusal(h.staff(), create, { clientId: own, name: 'Taxes' })).toMatchObject({ code: 'CONFLICT', reason: 'FILES_FOLDER_EXISTS' });
    expect(await refusal(h.portal(own), create, { clientId: own, name: 'Mine' })).toMatchObject({ code: 'FORBIDDEN' });
    expect((await h.as(h.staff(['*'], h.otherFirm.id)).run(shown, { id: top })).errors?.[0]?.extensions?.code).toBe('NOT_FOUND');
  });

  it('of two merged records stand side by side, and nothing is lost', async () => {
    const [survivor, merged] = [await aClient(h), await aClient(h)];
    for (const one of [survivor, merged]) await aFolder(h, one, 'PRIVATE', 'Tax');
    await upload(h, h.staff(), { clientId: merged }, { bytes: bytes() });
    await h.deliver(clientMerged, { survivorId: survivor, mergedIds: [merged], mergeId: 'm1' });
    expect((await h.sql('select path from files.folders where client_id = $1 order by path', [idToUuid(survivor)])).map((row) => row['path'])).toEqual(['Tax', 'Tax (2)']);
    expect(await h.sql('select 1 from files.objects where client_id = $1', [idToUuid(survivor)])).toHaveLength(1);
  });
});

it('removes objects that no row knows, and no others', async () => {
  const { storage } = h.runtime.ports as FilesPorts;
  const keyOf = async (fileId: string): Promise<string> => String((await h.sql('select storage_key from files.blobs b join files.objects o on o.tenant_id = b.tenant_id and o.blob_id = b.id where o.id = $1', [idToUuid(fileId)]))[0]?.['storage_key']);
  const [kept, lost] = [await aFile(), await aFile()];
  const [keptKey, lostKey] = [await keyOf(kept), await keyOf(lost)];
  for (const table of ['history', 'versions']) await h.sql(`delete from files.${table} where file_id = $1`, [idToUuid(lost)]);
  await h.sql('delete from files.objects where id = $1', [idToUuid(lost)]);
  await h.sql('delete from files.blobs where storage_key = $1', [lostKey]);
  // Other suites keep their objects in the same store: this one shows the sweep its own two, as old ones.
  storage.list = async function* () { for (const key of [keptKey, lostKey]) yield { key, modifiedAt: new Date(0) }; };
  await h.sweep('tidy-objects');
  expect([await storage.size(keptKey) !== null, await storage.size(lostKey)]).toEqual([true, null]);
});
