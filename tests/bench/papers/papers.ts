import { randomBytes } from 'node:crypto';
import { contractPdf } from '../../../subgraphs/agreements/src/agreement/contract-pdf.js';
import type { BodyNode } from '../../../subgraphs/agreements/src/body/body.types.js';
import { BuiltInProvider } from '../../../subgraphs/agreements/src/signing/built-in/built-in.js';
import { makeFirmKey, openFirmKey } from '../../../subgraphs/agreements/src/signing/built-in/firm-key.js';
import { MemoryStore } from '../../../subgraphs/agreements/src/signing/built-in/memory-store.fixture.js';
import { pageCounts } from '../../../subgraphs/agreements/src/signing/pdf.js';
import { timesOf } from '../board/times.js';
import type { Times } from '../board/times.js';

/** A contract, written and then signed by two people and sealed. */
export interface PapersResult { readonly pages: number; readonly bytes: number; readonly made: Times; readonly signed: Times }

const wantedPages = 20;
const words = (text: string): BodyNode => ({ type: 'text', text, marks: [] });
const clause = (n: number): BodyNode => ({ type: 'paragraph', content: [words(`${n}. Each side tells the other in good time what it needs, keeps to itself what it learns, and answers for what it did with intent or gross negligence; nothing else is owed.`)] });
const contract = (clauses: number): Promise<Buffer> => contractPdf({
  title: 'Engagement letter', firm: 'Harbour & Vale', currency: 'GBP', writtenAt: new Date('2026-11-26T09:00:00Z'), lines: [],
  body: { type: 'doc', content: Array.from({ length: clauses }, (_, n) => clause(n + 1)) },
});

/** The bytes alone, without store and database: what a contract costs the processor. */
export async function benchPapers(rounds: number): Promise<PapersResult> {
  const clauses = await clausesFor(wantedPages);
  const pdf = await contract(clauses);
  const [pages = 0] = await pageCounts([pdf]);
  const key = await openFirmKey(await makeFirmKey({ name: 'Harbour & Vale', id: 'firm_bench' }, { now: new Date(), serial: randomBytes(16) }));
  const made = await timesOf(() => contract(clauses), rounds);
  const signed = await timesOf(() => sign(pdf, key), rounds);
  return { pages, bytes: pdf.length, made, signed };
}

/** As many clauses as fill so many pages. */
async function clausesFor(pages: number): Promise<number> {
  for (let clauses = 100; ; clauses += 10) {
    const [there = 0] = await pageCounts([await contract(clauses)]);
    if (there >= pages) return clauses;
  }
}

async function sign(pdf: Uint8Array, key: Awaited<ReturnType<typeof openFirmKey>>): Promise<void> {
  const provider = new BuiltInProvider({ store: new MemoryStore(), now: () => new Date(), newRef: () => `cer_${randomBytes(8).toString('hex')}`, key: () => Promise.resolve(key), notify: () => Promise.resolve() });
  const person = (name: string, order: number) => ({
    key: name, name, email: `${name}@bench.test`, role: 'SIGNER' as const, order, fields: [{ document: 0, page: wantedPages, x: 70, y: 100 * order, width: 180, height: 40, kind: 'SIGNATURE' as const, required: true }],
  });
  const { providerRef } = await provider.send({ reference: 'bench', title: 'Engagement letter', message: null, language: 'en', documents: [{ name: 'Engagement letter', pdf }], recipients: [person('ada', 1), person('ben', 2)], expiresAt: null });
  for (const name of ['ada', 'ben']) await provider.sign(providerRef, name, { at: new Date(), identity: 'signed in to the portal', consent: 'I agree.', ipHash: 'bench', mark: { kind: 'TYPED', text: name }, values: {} });
  await provider.fetchSigned(providerRef);
}
