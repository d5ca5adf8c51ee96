import type { Ctx } from '@firmament/kit';
import { Bill } from '../bill/bill.entity.js';
import { Invoice } from '../invoice/invoice.entity.js';
import type { Approval } from './approval.entity.js';

/** What the inbox shows of the paper behind an approval. */
export interface InboxPaper {
  readonly title: string; readonly clientId: string | null; readonly vendorId: string | null; readonly vendorName: string | null; readonly totalMinor: bigint | null; readonly currency: string | null; readonly authorIds: readonly string[]; readonly version: number;
}

/** The paper, through the loader of its kind; null when it is gone, or somebody may not see it. */
export async function inboxPaper(ctx: Ctx, approval: Approval): Promise<InboxPaper | null> { return approval.kind === 'BILL' ? billPaper(ctx, approval) : invoicePaper(ctx, approval); }

async function billPaper(ctx: Ctx, approval: Approval): Promise<InboxPaper | null> {
  const bill = await ctx.read.load(Bill, approval.billId);
  if (!bill) return null;
  const { clientId, vendorId, vendorName, signedMinor, currency, authorIds, version } = bill;
  return { title: [vendorName ?? 'Bill', bill.number].filter(Boolean).join(' · '), clientId, vendorId, vendorName, totalMinor: signedMinor, currency, authorIds, version };
}

async function invoicePaper(ctx: Ctx, approval: Approval): Promise<InboxPaper | null> {
  const invoice = await ctx.read.load(Invoice, approval.invoiceId);
  if (!invoice) return null;
  const { clientId, totalMinor, currency, authorIds, version } = invoice;
  return { title: invoice.title ?? invoice.number ?? 'Invoice', clientId, vendorId: null, vendorName: null, totalMinor: BigInt(totalMinor), currency, authorIds, version };
}
