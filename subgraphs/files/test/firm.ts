import { createHash } from 'node:crypto';
import type { Actor } from '@firmament/kit';
import { newId } from '@firmament/events';
import { testSubgraph, type Harness } from '@firmament/kit/testing';
import files from '../src/subgraph.js';

/** Where the store of a test run stands. */
export const storeEnv = (): Record<string, string> => Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[0].startsWith('S3_') && entry[1] !== undefined));

/** Opens the domain on the real store behind its gate. */
export const openFiles = (env: Record<string, string> = {}): Promise<Harness> => testSubgraph(files, { now: new Date(), env: { ...storeEnv(), ...env } });

/** The lower-case hex SHA-256 of bytes. */
export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** The EICAR test file, in two halves so that this source is not taken for it. */
export const eicar = Buffer.from(['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join(''), 'latin1');

const graph = {
  begin: 'mutation($input: BeginUploadInput!) { beginUpload(input: $input) { id partSize partCount state } }',
  presign: 'mutation($input: PresignUploadPartsInput!) { presignUploadParts(input: $input) { number url size contentType } }',
  complete: 'mutation($input: CompleteUploadInput!) { completeUpload(input: $input) { id state } }',
  state: 'query($id: ID!) { fileUpload(id: $id) { state reason missingParts file { id name size contentType scanState visibility sha256 currentNo } } }',
  beginLine: 'mutation($input: BeginRequestUploadInput!) { beginRequestUpload(input: $input) { id partSize partCount state } }',
  presignLine: 'mutation($input: PresignRequestUploadPartsInput!) { presignRequestUploadParts(input: $input) { number url size contentType } }',
  completeLine: 'mutation($input: CompleteRequestUploadInput!) { completeRequestUpload(input: $input) { id state } }',
};

/** One address as the graph gives it. */
export interface Address { number: number; url: string; size: number; contentType: string }
/** What is sent and as what. */
export interface Sending { name?: string; bytes: Buffer; contentType?: string; sha256?: string }
type Place = { folderId: string } | { clientId: string } | { fileId: string } | { itemId: string; link?: { token: string; passcode?: string } };

/** Asks and insists on an answer. */
export async function ask<T>(h: Harness, actor: Actor, document: string, variables: Record<string, unknown> = {}): Promise<T> {
  const { data, errors } = await h.as(actor).run(document, variables);
  if (errors?.length) throw new Error(`${errors[0]?.message ?? ''} ${JSON.stringify(errors[0]?.extensions)}`);
  return Object.values(data as Record<string, T>)[0] as T;
}

/** Sends one part as a browser does. */
export const put = (address: Address, bytes: Buffer, headers: Record<string, string> = {}): Promise<Response> => fetch(address.url, { method: 'PUT', body: bytes as never, headers: { 'content-type': address.contentType, ...headers } });

/** Declares what is sent. */
export const declare = (file: Sending): Record<string, unknown> => ({ name: file.name ?? 'statement.pdf', size: file.bytes.length, contentType: file.contentType ?? 'application/pdf', sha256: file.sha256 ?? sha256(file.bytes) });

/** Begins, sends and completes an upload; nothing is looked through yet. */
export async function send(h: Harness, actor: Actor, place: Place, file: Sending): Promise<string> {
  const line = 'itemId' in place;
  const link = line && place.link ? { link: place.link } : {};
  const begun = await ask<{ id: string; partSize: number; partCount: number }>(h, actor, line ? graph.beginLine : graph.begin, { input: { ...place, ...declare(file) } });
  const numbers = Array.from({ length: begun.partCount }, (_, i) => i + 1);
  const addresses = await ask<Address[]>(h, actor, line ? graph.presignLine : graph.presign, { input: { uploadId: begun.id, numbers, ...link } });
  const parts = [];
  for (const address of addresses) {
    const answer = await put(address, file.bytes.subarray((address.number - 1) * begun.partSize, (address.number - 1) * begun.partSize + address.size));
    if (!answer.ok) throw new Error(`the store refused a part: ${answer.status} ${await answer.text()}`);
    parts.push({ number: address.number, etag: answer.headers.get('etag') ?? '' });
  }
  await ask(h, actor, line ? graph.completeLine : graph.complete, { input: { uploadId: begun.id, parts, ...link } });
  return begun.id;
}

/** What became of an upload. */
export interface Outcome { state: string; reason: string | null; missingParts: number[]; file: { id: string; name: string; size: number; contentType: string; scanState: string; visibility: string; sha256: string; currentNo: number } | null }
export const outcome = (h: Harness, id: string, actor: Actor = h.staff()): Promise<Outcome> => ask(h, actor, graph.state, { id });

/** Uploads and has it looked through. */
export async function upload(h: Harness, actor: Actor, place: Place, file: Sending): Promise<Outcome> {
  const id = await send(h, actor, place, file);
  await h.sweep('check-uploads');
  return outcome(h, id);
}

/** A client that the domain knows. */
export async function aClient(h: Harness, tenantId = h.firm.id): Promise<string> {
  const id = newId('cli');
  await h.knowClient(id, tenantId);
  return id;
}

/** A folder of a client. */
export async function aFolder(h: Harness, clientId: string, visibility: string, name = `Folder ${visibility} ${newId('fol').slice(-6)}`): Promise<string> {
  return (await ask<{ id: string }>(h, h.staff(), 'mutation($input: CreateFolderInput!) { createFolder(input: $input) { id } }', { input: { clientId, name, visibility } })).id;
}
