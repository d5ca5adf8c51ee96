import { NotFound } from '@firmament/kit';
import type { InvoiceDiscountInput, InvoiceLineInput, InvoiceWordsInput } from './invoice.inputs.js';
import { milliOf } from './quantity.rules.js';
import type { Discount, InvoiceWords, LineSource, LineWords } from './invoice.types.js';

/** A line that bills nothing which another domain knows. */
export const noSource: LineSource = { milestoneId: null, timeEntryIds: [], agreementId: null, agreementLineKey: null, planItemId: null, periodKey: null };

const discountOf = (input: InvoiceDiscountInput | null | undefined): Discount | null =>
  (input ? { basisPoints: input.basisPoints ?? null, amountMinor: input.amountMinor === null || input.amountMinor === undefined ? null : String(input.amountMinor) } : null);

/** A line of the invoice keeps what it bills; a new one says it, and cannot name items of plans. */
function sourceOf(input: InvoiceLineInput, known: ReadonlyMap<string, LineSource>): LineSource {
  const kept = input.lineId ? known.get(input.lineId) : noSource;
  if (!kept) throw new NotFound('This line is not on this invoice.', 'input.lines');
  return input.lineId || !input.source ? kept
    : { ...noSource, milestoneId: input.source.milestoneId ?? null, timeEntryIds: [...new Set(input.source.timeEntryIds)], agreementId: input.source.agreementId ?? null, agreementLineKey: input.source.agreementLineKey ?? null, ...(input.source.rebillId ? { rebillId: input.source.rebillId } : {}) };
}

function lineOf(input: InvoiceLineInput, known: ReadonlyMap<string, LineSource>): LineWords {
  return {
    title: input.title.trim(), description: input.description ?? null, quantityMilli: milliOf(input.quantity), unitMinor: BigInt(input.unitPriceMinor), discount: discountOf(input.discount), taxName: input.taxName ?? null, taxBasisPoints: input.taxBasisPoints,
    taxCode: input.taxCode ?? null, accountCode: input.accountCode ?? null, taxIncluded: input.taxIncluded, source: sourceOf(input, known),
  };
}

/** What an input says; `known` are the lines that stand already. */
export function wordsOf(input: InvoiceWordsInput, more: { readonly termsDays: number; readonly known?: ReadonlyMap<string, LineSource> }): InvoiceWords {
  return {
    title: input.title?.trim() ?? null, currency: input.currency, discount: discountOf(input.discount), termsDays: input.termsDays ?? more.termsDays, note: input.note ?? null, purchaseOrder: input.purchaseOrder ?? null,
    lines: input.lines.map((line) => lineOf(line, more.known ?? new Map())),
  };
}
