import { grantTables, Migration } from '@firmament/kit';

const tables = [
  `create table agreements.clauses (tenant_id uuid not null, id uuid not null, version integer not null, name text not null check (char_length(name) between 1 and 120), created_at timestamptz not null,
    primary key (tenant_id, id), constraint clause_name_unique unique (tenant_id, name))`,
  `create table agreements.clause_versions (tenant_id uuid not null, id uuid not null, version integer not null, clause_id uuid not null, version_no integer not null, body jsonb not null, published_at timestamptz, created_at timestamptz not null,
    primary key (tenant_id, id), unique (tenant_id, clause_id, version_no), foreign key (tenant_id, clause_id) references agreements.clauses (tenant_id, id) deferrable initially deferred)`,
  `create table agreements.contract_templates (tenant_id uuid not null, id uuid not null, version integer not null, name text not null check (char_length(name) between 1 and 120), created_at timestamptz not null,
    primary key (tenant_id, id), constraint contract_template_name_unique unique (tenant_id, name))`,
  `create table agreements.contract_template_versions (tenant_id uuid not null, id uuid not null, version integer not null, template_id uuid not null, version_no integer not null, body jsonb not null,
    activation text not null check (activation in ('ON_SIGNATURE', 'AFTER_PAYMENT')), term_months integer check (term_months between 1 and 600), renewal_notice_days integer check (renewal_notice_days between 1 and 365), published_at timestamptz, created_at timestamptz not null,
    primary key (tenant_id, id), unique (tenant_id, template_id, version_no), foreign key (tenant_id, template_id) references agreements.contract_templates (tenant_id, id) deferrable initially deferred)`,
  `create table agreements.service_packages (tenant_id uuid not null, id uuid not null, version integer not null, name text not null check (char_length(name) between 1 and 120), description text, currency text not null check (char_length(currency) = 3),
    lines jsonb not null, archived_at timestamptz, created_at timestamptz not null, primary key (tenant_id, id))`,
  `create unique index package_name_unique on agreements.service_packages (tenant_id, name) where archived_at is null`,
];
const names = ['clauses', 'clause_versions', 'contract_templates', 'contract_template_versions', 'service_packages'];

/** What was published was relied upon: no code, ours included, changes it without taking these triggers away. */
const frozen = [
  `create function agreements.keep_published() returns trigger language plpgsql set search_path = '' as $$
begin
  if old.published_at is not null then raise exception 'a published version never changes' using errcode = '23514', constraint = 'published_version_immutable'; end if;
  return coalesce(new, old);
end $$`,
  ...['clause_versions', 'contract_template_versions'].map((table) => `create trigger keep_published before update or delete on agreements.${table} for each row execute function agreements.keep_published()`),
];

/** The clause library, contract templates and packages. */
export class CreateTemplates extends Migration {
  override up(): void {
    for (const statement of tables) this.addSql(statement);
    for (const table of names) this.addSql(`select sec.protect('agreements.${table}')`);
    for (const statement of frozen) this.addSql(statement);
    this.addSql(grantTables('agreements', names.join(', ')));
  }

  override down(): void {
    for (const table of [...names].reverse()) this.addSql(`drop table agreements.${table} cascade`);
    this.addSql('drop function agreements.keep_published()');
  }
}
