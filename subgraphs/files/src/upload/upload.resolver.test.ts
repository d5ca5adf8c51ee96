import { newId } from '@firmament/events';
import type { Harness } from '@firmament/kit/testing';
import { aClient, aFolder, ask, declare, eicar, openFiles, outcome, put, send, sha256, upload, type Address } from '../../test/firm.js';

let h: Harness;
let clientId: string;
beforeAll(async () => { h = await openFiles(); clientId = await aClient(h); });
afterAll(async () => { await h?.stop(); });

const pdf = (words = 'hello'): Buffer => Buffer.from(`%PDF-1.7\n${words} ${newId('fil')}\n%%EOF`);
const begin = 'mutation($input: BeginUploadInput!) { beginUpload(input: $input) { id partSize partCount } }';
const presign = 'mutation($input: PresignUploadPartsInput!) { presignUploadParts(input: $input) { number url size contentType } }';
const complete = 'mutation($input: CompleteUploadInput!) { completeUpload(input: $input) { state } }';

/** Begins an upload of these bytes and gives the address of its first part. */
async function firstAddress(bytes: Buffer, extra: Record<string, unknown> = {}): Promise<{ id: string; address: Address }> {
  const begun = await ask<{ id: string }>(h, h.staff(), begin, { input: { clientId, ...declare({ bytes }), ...extra } });
  const [address] = await ask<Address[]>(h, h.staff(), presign, { input: { uploadId: begun.id, numbers: [1] } });
  return { id: begun.id, address: address as Address };
}

