import { clientCreated, clientErased, clientUpdated } from '@firmament/events';
import { idToUuid, uuidToId } from '@firmament/kit/ids';
import { on, type Ctx } from '@firmament/kit';
import { ClientTeam } from './client-team.entity.js';

/** A client's team has the client's own number, so that it is found without asking and stands once. */
export async function ownTeam(ctx: Ctx, clientId: string): Promise<ClientTeam> {
  const id = uuidToId('ctm', idToUuid(clientId));
  const known = await ctx.em.findOne(ClientTeam, { id });
  if (known) return known;
  const team = ctx.em.create(ClientTeam, { id, tenantId: ctx.actor.tenantId ?? '', version: 1, clientId, displayName: null, ownerUserId: null, preparerUserId: null, reviewerUserId: null });
  ctx.em.persist(team);
  return team;
}

/** Who owns a client, and what it is called: templates ask for both. */
export const onClientCreated = on(clientCreated, async ({ data }, ctx) => {
  const team = await ownTeam(ctx, data.clientId);
  team.displayName = data.displayName;
  team.ownerUserId = data.ownerUserId;
});

/** Another owner or another name holds for work that is laid out from now on. */
export const onClientUpdated = on(clientUpdated, async ({ data }, ctx) => {
  const team = await ownTeam(ctx, data.clientId);
  for (const { field, after } of data.changes) {
    if (field === 'owner') team.ownerUserId = typeof after === 'string' ? after : null;
    if (field === 'displayName' && typeof after === 'string') team.displayName = after;
  }
});

/** What the firm called an erased client goes, and so does what was said about it. */
export const onClientErased = on(clientErased, async ({ data }, ctx) => {
  const client = [idToUuid(data.clientId)];
  await ctx.sql('update projects.client_teams set display_name = null, version = version + 1 where client_id = $1', client);
  await ctx.sql(`update projects.task_comments set body = 'erased', version = version + 1 where client_id = $1`, client);
  await ctx.sql(`update projects.time_entries set note = null, version = version + 1 where client_id = $1 and note is not null`, client);
});
