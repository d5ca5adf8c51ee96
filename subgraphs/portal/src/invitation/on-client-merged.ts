import { idToUuid, type clientErased, type clientMerged, type DataOf } from '@firmament/events';
import type { Ctx, ReceivedEvent } from '@firmament/kit';

/** Two open invitations of one person that now mean the same client become one: the later stays. Rows themselves move by the kit. */
export async function mergeInvitations(event: ReceivedEvent<DataOf<typeof clientMerged>>, ctx: Ctx): Promise<void> {
  const all = [event.data.survivorId, ...event.data.mergedIds].map(idToUuid);
  await ctx.sql(
    `update portal.invitations i set status = 'REVOKED', open_key = null, closed_at = $2::timestamptz, reason = 'the client was merged', version = version + 1
      where i.client_id = any($1::uuid[]) and i.status = 'OPEN'
        and exists (select 1 from portal.invitations o where o.client_id = any($1::uuid[]) and o.status = 'OPEN' and o.portal_user_id = i.portal_user_id and (o.invited_at, o.id) > (i.invited_at, i.id))`,
    [all, ctx.now.toISOString()],
  );
}

/** A person who belongs to nobody else is forgotten: shut out, without name and address. Links stop working. */
export async function forgetPeople(event: ReceivedEvent<DataOf<typeof clientErased>>, ctx: Ctx): Promise<void> {
  const client = [idToUuid(event.data.clientId)];
  await ctx.sql('update portal.links set revoked_at = clock_timestamp() where client_id = $1 and consumed_at is null and revoked_at is null', client);
  await ctx.sql(
    `update portal.people p set name = 'Erased', email = p.id::text || '@erased.invalid', status = 'SUSPENDED', version = version + 1
      where exists (select 1 from portal.accesses a where a.tenant_id = p.tenant_id and a.contact_id = p.contact_id and a.client_id = $1)
        and not exists (select 1 from portal.accesses a where a.tenant_id = p.tenant_id and a.contact_id = p.contact_id and a.client_id <> $1)`, client,
  );
  await ctx.sql('delete from portal.client_names where client_id = $1', client);
  await ctx.sql(`update portal.accesses set allowed = false, contact_name = 'Erased' where client_id = $1`, client);
  await ctx.sql(`update portal.invitations set status = 'REVOKED', open_key = null, closed_at = clock_timestamp(), reason = 'erased', version = version + 1 where client_id = $1 and status = 'OPEN'`, client);
  await ctx.sql(`update portal.actions set title = 'Erased', why = null, done_at = coalesce(done_at, clock_timestamp()), version = version + 1 where client_id = $1`, client);
}
