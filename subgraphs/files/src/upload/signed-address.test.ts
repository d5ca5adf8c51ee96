import { request } from 'node:http';
import { jest } from '@jest/globals';
import { idToUuid, newId } from '@firmament/events';
import type { Harness } from '@firmament/kit/testing';
import { aClient, ask, declare, openFiles, outcome, put, upload, type Address } from '../../test/firm.js';
import { urlSeconds } from '@firmament/kit/object-store';

let h: Harness;
let clientId: string;
beforeAll(async () => { h = await openFiles(); clientId = await aClient(h); });
afterEach(() => { jest.useRealTimers(); });
afterAll(async () => { await h?.stop(); });

const begin = 'mutation($input: BeginUploadInput!) { beginUpload(input: $input) { id } }';
const presign = 'mutation($input: PresignUploadPartsInput!) { presignUploadParts(input: $input) { number url size contentType } }';
const complete = 'mutation($input: CompleteUploadInput!) { completeUpload(input: $input) { state } }';
const fetchIt = 'mutation($input: FileDownloadInput!) { fileDownload(input: $input) { url } }';
const part = 8 * 1024 ** 2;
const small = Buffer.from(`%PDF-1.7\n${newId('fil')}\n%%EOF`);
/** A whole part and a little. */
const large = Buffer.concat([small, Buffer.alloc(part, 7)]);
const piece = (number: number): Buffer => large.subarray((number - 1) * part, number * part);

