import { grantTables, Migration, pastWalls } from '@firmament/kit';

const before = ['recurring', 'approval', 'issue', 'ledger', 'readback', 'compare', 'online', 'charges', 'receipt', 'refund'];
const kinds = (names: readonly string[]): string => `alter table revenue.due add constraint due_kind_check check (kind in (${names.map((one) => `'${one}'`).join(', ')}))`;

const statements = [
  `create table revenue.dunnings (tenant_id uuid not null, id uuid not null, version integer not null, client_id uuid not null, late_from date not null, overdue_told boolean not null, sent integer not null check (sent >= 0), held_why text check (char_length(held_why) between 1 and 500), told jsonb not null check (jsonb_typeof(told) = 'array'),
    primary key (tenant_id, id), foreign key (tenant_id, id) references revenue.invoices (tenant_id, id) deferrable initially deferred)`,
  'create index dunnings_by_client on revenue.dunnings (tenant_id, client_id)',
  `select sec.protect('revenue.dunnings', 'client_id')`,
  'create policy for_the_firm_alone on revenue.dunnings as restrictive for all to public using ((select sec.sees_all_clients())) with check ((select sec.sees_all_clients()))',
  grantTables('revenue', 'dunnings'),
  `alter table revenue.billing_settings add column dunning_days jsonb not null default '[3, 10, 24]' check (jsonb_typeof(dunning_days) = 'array')`,
  `alter table revenue.payments add column dispute_state text check (dispute_state in ('OPEN', 'WON', 'LOST')), add column dispute_reason text check (char_length(dispute_reason) <= 500), add column disputed_minor bigint check (disputed_minor > 0),
    add column disputed_at timestamptz, add column dispute_closed_at timestamptz, add constraint dispute_whole check ((dispute_state is null) = (dispute_reason is null) and (dispute_state is null) = (disputed_minor is null) and (dispute_state is null) = (disputed_at is null) and (dispute_closed_at is not null) = (coalesce(dispute_state, 'OPEN') <> 'OPEN'))`,
];

/** Clients are reminded of what they owe, and a bank can be asked to take a payment back. */
export class DunningAndDisputes extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
    this.addSql('alter table revenue.due drop constraint due_kind_check');
    this.addSql(kinds([...before, 'dunning']));
  }

  override down(): void {
    for (const statement of pastWalls('revenue.due', `delete from revenue.due where kind in ('dunning')`)) this.addSql(statement);
    this.addSql('alter table revenue.due drop constraint due_kind_check');
    this.addSql(kinds(before));
    this.addSql('alter table revenue.payments drop constraint dispute_whole, drop column dispute_state, drop column dispute_reason, drop column disputed_minor, drop column disputed_at, drop column dispute_closed_at');
    this.addSql('alter table revenue.billing_settings drop column dunning_days');
    this.addSql('drop table revenue.dunnings cascade');
  }
}
