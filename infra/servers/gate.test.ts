import { createServer, type Server } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { gate } from './gate.js';
import { startS3, type S3Server } from './s3.js';

const key = { accessKeyId: 'firmament', secretAccessKey: 'the right secret', region: 'us-east-1' };
let server: Server;
let endpoint: string;
let passed: { method: string; url: string; body: string }[];
let behind: Server;
let now: Date;

const client = (changes: Partial<typeof key> = {}) => new S3Client({
  endpoint, region: changes.region ?? key.region, forcePathStyle: true, credentials: { ...key, ...changes }, maxAttempts: 1,
  requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED',
});
const put = (body: string) => new PutObjectCommand({ Bucket: 'b', Key: 'a folder/ü+file.txt', Body: body, ContentType: 'text/plain', ContentLength: body.length });
const presign = (body: string, expiresIn = 60) => getSignedUrl(client(), put(body), {
  expiresIn, signableHeaders: new Set(['host', 'content-type', 'content-length']),
});
const send = (url: string, init: RequestInit) => fetch(url, { headers: { 'content-type': 'text/plain' }, ...init });
const listening = async (it: Server) => {
  await new Promise<void>((resolve) => it.listen(0, '127.0.0.1', resolve));
  return (it.address() as AddressInfo).port;
};

beforeAll(async () => {
  behind = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    passed.push({ method: request.method ?? '', url: request.url ?? '', body });
    response.setHeader('etag', '"x"').end();
  });
  server = gate(key, { port: await listening(behind), password: 'secret' }, () => now);
  endpoint = `http://127.0.0.1:${await listening(server)}`;
});
beforeEach(() => {
  passed = [];
  now = new Date();
});
afterAll(() => [server, behind].forEach((it) => void (it.closeAllConnections(), it.close())));

describe('the gate before the object store', () => {
  it('lets a rightly signed request through with its body', async () => {
    await client().send(put('hello'));
    expect(passed).toEqual([{ method: 'PUT', url: '/b/a%20folder/%C3%BC%2Bfile.txt?x-id=PutObject', body: 'hello' }]);
  });

  it.each([
    ['another secret', { secretAccessKey: 'wrong' }, 'SignatureDoesNotMatch'],
    ['an unknown access key', { accessKeyId: 'somebody' }, 'InvalidAccessKeyId'],
    ['another region', { region: 'eu-west-1' }, 'SignatureDoesNotMatch'],
  ])('refuses %s', async (_what, changes, code) => {
    await expect(client(changes).send(put('hello'))).rejects.toMatchObject({ name: code });
    expect(passed).toEqual([]);
  });

  it('refuses a request without any signature', async () => {
    expect((await fetch(`${endpoint}/b/k`)).status).toBe(403);
    expect(passed).toEqual([]);
  });

  it('refuses a signed request whose clock is a quarter of an hour off', async () => {
    now = new Date(now.getTime() + 16 * 60_000);
    await expect(client().send(put('hello'))).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
  });

  it('lets a presigned upload through', async () => {
    expect((await send(await presign('hello'), { method: 'PUT', body: 'hello' })).status).toBe(200);
    expect(passed[0]).toMatchObject({ method: 'PUT', body: 'hello' });
    expect(passed[0]?.url).not.toMatch(/signature|credential/i);
  });

  it.each([
    ['another method', (url: string) => send(url, { method: 'GET' })],
    ['another key', (url: string) => send(url.replace('file.txt', 'other.txt'), { method: 'PUT', body: 'hello' })],
    ['another bucket', (url: string) => send(url.replace('/b/', '/c/'), { method: 'PUT', body: 'hello' })],
    ['another content type', (url: string) => send(url, { method: 'PUT', body: 'hello', headers: { 'content-type': 'text/html' } })],
    ['a longer body', (url: string) => send(url, { method: 'PUT', body: 'hello there' })],
    ['a stretched expiry', (url: string) => send(url.replace('Expires=60', 'Expires=600'), { method: 'PUT', body: 'hello' })],
    ['one flipped character of the signature', (url: string) => send(url.replace(/(Signature=)(.)/, (_all, name, first) => `${name}${first === '0' ? '1' : '0'}`), { method: 'PUT', body: 'hello' })],
    ['an extra query word', (url: string) => send(`${url}&acl`, { method: 'PUT', body: 'hello' })],
    ['an extra x-amz header', (url: string) => send(url, { method: 'PUT', body: 'hello', headers: { 'content-type': 'text/plain', 'x-amz-acl': 'public-read' } })],
  ])('refuses a presigned upload with %s', async (_what, attempt) => {
    expect((await attempt(await presign('hello'))).status).toBe(403);
    expect(passed).toEqual([]);
  });

  it('refuses a presigned URL one second after its time and not one second before', async () => {
    const url = await presign('hello', 60);
    now = new Date(now.getTime() + 59_000);
    expect((await send(url, { method: 'PUT', body: 'hello' })).status).toBe(200);
    now = new Date(now.getTime() + 3_000);
    const late = await send(url, { method: 'PUT', body: 'hello' });
    expect([late.status, await late.text()]).toEqual([403, expect.stringContaining('expired')]);
  });

  it('refuses a body that is not the one that was signed', async () => {
    const changed = client();
    changed.middlewareStack.add((next) => (args) => {
      (args.request as { body: string }).body = 'HELLO';
      return next(args);
    }, { step: 'finalizeRequest', priority: 'low' });
    await expect(changed.send(put('hello'))).rejects.toMatchObject({ name: 'XAmzContentSHA256Mismatch' });
  });

  it('answers a browser that asks before it uploads', async () => {
    const answer = await fetch(`${endpoint}/b/k`, { method: 'OPTIONS', headers: { origin: 'http://127.0.0.1:4000', 'access-control-request-headers': 'content-type' } });
    expect([answer.status, answer.headers.get('access-control-allow-origin'), answer.headers.get('access-control-allow-headers')]).toEqual([204, 'http://127.0.0.1:4000', 'content-type']);
  });
});

describe('the local object store behind its gate', () => {
  let s3: S3Server;
  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'firmament-s3-'));
    const given = process.env['S3_ENDPOINT'];
    delete process.env['S3_ENDPOINT'];
    s3 = await startS3({ dir, cache: dir, throwAway: true, secret: (name) => `secret of ${name}`, say: () => undefined });
    if (given) process.env['S3_ENDPOINT'] = given;
  });
  afterAll(async () => {
    await s3.stop();
    await rm(dir, { recursive: true });
  });

  it('keeps an object, lists it and hands it out by a presigned URL', async () => {
    const store = new S3Client({ endpoint: s3.url, region: s3.key.region, forcePathStyle: true, credentials: s3.key, requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED' });
    const object = { Bucket: 'firmament', Key: 'firm/one file.txt' };
    await store.send(new PutObjectCommand({ ...object, Body: 'kept', ContentType: 'text/plain' }));
    const listed = await store.send(new ListObjectsV2Command({ Bucket: 'firmament' }));
    expect(listed.Contents?.map((found) => found.Key)).toEqual(['firm/one file.txt']);
    const answer = await fetch(await getSignedUrl(store, new GetObjectCommand(object), { expiresIn: 60 }));
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([200, 'text/plain', 'kept']);
    store.destroy();
  });
});
