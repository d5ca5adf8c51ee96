import { clientCreated, clientErased, clientUpdated, contactLinked, firmRegistered, idToUuid, uuidToId } from '@firmament/events';
import { on, type Ctx } from '@firmament/kit';
import { FirmName, Party } from './party.entity.js';

/** A party has the client's own number, so that it is found without asking and stands once. */
export const partyId = (clientId: string): string => uuidToId('pty', idToUuid(clientId));

async function partyOf(ctx: Ctx, clientId: string): Promise<Party> {
  const id = partyId(clientId);
  const known = await ctx.em.findOne(Party, { id });
  if (known) return known;
  const party = ctx.em.create(Party, { id, tenantId: ctx.actor.tenantId ?? '', version: 1, clientId, displayName: null, contactName: null });
  ctx.em.persist(party);
  return party;
}

/** The names that contracts need, as crm and identity tell them. */
export const nameListeners = [
  on(clientCreated, async ({ data }, ctx) => { (await partyOf(ctx, data.clientId)).displayName = data.displayName; }),
  on(clientUpdated, async ({ data }, ctx) => {
    const renamed = data.changes.find((one) => one.field === 'displayName');
    if (typeof renamed?.after === 'string') (await partyOf(ctx, data.clientId)).displayName = renamed.after;
  }),
  on(contactLinked, async ({ data }, ctx) => {
    const party = await partyOf(ctx, data.clientId);
    if (data.isPrimary || party.contactName === null) party.contactName = data.contactName;
  }),
  on(clientErased, async ({ data }, ctx) => { Object.assign(await partyOf(ctx, data.clientId), { displayName: null, contactName: null }); }),
  on(firmRegistered, async ({ data }, ctx) => {
    const known = await ctx.em.findOne(FirmName, { id: data.firmId });
    if (known) known.name = data.name;
    else ctx.em.persist(ctx.em.create(FirmName, { id: data.firmId, tenantId: data.firmId, version: 1, name: data.name }));
  }),
];
