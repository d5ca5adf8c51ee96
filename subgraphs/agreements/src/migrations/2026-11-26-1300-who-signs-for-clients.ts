import { grantTables, Migration } from '@firmament/kit';

/** Who signs for a client, as crm tells it: a packet for which nobody is named goes to them. */
export class WhoSignsForClients extends Migration {
  override up(): void {
    this.addSql(`create table agreements.people (tenant_id uuid not null, id uuid not null, version integer not null, name text, email text, primary key (tenant_id, id))`);
    this.addSql(`create table agreements.signatories (tenant_id uuid not null, id uuid not null, version integer not null, client_id uuid not null, contact_id uuid not null, is_signatory boolean not null, is_primary boolean not null, primary key (tenant_id, id))`);
    this.addSql('create index signatories_by_client on agreements.signatories (tenant_id, client_id)');
    this.addSql(`select sec.protect('agreements.people')`);
    this.addSql(`select sec.protect('agreements.signatories', 'client_id')`);
    for (const table of ['people', 'signatories']) this.addSql(`create policy inside on agreements.${table} as restrictive for all to public using ((select sec.sees_all_clients())) with check ((select sec.sees_all_clients()))`);
    this.addSql(grantTables('agreements', 'people, signatories'));
  }

  override down(): void { for (const table of ['signatories', 'people']) this.addSql(`drop table agreements.${table} cascade`); }
}
