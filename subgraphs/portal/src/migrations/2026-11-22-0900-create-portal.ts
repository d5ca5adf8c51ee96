import { dropKitTables, grantTables, kitTables, Migration } from '@firmament/kit';

/** A table that portal callers and visitors must not read at all. */
const houseOnly = (table: string): string =>
  `create policy house_only on portal.${table} as restrictive for all to public using ((select sec.sees_all_clients())) with check ((select sec.sees_all_clients()))`;

/** Who may come in, how they were invited, and what waits for them. */
export class CreatePortal extends Migration {
  override up(): void {
    for (const statement of kitTables('portal')) this.addSql(statement);
    this.#people();
    this.#doors();
    this.#actions();
    this.addSql(grantTables('portal', 'firms, client_names, people, accesses, invitations, links, actions'));
    this.#functions();
  }

  #people(): void {
    this.addSql(`create table portal.firms (tenant_id uuid not null, id uuid not null, name text not null, slug text not null, primary key (tenant_id, id))`);
    this.addSql(`select sec.protect('portal.firms')`);
    this.addSql(`create table portal.accesses (
      tenant_id uuid not null, id uuid not null, contact_id uuid not null, client_id uuid not null, contact_name text not null, allowed boolean not null,
      primary key (tenant_id, id))`);
    this.addSql('create index accesses_contact on portal.accesses (tenant_id, contact_id, client_id)');
    this.addSql(`select sec.protect('portal.accesses', 'client_id')`);
    this.addSql('create table portal.client_names (tenant_id uuid not null, client_id uuid not null, name text not null, primary key (tenant_id, client_id))');
    this.addSql(`select sec.protect('portal.client_names', 'client_id')`);
    this.addSql(`create table portal.people (
      tenant_id uuid not null, id uuid not null, contact_id uuid not null, name text not null, email text not null,
      status text not null check (status in ('INVITED', 'ACTIVE', 'SUSPENDED')), activated_at timestamptz, last_seen_at timestamptz, version int not null default 1,
      primary key (tenant_id, id), constraint people_contact unique (tenant_id, contact_id), constraint people_email unique (tenant_id, email))`);
    this.addSql(`select sec.protect('portal.people')`);
    this.addSql(`create policy of_own_client on portal.people as restrictive for all to public
      using ((select sec.sees_all_clients()) or exists (select 1 from portal.accesses a where a.tenant_id = people.tenant_id and a.contact_id = people.contact_id and a.client_id = (select sec.portal_client_id())))
      with check ((select sec.sees_all_clients()))`);
  }

  #doors(): void {
    this.addSql(`create table portal.invitations (
      tenant_id uuid not null, id uuid not null, portal_user_id uuid not null, contact_id uuid not null, client_id uuid not null,
      status text not null check (status in ('OPEN', 'ACCEPTED', 'REVOKED', 'EXPIRED')), open_key text, invited_at timestamptz not null, expires_at timestamptz not null,
      closed_at timestamptz, reason text, version int not null default 1,
      primary key (tenant_id, id), constraint invitations_one_open unique (tenant_id, open_key), check ((status = 'OPEN') = (open_key is not null)),
      foreign key (tenant_id, portal_user_id) references portal.people (tenant_id, id))`);
    this.addSql('create index invitations_contact on portal.invitations (tenant_id, contact_id)');
    this.addSql('create index invitations_client on portal.invitations (tenant_id, client_id)');
    this.addSql(`select sec.protect('portal.invitations', 'client_id')`);
    this.addSql(`create table portal.links (
      tenant_id uuid not null, id uuid not null, portal_user_id uuid not null, client_id uuid not null, invitation_id uuid,
      purpose text not null check (purpose in ('INVITATION', 'SIGN_IN')), token_hash text not null, issued_at timestamptz not null, expires_at timestamptz not null,
      viewed_at timestamptz, browser_hash text, consumed_at timestamptz, revoked_at timestamptz,
      primary key (tenant_id, id), constraint links_token unique (tenant_id, token_hash),
      foreign key (tenant_id, portal_user_id) references portal.people (tenant_id, id),
      foreign key (tenant_id, invitation_id) references portal.invitations (tenant_id, id))`);
    this.addSql('create index links_person on portal.links (tenant_id, portal_user_id, issued_at)');
    this.addSql(`select sec.protect('portal.links', 'client_id')`);
    this.addSql(houseOnly('links'));
  }

  #actions(): void {
    this.addSql(`create table portal.actions (
      tenant_id uuid not null, id uuid not null, client_id uuid not null, kind text not null check (kind in ('OPEN_PORTAL', 'TASK')), source_ref text not null,
      title text not null, why text, due_on date, created_at timestamptz not null, done_at timestamptz, version int not null default 1,
      primary key (tenant_id, id), constraint actions_source unique (tenant_id, kind, source_ref))`);
    this.addSql('create index actions_client on portal.actions (tenant_id, client_id, created_at) where done_at is null');
    this.addSql(`select sec.protect('portal.actions', 'client_id')`);
  }

  /** Two narrow doors through the walls: each asks for something that only the right caller can name. */
  #functions(): void {
    this.addSql(`create function portal.link_by_hash(firm uuid, wanted text)
      returns table (link_id uuid, purpose text, expires_at timestamptz, consumed_at timestamptz, revoked_at timestamptz, browser_hash text, person_name text, person_email text, person_status text, firm_name text)
      language plpgsql security definer set search_path = '' as $$
      declare t text := coalesce(pg_catalog.current_setting('app.tenant_id', true), ''); k text := coalesce(pg_catalog.current_setting('app.actor_kind', true), '');
      begin
        perform pg_catalog.set_config('app.tenant_id', firm::text, true), pg_catalog.set_config('app.actor_kind', 'system', true);
        return query select l.id, l.purpose, l.expires_at, l.consumed_at, l.revoked_at, l.browser_hash, p.name, p.email, p.status, coalesce(f.name, '')
          from portal.links l join portal.people p on p.tenant_id = l.tenant_id and p.id = l.portal_user_id
          left join portal.firms f on f.tenant_id = l.tenant_id and f.id = l.tenant_id
          where l.tenant_id = firm and l.token_hash = wanted;
        perform pg_catalog.set_config('app.tenant_id', t, true), pg_catalog.set_config('app.actor_kind', k, true);
      end $$`);
    this.addSql(`create function portal.clients_of(person uuid) returns table (client_id uuid, name text) language plpgsql security definer set search_path = '' as $$
      declare k text := pg_catalog.current_setting('app.actor_kind', true);
      begin
        perform pg_catalog.set_config('app.actor_kind', 'system', true);
        return query select distinct a.client_id, coalesce(n.name, '') from portal.people p
          join portal.accesses a on a.tenant_id = p.tenant_id and a.contact_id = p.contact_id
          left join portal.client_names n on n.tenant_id = a.tenant_id and n.client_id = a.client_id
          where p.id = person and p.status <> 'SUSPENDED' and a.allowed;
        perform pg_catalog.set_config('app.actor_kind', k, true);
      end $$`);
    for (const signature of ['link_by_hash(uuid, text)', 'clients_of(uuid)']) {
      this.addSql(`revoke all on function portal.${signature} from public`);
      this.addSql(`grant execute on function portal.${signature} to portal_rw, portal_consumer`);
    }
  }

  override down(): void {
    this.addSql('drop function portal.clients_of(uuid)');
    this.addSql('drop function portal.link_by_hash(uuid, text)');
    for (const table of ['actions', 'links', 'invitations', 'people', 'client_names', 'accesses', 'firms']) this.addSql(`drop table portal.${table}`);
    for (const statement of dropKitTables('portal')) this.addSql(statement);
  }
}
