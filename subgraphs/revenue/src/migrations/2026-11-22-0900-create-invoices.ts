import { dropKitTables, grantTables, kitTables, Migration } from '@firmament/kit';

/** Invoices to clients. */
export class CreateInvoices extends Migration {
  override up(): void {
    for (const statement of kitTables('revenue')) this.addSql(statement);
    this.addSql(`create table revenue.invoices (
      tenant_id uuid not null, id uuid not null, version integer not null, client_id uuid not null,
      total_minor bigint not null check (total_minor > 0), currency text not null check (currency ~ '^[A-Z]{3}$'),
      status text not null check (status in ('DRAFT')), created_at timestamptz not null,
      primary key (tenant_id, id))`);
    this.addSql(`create index invoices_by_client on revenue.invoices (tenant_id, client_id, created_at)`);
    this.addSql(`select sec.protect('revenue.invoices', 'client_id')`);
    // A draft is the firm's own until it is issued; issuing comes with its own rule.
    this.addSql(`create policy drafts_stay_inside on revenue.invoices as restrictive for all to public
      using ((select sec.sees_all_clients()) or status <> 'DRAFT') with check ((select sec.sees_all_clients()))`);
    this.addSql(grantTables('revenue', 'invoices'));
  }

  override down(): void {
    this.addSql(`drop table revenue.invoices`);
    for (const statement of dropKitTables('revenue')) this.addSql(statement);
  }
}
