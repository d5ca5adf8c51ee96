/**
 * The accessors that every policy asks, and the helper that lays the walls. Each statement can run again.
 * An empty setting is treated like a missing one: after a transaction that used `set_config(…, true)` it reads ''.
 */
export const securitySchema: readonly string[] = [
  'create schema if not exists sec',
  `create or replace function sec.tenant_id() returns uuid language plpgsql stable parallel safe set search_path = '' as $$
declare v text := pg_catalog.current_setting('app.tenant_id', true);
begin
  if v is null or v = '' then raise exception 'tenant context missing' using errcode = '42501'; end if;
  return v::uuid;
end $$`,
  `create or replace function sec.actor_kind() returns text language plpgsql stable parallel safe set search_path = '' as $$
declare k text := pg_catalog.current_setting('app.actor_kind', true);
begin
  if k is null or k not in ('public', 'staff', 'portal', 'partner', 'service', 'provider', 'system', 'platform') then
    raise exception 'actor kind missing' using errcode = '42501';
  end if;
  return k;
end $$`,
  `create or replace function sec.portal_client_id() returns uuid language plpgsql stable parallel safe set search_path = '' as $$
declare c text := pg_catalog.current_setting('app.client_id', true);
begin
  if sec.actor_kind() <> 'portal' then return null; end if;
  if c is null or c = '' then raise exception 'portal without client' using errcode = '42501'; end if;
  return c::uuid;
end $$`,
  `create or replace function sec.sees_all_clients() returns boolean language sql stable parallel safe set search_path = '' as
    $$ select sec.actor_kind() in ('staff', 'service', 'system', 'partner', 'platform') $$`,
  `create or replace function sec.writes_all_clients() returns boolean language sql stable parallel safe set search_path = '' as
    $$ select sec.actor_kind() <> 'portal' $$`,
  // Ethical walls: until assignments exist, everybody in the firm is assigned to every client.
  `create or replace function sec.sees_all_assignments() returns boolean language sql stable parallel safe set search_path = '' as $$ select true $$`,
  `create or replace function sec.protect(t regclass, client_column name default null) returns void language plpgsql set search_path = '' as $$
begin
  execute pg_catalog.format('alter table %s enable row level security', t);
  execute pg_catalog.format('alter table %s force row level security', t);
  execute pg_catalog.format('create policy base on %s as permissive for all to public using (true) with check (true)', t);
  execute pg_catalog.format('create policy tenant_isolation on %s as restrictive for all to public using (tenant_id = (select sec.tenant_id())) with check (tenant_id = (select sec.tenant_id()))', t);
  if client_column is not null then
    execute pg_catalog.format('create policy client_isolation on %s as restrictive for all to public using ((select sec.sees_all_clients()) or %I = (select sec.portal_client_id())) with check ((select sec.writes_all_clients()) or %I = (select sec.portal_client_id()))', t, client_column, client_column);
    execute pg_catalog.format('create policy assignment_isolation on %s as restrictive for all to public using ((select sec.sees_all_assignments())) with check ((select sec.sees_all_assignments()))', t);
  end if;
end $$`,
];