describe('an upload', () => {
  it('comes into sight when its checksum is right and it was looked through', async () => {
    const folderId = await aFolder(h, clientId, 'CLIENT_VIEW');
    const bytes = pdf();
    const id = await send(h, h.staff(), { folderId }, { bytes, name: 'Bank/statement.pdf' });
    expect(await outcome(h, id)).toMatchObject({ state: 'CHECKING', file: null });
    await h.sweep('check-uploads');
    expect(await outcome(h, id)).toMatchObject({ state: 'DONE', file: { name: 'statement.pdf', size: bytes.length, contentType: 'application/pdf', scanState: 'CLEAN', visibility: 'CLIENT_VIEW', sha256: sha256(bytes), currentNo: 1 } });
    const [told] = (await h.events('files.scan.passed')).slice(-1);
    expect(told?.data).toMatchObject({ engine: 'test-file check only (no virus scanner is connected)' });
  });

  it('is named by its bytes and not by its claim', async () => {
    const png = Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d4948445200000001000000010806000000', 'hex'), Buffer.from(newId('fil'))]);
    expect((await upload(h, h.staff(), { clientId }, { bytes: png, contentType: 'application/pdf', name: 'invoice.pdf' })).file?.contentType).toBe('image/png');
  });

  it('is not taken in when the bytes are not the declared ones, and its object is gone', async () => {
    const bytes = pdf();
    const done = await upload(h, h.staff(), { clientId }, { bytes, sha256: sha256(Buffer.from('other')) });
    expect(done).toMatchObject({ state: 'FAILED', reason: 'CHECKSUM_MISMATCH', file: null });
    expect(await h.sql('select 1 from files.objects where sha256 = $1', [sha256(bytes)])).toEqual([]);
  });

  it('goes on after a break: the store says which parts are missing', async () => {
    const bytes = Buffer.concat([pdf(), Buffer.alloc(9 * 1024 ** 2, 7)]);
    const begun = await ask<{ id: string; partSize: number; partCount: number }>(h, h.staff(), begin, { input: { clientId, ...declare({ bytes }) } });
    expect(begun.partCount).toBe(2);
    const addresses = await ask<Address[]>(h, h.staff(), presign, { input: { uploadId: begun.id, numbers: [1, 2] } });
    expect(addresses.map((one) => one.size)).toEqual([8 * 1024 ** 2, bytes.length - 8 * 1024 ** 2]);
    const second = await put(addresses[1] as Address, bytes.subarray(8 * 1024 ** 2));
    expect(second.status).toBe(200);
    expect(await outcome(h, begun.id)).toMatchObject({ state: 'OPEN', missingParts: [1] });
    const parts = [{ number: 1, etag: 'never-sent' }, { number: 2, etag: second.headers.get('etag') }];
    await ask(h, h.staff(), complete, { input: { uploadId: begun.id, parts } });
    await h.sweep('check-uploads');
    expect(await outcome(h, begun.id)).toMatchObject({ state: 'OPEN', reason: 'PARTS_MISSING', missingParts: [1], file: null });
    const first = await put(addresses[0] as Address, bytes.subarray(0, 8 * 1024 ** 2));
    await ask(h, h.staff(), complete, { input: { uploadId: begun.id, parts: [{ number: 1, etag: first.headers.get('etag') }, parts[1]] } });
    await h.sweep('check-uploads');
    expect(await outcome(h, begun.id)).toMatchObject({ state: 'DONE', file: { size: bytes.length, sha256: sha256(bytes) } });
  });

  it('of the same content twice is one blob', async () => {
    const bytes = pdf('twice');
    const [one, two] = [await upload(h, h.staff(), { clientId }, { bytes, name: 'one.pdf' }), await upload(h, h.staff(), { clientId }, { bytes, name: 'two.pdf' })];
    expect(one.file?.id).not.toBe(two.file?.id);
    expect(await h.sql('select count(*)::int as n from files.blobs where sha256 = $1', [sha256(bytes)])).toEqual([{ n: 1 }]);
  });

  it('that is harmful ends locked away, and nobody gets an address for it', async () => {
    const done = await upload(h, h.staff(), { clientId }, { bytes: eicar, contentType: 'text/plain', name: 'test.txt' });
    expect(done).toMatchObject({ state: 'FAILED', reason: 'INFECTED' });
    const [row] = await h.sql('select id from files.objects where scan_state = $1', ['INFECTED']);
    const fact = (await h.events('files.scan.failed')).at(-1);
    expect(fact?.data).toMatchObject({ finding: 'Eicar-Test-Signature', name: 'test.txt' });
    expect(row).toBeDefined();
    const asked = await h.as(h.staff()).run('mutation($input: FileDownloadInput!) { fileDownload(input: $input) { url } }', { input: { fileId: fact?.data['fileId'] } });
    expect(asked.errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', reason: 'FILES_NOT_SAFE' });
  });

  it('is refused with words when the store is down, and nothing is begun', async () => {
    const lame = await openFiles({ S3_ENDPOINT: 'http://127.0.0.1:9' });
    try {
      const own = await aClient(lame);
      const { errors } = await lame.as(lame.staff()).run(begin, { input: { clientId: own, ...declare({ bytes: pdf() }) } });
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', reason: 'FILES_STORAGE_UNAVAILABLE' });
      expect(await lame.sql('select 1 from files.uploads')).toEqual([]);
    } finally { await lame.stop(); }
  });

  it('that nobody finished is given up after a day; one that lacked its last word only is adopted', async () => {
    const bytes = pdf('adopt me');
    const [left, lost] = [await firstAddress(pdf()), await firstAddress(bytes)];
    await put(lost.address, bytes);
    await h.sql(`update files.due set due_at = now() - interval '1 minute' where kind = 'stale'`);
    await h.sweep('tidy-uploads');
    expect(await outcome(h, left.id)).toMatchObject({ state: 'EXPIRED' });
    await h.sweep('check-uploads');
    expect(await outcome(h, lost.id)).toMatchObject({ state: 'DONE', file: { sha256: sha256(bytes) } });
  });
});

describe('an address for a part', () => {
  it('takes its own bytes and refuses another key, method, type, length or time', async () => {
    const bytes = pdf();
    const { address } = await firstAddress(bytes);
    const other = await firstAddress(pdf());
    const swapped = new URL(address.url);
    swapped.pathname = new URL(other.address.url).pathname;
    expect((await put({ ...address, url: swapped.href }, bytes)).status).toBe(403);
    expect((await fetch(address.url)).status).toBe(403);
    expect((await fetch(address.url, { method: 'DELETE' })).status).toBe(403);
    expect((await put({ ...address, contentType: 'text/html' }, bytes)).status).toBe(403);
    expect((await put(address, Buffer.concat([bytes, Buffer.from('more')]))).status).toBe(403);
    const later = new URL(address.url);
    later.searchParams.set('X-Amz-Expires', '86400');
    expect((await put({ ...address, url: later.href }, bytes)).status).toBe(403);
    const stale = new URL(address.url);
    expect(stale.searchParams.get('X-Amz-Expires')).toBe('300');
    expect(stale.pathname).toMatch(/^\/firmament\/[0-9a-f-]{36}\/[0-9a-f-]{36}$/);
    expect((await put(address, bytes)).status).toBe(200);
  });

  it('is worth nothing once the upload is joined: what was approved cannot be written over', async () => {
    const bytes = pdf();
    const { id, address } = await firstAddress(bytes);
    const etag = (await put(address, bytes)).headers.get('etag');
    await ask(h, h.staff(), complete, { input: { uploadId: id, parts: [{ number: 1, etag }] } });
    await h.sweep('check-uploads');
    expect((await put(address, bytes)).status).toBe(404);
    expect((await outcome(h, id)).state).toBe('DONE');
    expect((await h.as(h.staff()).run(presign, { input: { uploadId: id, numbers: [1] } })).errors?.[0]?.extensions).toMatchObject({ reason: 'FILES_UPLOAD_OVER' });
  });
});

describe('who may upload where', () => {
  it('is staff anywhere, a client only into folders that are shared for it, and nobody for another client', async () => {
    const [edit, view] = [await aFolder(h, clientId, 'CLIENT_EDIT'), await aFolder(h, clientId, 'CLIENT_VIEW')];
    const portal = h.portal(clientId);
    expect((await upload(h, portal, { folderId: edit }, { bytes: pdf() })).state).toBe('DONE');
    const refused = async (actor: typeof portal, input: object) => (await h.as(actor).run(begin, { input: { ...input, ...declare({ bytes: pdf() }) } })).errors?.[0]?.extensions;
    expect(await refused(portal, { folderId: view })).toMatchObject({ code: 'FORBIDDEN', reason: 'FILES_FOLDER_READ_ONLY' });
    expect(await refused(portal, { clientId })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await refused(h.portal(newId('cli')), { folderId: edit })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await refused(h.staff(['*'], h.otherFirm.id), { folderId: edit })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await refused(h.staff(['crm.*']), { folderId: edit })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await refused(h.public(), { folderId: edit })).toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(await refused(h.staff(), { folderId: edit, clientId })).toMatchObject({ code: 'BAD_USER_INPUT', reason: 'FILES_PLACE' });
  });

  it('is nobody with another one’s upload', async () => {
    const { id } = await firstAddress(pdf());
    const steal = async (actor: ReturnType<Harness['portal']>) => (await h.as(actor).run(complete, { input: { uploadId: id, parts: [{ number: 1, etag: 'x' }] } })).errors?.[0]?.extensions?.code;
    expect(await steal(h.portal(clientId))).toBe('NOT_FOUND');
    expect(await steal(h.staff(['*'], h.otherFirm.id))).toBe('NOT_FOUND');
  });
});

it.each([[{ sha256: 'short' }], [{ size: 0 }], [{ contentType: 'no type' }], [{ size: 6 * 1024 ** 3 }]])('refuses the declaration %j', async (wrong) => {
  const { errors } = await h.as(h.staff()).run(begin, { input: { clientId, ...declare({ bytes: pdf() }), ...wrong } });
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
});
