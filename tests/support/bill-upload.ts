import { createHash } from 'node:crypto';

interface Doer { do<T = { id: string }>(operation: string, input: object, fields?: string): Promise<T> }

/** Hands the file of a bill in and says what it says; gives the bill's id. */
export async function handInBill(owner: Doer, bytes: Buffer, words: object): Promise<string> {
  const declared = { name: 'bill.pdf', contentType: 'application/pdf', size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  const { uploadId, url, headers } = await owner.do<{ uploadId: string; url: string; headers: { name: string; value: string }[] }>('beginBillUpload', declared, '{ uploadId url headers { name value } }');
  const sent = await fetch(url, { method: 'PUT', body: new Uint8Array(bytes), headers: Object.fromEntries(headers.map(({ name, value }) => [name, value])) });
  if (!sent.ok) throw new Error(`the store did not take a bill: ${sent.status} ${await sent.text()}`);
  return (await owner.do('receiveBill', { uploadId, words })).id;
}
