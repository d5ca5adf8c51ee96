import { clientCreated, clientErased, clientUpdated, idToUuid, uuidToId } from '@firmament/events';
import { on, type Ctx } from '@firmament/kit';
import { Payer } from './payer.entity.js';

/** A payer has the client's own number, so that it is found without asking and stands once. */
export const payerId = (clientId: string): string => uuidToId('pyr', idToUuid(clientId));

async function named(ctx: Ctx, clientId: string, displayName: string | null): Promise<void> {
  const id = payerId(clientId);
  const known = await ctx.em.findOne(Payer, { id });
  if (known) known.displayName = displayName;
  else ctx.em.persist(ctx.em.create(Payer, { id, tenantId: ctx.actor.tenantId ?? '', version: 1, clientId, displayName }));
}

/** The names that invoices need, as crm tells them. */
export const nameListeners = [
  on(clientCreated, async ({ data }, ctx) => { await named(ctx, data.clientId, data.displayName); }),
  on(clientUpdated, async ({ data }, ctx) => {
    const renamed = data.changes.find((one) => one.field === 'displayName');
    if (typeof renamed?.after === 'string') await named(ctx, data.clientId, renamed.after);
  }),
  on(clientErased, async ({ data }, ctx) => { await named(ctx, data.clientId, null); }),
];

/** What a client is called on an invoice. */
export async function payerName(ctx: Ctx, clientId: string): Promise<string> { return (await ctx.em.findOne(Payer, { id: payerId(clientId) }))?.displayName ?? ''; }
