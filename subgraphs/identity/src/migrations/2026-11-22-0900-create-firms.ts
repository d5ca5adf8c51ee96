import { Migration, dropKitTables, grantTables, kitTables } from '@firmament/kit';

/** Firms, their people and their roles. A firm is its own tenant: both ids are one. */
export class CreateFirms extends Migration {
  override up(): void {
    for (const statement of kitTables('identity')) this.addSql(statement);
    this.addSql(`create table identity.firms (
  tenant_id uuid not null, id uuid not null, version int not null default 1,
  slug text not null, name text not null check (char_length(name) between 1 and 200),
  time_zone text not null check (char_length(time_zone) between 1 and 64), currency text not null check (currency ~ '^[A-Z]{3}$'),
  brand_colour text not null check (brand_colour ~ '^#[0-9a-f]{6}$'), mark text not null check (char_length(mark) between 1 and 4),
  status text not null check (status in ('ACTIVE', 'SUSPENDED')), registered_at timestamptz not null,
  primary key (tenant_id, id),
  constraint firms_are_their_own_tenant check (id = tenant_id))`);
    this.addSql(`select sec.protect('identity.firms')`);
    this.addSql(`create table identity.roles (
  tenant_id uuid not null, id uuid not null, version int not null default 1,
  key text not null check (key ~ '^[a-z][a-z0-9_]{1,39}$'), name text not null check (char_length(name) between 1 and 80),
  description text not null, permissions text[] not null, built_in boolean not null, position int not null,
  primary key (tenant_id, id),
  constraint roles_key unique (tenant_id, key))`);
    this.addSql(`select sec.protect('identity.roles')`);
    this.addSql(`create table identity.users (
  tenant_id uuid not null, id uuid not null, version int not null default 1,
  account_id uuid not null, name text not null check (char_length(name) between 1 and 200),
  email text not null check (char_length(email) between 3 and 254), active boolean not null,
  role_keys text[] not null check (cardinality(role_keys) between 1 and 20), added_at timestamptz not null, deactivated_at timestamptz,
  primary key (tenant_id, id),
  constraint users_email unique (tenant_id, email),
  constraint users_account unique (tenant_id, account_id))`);
    this.addSql(`select sec.protect('identity.users')`);
    this.addSql(`create index users_name on identity.users (tenant_id, name, id)`);
    this.addSql(grantTables('identity', 'firms, roles, users'));
  }

  override down(): void {
    for (const table of ['users', 'roles', 'firms']) this.addSql(`drop table if exists identity.${table}`);
    for (const statement of dropKitTables('identity')) this.addSql(statement);
  }
}
