import { invoiceApproved, invoiceRejected } from '@firmament/events';
import { Forbidden, type Ctx } from '@firmament/kit';
import { AuthorNeverApproves, ContentChanged, NotYourTurn } from '../errors.js';
import { Invoice } from '../invoice/invoice.entity.js';
import { InvoiceApproval } from './approval.entity.js';
import { approved, standingHash, tellStep, watchStep } from './ask-approval.js';
import { delegatorsOf } from './delegations.js';
import { standsFor } from './route.rules.js';

/** What somebody decides, and on which words. */
export interface Verdict { readonly invoiceId: string; readonly contentHash: string; readonly approved: boolean; readonly comment: string | null }

/** In whose place the actor decides. Only a person decides, and never one who wrote it. */
async function seatOf(ctx: Ctx, invoice: Invoice, approval: InvoiceApproval): Promise<string> {
  if (ctx.actor.kind !== 'staff') throw new Forbidden('Only a person approves an invoice.', 'REVENUE_ONLY_A_PERSON');
  if (invoice.authorIds.includes(ctx.actor.id)) throw new AuthorNeverApproves();
  const step = approval.steps[approval.stepNo];
  const seat = step ? standsFor(step, approval, { id: ctx.actor.id, delegators: await delegatorsOf(ctx, ctx.actor.id) }) : null;
  if (seat === null) throw new NotYourTurn();
  return seat;
}

async function goOn(ctx: Ctx, invoice: Invoice, approval: InvoiceApproval, forId: string): Promise<void> {
  const stepNo = approval.stepNo;
  const final = approval.advance(ctx.now);
  if (final) approved(ctx, invoice, approval);
  ctx.emit(invoiceApproved, { ...invoice.facts, approvalId: approval.id, ruleName: approval.ruleName, stepNo, approverId: ctx.actor.id, forId, comment: approval.decisions.at(-1)?.comment ?? null, contentHash: approval.contentHash, final }, { aggregateId: invoice.id, clientId: invoice.clientId });
  if (!final && approval.stepNo !== stepNo) tellStep(ctx, invoice, approval);
}

function turnDown(ctx: Ctx, invoice: Invoice, approval: InvoiceApproval, comment: string | null): void {
  approval.end('REJECTED', ctx.now);
  invoice.step('REJECTED');
  invoice.reason = comment;
  ctx.emit(invoiceRejected, { ...invoice.facts, approvalId: approval.id, stepNo: approval.stepNo, approverId: ctx.actor.id, authorIds: invoice.authorIds, comment: comment ?? '', contentHash: approval.contentHash }, { aggregateId: invoice.id, clientId: invoice.clientId });
}

/** A person says yes or no to the words that they saw. Other words stand there by now: nothing is decided. */
export async function decide(ctx: Ctx, verdict: Verdict): Promise<Invoice> {
  const invoice = await ctx.load(Invoice, verdict.invoiceId);
  invoice.demand(['AWAITING_APPROVAL'], 'This invoice does not wait for approval.');
  const approval = await ctx.em.findOneOrFail(InvoiceApproval, { invoiceId: invoice.id, state: 'OPEN' });
  const forId = await seatOf(ctx, invoice, approval);
  const hash = await standingHash(ctx, invoice);
  if (hash !== verdict.contentHash || hash !== approval.contentHash) throw new ContentChanged();
  const { approved: yes, comment, contentHash } = verdict;
  approval.decisions = [...approval.decisions, { stepNo: approval.stepNo, forId, byId: ctx.actor.id, byName: ctx.actor.name ?? '', approved: yes, comment, at: ctx.now.toISOString(), contentHash }];
  if (yes) await goOn(ctx, invoice, approval, forId);
  else turnDown(ctx, invoice, approval, comment);
  await watchStep(ctx, approval);
  return invoice;
}
