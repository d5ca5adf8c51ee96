import { obligationClosed, obligationRecorded } from '@firmament/events';
import type { Ctx } from '@firmament/kit';
import type { Agreement } from '../agreement/agreement.entity.js';
import type { AgreementVersion } from '../agreement/agreement-version.entity.js';
import { dayOf, plusDays } from '../day.rules.js';
import { laterOn, notAnyMore } from '../due.js';
import { ContractTemplateVersion } from '../template/contract-template.entity.js';
import { Obligation, ObligationState } from './obligation.entity.js';
import { firstDay, nextDay, noticeDays, type PlannedObligation } from './obligation.rules.js';

/** A duty to write down: one of a template, or one that somebody names. */
export type NewObligation = Omit<PlannedObligation, 'afterDays'> & { readonly firstOn: string; readonly dueOn: string };

const place = (duty: Obligation) => ({ aggregateId: duty.id, clientId: duty.clientId });

/** Writes a duty down and sees to it that it is told in time. */
export async function recordObligation(ctx: Ctx, agreement: Agreement, duty: NewObligation): Promise<Obligation> {
  const row = ctx.em.create(Obligation, {
    id: ctx.newId('obl'), tenantId: agreement.tenantId, version: 1, clientId: agreement.clientId, agreementId: agreement.id, ...duty, state: ObligationState.OPEN, note: null, closedAt: null, toldAt: null, createdAt: ctx.now,
  });
  ctx.em.persist(row);
  await laterOn(ctx, 'obligation', { id: row.id, at: new Date(`${plusDays(row.dueOn, -noticeDays)}T00:00:00Z`) });
  ctx.emit(obligationRecorded, row.facts, place(row));
  return row;
}

/** Writes down what the text of a version obliges both sides to. What was written down for an earlier version of the agreement is not written again. */
export async function recordObligations(ctx: Ctx, agreement: Agreement, version: AgreementVersion): Promise<void> {
  const template = version.templateVersionId === null ? null : await ctx.em.findOne(ContractTemplateVersion, { id: version.templateVersionId });
  if (!template || template.obligations.length === 0) return;
  const known = new Set((await ctx.em.find(Obligation, { agreementId: agreement.id })).map((one) => one.key));
  const from = version.effectiveOn ?? agreement.effectiveOn ?? dayOf(ctx.now);
  for (const { afterDays, ...planned } of template.obligations) {
    if (known.has(planned.key)) continue;
    const firstOn = firstDay({ ...planned, afterDays }, from);
    await recordObligation(ctx, agreement, { ...planned, firstOn, dueOn: firstOn });
  }
}

/** Closes a duty; one that comes again is written down for its next day. */
export async function closeObligation(ctx: Ctx, { duty, agreement }: { readonly duty: Obligation; readonly agreement: Agreement }, how: { readonly state: ObligationState.FULFILLED | ObligationState.WAIVED; readonly note: string | null }): Promise<void> {
  duty.close(how.state, { note: how.note, at: ctx.now });
  await notAnyMore(ctx, 'obligation', duty.id);
  ctx.emit(obligationClosed, { ...duty.facts, fulfilled: how.state === ObligationState.FULFILLED, note: how.note }, place(duty));
  const next = nextDay(duty, agreement.endsOn);
  const { key, title, party, clauseId, firstOn, everyMonths } = duty;
  if (next !== null) await recordObligation(ctx, agreement, { key, title, party, clauseId, firstOn, everyMonths, dueOn: next });
}

/** An agreement is over: what would have been due after its last day need not be done any more. */
export async function endObligations(ctx: Ctx, agreement: Agreement, endedOn: string): Promise<void> {
  for (const duty of await ctx.em.find(Obligation, { agreementId: agreement.id, state: ObligationState.OPEN, dueOn: { $gt: endedOn } }, { orderBy: { id: 'ASC' } })) {
    duty.close(ObligationState.WAIVED, { note: 'The agreement ended.', at: ctx.now });
    await notAnyMore(ctx, 'obligation', duty.id);
    ctx.emit(obligationClosed, { ...duty.facts, fulfilled: false, note: duty.note }, place(duty));
  }
}
