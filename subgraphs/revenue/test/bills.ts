import { createHash } from 'node:crypto';
import { newId } from '@firmament/events';
import type { Actor } from '@firmament/kit';
import { act, ask, type Books } from './books.js';

/** The bytes of a PDF that nobody else has. */
export const aPdf = (mark = newId('fil')): Buffer => Buffer.from(`%PDF-1.7\n${mark}\n%%EOF`);
export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** A line of a bill. */
export const billLine = (more: Record<string, unknown> = {}): Record<string, unknown> => ({ title: 'Printing', unitPriceMinor: '100000', taxName: 'VAT', taxBasisPoints: 2000, accountCode: '410', ...more });
/** What a bill of a vendor of its own says when a test does not care: 1,200.00 GBP with tax. */
export const billWords = (more: Record<string, unknown> = {}): Record<string, unknown> => ({ vendorName: `Vendor ${newId('vnd')}`, number: newId('inv'), billedOn: '2026-11-18', dueOn: '2026-12-18', currency: 'GBP', lines: [billLine()], ...more });

/** A bill as a test reads it. */
export interface SeenBill {
  id: string; version: number; status: string; channel: string; number: string | null; contentHash: string | null; credit: boolean; bankMask: string | null; heldReason: string | null; reason: string | null; paidOn: string | null; fileSha256: string | null; likeness: string[];
  total: { minor: string; currency: string } | null; vendor: { id: string; name: string; status: string; bankMask: string | null } | null; client: { id: string } | null; looksLike: { id: string }[]; duplicateOf: { id: string } | null; duplicates: { id: string }[]; file: { url: string; contentType: string } | null;
  approvals: { state: string; ruleName: string; stepNo: number; waitingForUserIds: string[]; decisions: { byUserId: string; approved: boolean; asksChanges: boolean }[] }[]; history: { kind: string; byName: string | null; comment: string | null }[]; rebills: { id: string; amount: { minor: string }; client: { id: string } }[];
}
const fields = `{ id version status channel number contentHash credit bankMask heldReason reason paidOn fileSha256 likeness total { minor currency } vendor { id name status bankMask } client { id } looksLike { id } duplicateOf { id } duplicates { id } file { url contentType }
  approvals { state ruleName stepNo waitingForUserIds decisions { byUserId approved asksChanges } } history { kind byName comment } rebills { id amount { minor } client { id } } }`;
export const seeBill = async ({ h }: Books, id: string): Promise<SeenBill> => {
  const seen = await ask<SeenBill>(h, h.staff(), `query($id: ID!) { bill(id: $id) ${fields} }`, { id });
  return JSON.parse(JSON.stringify(seen, (key, value: unknown) => (key === 'minor' ? String(value) : value))) as SeenBill;
};

/** Sends a file to an address of its own. */
export async function uploaded({ h, store }: Books, who: Actor, bytes: Buffer): Promise<string> {
  const { uploadId, url } = await act<{ uploadId: string; url: string }>(h, who, 'beginBillUpload', { name: 'bill.pdf', contentType: 'application/pdf', size: bytes.length, sha256: sha256(bytes) }, '{ uploadId url }');
  store.send(url, bytes);
  return uploadId;
}

/** Hands a bill in that nobody has read yet, or one with its words. */
export async function handedIn(books: Books, more: { bytes?: Buffer; who?: Actor; words?: Record<string, unknown> } = {}): Promise<SeenBill> {
  const who = more.who ?? books.writer;
  const uploadId = await uploaded(books, who, more.bytes ?? aPdf());
  return seeBill(books, (await act(books.h, who, 'receiveBill', { uploadId, ...(more.words ? { words: more.words } : {}) })).id);
}

/** A bill that was read. */
export const coded = (books: Books, more: Record<string, unknown> = {}, who = books.writer): Promise<SeenBill> => handedIn(books, { who, words: billWords(more) });

/** A bill that waits for approval. */
export async function routed(books: Books, more: Record<string, unknown> = {}): Promise<SeenBill> {
  const { id } = await coded(books, more);
  await act(books.h, books.writer, 'routeBill', { billId: id });
  return seeBill(books, id);
}

/** A bill to which somebody else agreed. */
export async function approvedBill(books: Books, more: Record<string, unknown> = {}): Promise<SeenBill> {
  const { id, contentHash } = await routed(books, more);
  await act(books.h, books.approver, 'approveBill', { billId: id, contentHash });
  return seeBill(books, id);
}
