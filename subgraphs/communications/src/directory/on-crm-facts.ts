import { clientErased, clientMerged, contactCreated, contactLinked, contactUpdated } from '@firmament/events';
import { idToUuid } from '@firmament/kit/ids';
import { on, type Ctx } from '@firmament/kit';

/** A person and their address, whichever fact of theirs came first. */
async function keep(ctx: Ctx, contact: { readonly id: string; readonly name: string; readonly email: string | null | undefined }): Promise<void> {
  await ctx.sql(
    `insert into communications.contacts as c (tenant_id, id, name, email) values (sec.tenant_id(), $1, $2, $3) on conflict (tenant_id, id) do update set name = excluded.name, email = coalesce(excluded.email, c.email)`,
    [idToUuid(contact.id), contact.name, contact.email ?? null]);
}

/** Requests for files go to the client's own people; crm says who they are. */
export const onContactCreated = on(contactCreated, (event, ctx) => keep(ctx, { id: event.data.contactId, name: event.data.name, email: event.data.email }));

/** A new address is used from the next mail on. */
export const onContactUpdated = on(contactUpdated, async (event, ctx) => {
  for (const { field, after } of event.data.changes) {
    if (typeof after !== 'string' || (field !== 'email' && field !== 'name')) continue;
    await ctx.sql(`update communications.contacts set ${field} = $2 where id = $1`, [idToUuid(event.data.contactId), after]);
  }
});

/** Who belongs to which client, and who comes first. */
export const onContactLinked = on(contactLinked, async (event, ctx) => {
  const { contactId, clientId, contactName, isPrimary, isBilling } = event.data;
  await keep(ctx, { id: contactId, name: contactName, email: null });
  await ctx.sql(
    `insert into communications.client_contacts (tenant_id, client_id, contact_id, is_primary, is_billing, linked_at) values (sec.tenant_id(), $1, $2, $3, $4, $5)
     on conflict (tenant_id, client_id, contact_id) do update set is_primary = excluded.is_primary, is_billing = excluded.is_billing`, [idToUuid(clientId), idToUuid(contactId), isPrimary, isBilling, ctx.now]);
});

/** Where two records of one client name the same person, one naming is enough; the rest follows the merge by itself. */
export const mergeContacts = on(clientMerged, async (event, ctx) => {
  const all = [event.data.survivorId, ...event.data.mergedIds].map(idToUuid);
  await ctx.sql(
    `delete from communications.client_contacts a using communications.client_contacts b where a.client_id = any($1::uuid[]) and b.client_id = any($1::uuid[]) and a.contact_id = b.contact_id and a.client_id <> b.client_id
       and array_position($1::uuid[], a.client_id) > array_position($1::uuid[], b.client_id)`, [all]);
});

/** Nobody of an erased client is written to. */
export const forgetContacts = on(clientErased, async (event, ctx) => {
  const client = idToUuid(event.data.clientId);
  await ctx.sql(`delete from communications.contacts c using communications.client_contacts l where l.contact_id = c.id and l.client_id = $1`, [client]);
  await ctx.sql('delete from communications.client_contacts where client_id = $1', [client]);
});

/** The person of a client who gets its mails: the main contact, else the one who came first; null when nobody has an address. */
export async function mainContact(ctx: Ctx, clientId: string): Promise<{ readonly contactId: string; readonly name: string; readonly email: string } | null> {
  const [row] = await ctx.sql<{ id: string; name: string; email: string }>(
    `select c.id, c.name, c.email from communications.client_contacts l join communications.contacts c on c.tenant_id = l.tenant_id and c.id = l.contact_id
     where l.client_id = $1 and c.email is not null order by l.is_primary desc, l.linked_at, c.id limit 1`, [idToUuid(clientId)]);
  return row ? { contactId: row.id, name: row.name, email: row.email } : null;
}
