import { Arg, Authorized, Ctx as Context, Mutation, Resolver } from 'type-graphql';
import { billPaid, billReleased, billReopened } from '@firmament/events';
import { Action, Forbidden, Invalid, NotFound, type Ctx } from '@firmament/kit';
import { askApproval } from '../approval/ask-approval.js';
import { BillNumberTaken, BillState, SubmitterNeverReleases } from '../errors.js';
import { Vendor } from '../vendor/vendor.entity.js';
import { BillIdInput, CodeBillInput, DecideBillDuplicateInput, MarkBillPaidInput, ReleaseBillInput } from './bill.inputs.js';
import { Bill } from './bill.entity.js';
import { codable } from './bill-state.rules.js';
import { BillSubject } from './bill-subject.js';
import { codeBill, settle } from './code-bill.js';
import { compareBill, linkDuplicate } from './find-duplicates.js';
import { lockBills } from './lock-bills.js';
import { isOnItsWay } from './to-ledger.js';

/** Sent to approval already: sending it again changes nothing. */
const onItsWay: readonly Bill['status'][] = ['ROUTED', 'APPROVED', 'PUSHED', 'PAID'];
const place = (bill: Bill) => ({ aggregateId: bill.id, clientId: bill.clientId });

/** What was read goes on where reading left it; what nobody read is read. */
async function afresh(ctx: Ctx, bill: Bill): Promise<void> {
  bill.step('NEEDS_CODING');
  if (bill.contentHash !== null && bill.vendorId !== null) await settle(ctx, bill, await compareBill(ctx, bill));
}

/** It is another bill: those that it looked like are held against it no more. */
function cleared(ctx: Ctx, bill: Bill, otherBillIds: readonly string[]): void {
  const before = bill.duplicateCheck?.clearedBillIds ?? [];
  bill.duplicateCheck = { at: ctx.now.toISOString(), why: [], otherBillIds: [], clearedBillIds: [...new Set([...before, ...otherBillIds])] };
}

/** What people do with bills on their way to approval. */
@Resolver(() => Bill)
export class BillActResolver {
  @Authorized('revenue.bill.code')
  @Mutation(() => Bill, { description: 'Says what a bill says and what it is for. It is compared with all others, and with the account to which its vendor was paid before; any approval falls.' })
  async codeBill(@Arg('input', () => CodeBillInput, { description: 'Which, and what it says.' }) input: CodeBillInput, @Context() ctx: Ctx): Promise<Bill> {
    const bill = await ctx.load(Bill, input.billId, { ifVersion: input.ifVersion ?? null });
    bill.demand(codable, 'A bill that stands here is not coded any more. Open it again first, if it can be.');
    await codeBill(ctx, bill, input);
    return bill;
  }

  @Authorized('revenue.bill.code')
  @Mutation(() => Bill, { description: 'Says whether a bill is the one that it looks like.' })
  async decideBillDuplicate(@Arg('input', () => DecideBillDuplicateInput, { description: 'Which, and whether.' }) input: DecideBillDuplicateInput, @Context() ctx: Ctx): Promise<Bill> {
    await lockBills(ctx);
    const bill = await ctx.load(Bill, input.billId, { ifVersion: input.ifVersion ?? null });
    if (input.ofBillId && !(await ctx.em.findOne(Bill, { id: input.ofBillId }))) throw new NotFound('This bill is not here.', 'input.ofBillId');
    bill.demand(['DUPLICATE_SUSPECTED'], 'Nobody has to say whether this bill is another one.');
    const { why = [], otherBillIds = [] } = bill.duplicateCheck ?? {};
    if (input.duplicate) {
      const of = input.ofBillId ?? (otherBillIds.length === 1 ? otherBillIds[0] : undefined);
      if (!of || !otherBillIds.includes(of)) throw new Invalid('REVENUE_BILL_OTHER', 'Say which of the bills it is.', 'input.ofBillId');
      linkDuplicate(ctx, bill, of);
      return bill;
    }
    const others = await ctx.em.find(Bill, { id: { $in: [...otherBillIds] } });
    // Two bills of one number are one bill to every ledger, whatever somebody says here.
    if (why.includes('VENDOR_AND_NUMBER') && others.some((one) => one.numberKey === bill.numberKey && one.status !== 'REJECTED' && one.status !== 'DUPLICATE')) throw new BillNumberTaken();
    cleared(ctx, bill, otherBillIds);
    await afresh(ctx, bill);
    return bill;
  }