/** The moment at which an address is signed, shifted; only the clock is false, everything that waits runs on. */
async function signedAt<T>(shiftMs: number, work: () => Promise<T>): Promise<T> {
  jest.useFakeTimers({ now: Date.now() + shiftMs, doNotFake: ['hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate', 'setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] });
  try { return await work(); } finally { jest.useRealTimers(); }
}

async function begun(bytes = large, numbers = [1, 2]): Promise<{ id: string; addresses: Address[] }> {
  const { id } = await ask<{ id: string }>(h, h.staff(), begin, { input: { clientId, ...declare({ bytes }) } });
  return { id, addresses: await ask<Address[]>(h, h.staff(), presign, { input: { uploadId: id, numbers } }) };
}

const changed = (address: Address, change: (url: URL) => void): Address => {
  const url = new URL(address.url);
  change(url);
  return { ...address, url: url.href };
};
const withQuery = (name: string, value: string) => (url: URL): void => url.searchParams.set(name, value);

/** Sends a part with exactly these headers; `fetch` would mend some of them. */
function sendRaw(address: Address, body: Buffer, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const sending = request(address.url, { method: 'PUT', headers }, (answer) => { answer.resume(); resolve(answer.statusCode ?? 0); });
    sending.once('error', reject);
    sending.end(body);
  });
}

interface Abuse { readonly first: Address; readonly foreign: Address }
const swap = (name: string) => ({ first, foreign }: Abuse): Promise<number> => status(put(changed(first, withQuery(name, new URL(foreign.url).searchParams.get(name) ?? '')), small));
const status = async (answer: Promise<Response>): Promise<number> => (await answer).status;

describe('an address for a part is refused with', () => {
  let mine: Awaited<ReturnType<typeof begun>>;
  let abuse: Abuse;
  beforeAll(async () => {
    mine = await begun(small, [1]);
    abuse = { first: mine.addresses[0] as Address, foreign: (await begun(small, [1])).addresses[0] as Address };
  });

  it.each<[string, (abuse: Abuse) => Promise<number>]>([
    ['the key of another upload', ({ first, foreign }) => status(put(changed(first, (url) => { url.pathname = new URL(foreign.url).pathname; }), small))],
    ['a key in another firm', ({ first }) => status(put(changed(first, (url) => { url.pathname = url.pathname.replace(idToUuid(h.firm.id), idToUuid(h.otherFirm.id)); }), small))],
    ['a way out of its folder', ({ first }) => status(put(changed(first, (url) => { url.pathname = `${url.pathname}/%2e%2e/other`; }), small))],
    ['the number of another upload', swap('uploadId')],
    ['the signature of another address', swap('X-Amz-Signature')],
    ['no signature', ({ first }) => status(put(changed(first, (url) => url.searchParams.delete('X-Amz-Signature')), small))],
    ['nothing but the key', ({ first }) => status(put(changed(first, (url) => { url.search = ''; }), small))],
    ['the place of another part', ({ first }) => status(put(changed(first, withQuery('partNumber', '2')), small))],
    ['a part that the file does not have', ({ first }) => status(put(changed(first, withQuery('partNumber', '9999')), small))],
    ['its place named twice', ({ first }) => status(put(changed(first, (url) => url.searchParams.append('partNumber', '2')), small))],
    ['GET', ({ first }) => status(fetch(first.url, { headers: { 'content-type': first.contentType } }))],
    ['HEAD', ({ first }) => status(fetch(first.url, { method: 'HEAD' }))],
    ['POST', ({ first }) => status(fetch(first.url, { method: 'POST', body: 'x', headers: { 'content-type': first.contentType } }))],
    ['DELETE', ({ first }) => status(fetch(first.url, { method: 'DELETE' }))],
    ['another type', ({ first }) => status(put({ ...first, contentType: 'text/html' }, small))],
    ['no type', ({ first }) => sendRaw(first, small, { 'content-length': String(small.length) })],
    ['a byte more', ({ first }) => status(put(first, Buffer.concat([small, Buffer.from('!')])))],
    ['a byte less', ({ first }) => status(put(first, small.subarray(1)))],
    ['a length that is not told', ({ first }) => sendRaw(first, small, { 'content-type': first.contentType, 'transfer-encoding': 'chunked' })],
    ['a longer life', ({ first }) => status(put(changed(first, withQuery('X-Amz-Expires', '604800')), small))],
    ['a later birth', ({ first }) => status(put(changed(first, withQuery('X-Amz-Date', '20991231T235959Z')), small))],
    ['fewer words under the signature', ({ first }) => status(put(changed(first, withQuery('X-Amz-SignedHeaders', 'host')), small))],
    ['a right that it does not have', ({ first }) => status(put(first, small, { 'x-amz-acl': 'public-read' }))],
  ])('%s', async (_what, attempt) => {
    expect(await attempt(abuse)).toBe(403);
    expect(await outcome(h, mine.id)).toMatchObject({ state: 'OPEN', missingParts: [1] });
  });

  it('its own bytes when its time is over, and not a minute before', async () => {
    const numbers = [1];
    const late = await signedAt(-(urlSeconds + 2) * 1000, () => ask<Address[]>(h, h.staff(), presign, { input: { uploadId: mine.id, numbers } }));
    const answer = await put(late[0] as Address, small);
    expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining('expired')]);
    const just = await signedAt(-(urlSeconds - 60) * 1000, () => ask<Address[]>(h, h.staff(), presign, { input: { uploadId: mine.id, numbers } }));
    expect((await put(just[0] as Address, small)).status).toBe(200);
    expect((await outcome(h, mine.id)).missingParts).toEqual([]);
  });
});

