import { requestExpired, uuidToId } from '@firmament/events';
import { LockMode } from '@mikro-orm/core';
import { sweep, type Ctx } from '@firmament/kit';
import { dueNow, notAnyMore } from '../due.js';
import { FileRequest, RequestState } from './request.entity.js';

async function expire(ctx: Ctx, id: string): Promise<void> {
  await notAnyMore(ctx, 'expire', id);
  const request = await ctx.em.findOne(FileRequest, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!request?.isOutstanding) return;
  request.state = RequestState.EXPIRED;
  ctx.emit(requestExpired, request.facts, { aggregateId: request.id, clientId: request.clientId });
}

/** Ends requests whose time is over and that nobody completed. */
export const expireRequests = sweep({
  name: 'expire-requests',
  everyMs: 30_000,
  run: async (ctx) => {
    for (const row of await dueNow(ctx, 'expire', ctx.now)) await ctx.inTenant(uuidToId('firm', row.tenant_id), (inside) => expire(inside, uuidToId('frq', row.id)));
  },
});
