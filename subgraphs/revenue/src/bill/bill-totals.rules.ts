import { priceInvoice } from '../invoice/invoice-totals.rules.js';
import type { InvoiceAmounts, LineWords } from '../invoice/invoice.types.js';
import type { BillLineWords, BillWords } from './bill.types.js';

const nothing: LineWords['source'] = { milestoneId: null, timeEntryIds: [], agreementId: null, agreementLineKey: null, planItemId: null, periodKey: null };
const priced = ({ clientId: _, projectId: __, rebill: ___, ...line }: BillLineWords): LineWords => ({ ...line, discount: null, source: nothing });

/** Prices a bill by the arithmetic of invoices, or says why it cannot stand. Vendors give back on single lines; what is below nothing as a whole is a credit note. */
export function priceBill(words: Pick<BillWords, 'currency' | 'lines'>): InvoiceAmounts | string {
  const amounts = priceInvoice({ currency: words.currency, discount: null, lines: words.lines.map(priced) }, () => true);
  return amounts === 'an invoice asks for more than nothing' ? 'a bill asks for more than nothing; what a vendor gives back is a credit note' : amounts;
}

/** The one client that all lines are for; null when there is none, or several. */
export function onlyClient(lines: readonly Pick<BillLineWords, 'clientId'>[]): string | null {
  const [first = null, ...others] = [...new Set(lines.map((line) => line.clientId))];
  return others.length === 0 ? first : null;
}
