import { invoiceApprovalEscalated, invoiceApprovalRequested, invoiceApproved, invoiceRejected } from '@firmament/events';
import type { Ctx } from '@firmament/kit';
import type { Approval } from '../approval/approval.entity.js';
import type { Said, ToApprove } from '../approval/approval.types.js';
import { eachNamedOnce } from '../approval/changes.rules.js';
import { namedAmong } from '../approval/inbox.rules.js';
import type { No, Subject, Yes } from '../approval/subject.js';
import { InvoiceInvalid } from '../errors.js';
import { percent, printed } from '../issue/paper.rules.js';
import { contentHash } from './content-hash.js';
import type { Invoice } from './invoice.entity.js';
import { InvoiceLine } from './invoice-line.entity.js';
import { discountShare } from './invoice-totals.rules.js';
import { quantityOf } from './quantity.rules.js';
import type { Discount, InvoiceWords, LineWords } from './invoice.types.js';

const offWords = (discount: Discount | null, currency: string): string => (discount === null ? '' : discount.basisPoints !== null ? percent(discount.basisPoints) : printed(BigInt(discount.amountMinor ?? '0'), currency));

function saidOfLine(line: LineWords, currency: string): Said {
  const parts = [
    `${quantityOf(line.quantityMilli)} × ${printed(line.unitMinor, currency)}`, line.description, line.discount === null ? null : `less ${offWords(line.discount, currency)}`,
    line.taxBasisPoints === 0 ? line.taxName : `${line.taxName ?? 'Tax'} ${percent(line.taxBasisPoints)}${line.taxIncluded ? ' included' : ''}`, line.accountCode === null ? null : `account ${line.accountCode}`, line.taxCode === null ? null : `tax code ${line.taxCode}`,
  ];
  return { field: `Line: ${line.title}`, value: parts.filter((one): one is string => Boolean(one)).join(' · ') };
}

/** What stands on an invoice, as people read it. */
export function saidOfInvoice(words: InvoiceWords, totalMinor: bigint): Said[] {
  const head: [string, string | null][] = [['Title', words.title], ['Currency', words.currency], ['Days to pay', String(words.termsDays)], ['Their order', words.purchaseOrder], ['Note', words.note], ['Discount', offWords(words.discount, words.currency)]];
  return eachNamedOnce([...head.flatMap(([field, value]) => (value ? [{ field, value }] : [])), ...words.lines.map((line) => saidOfLine(line, words.currency)), { field: 'Total', value: printed(totalMinor, words.currency) }]);
}

async function wordsOf(ctx: Ctx, invoice: Invoice): Promise<InvoiceWords> {
  const lines = await ctx.em.find(InvoiceLine, { invoiceId: invoice.id }, { orderBy: { position: 'ASC' } });
  const { title, currency, discount, termsDays, note, purchaseOrder } = invoice;
  return { title, currency, discount, termsDays, note, purchaseOrder, lines: lines.map((line) => line.words) };
}

/** The hash of what stands in the rows at this moment, not of what was noted some time ago. */
export const standingHash = async (ctx: Ctx, invoice: Invoice): Promise<string> => contentHash(await wordsOf(ctx, invoice));

/** An invoice on its way past the people who must agree. */
export class InvoiceSubject implements Subject {
  readonly kind = 'INVOICE';

  constructor(readonly invoice: Invoice) {}

  get id(): string { return this.invoice.id; }
  get clientId(): string { return this.invoice.clientId; }
  get authorIds(): readonly string[] { return this.invoice.authorIds; }
  get contentHash(): string { return this.invoice.contentHash; }

  async facets(): Promise<ToApprove> {
    const { clientId, authorIds, currency, totalMinor, netMinor, discountMinor } = this.invoice;
    return { clientIds: [clientId], authorIds, currency, totalMinor: BigInt(totalMinor), discountShare: discountShare({ netMinor: BigInt(netMinor), discountMinor: BigInt(discountMinor) }), vendorId: null, accountCodes: [] };
  }
  async standing(ctx: Ctx): Promise<{ hash: string; said: Said[] }> {
    const words = await wordsOf(ctx, this.invoice);
    return { hash: contentHash(words), said: saidOfInvoice(words, BigInt(this.invoice.totalMinor)) };
  }
  demandWhole(hash: string): void { if (hash !== this.invoice.contentHash) throw new InvoiceInvalid('it was written before it could have lines; change it first', 'input.invoiceId'); }
  demandWaiting(): void { this.invoice.demand(['AWAITING_APPROVAL'], 'This invoice does not wait for approval.'); }
  writtenBy(personId: string): void { this.invoice.writtenBy(personId); }
  waits(): void { this.invoice.step('AWAITING_APPROVAL'); }
  async agreed(_ctx: Ctx, approval: Approval): Promise<void> {
    this.invoice.step('APPROVED');
    this.invoice.approvedHash = approval.contentHash;
  }
  turnedDown({ comment }: No): void {
    this.invoice.step('REJECTED');
    this.invoice.reason = comment;
  }

  tellStep(ctx: Ctx, approval: Approval): void {
    const { ruleName, stepNo } = approval;
    ctx.emit(invoiceApprovalRequested, { ...this.#facts(approval), ruleName, stepNo, stepCount: approval.steps.length, approverIds: namedAmong(approval.waitingFor), dueAt: approval.dueAt?.toISOString() ?? null }, this.#place);
  }
  tellYes(ctx: Ctx, approval: Approval, yes: Yes): void { ctx.emit(invoiceApproved, { ...this.#facts(approval), ruleName: approval.ruleName, ...yes }, this.#place); }
  tellNo(ctx: Ctx, approval: Approval, { approverId, comment }: No): void {
    ctx.emit(invoiceRejected, { ...this.#facts(approval), stepNo: approval.stepNo, approverId, authorIds: this.invoice.authorIds, comment: comment ?? '' }, this.#place);
  }
  tellLate(ctx: Ctx, approval: Approval): void { ctx.emit(invoiceApprovalEscalated, { ...this.#facts(approval), stepNo: approval.stepNo, approverIds: namedAmong(approval.waitingFor) }, this.#place); }

  get #place() { return { aggregateId: this.invoice.id, clientId: this.invoice.clientId }; }
  #facts(approval: Approval) { return { ...this.invoice.facts, approvalId: approval.id, contentHash: approval.contentHash }; }
}
