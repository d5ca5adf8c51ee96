import { createHash } from 'node:crypto';
import { eventually } from '@firmament/kit/testing';
import type { Somebody } from './actors.js';

interface Address { number: number; url: string; size: number; contentType: string }

/** What is sent, and as what. */
export interface Sending {
  name: string;
  bytes: Buffer;
  contentType?: string;
  /** Declared instead of the true one. */
  sha256?: string;
}

/** A line of a file request that is filled without signing in. */
export interface LinkOfLine { token: string; passcode?: string }

/** What became of an upload. */
export interface Outcome { state: string; reason: string | null }

/** A small PDF, told apart by its words. */
export const aPdf = (words: string): Buffer => Buffer.from(`%PDF-1.4\n% ${words}\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`, 'latin1');

/** The EICAR test file, in two halves so that this source is not taken for it. */
export const eicar = Buffer.from(['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join(''), 'latin1');

const declared = ({ name, bytes, contentType = 'application/pdf', sha256 }: Sending) => ({ name, size: bytes.length, contentType, sha256: sha256 ?? createHash('sha256').update(bytes).digest('hex') });

/** Begins, sends each part straight to the store and completes, as a browser does; answers the upload's id. */
export async function sendFile(who: Somebody, place: { clientId?: string; folderId?: string; fileId?: string; itemId?: string; link?: LinkOfLine }, file: Sending): Promise<string> {
  const line = place.itemId !== undefined;
  const link = place.link ? { link: place.link } : {};
  const { bytes } = file;
  const begun = await who.do<{ id: string; partSize: number; partCount: number }>(line ? 'beginRequestUpload' : 'beginUpload', { ...place, ...declared(file) }, '{ id partSize partCount }');
  const numbers = Array.from({ length: begun.partCount }, (_, i) => i + 1);
  const addresses = await who.do<Address[]>(line ? 'presignRequestUploadParts' : 'presignUploadParts', { uploadId: begun.id, numbers, ...link }, '{ number url size contentType }');
  const parts = await Promise.all(addresses.map(async ({ number, url, size, contentType }) => {
    const answer = await fetch(url, { method: 'PUT', body: bytes.subarray((number - 1) * begun.partSize, (number - 1) * begun.partSize + size) as never, headers: { 'content-type': contentType } });
    if (!answer.ok) throw new Error(`the store refused part ${number}: ${answer.status} ${await answer.text()}`);
    return { number, etag: answer.headers.get('etag') ?? '' };
  }));
  await who.do(line ? 'completeRequestUpload' : 'completeUpload', { uploadId: begun.id, parts, ...link });
  return begun.id;
}

/** Waits until an upload was looked through, and answers what became of it. */
export async function lookedThrough(who: Somebody, uploadId: string): Promise<Outcome> {
  return eventually(async () => {
    const { fileUpload } = await who.ask<{ fileUpload: Outcome }>('query($id: ID!) { fileUpload(id: $id) { state reason } }', { id: uploadId });
    return fileUpload.state === 'DONE' || fileUpload.state === 'FAILED' ? fileUpload : null;
  }, 'the upload is looked through', { timeoutMs: 20_000 }) as Promise<Outcome>;
}
