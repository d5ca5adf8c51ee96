import { LockMode } from '@mikro-orm/core';
import { billPaid, billPaymentReversed, billPushed, billPushFailed } from '@firmament/events';
import type { Ctx } from '@firmament/kit';
import { voidApproval } from '../approval/ask-approval.js';
import { VendorUnclear } from '../errors.js';
import type { LedgerName } from '../ledger/ledger-port.js';
import { dropRebills } from '../rebill/add-rebills.js';
import type { Vendor } from '../vendor/vendor.entity.js';
import { vendorNamed } from '../vendor/write-vendor.js';
import { Bill } from './bill.entity.js';
import { compareBill, heed } from './find-duplicates.js';
import { numberKey } from './likeness.rules.js';
import { lockBills } from './lock-bills.js';
import { blankBill, tellReceived } from './take-in.js';
import type { BillStanding } from './bill.types.js';

/** Which ledger tells. */
export interface Teller { readonly connectionId: string; readonly ledger: LedgerName }
/** A bill as somebody found it in the ledger. `waits` is true for one that nobody approved there yet. */
export interface FoundBill {
  readonly ledger: LedgerName; readonly vendorName: string; readonly number: string | null; readonly billedOn: string | null; readonly dueOn: string | null; readonly currency: string; readonly totalMinor: bigint; readonly credit: boolean; readonly waits: boolean;
}

const place = (bill: Bill) => ({ aggregateId: bill.id, clientId: bill.clientId });
const held = (ctx: Ctx, id: string): Promise<Bill | null> => ctx.em.findOne(Bill, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });

/** The ledger has it. False when it was coded anew in the meantime: what stands there are other words. */
export async function billPushedToLedger(ctx: Ctx, pushed: Teller & { readonly billId: string; readonly externalId: string; readonly attempt: number }): Promise<boolean> {
  const { billId, connectionId, ledger, externalId, attempt } = pushed;
  const bill = await held(ctx, billId);
  if (bill?.status !== 'APPROVED') return false;
  bill.step('PUSHED');
  ctx.emit(billPushed, { ...bill.facts, connectionId, ledger, externalId, attempt }, place(bill));
  return true;
}

/** The ledger did not take it. */
export async function billPushFailedInLedger(ctx: Ctx, failed: Teller & { readonly billId: string; readonly attempt: number; readonly errorCode: string; readonly sentence: string; readonly retryable: boolean }): Promise<void> {
  const { billId, ...fault } = failed;
  const bill = await held(ctx, billId);
  if (bill?.status === 'APPROVED') ctx.emit(billPushFailed, { ...bill.facts, ...fault }, place(bill));
}

/** Somebody paid it there. Said again, nothing happens. */
export async function billPaidInLedger(ctx: Ctx, paid: { readonly billId: string; readonly paidOn: string }): Promise<void> {
  const bill = await held(ctx, paid.billId);
  if (!bill || !(['PUSHED', 'PAYMENT_REVERSED', 'BYPASSED'] as BillStanding[]).includes(bill.status)) return;
  bill.step('PAID');
  bill.paidOn = paid.paidOn;
  ctx.emit(billPaid, { ...bill.facts, paidOn: paid.paidOn }, place(bill));
}

/** The payment was taken back there. */
export async function billReversedInLedger(ctx: Ctx, reversed: { readonly billId: string; readonly reason: string }): Promise<void> {
  const bill = await held(ctx, reversed.billId);
  if (bill?.status !== 'PAID') return;
  bill.step('PAYMENT_REVERSED');
  Object.assign(bill, { paidOn: null, reason: reversed.reason });
  ctx.emit(billPaymentReversed, { ...bill.facts, reason: reversed.reason }, place(bill));
}

/** Whose it is; a name that means several is left to a human. */
async function vendorOf(ctx: Ctx, name: string): Promise<Vendor | null> {
  return vendorNamed(ctx, { name, taxNumber: null }).catch((error: unknown) => { if (error instanceof VendorUnclear) return null; throw error; });
}

/** The bill of ours that it is, if we have it. */
async function ourOwn(ctx: Ctx, vendor: Vendor | null, found: FoundBill): Promise<Bill | null> {
  if (vendor === null || found.number === null) return null;
  return ctx.em.findOne(Bill, { vendorId: vendor.id, numberKey: numberKey(found.number), credit: found.credit, status: { $ne: 'DUPLICATE' } }, { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { createdAt: 'ASC' } });
}

function written(ctx: Ctx, vendor: Vendor | null, found: FoundBill): Bill {
  const { number, billedOn, dueOn, currency, totalMinor, credit } = found;
  const bill = blankBill(ctx, { channel: 'LEDGER', byId: null, byName: found.ledger === 'XERO' ? 'Xero' : 'QuickBooks', clientId: null });
  return Object.assign(bill, { vendorId: vendor?.id ?? null, vendorName: found.vendorName, number, numberKey: number === null ? null : numberKey(number), billedOn, dueOn, currency, credit, totalMinor: totalMinor < 0n ? -totalMinor : totalMinor });
}

/** Approved there past the people who must agree here. Whoever looked notes the difference, and with it tells those who must know. */
async function bypassed(ctx: Ctx, bill: Bill): Promise<void> {
  await voidApproval(ctx, { kind: 'BILL', id: bill.id });
  await dropRebills(ctx, bill.id);
  bill.step('BYPASSED');
  Object.assign(bill, { approvedHash: null, heldReason: null });
}

/** A bill was found in the ledger that did not come from here. What waits there for approval comes in to be approved here; what was approved there went past us. One that is on its way from here, or was, is left alone. */
export async function billFoundInLedger(ctx: Ctx, found: FoundBill): Promise<{ readonly billId: string; readonly bypassed: boolean }> {
  await lockBills(ctx);
  const vendor = await vendorOf(ctx, found.vendorName);
  const own = await ourOwn(ctx, vendor, found);
  if (own && (found.waits || ['APPROVED', 'PUSHED', 'PAID', 'PAYMENT_REVERSED', 'BYPASSED'].includes(own.status))) return { billId: own.id, bypassed: false };
  const bill = own ?? written(ctx, vendor, found);
  if (!own) tellReceived(ctx, bill);
  if (!found.waits) await bypassed(ctx, bill);
  else heed(ctx, bill, await compareBill(ctx, bill));
  return { billId: bill.id, bypassed: !found.waits };
}
