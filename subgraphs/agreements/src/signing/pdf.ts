import { PDF } from '@libpdf/core';

/** How many pages each document has. */
export async function pageCounts(pdfs: readonly Uint8Array[]): Promise<number[]> {
  return Promise.all(pdfs.map(async (bytes) => (await PDF.load(bytes)).getPages().length));
}

/** Several documents as one, for providers that take a single file. */
export async function joined(pdfs: readonly Uint8Array[]): Promise<Uint8Array> {
  const [only] = pdfs;
  return pdfs.length === 1 && only ? only : (await PDF.merge([...pdfs])).save();
}
