import { proposalExpired, uuidToId } from '@firmament/events';
import { LockMode } from '@mikro-orm/core';
import { sweep, type Ctx } from '@firmament/kit';
import { dueNow, notAnyMore } from '../due.js';
import { Proposal, ProposalState } from './proposal.entity.js';

async function expire(ctx: Ctx, id: string): Promise<void> {
  await notAnyMore(ctx, 'proposal', id);
  const proposal = await ctx.em.findOne(Proposal, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!proposal?.isOpen || !proposal.isPast(ctx.now)) return;
  proposal.state = ProposalState.EXPIRED;
  ctx.emit(proposalExpired, { ...proposal.facts, currency: proposal.currency, revision: proposal.revision }, { aggregateId: proposal.id, clientId: proposal.clientId });
}

/** Ends proposals whose last day passed without an answer. */
export const expireProposals = sweep({
  name: 'expire-proposals',
  everyMs: 30_000,
  run: async (ctx) => {
    for (const row of await dueNow(ctx, 'proposal', ctx.now)) await ctx.inTenant(uuidToId('firm', row.tenant_id), (inside) => expire(inside, uuidToId('prp', row.id)));
  },
});
