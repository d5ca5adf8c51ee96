import { testSubgraph, type Harness } from '@firmament/kit/testing';
import { idToUuid } from '@firmament/events';
import { act, person, refusal } from '../../test/books.js';
import { aPdf, sha256 } from '../../test/bills.js';
import revenue from '../subgraph.js';

let h: Harness;
beforeAll(async () => {
  const env = Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[0].startsWith('S3_') && entry[1] !== undefined));
  h = await testSubgraph(revenue, { env });
});
afterAll(async () => { await h?.stop(); });

interface Address { uploadId: string; url: string; headers: { name: string; value: string }[] }
const begin = (bytes: Buffer) => act<Address>(h, person(h, 'Wren Writer'), 'beginBillUpload', { name: 'bill.pdf', contentType: 'application/pdf', size: bytes.length, sha256: sha256(bytes) }, '{ uploadId url headers { name value } }');
const put = async ({ url, headers }: Address, bytes: Buffer, more: Record<string, string> = {}) => (await fetch(url, { method: 'PUT', body: bytes as never, headers: { ...Object.fromEntries(headers.map(({ name, value }) => [name, value])), ...more } })).status;

it('takes one file of the announced type and length under a key where nothing lies, and seals it elsewhere', async () => {
  const [bytes, writer] = [aPdf(), person(h, 'Wren Writer')];
  const address = await act<Address>(h, writer, 'beginBillUpload', { name: 'bill.pdf', contentType: 'application/pdf', size: bytes.length, sha256: sha256(bytes) }, '{ uploadId url headers { name value } }');
  expect(await put(address, bytes, { 'content-type': 'text/html' })).toBe(403);
  expect(await put(address, Buffer.concat([bytes, bytes]))).toBe(403);
  expect(await refusal(h, writer, 'receiveBill', { uploadId: address.uploadId })).toMatchObject({ reason: 'REVENUE_BILL_FILE' });
  expect(await put(address, bytes)).toBe(200);
  expect(await put(address, bytes)).toBe(412);
  expect(await put({ ...address, headers: address.headers.filter((one) => one.name !== 'if-none-match') }, bytes)).toBe(403);
  const bill = await act<{ id: string; fileSha256: string; file: { url: string; name: string } }>(h, writer, 'receiveBill', { uploadId: address.uploadId }, '{ id fileSha256 file { url name } }');
  const fetched = Buffer.from(await (await fetch(bill.file.url)).arrayBuffer());
  expect([sha256(fetched), bill.fileSha256]).toEqual([sha256(bytes), sha256(bytes)]);
  const [row] = await h.sql('select file from revenue.bills where id = $1', [idToUuid(bill.id)]);
  expect((row?.['file'] as { key: string }).key).not.toContain('bill-uploads');
});

it('gives each upload a key of its own', async () => {
  const [one, other] = [await begin(aPdf()), await begin(aPdf())];
  expect(new URL(one.url).pathname).not.toBe(new URL(other.url).pathname);
});
