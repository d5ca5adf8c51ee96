import { dropKitTables, grantTables, kitTables, Migration } from '@firmament/kit';

/** What can be found. */
export class CreateDocuments extends Migration {
  override up(): void {
    for (const statement of kitTables('search')) this.addSql(statement);
    // Small letters without accents: what is typed and what is kept are compared in this form.
    this.addSql(`create function search.fold(t text) returns text language sql stable parallel safe set search_path = '' as
      $$ select pg_catalog.lower(ext.unaccent('ext.unaccent'::regdictionary, t)) $$`);
    this.addSql(`create table search.documents (
      tenant_id uuid not null, id uuid not null, version integer not null,
      kind text not null check (kind in ('CLIENT', 'CONTACT', 'PROJECT', 'APPOINTMENT')), source_id text not null, client_id uuid, permission text not null,
      title text not null, title_folded text not null, also jsonb not null, also_folded text not null, changed_at timestamptz not null,
      primary key (tenant_id, id), constraint document_once unique nulls not distinct (tenant_id, kind, source_id, client_id))`);
    this.addSql(`create index documents_by_client on search.documents (tenant_id, client_id)`);
    this.addSql(`select sec.protect('search.documents', 'client_id')`);
    this.addSql(`create policy firm_only on search.documents as restrictive for all to public using ((select sec.sees_all_clients())) with check ((select sec.sees_all_clients()))`);
    this.addSql(grantTables('search', 'documents'));
  }

  override down(): void {
    this.addSql(`drop table search.documents`);
    this.addSql(`drop function search.fold(text)`);
    for (const statement of dropKitTables('search')) this.addSql(statement);
  }
}