describe('the order of steps', () => {
  it('of parts is free, and the file is whole', async () => {
    const { id, addresses } = await begun();
    const etags = new Map<number, string>();
    for (const number of [2, 1]) etags.set(number, (await put(addresses[number - 1] as Address, piece(number))).headers.get('etag') ?? '');
    const parts = [2, 1].map((number) => ({ number, etag: etags.get(number) }));
    await ask(h, h.staff(), complete, { input: { uploadId: id, parts } });
    await h.sweep('check-uploads');
    expect(await outcome(h, id)).toMatchObject({ state: 'DONE', file: { size: large.length } });
  });

  it('cannot be turned round: nothing sent and all is said, a part twice, a part too many, one under the name of another', async () => {
    const { id, addresses } = await begun();
    const refusal = async (parts: object[]) => (await h.as(h.staff()).run(complete, { input: { uploadId: id, parts } })).errors?.[0]?.extensions;
    const named = (...numbers: number[]) => numbers.map((number) => ({ number, etag: 'x' }));
    for (const parts of [named(1), named(1, 1), named(1, 2, 3), named(1, 9)]) expect(await refusal(parts)).toMatchObject({ code: 'BAD_USER_INPUT', reason: 'FILES_PARTS_MISSING' });
    await ask(h, h.staff(), complete, { input: { uploadId: id, parts: named(1, 2) } });
    await h.sweep('check-uploads');
    expect(await outcome(h, id)).toMatchObject({ state: 'OPEN', reason: 'PARTS_MISSING', missingParts: [1, 2], file: null });
    const etags: string[] = [];
    for (const address of addresses) etags.push((await put(address, piece(address.number))).headers.get('etag') ?? '');
    const turned = [[1, 2], [2, 1]].map(([number, of]) => ({ number, etag: etags[(of ?? 1) - 1] }));
    await ask(h, h.staff(), complete, { input: { uploadId: id, parts: turned } });
    await h.sweep('check-uploads');
    expect(await outcome(h, id)).toMatchObject({ state: 'OPEN', reason: 'PARTS_MISSING', missingParts: [], file: null });
  });

  it('ends with giving up: no address, no word and no byte is taken any more', async () => {
    const { id, addresses } = await begun();
    await ask(h, h.staff(), 'mutation($input: UploadIdInput!) { abortUpload(input: $input) { id } }', { input: { uploadId: id } });
    h.setNow(new Date());
    await h.sweep('tidy-uploads');
    expect((await put(addresses[1] as Address, piece(2))).status).toBe(404);
    for (const [document, input] of [[presign, { numbers: [1] }], [complete, { parts: [1, 2].map((number) => ({ number, etag: 'x' })) }]] as const) {
      expect((await h.as(h.staff()).run(document, { input: { uploadId: id, ...input } })).errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', reason: 'FILES_UPLOAD_OVER' });
    }
  });
});

describe('an address for fetching is refused with', () => {
  let url: string;
  let other: string;
  beforeAll(async () => {
    const fetched = async (): Promise<string> => {
      const { file } = await upload(h, h.staff(), { clientId }, { bytes: Buffer.from(`%PDF-1.7\n${newId('fil')}`) });
      return (await ask<{ url: string }>(h, h.staff(), fetchIt, { input: { fileId: file?.id } })).url;
    };
    [url, other] = [await fetched(), await fetched()];
  });
  const at = (change: (url: URL) => void, init: RequestInit = {}): Promise<number> => {
    const address = new URL(url);
    change(address);
    return status(fetch(address, init));
  };

  it.each<[string, () => Promise<number>]>([
    ['the key of another file', () => at((one) => { one.pathname = new URL(other).pathname; })],
    ['PUT', () => at(() => undefined, { method: 'PUT', body: 'x' })],
    ['DELETE', () => at(() => undefined, { method: 'DELETE' })],
    ['a page instead of an attachment', () => at(withQuery('response-content-disposition', 'inline'))],
    ['another type', () => at(withQuery('response-content-type', 'text/html'))],
    ['no word of how to show it', () => at((one) => one.searchParams.delete('response-content-disposition'))],
    ['a longer life', () => at(withQuery('X-Amz-Expires', '86400'))],
  ])('%s', async (_what, attempt) => {
    expect(await attempt()).toBe(403);
    expect((await fetch(url)).status).toBe(200);
  });

  it('anything when its time is over', async () => {
    const { file } = await upload(h, h.staff(), { clientId }, { bytes: Buffer.from(`%PDF-1.7\n${newId('fil')}`) });
    const late = await signedAt(-(urlSeconds + 2) * 1000, () => ask<{ url: string }>(h, h.staff(), fetchIt, { input: { fileId: file?.id } }));
    expect((await fetch(late.url)).status).toBe(403);
  });
});
