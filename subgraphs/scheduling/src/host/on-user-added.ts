import { firmRegistered, userAdded, userDeactivated, type DataOf } from '@firmament/events';
import { on, type Ctx } from '@firmament/kit';
import { TypeHost } from '../appointment-type/type-host.entity.js';
import { Firm, Host } from './host.entity.js';

const tenantOf = (ctx: Ctx): string => ctx.actor.tenantId ?? '';

/** Keeps the name and address of a member, and shows the name wherever the member is a host already. */
async function noteHost(data: DataOf<typeof userAdded>, ctx: Ctx): Promise<void> {
  const known = await ctx.em.findOne(Host, { id: data.userId });
  if (known) Object.assign(known, { name: data.name, email: data.email, active: true });
  else ctx.em.persist(ctx.em.create(Host, { id: data.userId, tenantId: tenantOf(ctx), name: data.name, email: data.email, active: true }));
  for (const row of await ctx.em.find(TypeHost, { hostUserId: data.userId })) row.hostName = data.name;
}

/** Names of hosts come from identity; without them a booking page could not say who will be there. */
export const onUserAdded = on(userAdded, (event, ctx) => noteHost(event.data, ctx));

/** A member who left is offered to nobody: the types that need this host have no free times until somebody else is named. */
export const onUserDeactivated = on(userDeactivated, async (event, ctx) => {
  const host = await ctx.em.findOne(Host, { id: event.data.userId });
  if (host) host.active = false;
});

/** The firm's name heads the booking page and the invitation. */
export const onFirmRegistered = on(firmRegistered, async (event, ctx) => {
  const { firmId, name, slug, timeZone } = event.data;
  const known = await ctx.em.findOne(Firm, { id: firmId });
  if (known) Object.assign(known, { name, slug, timeZone });
  else ctx.em.persist(ctx.em.create(Firm, { id: firmId, tenantId: tenantOf(ctx), name, slug, timeZone }));
});
