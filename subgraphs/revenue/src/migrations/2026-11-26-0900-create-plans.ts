import { grantTables, Migration } from '@firmament/kit';

/** What will be billed for agreements, and when. */
export class CreatePlans extends Migration {
  override up(): void {
    this.addSql(`create table revenue.plans (
      tenant_id uuid not null, id uuid not null, version integer not null, client_id uuid not null, agreement_id uuid not null, project_id uuid, currency text not null check (currency ~ '^[A-Z]{3}$'), fixed_minor bigint not null check (fixed_minor >= 0),
      effective_on date not null, created_at timestamptz not null, primary key (tenant_id, id), constraint one_plan_per_agreement unique (tenant_id, agreement_id))`);
    this.addSql(`create table revenue.plan_items (
      tenant_id uuid not null, id uuid not null, version integer not null, client_id uuid not null, plan_id uuid not null, position integer not null, line_key text not null, title text not null,
      timing text not null check (timing in ('ON_ACCEPTANCE', 'DEPOSIT', 'ON_COMPLETION', 'RECURRING', 'TO_BE_CONFIRMED')), period text check (period in ('WEEK', 'MONTH', 'QUARTER', 'YEAR')), amount_minor bigint check (amount_minor >= 0), currency text not null, next_on date, invoice_id uuid,
      primary key (tenant_id, id), foreign key (tenant_id, plan_id) references revenue.plans (tenant_id, id) deferrable initially deferred, foreign key (tenant_id, invoice_id) references revenue.invoices (tenant_id, id) deferrable initially deferred,
      check ((timing = 'RECURRING') = (period is not null)), check ((timing = 'TO_BE_CONFIRMED') = (amount_minor is null)))`);
    this.addSql('create index items_by_plan on revenue.plan_items (tenant_id, plan_id, position)');
    for (const table of ['plans', 'plan_items']) {
      this.addSql(`select sec.protect('revenue.${table}', 'client_id')`);
      // What is planned is the firm's own; clients see the invoices that come of it.
      this.addSql(`create policy inside on revenue.${table} as restrictive for all to public using ((select sec.sees_all_clients())) with check ((select sec.sees_all_clients()))`);
    }
    this.addSql(grantTables('revenue', 'plans, plan_items'));
  }

  override down(): void { for (const table of ['plan_items', 'plans']) this.addSql(`drop table revenue.${table} cascade`); }
}
