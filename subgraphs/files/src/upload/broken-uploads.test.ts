import { jest } from '@jest/globals';
import { idToUuid, newId } from '@firmament/events';
import type { Harness } from '@firmament/kit/testing';
import { aClient, ask, declare, openFiles, outcome, put, send, sha256, storeEnv, type Address } from '../../test/firm.js';
import { ShakyWay } from '../../test/shaky-way.js';
import type { FilesPorts } from '../ports.js';
import type { PartsPlace } from '../storage/storage.js';

let h: Harness;
let way: ShakyWay;
let clientId: string;
beforeAll(async () => {
  way = await ShakyWay.to(storeEnv()['S3_ENDPOINT'] ?? '');
  h = await openFiles({ S3_ENDPOINT: way.endpoint });
  clientId = await aClient(h);
});
afterEach(() => { way.mend(); jest.restoreAllMocks(); });
afterAll(async () => { await h?.stop(); await way?.close(); });

const store = () => (h.runtime.ports as FilesPorts).storage;
const pdf = (): Buffer => Buffer.from(`%PDF-1.7\n${newId('fil')}\n%%EOF`);
const begin = 'mutation($input: BeginUploadInput!) { beginUpload(input: $input) { id } }';
const presign = 'mutation($input: PresignUploadPartsInput!) { presignUploadParts(input: $input) { number url size contentType } }';
const complete = 'mutation($input: CompleteUploadInput!) { completeUpload(input: $input) { state } }';

/** An upload whose bytes are not sent yet. */
async function begun(bytes: Buffer): Promise<{ id: string; address: Address; place: PartsPlace }> {
  const { id } = await ask<{ id: string }>(h, h.staff(), begin, { input: { clientId, ...declare({ bytes }) } });
  const [address] = await ask<Address[]>(h, h.staff(), presign, { input: { uploadId: id, numbers: [1] } });
  const [row] = await h.sql('select storage_key, storage_upload_id from files.uploads where id = $1', [idToUuid(id)]);
  return { id, address: address as Address, place: { key: String(row?.['storage_key']), uploadId: String(row?.['storage_upload_id']) } };
}
const claim = (id: string, etag: string | null) => ask<{ state: string }>(h, h.staff(), complete, { input: { uploadId: id, parts: [{ number: 1, etag: etag ?? 'lost' }] } });
const isDue = (kind: string) => h.sql(`update files.due set due_at = now() - interval '1 hour' where kind = $1`, [kind]);
const due = async (id: string) => (await h.sql('select kind from files.due where id = $1 order by kind', [idToUuid(id)])).map((row) => row['kind']);
const files = async (bytes: Buffer) => Number((await h.sql('select count(*)::int as n from files.objects where sha256 = $1', [sha256(bytes)]))[0]?.['n']);
const unjoined = async (): Promise<string[]> => { const ids: string[] = []; for await (const one of store().unjoined()) ids.push(one.uploadId); return ids; };

/** A day after: all that was left lying is old. */
const aDayLater = async (work: () => Promise<void>): Promise<void> => {
  h.setNow(new Date(Date.now() + 25 * 3_600_000));
  try { await work(); } finally { h.setNow(new Date()); }
};

describe('F49: the store is away between the addresses and the word that all is sent', () => {
  it('nothing comes into sight, and a day later nothing is left, neither a row that waits nor a piece in the store', async () => {
    const bytes = pdf();
    const { id, address, place } = await begun(bytes);
    way.cut();
    await expect(put(address, bytes)).rejects.toThrow();
    expect(await claim(id, null)).toEqual({ state: 'CHECKING' });
    await h.sweep('check-uploads');
    expect(await outcome(h, id)).toMatchObject({ state: 'CHECKING', file: null });
    expect(await due(id)).toEqual(['check', 'stale']);
    await isDue('stale');
    await h.sweep('tidy-uploads');
    expect(await due(id)).toEqual(['check']);
    way.mend();
    await isDue('check');
    await h.sweep('check-uploads');
    expect(await outcome(h, id)).toMatchObject({ state: 'OPEN', reason: 'PARTS_MISSING', missingParts: [1], file: null });
    expect(await unjoined()).toContain(place.uploadId);
    await aDayLater(() => h.sweep('tidy-uploads'));
    expect(await outcome(h, id)).toMatchObject({ state: 'EXPIRED', file: null });
    expect([await due(id), await files(bytes), (await unjoined()).includes(place.uploadId), await store().size(place.key)]).toEqual([[], 0, false, null]);
  });

  it('what came before the store went away comes into sight when it is back, once', async () => {
    const bytes = pdf();
    const { id, address } = await begun(bytes);
    const etag = (await put(address, bytes)).headers.get('etag');
    way.cut();
    await claim(id, etag);
    await h.sweep('check-uploads');
    expect(await outcome(h, id)).toMatchObject({ state: 'CHECKING', file: null });
    way.mend();
    await isDue('check');
    await h.sweep('check-uploads');
    expect(await outcome(h, id)).toMatchObject({ state: 'DONE' });
    expect([await files(bytes), await due(id)]).toEqual([1, []]);
  });

  it('what is given up while the store is away is forgotten by the store later', async () => {
    const { id, place } = await begun(pdf());
    await isDue('stale');
    jest.spyOn(store(), 'abort').mockRejectedValueOnce(new Error('the store is away'));
    await expect(h.sweep('tidy-uploads')).rejects.toThrow('the store is away');
    expect(await outcome(h, id)).toMatchObject({ state: 'EXPIRED' });
    expect(await unjoined()).toContain(place.uploadId);
    await h.sweep('tidy-uploads');
    expect([(await unjoined()).includes(place.uploadId), await due(id)]).toEqual([false, []]);
  });
});

