import type { Ctx } from '@firmament/kit';
import type { Paper } from '../ledger/ledger-port.js';
import { LedgerItem } from '../ledger/queue/ledger-item.entity.js';
import { pushLater } from '../ledger/queue/push-later.js';
import { Vendor } from '../vendor/vendor.entity.js';
import { auditReport } from './audit-report.js';
import { Bill } from './bill.entity.js';
import { BillLine } from './bill-line.entity.js';

const kindOf = (bill: Bill): 'BILL' | 'BILL_CREDIT' => (bill.credit ? 'BILL_CREDIT' : 'BILL');

/** A bill to which everybody agreed goes to the ledger, if the firm has one. Coded anew after an earlier try it goes as a new thing: what the ledger remembers of that try are other words. */
export async function toLedger(ctx: Ctx, bill: Bill): Promise<void> {
  const tried = await ctx.em.find(LedgerItem, { ourId: bill.id, kind: { $in: ['BILL', 'BILL_CREDIT'] }, act: 'CREATE', state: { $ne: 'WAITING' } });
  for (const one of tried) ctx.em.remove(one);
  if (tried.length > 0) await ctx.em.flush();
  await pushLater(ctx, { kind: kindOf(bill), ourId: bill.id, clientId: bill.clientId, label: `${bill.credit ? 'Credit note' : 'Bill'} ${bill.number ?? ''} of ${bill.vendorName ?? 'a vendor'}` });
}

/** True while a bill is on its way to the ledger, which then tells when it is paid. */
export const isOnItsWay = async (ctx: Ctx, bill: Bill): Promise<boolean> => (await ctx.em.count(LedgerItem, { ourId: bill.id, kind: kindOf(bill), act: 'CREATE', state: { $ne: 'DONE' } })) > 0;

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
    lines: lines.map(({ id, title, description, quantityMilli, unitMinor, netMinor, taxMinor, accountCode, taxCode, taxIncluded }) => ({
      key: id, text: description ? `${title}\n${description}` : title, quantityMilli: BigInt(quantityMilli), unitMinor: BigInt(taxIncluded ? netMinor : unitMinor), netMinor: BigInt(netMinor), taxMinor: BigInt(taxMinor), accountCode, taxCode })),
  };
  return { paper, vendor: { vendorId: vendor.id, name: vendor.name, email: vendor.email } };
}

/** What lies beside a bill in the ledger: who agreed to it, when, and to which words. */
export async function billAttachment(ctx: Ctx, billId: string): Promise<{ readonly name: string; readonly type: string; readonly bytes: Uint8Array } | null> {
  const bill = await ctx.em.findOne(Bill, { id: billId });
  return bill?.approvedHash ? { name: `Approval ${(bill.number ?? bill.id).replace(/[^\w.-]+/g, '-')}.pdf`, type: 'application/pdf', bytes: await auditReport(ctx, bill) } : null;
}
