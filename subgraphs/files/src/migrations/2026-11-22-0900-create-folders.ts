import { dropKitTables, grantTables, kitTables, Migration } from '@firmament/kit';

/** Folder templates and the folders of clients. */
export class CreateFolders extends Migration {
  override up(): void {
    for (const statement of kitTables('files')) this.addSql(statement);
    this.addSql(`create table files.folder_templates (
      tenant_id uuid not null, id uuid not null, version integer not null,
      name text not null check (char_length(name) between 1 and 120), folders jsonb not null, deleted_at timestamptz, created_at timestamptz not null,
      primary key (tenant_id, id))`);
    this.addSql(`create unique index folder_template_name_unique on files.folder_templates (tenant_id, lower(name)) where deleted_at is null`);
    this.addSql(`select sec.protect('files.folder_templates')`);
    this.addSql(`create table files.folders (
      tenant_id uuid not null, id uuid not null, version integer not null, client_id uuid not null, parent_id uuid, template_id uuid,
      name text not null check (char_length(name) between 1 and 200), path text not null check (char_length(path) between 1 and 1000),
      visibility text not null check (visibility in ('PRIVATE', 'CLIENT_VIEW', 'CLIENT_EDIT')), created_at timestamptz not null,
      primary key (tenant_id, id), constraint folder_path_unique unique (tenant_id, client_id, path),
      foreign key (tenant_id, parent_id) references files.folders (tenant_id, id) deferrable initially deferred,
      foreign key (tenant_id, template_id) references files.folder_templates (tenant_id, id) deferrable initially deferred)`);
    this.addSql(`select sec.protect('files.folders', 'client_id')`);
    // Inside one client, a private folder is still the firm's own.
    this.addSql(`create policy visibility on files.folders as restrictive for all to public
      using ((select sec.sees_all_clients()) or visibility <> 'PRIVATE') with check ((select sec.writes_all_clients()) or visibility = 'CLIENT_EDIT')`);
    this.addSql(`create index folders_by_template on files.folders (tenant_id, template_id)`);
    this.addSql(grantTables('files', 'folder_templates, folders'));
  }

  override down(): void {
    for (const table of ['folders', 'folder_templates']) this.addSql(`drop table files.${table}`);
    for (const statement of dropKitTables('files')) this.addSql(statement);
  }
}
