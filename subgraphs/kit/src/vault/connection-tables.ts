const schemaName = /^[a-z][a-z_]*$/;

/** Under the wall of the firm, and closed to clients and visitors. */
const inside = (schema: string, table: string): string[] => [
  `select sec.protect('${schema}.${table}')`,
  `create policy for_the_firm_alone on ${schema}.${table} as restrictive for all to public using ((select sec.sees_all_clients())) with check ((select sec.sees_all_clients()))`,
  `grant select, insert, update, delete on ${schema}.${table} to ${schema}_rw, ${schema}_consumer`,
];

/** A firm's own keys, each wrapped under a master key. */
const keys = (schema: string): string[] => [
  `create table ${schema}.vault_keys (
  tenant_id uuid not null, id uuid not null, wrapped bytea not null, active boolean not null, made_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id))`,
  `create unique index vault_key_active on ${schema}.vault_keys (tenant_id) where active`,
  ...inside(schema, 'vault_keys'),
];

/** What is known of each connection, and its sealed secret. */
const connections = (schema: string): string[] => [
  `create table ${schema}.connections (
  tenant_id uuid not null, id uuid not null, version integer not null check (version > 0),
  provider text not null check (provider ~ '^[A-Z][A-Z_]{1,39}$'), label text not null check (char_length(label) between 1 and 200), account text not null default '' check (char_length(account) <= 200), settings jsonb not null default '{}',
  state text not null check (state in ('CONNECTED', 'NEEDS_REAUTH', 'DISCONNECTED')), connected_at timestamptz not null, connected_by text not null,
  last_sync_at timestamptz, last_error_at timestamptz, last_error text check (char_length(last_error) <= 500), failures integer not null default 0 check (failures >= 0),
  retry_at timestamptz, refresh_until timestamptz, secret bytea check (octet_length(secret) <= 65536),
  primary key (tenant_id, id), constraint connection_once unique (tenant_id, provider, account))`,
  ...inside(schema, 'connections'),
];

/** Which master key wraps which firm's key: the one table that rotation scans across firms. */
const due = (schema: string): string[] => [
  `create table ${schema}.vault_due (tenant_id uuid not null, master_key text not null, primary key (tenant_id))`,
  `alter table ${schema}.vault_due enable row level security`,
  `alter table ${schema}.vault_due force row level security`,
  `create policy scanner on ${schema}.vault_due as permissive for all to ${schema}_sweeper using (true) with check (true)`,
  `create policy writer on ${schema}.vault_due as permissive for all to ${schema}_rw, ${schema}_consumer using (tenant_id = (select sec.tenant_id())) with check (tenant_id = (select sec.tenant_id()))`,
  `grant select, insert, update, delete on ${schema}.vault_due to ${schema}_rw, ${schema}_consumer`,
  `grant select on ${schema}.vault_due to ${schema}_sweeper`,
];

/**
 * The statements that give a domain its connections to providers: what is known of each, sealed secrets, the firm's data keys, and a thin
 * list of which master key wraps which firm's key. Clients and visitors see none of it, whatever a query asks.
 */
export function connectionTables(schema: string): string[] {
  if (!schemaName.test(schema)) throw new Error(`«${schema}» is not a schema name`);
  return [...keys(schema), ...connections(schema), ...due(schema)];
}

/** The statements that take them away again. */
export const dropConnectionTables = (schema: string): string[] => ['vault_due', 'connections', 'vault_keys'].map((table) => `drop table ${schema}.${table}`);
