import type { Ctx } from '@firmament/kit';
import type { Paper } from '../ledger/ledger-port.js';
import { pushLater } from '../ledger/queue/push-later.js';
import { Vendor } from '../vendor/vendor.entity.js';
import { auditReport } from './audit-report.js';
import { Bill } from './bill.entity.js';
import { BillLine } from './bill-line.entity.js';

/** A bill to which everybody agreed goes to the ledger, if there is one. */
export async function toLedger(ctx: Ctx, bill: Bill): Promise<void> {
  await pushLater(ctx, { kind: bill.credit ? 'BILL_CREDIT' : 'BILL', ourId: bill.id, clientId: bill.clientId, label: `Bill ${bill.number ?? ''} of ${bill.vendorName ?? 'a vendor'}` });
}

/** A bill as the ledger gets it; whose it is there, is for the queue to find out by the vendor. */
export interface BillPaper { readonly paper: Omit<Paper, 'partyId'>; readonly vendor: { readonly vendorId: string; readonly name: string; readonly email: string | null } }

/** The paper of a bill, as it was approved; null when it is not, or not any more: what was coded anew in the meantime does not leave. */
export async function billPaper(ctx: Ctx, billId: string): Promise<BillPaper | null> {
  const bill = await ctx.em.findOne(Bill, { id: billId });
  const vendor = bill?.vendorId ? await ctx.em.findOne(Vendor, { id: bill.vendorId }) : null;
  if (!bill || !vendor || bill.status !== 'APPROVED' || bill.approvedHash !== bill.contentHash) return null;
  const lines = await ctx.em.find(BillLine, { billId }, { orderBy: { position: 'ASC' } });
  const paper = {
    kind: bill.credit ? 'BILL_CREDIT' as const : 'BILL' as const, number: bill.number ?? '', currency: bill.currency ?? '', day: bill.billedOn ?? '', dueOn: bill.dueOn, memo: bill.note, netMinor: BigInt(bill.netMinor ?? 0n), taxMinor: BigInt(bill.taxMinor ?? 0n), totalMinor: BigInt(bill.totalMinor ?? 0n), corrects: null,
    lines: lines.map(({ id, title, description, quantityMilli, unitMinor, netMinor, taxMinor, accountCode, taxCode }) => ({
      key: id, text: description ? `${title}\n${description}` : title, quantityMilli: BigInt(quantityMilli), unitMinor: BigInt(unitMinor), netMinor: BigInt(netMinor), taxMinor: BigInt(taxMinor), accountCode, taxCode })),
  };
  return { paper, vendor: { vendorId: vendor.id, name: vendor.name, email: vendor.email } };
}

/** What lies beside a bill in the ledger: who agreed to it, when, and to which words. */
export async function billAttachment(ctx: Ctx, billId: string): Promise<{ readonly name: string; readonly type: string; readonly bytes: Uint8Array } | null> {
  const bill = await ctx.em.findOne(Bill, { id: billId });
  return bill?.approvedHash ? { name: `Approval ${(bill.number ?? bill.id).replace(/[^\w.-]+/g, '-')}.pdf`, type: 'application/pdf', bytes: await auditReport(ctx, bill) } : null;
}