  @Authorized('revenue.bill.release')
  @Mutation(() => Bill, { description: 'Releases a held bill, once somebody asked its vendor by another way whether the new account is theirs. Whoever handed it in or coded it cannot.' })
  async releaseBill(@Arg('input', () => ReleaseBillInput, { description: 'Which, and how the vendor was asked.' }) input: ReleaseBillInput, @Context() ctx: Ctx): Promise<Bill> {
    const bill = await ctx.load(Bill, input.billId, { ifVersion: input.ifVersion ?? null });
    bill.demand(['HELD'], 'This bill is not held.');
    if (ctx.actor.kind !== 'staff') throw new Forbidden('Only a person releases a bill.', 'REVENUE_ONLY_A_PERSON');
    if (bill.authorIds.includes(ctx.actor.id)) throw new SubmitterNeverReleases();
    bill.step('RECEIVED');
    Object.assign(bill, { heldReason: null, releasedHow: input.how.trim(), releasedBy: ctx.actor.id, releasedPrint: bill.bankPrint });
    Object.assign(await ctx.em.findOneOrFail(Vendor, { id: bill.vendorId ?? '' }), { bankPrint: bill.bankPrint, bankMask: bill.bankMask });
    ctx.emit(billReleased, { ...bill.facts, how: input.how.trim() }, place(bill));
    return bill;
  }

  @Authorized('revenue.bill.code')
  @Action()
  @Mutation(() => Bill, { description: 'Sends a bill to the people who must agree to it. The route is laid down now and stays as it is; nothing happens to one that is on its way.' })
  async routeBill(@Arg('input', () => BillIdInput, { description: 'Which.' }) input: BillIdInput, @Context() ctx: Ctx): Promise<Bill> {
    const bill = await ctx.load(Bill, input.billId, { ifVersion: input.ifVersion ?? null });
    if (onItsWay.includes(bill.status)) return bill;
    bill.demand(['RECEIVED'], bill.status === 'NEEDS_CODING' ? 'Somebody has to say first what this bill is for.' : 'Only a bill that was read, and is neither held nor suspected, is sent to approval.');
    await askApproval(ctx, new BillSubject(bill));
    return bill;
  }

  @Authorized('revenue.bill.code')
  @Mutation(() => Bill, { description: 'Opens a bill again that was rejected, or called a duplicate by mistake. It takes a new way past the people who must agree.' })
  async reopenBill(@Arg('input', () => BillIdInput, { description: 'Which.' }) input: BillIdInput, @Context() ctx: Ctx): Promise<Bill> {
    await lockBills(ctx);
    const bill = await ctx.load(Bill, input.billId, { ifVersion: input.ifVersion ?? null });
    bill.demand(['REJECTED', 'DUPLICATE'], 'Only a bill that was rejected, or called a duplicate, is opened again.');
    if (bill.duplicateOfId !== null) cleared(ctx, bill, [bill.duplicateOfId]);
    Object.assign(bill, { duplicateOfId: null, reason: null });
    ctx.emit(billReopened, bill.facts, place(bill));
    await afresh(ctx, bill);
    return bill;
  }

  @Authorized('revenue.bill.pay')
  @Mutation(() => Bill, { description: 'Says that an approved bill is paid, where no ledger tells.' })
  async markBillPaid(@Arg('input', () => MarkBillPaidInput, { description: 'Which, and when.' }) input: MarkBillPaidInput, @Context() ctx: Ctx): Promise<Bill> {
    const bill = await ctx.load(Bill, input.billId, { ifVersion: input.ifVersion ?? null });
    bill.demand(['APPROVED'], bill.status === 'PUSHED' ? 'This bill stands in the ledger, which tells when it is paid.' : 'Only an approved bill is paid.');
    if (await isOnItsWay(ctx, bill)) throw new BillState(bill.status, 'This bill is on its way to the ledger, which tells when it is paid.');
    bill.step('PAID');
    bill.paidOn = input.paidOn;
    ctx.emit(billPaid, { ...bill.facts, paidOn: input.paidOn }, place(bill));
    return bill;
  }
}
