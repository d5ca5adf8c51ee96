import { createHash } from 'node:crypto';
import { testSubgraph, type Harness } from '@firmament/kit/testing';
import { aClient, act, person, words } from '../../test/books.js';
import revenue from '../subgraph.js';

let h: Harness;
beforeAll(async () => {
  const env = Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[0].startsWith('S3_') && entry[1] !== undefined));
  h = await testSubgraph(revenue, { env });
});
afterAll(async () => { await h?.stop(); });

it('lays the paper into the real store, from which its link fetches those very bytes under the number', async () => {
  const writer = person(h, 'Wren Writer');
  const { id, contentHash } = await act<{ id: string; contentHash: string }>(h, writer, 'draftInvoice', { clientId: await aClient(h), ...words() }, '{ id contentHash }');
  await act(h, writer, 'submitInvoice', { invoiceId: id });
  await act(h, person(h, 'Ada Approver'), 'approveInvoice', { invoiceId: id, contentHash });
  const out = await act<{ status: string; documentSha256: string; download: { url: string } }>(h, writer, 'issueInvoice', { invoiceId: id }, '{ status documentSha256 download { url } }');
  expect(out.status).toBe('ISSUED');
  const answer = await fetch(out.download.url);
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect([answer.status, answer.headers.get('content-disposition'), createHash('sha256').update(bytes).digest('hex')]).toEqual([200, expect.stringContaining('Invoice INV-0001.pdf'), out.documentSha256]);
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
});
