import { createHash } from 'node:crypto';
import { until, type Asking, type Voice } from './ask.js';

/** A paper of the story. */
export interface Paper { readonly name: string; readonly bytes: Buffer; readonly contentType: string }

/** Where a paper goes: into a folder, or into a line of a request by the link from the client's mail. */
export type Place = { readonly folderId: string } | { readonly itemId: string; readonly link: { readonly token: string } };

interface Address { number: number; url: string; contentType: string }

/** Sends a paper as a browser does: its bytes go straight to the store. Answers the upload. */
export async function sendFile(asking: Asking, voice: Voice, place: Place, paper: Paper): Promise<string> {
  const [verb, link] = 'itemId' in place ? ['RequestUpload', { link: place.link }] as const : ['Upload', {}] as const;
  const call = async <T>(name: string, input: object, answer: string): Promise<T> => {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
    return (await asking.ask<Record<string, T>>(`mutation($input: ${type}!) { ${name}(input: $input) ${answer} }`, { input }, voice))[name] as T;
  };
  const declared = { name: paper.name, size: paper.bytes.length, contentType: paper.contentType, sha256: createHash('sha256').update(paper.bytes).digest('hex') };
  const { id: uploadId } = await call<{ id: string }>(`begin${verb}`, { ...place, ...declared }, '{ id }');
  const [address] = await call<Address[]>(`presign${verb}Parts`, { uploadId, numbers: [1], ...link }, '{ number url contentType }');
  const stored = await fetch(address?.url ?? '', { method: 'PUT', body: paper.bytes as never, headers: { 'content-type': address?.contentType ?? '' } });
  if (!stored.ok) throw new Error(`The store took no ${paper.name}: ${stored.status} ${await stored.text()}`);
  await call(`complete${verb}`, { uploadId, parts: [{ number: 1, etag: stored.headers.get('etag') ?? '' }], ...link }, '{ id }');
  return uploadId;
}

/** Waits until a paper was looked through; answers its file. */
export async function taken(asking: Asking, owner: Voice, uploadId: string): Promise<string> {
  return until(async () => {
    const { fileUpload } = await asking.ask<{ fileUpload: { state: string; reason: string | null; file: { id: string } | null } }>('query($id: ID!) { fileUpload(id: $id) { state reason file { id } } }', { id: uploadId }, owner);
    if (fileUpload.state === 'FAILED') throw new Error(`An upload was not taken in: ${fileUpload.reason ?? ''}`);
    return fileUpload.file?.id;
  }, 'a file to be looked through');
}
