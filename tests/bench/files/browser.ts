import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import type { Address, FilesHouse } from './house.js';

/** The part of the page's upload that is driven here. The page's own file speaks the browser's types, which this side does not know. */
interface Page {
  uploadFile(taker: Pick<FilesHouse, 'begin' | 'addresses' | 'complete'>, file: Blob & { name: string }, options: {
    onProgress: (progress: { step: string }) => void; signal: AbortSignal; send: (address: Address, bytes: Blob) => Promise<string>; online: () => Promise<void>;
  }): Promise<string>;
}

/** How long a file took: read through for its fingerprint, then sent. */
export interface Sent { readonly uploadId: string; readonly readingMs: number; readonly sendingMs: number }

const page = await import(new URL('../../../web/src/lib/upload.ts', import.meta.url).href) as Page;

/** Sends a file with the code of the page; only XMLHttpRequest is replaced, by the fetch of Node. */
export async function sendAsPage(house: FilesHouse, path: string): Promise<Sent> {
  const file = Object.assign(await openAsBlob(path, { type: 'application/octet-stream' }), { name: basename(path) });
  const began = performance.now();
  let read = began;
  const uploadId = await page.uploadFile(house, file, {
    onProgress: ({ step }) => { if (step === 'reading') read = performance.now(); }, signal: new AbortController().signal, send: put, online: async () => undefined,
  });
  return { uploadId, readingMs: read - began, sendingMs: performance.now() - read };
}

async function put({ url, contentType }: Address, bytes: Blob): Promise<string> {
  const answer = await fetch(url, { method: 'PUT', body: bytes, headers: { 'content-type': contentType } });
  const etag = answer.headers.get('etag');
  if (!answer.ok || !etag) throw new Error(`the store answered ${answer.status}: ${await answer.text()}`);
  await answer.arrayBuffer();
  return etag;
}
