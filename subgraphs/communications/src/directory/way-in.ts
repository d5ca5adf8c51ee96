import { idToUuid, uuidToId } from '@firmament/kit/ids';
import type { Ctx } from '@firmament/kit';
import { settingsOf } from '../ports.js';
import { PortalPerson, type MailFirm } from './directory.entity.js';

/** The address of a page of the portal. It names the firm, so that a browser which never was there can ask for a sign-in link. */
export function portalPage(ctx: Ctx, firm: MailFirm, path: string): string {
  return `${settingsOf(ctx).FIRMAMENT_PUBLIC_URL.replace(/\/+$/, '')}/portal${path}?firm=${encodeURIComponent(firm.slug)}`;
}

/** True for somebody who was asked into the portal: only they get past its door. Who is named without a contact is known there by their address. */
export async function hasPortal(ctx: Ctx, { contactId, email }: { readonly contactId: string | null; readonly email: string }): Promise<boolean> {
  if (contactId !== null) return (await ctx.em.count(PortalPerson, { contactId })) > 0;
  const known = await ctx.sql(
    `select 1 from communications.contacts c join communications.portal_people p on p.tenant_id = c.tenant_id and p.contact_id = c.id where lower(c.email) = lower($1) limit 1`, [email]);
  return known.length > 0;
}

/** The person of a client who is written to about what waits in the portal: the main contact, else the one who came first, of those who can come in. */
export async function portalContact(ctx: Ctx, clientId: string): Promise<{ readonly contactId: string; readonly name: string; readonly email: string } | null> {
  const [row] = await ctx.sql<{ id: string; name: string; email: string }>(
    `select c.id, c.name, c.email from communications.client_contacts l join communications.contacts c on c.tenant_id = l.tenant_id and c.id = l.contact_id
     where l.client_id = $1 and c.email is not null and exists (select 1 from communications.portal_people p where p.tenant_id = c.tenant_id and p.contact_id = c.id)
     order by l.is_primary desc, l.linked_at, c.id limit 1`, [idToUuid(clientId)]);
  return row ? { contactId: row.id, name: row.name, email: row.email } : null;
}

/** Somebody who is written to about money, and whether they get past the portal's door. */
export interface BilledPerson { readonly contactId: string; readonly name: string; readonly email: string; readonly mayComeIn: boolean }

/** The people of a client who are there for its bills; the main contact where nobody is. */
export async function billedPeople(ctx: Ctx, clientId: string): Promise<BilledPerson[]> {
  const rows = await ctx.sql<{ id: string; name: string; email: string; is_billing: boolean; may_come_in: boolean }>(
    `select c.id, c.name, c.email, l.is_billing, exists (select 1 from communications.portal_people p where p.tenant_id = c.tenant_id and p.contact_id = c.id) as may_come_in
     from communications.client_contacts l join communications.contacts c on c.tenant_id = l.tenant_id and c.id = l.contact_id
     where l.client_id = $1 and c.email is not null order by l.is_primary desc, l.linked_at, c.id`, [idToUuid(clientId)]);
  const billed = rows.filter((row) => row.is_billing);
  return (billed.length > 0 ? billed : rows.slice(0, 1)).map((row) => ({ contactId: uuidToId('con', row.id), name: row.name, email: row.email, mayComeIn: row.may_come_in }));
}
