import { agreementRenewalDue, uuidToId } from '@firmament/events';
import { LockMode } from '@mikro-orm/core';
import { sweep, type Ctx } from '@firmament/kit';
import { dueNow, notAnyMore } from '../due.js';
import { Agreement, AgreementStatus } from './agreement.entity.js';

async function tell(ctx: Ctx, id: string): Promise<void> {
  await notAnyMore(ctx, 'renewal', id);
  const agreement = await ctx.em.findOne(Agreement, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (agreement?.status !== AgreementStatus.ACTIVE || agreement.endsOn === null) return;
  ctx.emit(agreementRenewalDue, { ...agreement.facts, endsOn: agreement.endsOn }, { aggregateId: agreement.id, clientId: agreement.clientId });
}

/** Says in time that an agreement ends. */
export const tellRenewals = sweep({
  name: 'tell-renewals',
  everyMs: 300_000,
  run: async (ctx) => {
    for (const row of await dueNow(ctx, 'renewal', ctx.now)) await ctx.inTenant(uuidToId('firm', row.tenant_id), (inside) => tell(inside, uuidToId('agr', row.id)));
  },
});
