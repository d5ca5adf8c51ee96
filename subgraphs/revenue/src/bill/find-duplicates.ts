import { billDuplicateLinked, billDuplicateSuspected } from '@firmament/events';
import type { Ctx } from '@firmament/kit';
import { Bill } from './bill.entity.js';
import { counting } from './bill-state.rules.js';
import { compare, type Finding } from './likeness.rules.js';
import type { BillStanding } from './bill.types.js';

const place = (bill: Bill) => ({ aggregateId: bill.id, clientId: bill.clientId });
/** A rejected bill that comes again, and one that nobody has read yet, are looked at too. */
const comparable: readonly BillStanding[] = [...counting, 'NEEDS_CODING', 'DUPLICATE_SUSPECTED', 'REJECTED'];

/** Compares a bill with all others that may be it. Those of which somebody said that this is another one are left out. */
export async function compareBill(ctx: Ctx, bill: Bill): Promise<Finding> {
  const { vendorId, numberKey, billedOn, fileSha256 } = bill;
  const byWords = vendorId === null ? [] : [{ vendorId, $or: [...(numberKey === null ? [] : [{ numberKey }]), ...(billedOn === null ? [] : [{ billedOn }])] }].filter((one) => one.$or.length > 0);
  const ways = [...byWords, ...(fileSha256 === null ? [] : [{ fileSha256 }])];
  if (ways.length === 0) return { verdict: 'NEW' };
  const cleared = bill.duplicateCheck?.clearedBillIds ?? [];
  const others = await ctx.em.find(Bill, { id: { $ne: bill.id }, status: { $in: [...comparable] }, $or: ways }, { orderBy: { createdAt: 'ASC', id: 'ASC' }, limit: 50 });
  const finding = compare(bill, others.filter((one) => !cleared.includes(one.id)));
  // What was rejected and comes again may be the mended one under its old number: a human looks.
  if (finding.verdict === 'SAME' && others.some((one) => one.id === finding.ofBillId && one.status === 'REJECTED')) return { verdict: 'ALIKE', why: fileSha256 !== null && others.some((one) => one.fileSha256 === fileSha256) ? ['SAME_FILE'] : ['VENDOR_AND_NUMBER'], otherBillIds: [finding.ofBillId] };
  return finding;
}

/** Keeps a bill as evidence beside the first: it is never paid. */
export function linkDuplicate(ctx: Ctx, bill: Bill, ofBillId: string): void {
  bill.step('DUPLICATE');
  bill.duplicateOfId = ofBillId;
  bill.heldReason = null;
  ctx.emit(billDuplicateLinked, { ...bill.facts, ofBillId }, place(bill));
}

/** Notes what a comparison said; true when the bill can go on. The very same bill is linked, what only looks alike waits for a human. */
export function heed(ctx: Ctx, bill: Bill, finding: Finding): boolean {
  const clearedBillIds = bill.duplicateCheck?.clearedBillIds ?? [];
  const alike = finding.verdict === 'ALIKE' ? finding : { why: [], otherBillIds: finding.verdict === 'SAME' ? [finding.ofBillId] : [] };
  bill.duplicateCheck = { at: ctx.now.toISOString(), why: alike.why, otherBillIds: alike.otherBillIds, clearedBillIds };
  if (finding.verdict === 'NEW') return true;
  if (finding.verdict === 'SAME') linkDuplicate(ctx, bill, finding.ofBillId);
  else {
    if (bill.status !== 'DUPLICATE_SUSPECTED') bill.step('DUPLICATE_SUSPECTED');
    ctx.emit(billDuplicateSuspected, { ...bill.facts, otherBillIds: finding.otherBillIds, why: finding.why }, place(bill));
  }
  return false;
}