describe('F50: all is sent, and the word of it is lost', () => {
  it('said again, it is the same upload and one file', async () => {
    const bytes = pdf();
    const { id, address } = await begun(bytes);
    const etag = (await put(address, bytes)).headers.get('etag');
    expect([await claim(id, etag), await claim(id, etag)]).toEqual([{ state: 'CHECKING' }, { state: 'CHECKING' }]);
    await h.sweep('check-uploads');
    expect(await claim(id, etag)).toEqual({ state: 'DONE' });
    await h.sweep('check-uploads');
    expect(await files(bytes)).toBe(1);
  });

  it('never said, the upload is adopted after its day; one that lacks a piece is given up', async () => {
    const bytes = pdf();
    const [whole, half] = [await begun(bytes), await begun(pdf())];
    await put(whole.address, bytes);
    await aDayLater(() => h.sweep('tidy-uploads'));
    await h.sweep('check-uploads');
    expect([(await outcome(h, whole.id)).state, (await outcome(h, half.id)).state]).toEqual(['DONE', 'EXPIRED']);
    expect([await files(bytes), await due(whole.id), await due(half.id)]).toEqual([1, [], []]);
    const left = await unjoined();
    expect([whole, half].filter(({ place }) => left.includes(place.uploadId))).toEqual([]);
  });

  it('the store joined the pieces and its answer was lost: the next look finds the object', async () => {
    const bytes = pdf();
    const { id, address, place } = await begun(bytes);
    const etag = (await put(address, bytes)).headers.get('etag') ?? '';
    await claim(id, etag);
    expect(await store().complete(place, [{ number: 1, etag: etag.replaceAll('"', '') }])).toBe('done');
    await h.sweep('check-uploads');
    expect([(await outcome(h, id)).state, await files(bytes)]).toEqual(['DONE', 1]);
  });
});

describe('store and rows are compared, both ways', () => {
  it('pieces whose upload was never written down are gone after a day and not before; those of an open upload stay', async () => {
    const key = `${idToUuid(h.firm.id)}/${idToUuid(newId('upl'))}`;
    const lost = await store().begin(key, 'application/pdf');
    const { place } = await begun(pdf());
    jest.spyOn(store(), 'list').mockImplementation(async function* () { /* Objects are another matter. */ });
    const all = store().unjoined.bind(store());
    // Other suites have uploads under way in the same store: the sweep is shown those of this firm.
    jest.spyOn(store(), 'unjoined').mockImplementation(async function* () { for await (const one of all()) if (one.key.startsWith(idToUuid(h.firm.id))) yield one; });
    await h.sweep('tidy-objects');
    expect(await unjoined()).toEqual(expect.arrayContaining([lost, place.uploadId]));
    await aDayLater(() => h.sweep('tidy-objects'));
    const left = await unjoined();
    expect([left.includes(lost), left.includes(place.uploadId)]).toEqual([false, true]);
  });

  it('an object that a file needs and the store has lost is told by its key, for an operator', async () => {
    const [kept, lost] = [pdf(), pdf()];
    for (const bytes of [kept, lost]) await send(h, h.staff(), { clientId }, { bytes });
    await h.sweep('check-uploads');
    const keyOf = async (bytes: Buffer) => String((await h.sql('select storage_key from files.blobs where sha256 = $1', [sha256(bytes)]))[0]?.['storage_key']);
    const gone = await keyOf(lost);
    await store().remove(gone);
    const told: unknown[] = [];
    jest.spyOn(h.runtime.log, 'child').mockReturnValue({ error: (what: unknown) => told.push(what), warn: () => undefined } as never);
    const all = store().list.bind(store());
    jest.spyOn(store(), 'list').mockImplementation(async function* () { for await (const one of all()) if (one.key.startsWith(idToUuid(h.firm.id))) yield one; });
    await h.sweep('tidy-objects');
    expect(told).toEqual([{ key: gone }]);
    expect(await store().size(await keyOf(kept))).not.toBeNull();
  });
});
