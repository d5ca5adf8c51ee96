import { obligationDue, uuidToId } from '@firmament/events';
import { LockMode } from '@mikro-orm/core';
import { sweep, type Ctx } from '@firmament/kit';
import { Agreement, AgreementStatus } from '../agreement/agreement.entity.js';
import { dueNow, laterOn, notAnyMore } from '../due.js';
import { Obligation, ObligationState } from './obligation.entity.js';

const aDay = 86_400_000;

async function tell(ctx: Ctx, id: string): Promise<void> {
  const duty = await ctx.em.findOne(Obligation, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (duty?.state !== ObligationState.OPEN || duty.toldAt !== null) return notAnyMore(ctx, 'obligation', id);
  const { status } = await ctx.em.findOneOrFail(Agreement, { id: duty.agreementId });
  // What nobody has signed obliges nobody yet.
  if (status === AgreementStatus.DRAFT || status === AgreementStatus.IN_SIGNATURE) return laterOn(ctx, 'obligation', { id, at: new Date(ctx.now.getTime() + aDay) });
  await notAnyMore(ctx, 'obligation', id);
  duty.toldAt = ctx.now;
  ctx.emit(obligationDue, duty.facts, { aggregateId: duty.id, clientId: duty.clientId });
}

/** Says a week ahead what somebody has to do because of an agreement; once for each day. */
export const tellObligations = sweep({
  name: 'tell-obligations',
  everyMs: 300_000,
  run: async (ctx) => {
    for (const row of await dueNow(ctx, 'obligation', ctx.now)) await ctx.inTenant(uuidToId('firm', row.tenant_id), (inside) => tell(inside, uuidToId('obl', row.id)));
  },
});
