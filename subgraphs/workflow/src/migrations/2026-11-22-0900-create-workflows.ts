import { dropKitTables, grantTables, kitTables, Migration } from '@firmament/kit';

/** Definitions: what firms automate, and every version they ever published. */
export class CreateWorkflows extends Migration {
  override up(): void {
    for (const statement of kitTables('workflow')) this.addSql(statement);
    this.addSql(`create table workflow.workflows (
      tenant_id uuid not null, id uuid not null, version int not null default 1,
      name text not null check (char_length(name) between 1 and 120), description text not null,
      state text not null check (state in ('PUBLISHED', 'PAUSED')),
      owner_user_id uuid not null, recipe text, trigger_event text not null,
      current_version_id uuid not null, current_version_no int not null check (current_version_no >= 1),
      created_at timestamptz not null, updated_at timestamptz not null,
      primary key (tenant_id, id), constraint workflow_name_once unique (tenant_id, name))`);
    this.addSql(`create unique index workflow_recipe_once on workflow.workflows (tenant_id, recipe) where recipe is not null`);
    this.addSql(`create index workflows_by_trigger on workflow.workflows (tenant_id, trigger_event)`);
    this.addSql(`select sec.protect('workflow.workflows')`);
    this.addSql(`create table workflow.workflow_versions (
      tenant_id uuid not null, id uuid not null, workflow_id uuid not null, version_no int not null check (version_no >= 1),
      document jsonb not null, plan jsonb not null, published_at timestamptz not null, published_by text not null,
      primary key (tenant_id, id), constraint workflow_version_once unique (tenant_id, workflow_id, version_no),
      foreign key (tenant_id, workflow_id) references workflow.workflows (tenant_id, id) deferrable initially deferred)`);
    this.addSql(`select sec.protect('workflow.workflow_versions')`);
    this.addSql(`create table workflow.people (
      tenant_id uuid not null, id uuid not null, name text not null, active boolean not null default true,
      primary key (tenant_id, id))`);
    this.addSql(`select sec.protect('workflow.people')`);
    this.addSql(grantTables('workflow', 'workflows, people'));
    // A published version never changes.
    this.addSql('grant select, insert on workflow.workflow_versions to workflow_rw, workflow_consumer');
  }

  override down(): void {
    for (const table of ['people', 'workflow_versions', 'workflows']) this.addSql(`drop table if exists workflow.${table}`);
    for (const statement of dropKitTables('workflow')) this.addSql(statement);
  }
}
