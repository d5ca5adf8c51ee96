import { grantTables, Migration } from '@firmament/kit';

const tables = [
  `create table revenue.approval_rules (
    tenant_id uuid not null, id uuid not null, version integer not null, name text not null check (char_length(name) between 1 and 120), position integer not null, active boolean not null, for_client_id uuid, author_id text, min_total_minor bigint check (min_total_minor >= 0), currency text,
    min_discount integer check (min_discount between 1 and 10000), steps jsonb not null, created_at timestamptz not null, primary key (tenant_id, id), check ((min_total_minor is null) = (currency is null)))`,
  `create table revenue.approvals (
    tenant_id uuid not null, id uuid not null, version integer not null, client_id uuid not null, invoice_id uuid not null, content_hash text not null, rule_id uuid, rule_name text not null, state text not null check (state in ('OPEN', 'APPROVED', 'REJECTED', 'VOIDED')), steps jsonb not null,
    step_no integer not null check (step_no >= 0), decisions jsonb not null, waiting_for jsonb not null, due_at timestamptz, created_at timestamptz not null, ended_at timestamptz,
    primary key (tenant_id, id), foreign key (tenant_id, invoice_id) references revenue.invoices (tenant_id, id) on delete cascade deferrable initially deferred)`,
  `create unique index one_open_approval on revenue.approvals (tenant_id, invoice_id) where state = 'OPEN'`,
  'create index approvals_by_invoice on revenue.approvals (tenant_id, invoice_id, created_at)',
  `create index open_approvals on revenue.approvals (tenant_id, created_at) where state = 'OPEN'`,
  `create table revenue.approval_delegations (
    tenant_id uuid not null, id uuid not null, version integer not null, from_user_id text not null, to_user_id text not null, from_on date not null, until_on date not null, created_at timestamptz not null, primary key (tenant_id, id), check (from_user_id <> to_user_id))`,
  'create index delegations_to on revenue.approval_delegations (tenant_id, to_user_id)',
  'create index delegations_from on revenue.approval_delegations (tenant_id, from_user_id)',
];

const walls = [
  `select sec.protect('revenue.approval_rules')`,
  `select sec.protect('revenue.approval_delegations')`,
  `select sec.protect('revenue.approvals', 'client_id')`,
  ...['approvals', 'approval_rules', 'approval_delegations'].map((table) => `create policy inside on revenue.${table} as restrictive for all to public using ((select sec.sees_all_clients())) with check ((select sec.sees_all_clients()))`),
  grantTables('revenue', 'approval_rules, approvals, approval_delegations'),
  // Nothing is approved but the words that stand there.
  `alter table revenue.invoices add constraint approved_words check (status not in ('APPROVED', 'ISSUING') or approved_hash = content_hash)`,
];

/** Who has to agree to which invoices, and what they said. */
export class Approvals extends Migration {
  override up(): void { for (const statement of [...tables, ...walls]) this.addSql(statement); }

  override down(): void {
    this.addSql('alter table revenue.invoices drop constraint approved_words');
    for (const table of ['approval_delegations', 'approvals', 'approval_rules']) this.addSql(`drop table revenue.${table} cascade`);
  }
}
