import { billApprovalEscalated, billApproved, billChangesRequested, billRejected, billRouted } from '@firmament/events';
import type { Ctx } from '@firmament/kit';
import type { Approval } from '../approval/approval.entity.js';
import type { Said, ToApprove } from '../approval/approval.types.js';
import { eachNamedOnce } from '../approval/changes.rules.js';
import { namedAmong } from '../approval/inbox.rules.js';
import type { No, Subject, Yes } from '../approval/subject.js';
import { ContentChanged } from '../errors.js';
import { quantityOf } from '../invoice/quantity.rules.js';
import { dayInWords, percent, printed } from '../issue/paper.rules.js';
import { payerName } from '../payer/on-names.js';
import { addRebills } from '../rebill/add-rebills.js';
import { Vendor } from '../vendor/vendor.entity.js';
import type { Bill } from './bill.entity.js';
import { billHash } from './bill-hash.js';
import { BillLine } from './bill-line.entity.js';
import { toLedger } from './to-ledger.js';
import type { BillLineWords, BillWords } from './bill.types.js';

async function saidOfLine(ctx: Ctx, line: BillLineWords, currency: string): Promise<Said> {
  const parts = [
    `${quantityOf(line.quantityMilli)} × ${printed(line.unitMinor, currency)}`, line.description, line.taxBasisPoints === 0 ? line.taxName : `${line.taxName ?? 'Tax'} ${percent(line.taxBasisPoints)}${line.taxIncluded ? ' included' : ''}`, line.accountCode === null ? null : `account ${line.accountCode}`,
    line.taxCode === null ? null : `tax code ${line.taxCode}`, line.clientId === null ? null : `for ${(await payerName(ctx, line.clientId)) || 'a client'}`, line.rebill === null ? null : line.rebill ? 'billed again' : 'not billed again',
  ];
  return { field: `Line: ${line.title}`, value: parts.filter((one): one is string => Boolean(one)).join(' · ') };
}

/** What stands on a bill, as people read it. */
async function saidOfBill(ctx: Ctx, bill: Bill, words: BillWords): Promise<Said[]> {
  const head: [string, string | null][] = [
    ['Vendor', bill.vendorName], ['Number', words.number], ['Date', dayInWords(words.billedOn)], ['To be paid by', words.dueOn === null ? null : dayInWords(words.dueOn)], ['Kind', words.credit ? 'Credit note' : null], ['Account to pay to', bill.bankMask], ['Note', words.note],
  ];
  const lines: Said[] = [];
  for (const line of words.lines) lines.push(await saidOfLine(ctx, line, words.currency));
  return eachNamedOnce([...head.flatMap(([field, value]) => (value ? [{ field, value }] : [])), ...lines, { field: 'Total', value: printed(bill.signedMinor ?? 0n, words.currency) }]);
}

/** What stands in the rows of a bill at this moment. */
export async function billWords(ctx: Ctx, bill: Bill): Promise<BillWords> {
  const lines = await ctx.em.find(BillLine, { billId: bill.id }, { orderBy: { position: 'ASC' } });
  const { vendorId, number, billedOn, dueOn, currency, credit, note } = bill;
  return { vendorId: vendorId ?? '', number: number ?? '', billedOn: billedOn ?? '', dueOn, currency: currency ?? '', credit, note, lines: lines.map((line) => line.words) };
}

/** A bill on its way past the people who must agree. */
export class BillSubject implements Subject {
  readonly kind = 'BILL';

  constructor(readonly bill: Bill) {}

  get id(): string { return this.bill.id; }
  get clientId(): string | null { return this.bill.clientId; }
  get authorIds(): readonly string[] { return this.bill.authorIds; }
  get contentHash(): string { return this.bill.contentHash ?? ''; }

  async facets(ctx: Ctx): Promise<ToApprove> {
    const { lines, currency, vendorId } = await billWords(ctx, this.bill);
    const named = (values: readonly (string | null)[]): string[] => [...new Set(values)].filter((one): one is string => one !== null);
    // A credit note takes the route of its amount without the sign.
    return { clientIds: named([...lines.map((line) => line.clientId), this.bill.clientId]), authorIds: this.bill.authorIds, totalMinor: BigInt(this.bill.totalMinor ?? 0n), currency, discountShare: 0, vendorId, accountCodes: named(lines.map((line) => line.accountCode)) };
  }
  async standing(ctx: Ctx): Promise<{ hash: string; said: Said[] }> {
    const words = await billWords(ctx, this.bill);
    return { hash: billHash(words, this.bill), said: await saidOfBill(ctx, this.bill, words) };
  }
  demandWhole(hash: string): void { if (hash !== this.bill.contentHash) throw new ContentChanged('BILL'); }
  demandWaiting(): void { this.bill.demand(['ROUTED'], 'This bill does not wait for approval.'); }
  writtenBy(personId: string): void { this.bill.writtenBy(personId); }
  waits(): void { this.bill.step('ROUTED'); }
  async agreed(ctx: Ctx, approval: Approval): Promise<void> {
    const { bill } = this;
    bill.step('APPROVED');
    bill.approvedHash = approval.contentHash;
    const vendor = await ctx.em.findOneOrFail(Vendor, { id: bill.vendorId ?? '' });
    if (bill.bankPrint !== null) Object.assign(vendor, { bankPrint: bill.bankPrint, bankMask: bill.bankMask });
    await addRebills(ctx, bill);
    await toLedger(ctx, bill);
  }
  turnedDown({ comment, asksChanges }: No): void {
    this.bill.step(asksChanges ? 'NEEDS_CODING' : 'REJECTED');
    this.bill.reason = comment;
  }

  tellStep(ctx: Ctx, approval: Approval): void {
    const { ruleName, stepNo } = approval;
    ctx.emit(billRouted, { ...this.#facts(approval), ruleName, stepNo, stepCount: approval.steps.length, approverIds: namedAmong(approval.waitingFor), dueAt: approval.dueAt?.toISOString() ?? null }, this.#place);
  }
  tellYes(ctx: Ctx, approval: Approval, yes: Yes): void { ctx.emit(billApproved, { ...this.#facts(approval), ruleName: approval.ruleName, ...yes }, this.#place); }
  tellNo(ctx: Ctx, approval: Approval, { approverId, comment, asksChanges }: No): void {
    ctx.emit(asksChanges ? billChangesRequested : billRejected, { ...this.#facts(approval), stepNo: approval.stepNo, approverId, submittedBy: this.bill.submittedBy, comment: comment ?? '' }, this.#place);
  }
  tellLate(ctx: Ctx, approval: Approval): void { ctx.emit(billApprovalEscalated, { ...this.#facts(approval), stepNo: approval.stepNo, approverIds: namedAmong(approval.waitingFor) }, this.#place); }

  get #place() { return { aggregateId: this.bill.id, clientId: this.bill.clientId }; }
  #facts(approval: Approval) { return { ...this.bill.facts, approvalId: approval.id, contentHash: approval.contentHash }; }
}
