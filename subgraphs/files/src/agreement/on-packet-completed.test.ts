import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { newId, packetCompleted } from '@firmament/events';
import type { Harness } from '@firmament/kit/testing';
import { aClient, aFolder, ask, openFiles, sha256, storeEnv } from '../../test/firm.js';

let h: Harness;
beforeAll(async () => { h = await openFiles(); });
afterAll(async () => { await h?.stop(); });

/** Lays an object where agreements lays its documents. */
async function laid(bytes: Buffer): Promise<{ key: string; sha256: string; size: number }> {
  const env = storeEnv();
  const client = new S3Client({ endpoint: env.S3_ENDPOINT ?? '', region: env.S3_REGION ?? 'us-east-1', forcePathStyle: true, credentials: { accessKeyId: env.S3_ACCESS_KEY_ID ?? '', secretAccessKey: env.S3_SECRET_ACCESS_KEY ?? '' }, requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED' });
  const key = `agreements/${newId('agr')}/signed.pdf`;
  await client.send(new PutObjectCommand({ Bucket: env.S3_BUCKET ?? 'firmament', Key: key, Body: bytes, ContentType: 'application/pdf' }));
  client.destroy();
  return { key, sha256: sha256(bytes), size: bytes.length };
}
const fact = (clientId: string, documents: { signedDocument: Awaited<ReturnType<typeof laid>>; certificate: Awaited<ReturnType<typeof laid>> | null }) => ({
  packetId: newId('pkt'), agreementId: newId('agr'), clientId, title: 'Engagement / 2026', revision: 1, ...documents, completedAt: '2026-11-19T11:18:00.000Z', signers: [{ recipientId: newId('rcp'), name: 'Marion Marlowe', signedAt: '2026-11-19T11:18:00.000Z' }],
});
const files = (clientId: string, actor = h.staff()) => ask<{ nodes: { id: string; name: string; sha256: string; sealedAt: string | null; folderId: string; byName: string }[] }>(h, actor, 'query($r: [_Any!]!) { _entities(representations: $r) { ... on Client { files { nodes { id name sha256 sealedAt folderId byName } } } } }', { r: [{ __typename: 'Client', id: clientId }] })
  .then((found) => (found as unknown as { files: { nodes: { id: string; name: string; sha256: string; sealedAt: string | null; folderId: string; byName: string }[] } }[])[0]?.files.nodes ?? []);

it('lays what all have signed into the client’s folder, as a copy of its own, sealed, where the client sees it', async () => {
  const clientId = await aClient(h);
  const folderId = await aFolder(h, clientId, 'CLIENT_VIEW', 'Agreements');
  const [document, certificate] = [await laid(Buffer.from('%PDF-1.7 signed by all')), await laid(Buffer.from('%PDF-1.7 how they signed'))];
  await h.deliver(packetCompleted, fact(clientId, { signedDocument: document, certificate }), { clientId });
  const found = await files(clientId, h.portal(clientId));
  expect(found.map((one) => [one.name, one.sha256, one.folderId, one.byName]).sort()).toEqual([['Engagement   2026 (certificate).pdf', certificate.sha256, folderId, 'Marion Marlowe'], ['Engagement   2026 (signed).pdf', document.sha256, folderId, 'Marion Marlowe']]);
  expect(found.every((one) => one.sealedAt !== null)).toBe(true);
  const { errors } = await h.as(h.staff()).run('mutation($input: TrashFilesInput!) { trashFiles(input: $input) { id } }', { input: { fileIds: found.map((one) => one.id) } });
  expect(errors).toBeDefined();
  await expect(h.sql(`update files.objects set name = 'other.pdf' where sha256 = $1`, [document.sha256])).rejects.toThrow('the file is sealed');
  const [blob] = await h.sql('select storage_key from files.blobs where sha256 = $1', [document.sha256]);
  expect(blob?.storage_key).not.toBe(document.key);
  expect((await h.events('files.object.sealed')).filter((one) => one.clientId === clientId)).toHaveLength(2);
});

it('makes the folder where the firm has none', async () => {
  const clientId = await aClient(h);
  await h.deliver(packetCompleted, fact(clientId, { signedDocument: await laid(Buffer.from('%PDF-1.7 alone')), certificate: null }), { clientId });
  expect(await files(clientId, h.portal(clientId))).toMatchObject([{ name: 'Engagement   2026 (signed).pdf' }]);
});

it('takes nothing whose bytes are not what was signed', async () => {
  const clientId = await aClient(h);
  const document = await laid(Buffer.from('%PDF-1.7 other words'));
  await expect(h.deliver(packetCompleted, fact(clientId, { signedDocument: { ...document, sha256: 'f'.repeat(64) }, certificate: null }), { clientId })).rejects.toThrow('is not what was signed');
  expect(await files(clientId)).toEqual([]);
});
