import { NotFound, type Ctx } from '@firmament/kit';
import { BillInvalid } from '../errors.js';
import { milliOf } from '../invoice/quantity.rules.js';
import { Vendor } from '../vendor/vendor.entity.js';
import { vendorNamed } from '../vendor/write-vendor.js';
import type { BillLineInput, BillWordsInput } from './bill.inputs.js';
import type { BillLineWords, BillWords } from './bill.types.js';

const lineOf = (input: BillLineInput): BillLineWords => ({
  title: input.title.trim(), description: input.description ?? null, quantityMilli: milliOf(input.quantity), unitMinor: BigInt(input.unitPriceMinor), taxName: input.taxName ?? null, taxBasisPoints: input.taxBasisPoints, taxCode: input.taxCode ?? null, taxIncluded: input.taxIncluded,
  accountCode: input.accountCode ?? null, clientId: input.clientId ?? null, projectId: input.projectId ?? null, rebill: input.rebill ?? null,
});

/** The vendor that somebody chose, or that a name and a tax number mean. */
async function vendorOf(ctx: Ctx, input: BillWordsInput): Promise<Vendor> {
  if (input.vendorId) {
    const vendor = await ctx.em.findOne(Vendor, { id: input.vendorId });
    if (!vendor) throw new NotFound('This vendor is not known here.', 'input.vendorId');
    if (vendor.status === 'INACTIVE') throw new BillInvalid('the firm no longer deals with this vendor', 'input.vendorId');
    return vendor;
  }
  if (!input.vendorName) throw new BillInvalid('say whose bill it is', 'input.vendorName');
  return vendorNamed(ctx, { name: input.vendorName.trim(), taxNumber: input.vendorTaxNumber?.trim() ?? null });
}

/** What an input says, and the vendor. Clients that are not known are refused before anything is written. */
export async function wordsOf(ctx: Ctx, input: BillWordsInput): Promise<{ words: BillWords; vendor: Vendor }> {
  const lines = input.lines.map(lineOf);
  for (const clientId of new Set(lines.map((line) => line.clientId))) if (clientId !== null) await ctx.clientExists(clientId);
  if (lines.some((line) => line.clientId === null && (line.projectId !== null || line.rebill === true))) throw new BillInvalid('a line for a project, or to be billed again, names its client');
  if (input.dueOn && input.dueOn < input.billedOn) throw new BillInvalid('the last day to pay comes after its date', 'input.dueOn');
  const vendor = await vendorOf(ctx, input);
  return { vendor, words: { vendorId: vendor.id, number: input.number.trim(), billedOn: input.billedOn, dueOn: input.dueOn ?? null, currency: input.currency, credit: input.credit, note: input.note ?? null, lines } };
}
