import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { BillLineWords, BillWords } from './bill.types.js';

/** What was not written by anybody and yet is agreed to: the file, and to which account it is to be paid. */
export interface BillProof { readonly fileSha256: string | null; readonly bankPrint: string | null }

const lineContent = ({ clientId: _, ...line }: BillLineWords) => ({ ...line, quantityMilli: String(line.quantityMilli), unitMinor: String(line.unitMinor) });

/** What an approval of a bill is bound to. Clients are not part of it: a client's record may be merged, and nobody wrote anything; whoever codes a line anew takes all approvals back anyway. */
export function billHash(words: BillWords, { fileSha256, bankPrint }: BillProof): string {
  return createHash('sha256').update(canonicalize({ ...words, fileSha256, bankPrint, lines: words.lines.map(lineContent) }) ?? '').digest('hex');
}
