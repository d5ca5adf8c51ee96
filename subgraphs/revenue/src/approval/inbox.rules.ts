import { anybody, hasAgreedBefore, seatIn, type Seats } from './route.rules.js';
import type { ApprovalStanding, Change, Decision, PaperKind, Said } from './approval.types.js';
import { changesBetween } from './changes.rules.js';

/** Which part of the inbox: for my own decision, for that of somebody who handed theirs to me, for others, and what I decided. */
export type InboxView = 'MINE' | 'DELEGATES' | 'WAITING' | 'DECIDED';

/** Who looks. */
export interface Onlooker { readonly id: string; readonly delegators: readonly string[]; readonly mayApprove: boolean }
/** What is looked at. */
export interface LookedAt extends Seats { readonly kind: PaperKind; readonly state: ApprovalStanding; readonly waitingFor: readonly string[]; readonly authorIds: readonly string[] }

/** Why somebody cannot decide now, in words; null when they can. */
export function whyNot(approval: LookedAt, who: Onlooker): string | null {
  if (approval.state !== 'OPEN') return 'It is decided.';
  if (!who.mayApprove) return `You have no right to approve ${approval.kind === 'INVOICE' ? 'invoices' : 'bills'}.`;
  if (approval.authorIds.includes(who.id)) return approval.kind === 'INVOICE' ? 'You wrote it or changed it.' : 'You handed it in or coded it.';
  if (hasAgreedBefore(approval, who.id)) return 'You agreed in an earlier step, and this route asks for other people.';
  if (seatIn(approval, who) !== null) return null;
  return approval.decisions.some((one) => one.stepNo === approval.stepNo && one.byId === who.id) ? 'You have agreed; it waits for others.' : 'It waits for other people.';
}

/** Nobody is named where anybody with the right may decide. */
export const namedAmong = (waitingFor: readonly string[]): string[] => waitingFor.filter((one) => one !== anybody);

/** One approval of a paper, as its history needs it. */
export interface PastApproval {
  readonly id: string; readonly createdAt: Date; readonly endedAt: Date | null; readonly state: ApprovalStanding; readonly ruleName: string; readonly askedById: string | null; readonly askedByName: string | null; readonly contentHash: string; readonly decisions: readonly Decision[]; readonly said: readonly Said[] | null;
}
/** What happened to a paper among the people who must agree. */
export type MomentKind = 'ASKED' | 'APPROVED' | 'REJECTED' | 'CHANGES_REQUESTED' | 'VOIDED';
export interface Moment { readonly kind: MomentKind; readonly at: Date; readonly byId: string | null; readonly byName: string | null; readonly forId: string | null; readonly stepNo: number | null; readonly ruleName: string; readonly comment: string | null; readonly contentHash: string }

const decided = (approval: PastApproval) => (one: Decision): Moment => ({
  kind: one.approved ? 'APPROVED' : one.asksChanges ? 'CHANGES_REQUESTED' : 'REJECTED', at: new Date(one.at), byId: one.byId, byName: one.byName, forId: one.forId, stepNo: one.stepNo, ruleName: approval.ruleName, comment: one.comment, contentHash: one.contentHash,
});

/** What happened to a paper, in turn. */
export function historyOf(approvals: readonly PastApproval[]): Moment[] {
  const moments = approvals.flatMap((one): Moment[] => {
    const { ruleName, contentHash } = one;
    const plain = { forId: null, stepNo: null, ruleName, comment: null, contentHash };
    const asked: Moment = { ...plain, kind: 'ASKED', at: one.createdAt, byId: one.askedById, byName: one.askedByName };
    return [asked, ...one.decisions.map(decided(one)), ...(one.state === 'VOIDED' && one.endedAt ? [{ ...plain, kind: 'VOIDED' as const, at: one.endedAt, byId: null, byName: null }] : [])];
  });
  return moments.sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** What is another since somebody was last asked about this paper; null when nobody was, or when their words were not kept. */
export function changesSince(approvals: readonly PastApproval[], approval: PastApproval): Change[] | null {
  if (approval.said === null) return null;
  const before = approvals.filter((one) => one.said !== null && one.id !== approval.id && (one.createdAt < approval.createdAt || (one.createdAt.getTime() === approval.createdAt.getTime() && one.id < approval.id)));
  const last = before.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1)).at(-1);
  return last?.said ? changesBetween(last.said, approval.said) : null;
}
