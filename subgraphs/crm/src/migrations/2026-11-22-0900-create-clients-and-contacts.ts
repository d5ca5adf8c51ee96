import { dropKitTables, grantTables, kitTables, Migration } from '@firmament/kit';

/** Clients, people, the links between them, and what each person answered. */
export class CreateClientsAndContacts extends Migration {
  override up(): void {
    for (const statement of kitTables('crm')) this.addSql(statement);
    this.addSql(`create table crm.clients (
      tenant_id uuid not null, id uuid not null, version integer not null,
      display_name text not null check (char_length(display_name) between 1 and 200),
      kind text not null check (kind in ('PERSON', 'ORG', 'HOUSEHOLD')),
      status text not null check (status in ('LEAD', 'PROSPECT', 'ONBOARDING', 'ACTIVE', 'ON_HOLD', 'DORMANT', 'FORMER', 'MERGED')),
      status_reason text, owner_user_id uuid, source text not null, currency char(3), time_zone text,
      facts jsonb not null default '[]', created_at timestamptz not null, changed_at timestamptz not null,
      primary key (tenant_id, id))`);
    this.addSql(`create index clients_by_name on crm.clients (tenant_id, lower(display_name), id)`);
    this.addSql(`create index clients_by_name_parts on crm.clients using gin (display_name ext.gin_trgm_ops)`);
    this.addSql(`select sec.protect('crm.clients', 'id')`);
    this.addSql(`create table crm.contacts (
      tenant_id uuid not null, id uuid not null, version integer not null,
      name text not null check (char_length(name) between 1 and 200),
      email text check (char_length(email) <= 320), email_state text not null default 'GOOD' check (email_state in ('GOOD', 'BAD')), email_fault text,
      phone text, source text not null, intake jsonb not null default '[]', created_at timestamptz not null, changed_at timestamptz not null,
      primary key (tenant_id, id))`);
    this.addSql(`create unique index contact_email_unique on crm.contacts (tenant_id, email) where email is not null`);
    this.addSql(`create index contacts_by_phone on crm.contacts (tenant_id, phone) where phone is not null`);
    this.addSql(`create table crm.links (
      tenant_id uuid not null, id uuid not null, version integer not null, client_id uuid not null, contact_id uuid not null,
      role text not null check (char_length(role) between 1 and 80),
      is_primary boolean not null, is_signatory boolean not null, is_billing boolean not null, portal_access boolean not null, created_at timestamptz not null,
      primary key (tenant_id, id),
      constraint link_once unique (tenant_id, client_id, contact_id),
      foreign key (tenant_id, client_id) references crm.clients (tenant_id, id) deferrable initially deferred,
      foreign key (tenant_id, contact_id) references crm.contacts (tenant_id, id) deferrable initially deferred)`);
    this.addSql(`create index links_by_contact on crm.links (tenant_id, contact_id)`);
    this.addSql(`select sec.protect('crm.links', 'client_id')`);
    this.addSql(`select sec.protect('crm.contacts')`);
    // A portal actor reaches a person only through a link of its own client. Staff come first, so that the link is not even looked up for them.
    this.addSql(`create policy through_link on crm.contacts as restrictive for all to public
      using ((select sec.sees_all_clients()) or exists (select 1 from crm.links l where l.tenant_id = contacts.tenant_id and l.contact_id = contacts.id and l.client_id = (select sec.portal_client_id())))
      with check ((select sec.writes_all_clients()))`);
    this.addSql(grantTables('crm', 'clients, contacts, links'));
  }

  override down(): void {
    this.addSql('drop policy through_link on crm.contacts');
    for (const table of ['links', 'contacts', 'clients']) this.addSql(`drop table crm.${table}`);
    for (const statement of dropKitTables('crm')) this.addSql(statement);
  }
}
