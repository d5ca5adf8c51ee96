import { billCoded, billHeld } from '@firmament/events';
import type { Ctx } from '@firmament/kit';
import { voidApproval } from '../approval/ask-approval.js';
import { BillInvalid } from '../errors.js';
import { personOf } from '../invoice/author.js';
import { dropRebills } from '../rebill/add-rebills.js';
import { keptBank } from '../vendor/bank.js';
import { Vendor } from '../vendor/vendor.entity.js';
import { Bill } from './bill.entity.js';
import { billHash } from './bill-hash.js';
import { BillLine } from './bill-line.entity.js';
import { onlyClient, priceBill } from './bill-totals.rules.js';
import { wordsOf } from './bill-words.js';
import { compareBill, heed } from './find-duplicates.js';
import { numberKey, type Finding } from './likeness.rules.js';
import { lockBills } from './lock-bills.js';
import type { BillWordsInput } from './bill.inputs.js';
import type { BillWords } from './bill.types.js';

const place = (bill: Bill) => ({ aggregateId: bill.id, clientId: bill.clientId });

/** The account to which the firm paid this vendor before: the one that it has, or that of its last bill. */
async function knownPrint(ctx: Ctx, bill: Bill, vendor: Vendor): Promise<string | null> {
  if (vendor.bankPrint !== null) return vendor.bankPrint;
  const last = await ctx.em.findOne(Bill, { id: { $ne: bill.id }, vendorId: vendor.id, bankPrint: { $ne: null }, status: { $nin: ['DUPLICATE', 'REJECTED', 'DUPLICATE_SUSPECTED'] } }, { orderBy: { createdAt: 'DESC', id: 'DESC' } });
  return last?.bankPrint ?? null;
}

/** Why a bill is held: it asks to be paid elsewhere than before. Null when it does not. */
async function reasonToHold(ctx: Ctx, bill: Bill): Promise<string | null> {
  const vendor = await ctx.em.findOneOrFail(Vendor, { id: bill.vendorId ?? '' });
  const before = await knownPrint(ctx, bill, vendor);
  if (bill.bankPrint === null || before === null || bill.bankPrint === before || bill.bankPrint === bill.releasedPrint) return null;
  return `${vendor.name} asks to be paid to ${bill.bankMask ?? 'another account'}${vendor.bankMask === null ? '' : `, and was paid to ${vendor.bankMask} before`}. Ask them by another way than the one by which this bill came.`;
}

/** What was read is told, and where that leads: to a human who says whether it is another bill's double, to one who asks the vendor, or on. */
export async function settle(ctx: Ctx, bill: Bill, finding: Finding): Promise<void> {
  const reason = finding.verdict === 'NEW' ? await reasonToHold(ctx, bill) : null;
  ctx.emit(billCoded, { ...bill.facts, contentHash: bill.contentHash ?? '', ready: finding.verdict === 'NEW' && reason === null }, place(bill));
  if (!heed(ctx, bill, finding)) return;
  bill.step(reason === null ? 'RECEIVED' : 'HELD');
  bill.heldReason = reason;
  if (reason !== null) ctx.emit(billHeld, { ...bill.facts, reason }, place(bill));
}

async function layLines(ctx: Ctx, bill: Bill, words: BillWords): Promise<void> {
  const amounts = priceBill(words);
  if (typeof amounts === 'string') throw new BillInvalid(amounts);
  for (const line of await ctx.em.find(BillLine, { billId: bill.id })) ctx.em.remove(line);
  words.lines.forEach((line, position) => {
    const { netMinor = 0n, taxMinor = 0n, grossMinor = 0n } = amounts.lines[position] ?? {};
    ctx.em.persist(ctx.em.create(BillLine, { id: ctx.newId('bll'), tenantId: bill.tenantId, version: 1, billId: bill.id, position, ...line, currency: words.currency, netMinor, taxMinor, grossMinor }));
  });
  const { netMinor, taxMinor, totalMinor } = amounts;
  Object.assign(bill, { netMinor, taxMinor, totalMinor });
}

/** Whoever agreed before agreed to other words. */
async function takeBack(ctx: Ctx, bill: Bill): Promise<void> {
  if (bill.status === 'APPROVED') await dropRebills(ctx, bill.id);
  if (bill.status !== 'ROUTED' && bill.status !== 'APPROVED') return;
  await voidApproval(ctx, { kind: 'BILL', id: bill.id });
  bill.step('NEEDS_CODING');
  bill.approvedHash = null;
}

/** Says what a bill says and what it is for, compares it with all others, and with the account to which its vendor was paid before. */
export async function codeBill(ctx: Ctx, bill: Bill, input: BillWordsInput): Promise<void> {
  await lockBills(ctx);
  const { words, vendor } = await wordsOf(ctx, input);
  await takeBack(ctx, bill);
  if (bill.status !== 'NEEDS_CODING') bill.step('NEEDS_CODING');
  await layLines(ctx, bill, words);
  const { vendorId, number, billedOn, dueOn, currency, credit, note, lines } = words;
  // What a client handed in stays theirs until its lines say whose it is.
  const clientId = onlyClient(lines) ?? (bill.channel === 'PORTAL' && lines.every((line) => line.clientId === null) ? bill.clientId : null);
  Object.assign(bill, { vendorId, vendorName: vendor.name, number, numberKey: numberKey(number), billedOn, dueOn, currency, credit, note, clientId, reason: null });
  if (input.bankAccount) {
    const { mask, print } = await keptBank(ctx, input.bankAccount);
    Object.assign(bill, { bankMask: mask, bankPrint: print });
  }
  bill.contentHash = billHash(words, bill);
  const coder = personOf(ctx);
  if (coder !== null) bill.writtenBy(coder);
  await settle(ctx, bill, await compareBill(ctx, bill));
}
