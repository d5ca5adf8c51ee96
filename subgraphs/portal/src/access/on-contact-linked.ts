import { idToUuid, type clientCreated, type clientUpdated, type contactLinked, type contactUpdated, type DataOf, type firmRegistered, type sessionStarted } from '@firmament/events';
import type { Ctx, ReceivedEvent } from '@firmament/kit';

/** The link states the right to use the portal; here it is kept to be enforced. */
export async function noteAccess(event: ReceivedEvent<DataOf<typeof contactLinked>>, ctx: Ctx): Promise<void> {
  const { linkId, contactId, clientId, contactName, portalAccess } = event.data;
  await ctx.sql(
    `insert into portal.accesses (tenant_id, id, contact_id, client_id, contact_name, allowed) values (sec.tenant_id(), $1, $2, $3, $4, $5)
     on conflict (tenant_id, id) do update set allowed = excluded.allowed, contact_name = excluded.contact_name`,
    [idToUuid(linkId), idToUuid(contactId), idToUuid(clientId), contactName, portalAccess],
  );
}

/** A person's new name is the name in the portal; an address changes only by a new invitation. */
export async function followContact(event: ReceivedEvent<DataOf<typeof contactUpdated>>, ctx: Ctx): Promise<void> {
  const name = event.data.changes.find((change) => change.field === 'name')?.after;
  if (typeof name !== 'string' || name === '') return;
  await ctx.sql('update portal.people set name = $2, version = version + 1 where contact_id = $1', [idToUuid(event.data.contactId), name]);
}

/** The firm's name stands on the page behind a link. */
export async function noteFirm(event: ReceivedEvent<DataOf<typeof firmRegistered>>, ctx: Ctx): Promise<void> {
  await ctx.sql(
    `insert into portal.firms (tenant_id, id, name, slug) values (sec.tenant_id(), $1, $2, $3) on conflict (tenant_id, id) do update set name = excluded.name, slug = excluded.slug`,
    [idToUuid(event.data.firmId), event.data.name, event.data.slug],
  );
}

/** A session of a person in the portal is when they were last seen. */
export async function noteSeen(event: ReceivedEvent<DataOf<typeof sessionStarted>>, ctx: Ctx): Promise<void> {
  if (event.data.portalUserId === undefined) return;
  await ctx.sql('update portal.people set last_seen_at = greatest(last_seen_at, $2::timestamptz) where id = $1', [idToUuid(event.data.portalUserId), event.time]);
}

async function nameClient(clientId: string, name: string, ctx: Ctx): Promise<void> {
  await ctx.sql('insert into portal.client_names (tenant_id, client_id, name) values (sec.tenant_id(), $1, $2) on conflict (tenant_id, client_id) do update set name = excluded.name', [idToUuid(clientId), name]);
}

/** A client's name, for whoever may turn to it. */
export async function noteClientName(event: ReceivedEvent<DataOf<typeof clientCreated>>, ctx: Ctx): Promise<void> {
  await nameClient(event.data.clientId, event.data.displayName, ctx);
}

/** The name follows the golden record. */
export async function followClientName(event: ReceivedEvent<DataOf<typeof clientUpdated>>, ctx: Ctx): Promise<void> {
  const name = event.data.changes.find((change) => change.field === 'displayName')?.after;
  if (typeof name === 'string' && name !== '') await nameClient(event.data.clientId, name, ctx);
}
