import { Forbidden, type Ctx } from '@firmament/kit';
import { AuthorNeverApproves, ContentChanged, NotYourTurn } from '../errors.js';
import { Approval } from './approval.entity.js';
import { approved, ofPaper, watchStep } from './ask-approval.js';
import { delegatorsOf } from './delegations.js';
import { seatIn } from './route.rules.js';
import type { Subject } from './subject.js';

/** What somebody decides, and on which words. */
export interface Verdict { readonly contentHash: string; readonly word: 'APPROVED' | 'REJECTED' | 'CHANGES_REQUESTED'; readonly comment: string | null }

const nouns = { INVOICE: 'an invoice', BILL: 'a bill' } as const;

/** In whose place the actor decides. Only a person decides, and never one who wrote it. */
async function seatOf(ctx: Ctx, subject: Subject, approval: Approval): Promise<string> {
  if (ctx.actor.kind !== 'staff') throw new Forbidden(`Only a person approves ${nouns[subject.kind]}.`, 'REVENUE_ONLY_A_PERSON');
  if (subject.authorIds.includes(ctx.actor.id)) throw new AuthorNeverApproves(subject.kind);
  const seat = seatIn(approval, { id: ctx.actor.id, delegators: await delegatorsOf(ctx, ctx.actor.id) });
  if (seat === null) throw new NotYourTurn(subject.kind);
  return seat;
}

async function goOn(ctx: Ctx, subject: Subject, approval: Approval, forId: string): Promise<void> {
  const stepNo = approval.stepNo;
  const final = approval.advance(ctx.now);
  if (final) await approved(ctx, subject, approval);
  subject.tellYes(ctx, approval, { stepNo, approverId: ctx.actor.id, forId, comment: approval.decisions.at(-1)?.comment ?? null, final });
  if (!final && approval.stepNo !== stepNo) subject.tellStep(ctx, approval);
}

function turnDown(ctx: Ctx, subject: Subject, approval: Approval, { word, comment }: Verdict): void {
  const no = { approverId: ctx.actor.id, comment, asksChanges: word === 'CHANGES_REQUESTED' };
  approval.end(no.asksChanges ? 'CHANGES_REQUESTED' : 'REJECTED', ctx.now);
  subject.turnedDown(no);
  subject.tellNo(ctx, approval, no);
}

/** A person says yes or no to the words that they saw. Other words stand there by now: nothing is decided. */
export async function decide(ctx: Ctx, subject: Subject, verdict: Verdict): Promise<void> {
  subject.demandWaiting();
  const approval = await ctx.em.findOneOrFail(Approval, { ...ofPaper(subject), state: 'OPEN' });
  const forId = await seatOf(ctx, subject, approval);
  const { hash } = await subject.standing(ctx);
  if (hash !== verdict.contentHash || hash !== approval.contentHash) throw new ContentChanged(subject.kind);
  const { word, comment, contentHash } = verdict;
  approval.decisions = [...approval.decisions, { stepNo: approval.stepNo, forId, byId: ctx.actor.id, byName: ctx.actor.name ?? '', approved: word === 'APPROVED', ...(word === 'CHANGES_REQUESTED' ? { asksChanges: true } : {}), comment, at: ctx.now.toISOString(), contentHash }];
  if (word === 'APPROVED') await goOn(ctx, subject, approval, forId);
  else turnDown(ctx, subject, approval, verdict);
  await watchStep(ctx, approval);
}
