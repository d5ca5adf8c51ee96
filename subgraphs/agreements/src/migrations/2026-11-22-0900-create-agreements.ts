import { dropKitTables, grantTables, kitTables, Migration } from '@firmament/kit';

/** Agreements with clients. */
export class CreateAgreements extends Migration {
  override up(): void {
    for (const statement of kitTables('agreements')) this.addSql(statement);
    this.addSql(`create table agreements.agreements (
      tenant_id uuid not null, id uuid not null, version integer not null, client_id uuid not null,
      title text not null check (char_length(title) between 1 and 200), status text not null check (status in ('DRAFT')), created_at timestamptz not null,
      primary key (tenant_id, id))`);
    this.addSql(`create index agreements_by_client on agreements.agreements (tenant_id, client_id, created_at)`);
    this.addSql(`select sec.protect('agreements.agreements', 'client_id')`);
    // A draft is the firm's own until it is sent; sending comes with its own rule.
    this.addSql(`create policy drafts_stay_inside on agreements.agreements as restrictive for all to public
      using ((select sec.sees_all_clients()) or status <> 'DRAFT') with check ((select sec.sees_all_clients()))`);
    this.addSql(grantTables('agreements', 'agreements'));
  }

  override down(): void {
    this.addSql(`drop table agreements.agreements`);
    for (const statement of dropKitTables('agreements')) this.addSql(statement);
  }
}
