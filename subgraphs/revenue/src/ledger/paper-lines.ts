import { shareOf, timesMilli, type Currency } from '../invoice/amount.rules.js';
import { quantityOf } from '../invoice/quantity.rules.js';
import { LedgerRefused, type LedgerCode, type Paper, type PaperLine } from './ledger-port.js';

/** A line with the codes of this ledger; how many and at which price, so that the ledger's own product is the line's amount. */
export interface CodedLine { readonly line: PaperLine; readonly account: LedgerCode; readonly tax: LedgerCode | null; readonly milli: bigint; readonly unitMinor: bigint; readonly text: string }
/** The ledger's name, its codes, and what lines without an account are booked on. */
export interface Codes { readonly ledger: string; readonly label: string; readonly known: readonly LedgerCode[]; readonly usualAccount: string | null; readonly currency: Currency }

const isWord = (code: LedgerCode, word: string): boolean => code.code.toLowerCase() === word.toLowerCase() || code.name.toLowerCase() === word.toLowerCase();
const mine = (kind: Paper['kind']): 'INCOME' | 'EXPENSE' => (kind === 'INVOICE' || kind === 'CREDIT_NOTE' ? 'INCOME' : 'EXPENSE');

function accountOf(line: PaperLine, kind: 'INCOME' | 'EXPENSE', { ledger, label, known, usualAccount }: Codes): LedgerCode {
  const wanted = line.accountCode ?? usualAccount;
  const open = known.filter((one) => one.kind === kind);
  const found = wanted === null ? (open.length === 1 ? open : []) : open.filter((one) => isWord(one, wanted));
  if (found.length === 1 && found[0]) return found[0];
  throw new LedgerRefused(ledger, wanted === null ? `«${line.text}» has no account, and ${label} has several to choose from. Say on which it is booked.` : `${label} has no account «${wanted}» for «${line.text}».`, 'ACCOUNT_CODE');
}

/** The tax that the line names, or the only one whose rate comes to the line's tax. A line without tax needs none. */
function taxOf(line: PaperLine, { ledger, label, known, currency }: Codes): LedgerCode | null {
  const taxes = known.filter((one) => one.kind === 'TAX');
  if (line.taxCode !== null) {
    const named = taxes.find((one) => isWord(one, line.taxCode ?? ''));
    if (named) return named;
    throw new LedgerRefused(ledger, `${label} has no tax «${line.taxCode}» for «${line.text}».`, 'TAX_CODE');
  }
  if (line.taxMinor === 0n) return null;
  // A unit more or less is what rounding of a discounted line can come to.
  const fits = taxes.filter((one) => { const off = shareOf(line.netMinor, one.rateBasisPoints ?? 0, currency) - line.taxMinor; return off >= -1n && off <= 1n; });
  if (fits.length === 1 && fits[0]) return fits[0];
  throw new LedgerRefused(ledger, `${label} has ${fits.length === 0 ? 'no tax' : 'several taxes'} of the rate of «${line.text}». Say which one it is.`, 'TAX_CODE');
}

/** The lines of a paper with this ledger's codes; refuses what the ledger could not book. */
export const codedLines = (paper: Paper, codes: Codes): CodedLine[] => paper.lines.map((line) => {
  const plain = timesMilli(line.unitMinor, line.quantityMilli, codes.currency) === line.netMinor;
  // Ledgers check that count times price is the amount: a line with a discount goes as one piece, and says how many it was.
  const pieces = plain ? { milli: line.quantityMilli, unitMinor: line.unitMinor, text: line.text } : { milli: 1_000n, unitMinor: line.netMinor, text: line.quantityMilli === 1_000n ? line.text : `${line.text} (${quantityOf(line.quantityMilli)})` };
  return { line, account: accountOf(line, mine(paper.kind), codes), tax: taxOf(line, codes), ...pieces };
});
