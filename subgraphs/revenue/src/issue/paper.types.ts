/** One row of the table. */
export interface PaperLine { readonly title: string; readonly description: string | null; readonly quantity: string; readonly unit: string; readonly tax: string; readonly gross: string }

/** What an invoice, a credit note, a receipt or the document of a refund is made of. The same words make the same bytes: its date is part of it, and nothing else is of the moment. */
export interface Paper {
  readonly kind: 'Invoice' | 'Credit note' | 'Receipt' | 'Refund';
  readonly number: string;
  readonly seller: { readonly name: string; readonly address: string | null; readonly taxNumber: string | null };
  readonly buyer: string;
  /** Label and value, one under the other: dates, an order's number, what it refers to. */
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly title: string | null;
  readonly lines: readonly PaperLine[];
  readonly sums: readonly (readonly [label: string, amount: string])[];
  readonly closing: readonly string[];
  /** The day of the document, which is also what its file says. */
  readonly day: string;
}
