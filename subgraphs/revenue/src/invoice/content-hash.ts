import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { InvoiceWords, LineWords } from './invoice.types.js';

const lineContent = (line: LineWords) => ({ ...line, quantityMilli: String(line.quantityMilli), unitMinor: String(line.unitMinor) });

/** What an approval is bound to: SHA-256 of all that somebody wrote. The client is not part of it: a client's record may be merged, and nobody wrote anything. */
export function contentHash(words: InvoiceWords): string {
  return createHash('sha256').update(canonicalize({ ...words, lines: words.lines.map(lineContent) }) ?? '').digest('hex');
}
