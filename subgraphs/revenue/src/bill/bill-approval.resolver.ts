import { Arg, Authorized, Ctx as Context, Mutation, Resolver } from 'type-graphql';
import { Invalid, type Ctx } from '@firmament/kit';
import { demandWithinCap } from '../approval/batch-cap.js';
import { decide, type Verdict } from '../approval/decide.js';
import { ApproveBillInput, ApproveBillsInput, RejectBillInput } from './bill.inputs.js';
import { Bill } from './bill.entity.js';
import { BillSubject } from './bill-subject.js';

/** A person's word on a bill. */
async function decideOn(ctx: Ctx, billId: string, verdict: Verdict): Promise<Bill> {
  const bill = await ctx.load(Bill, billId);
  await decide(ctx, new BillSubject(bill), verdict);
  return bill;
}

/** What people decide about bills before they are paid. */
@Resolver(() => Bill)
export class BillApprovalResolver {
  @Authorized('revenue.bill.approve')
  @Mutation(() => Bill, { description: 'Agrees to the words of a bill. Whoever handed it in or coded it cannot.' })
  async approveBill(@Arg('input', () => ApproveBillInput, { description: 'Which, and which words.' }) input: ApproveBillInput, @Context() ctx: Ctx): Promise<Bill> {
    return decideOn(ctx, input.billId, { contentHash: input.contentHash, word: 'APPROVED', comment: input.comment ?? null });
  }

  @Authorized('revenue.bill.approve')
  @Mutation(() => Bill, { description: 'Does not agree to a bill: it is not paid.' })
  async rejectBill(@Arg('input', () => RejectBillInput, { description: 'Which, and why not.' }) input: RejectBillInput, @Context() ctx: Ctx): Promise<Bill> {
    return decideOn(ctx, input.billId, { contentHash: input.contentHash, word: 'REJECTED', comment: input.comment });
  }

  @Authorized('revenue.bill.approve')
  @Mutation(() => Bill, { description: 'Asks for another coding of a bill before it is agreed to. All steps begin anew after it.' })
  async requestBillChanges(@Arg('input', () => RejectBillInput, { description: 'Which, and what is to be changed.' }) input: RejectBillInput, @Context() ctx: Ctx): Promise<Bill> {
    return decideOn(ctx, input.billId, { contentHash: input.contentHash, word: 'CHANGES_REQUESTED', comment: input.comment });
  }

  @Authorized('revenue.bill.approve')
  @Mutation(() => [Bill], { description: 'Agrees to several bills in one go, up to the cap of the firm. All are approved, or none.' })
  async approveBills(@Arg('input', () => ApproveBillsInput, { description: 'Which, and which words.' }) input: ApproveBillsInput, @Context() ctx: Ctx): Promise<Bill[]> {
    // In one order for everybody, so that two people never wait for each other.
    const wanted = [...input.bills].sort((a, b) => (a.billId < b.billId ? -1 : 1));
    if (new Set(wanted.map((one) => one.billId)).size < wanted.length) throw new Invalid('REVENUE_TWICE', 'Name each bill once.', 'input.bills');
    const bills: Bill[] = [];
    for (const one of wanted) bills.push(await ctx.load(Bill, one.billId));
    await demandWithinCap(ctx, 'bills', bills);
    for (const one of wanted) await decideOn(ctx, one.billId, { contentHash: one.contentHash, word: 'APPROVED', comment: one.comment ?? null });
    return bills;
  }
}
