import { uuidToId } from '@firmament/events';
import { LockMode } from '@mikro-orm/core';
import { sweep, type Ctx } from '@firmament/kit';
import { dueNow, notAnyMore } from '../due.js';
import { Invoice } from '../invoice/invoice.entity.js';
import { issueInvoice } from './issue-invoice.js';

async function finish(ctx: Ctx, id: string): Promise<void> {
  const invoice = await ctx.em.findOne(Invoice, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (invoice?.status === 'ISSUING') await issueInvoice(ctx, invoice);
  else await notAnyMore(ctx, 'issue', id);
}

/** Sends out what got its number and then met a file store that did not answer. */
export const finishIssuing = sweep({
  name: 'finish-issuing',
  everyMs: 10_000,
  run: async (ctx) => {
    for (const row of await dueNow(ctx, 'issue', null)) await ctx.inTenant(uuidToId('firm', row.tenant_id), (inside) => finish(inside, uuidToId('ivc', row.id)));
  },
});
