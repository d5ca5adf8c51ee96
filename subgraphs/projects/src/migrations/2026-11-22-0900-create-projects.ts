import { dropKitTables, grantTables, kitTables, Migration } from '@firmament/kit';

/** Project templates with their versions; projects with sections, tasks and milestones. */
export class CreateProjects extends Migration {
  override up(): void {
    for (const statement of kitTables('projects')) this.addSql(statement);
    this.addSql(`create table projects.project_templates (
      tenant_id uuid not null, id uuid not null, version integer not null,
      name text not null check (char_length(name) between 1 and 120), project_type text not null check (char_length(project_type) between 1 and 80), created_at timestamptz not null,
      primary key (tenant_id, id))`);
    this.addSql(`create unique index project_template_name_unique on projects.project_templates (tenant_id, lower(name))`);
    this.addSql(`create table projects.template_versions (
      tenant_id uuid not null, id uuid not null, version integer not null, template_id uuid not null, version_no integer not null check (version_no > 0),
      published_at timestamptz, plan jsonb not null check (pg_column_size(plan) <= 262144), created_at timestamptz not null,
      primary key (tenant_id, id), constraint template_version_no_unique unique (tenant_id, template_id, version_no),
      foreign key (tenant_id, template_id) references projects.project_templates (tenant_id, id) deferrable initially deferred)`);
    this.addSql(`create table projects.projects (
      tenant_id uuid not null, id uuid not null, version integer not null, client_id uuid not null, template_id uuid not null, template_version_id uuid not null,
      name text not null check (char_length(name) between 1 and 200), client_title text check (char_length(client_title) between 1 and 200), project_type text not null,
      status text not null check (status in ('SKELETON', 'ACTIVE', 'ON_HOLD', 'COMPLETED', 'CANCELLED')), status_reason text,
      source_ref text, owner_user_id uuid, period text check (char_length(period) <= 80), kick_off_on date, touched_at timestamptz, created_at timestamptz not null, changed_at timestamptz not null,
      primary key (tenant_id, id),
      foreign key (tenant_id, template_id) references projects.project_templates (tenant_id, id) deferrable initially deferred,
      foreign key (tenant_id, template_version_id) references projects.template_versions (tenant_id, id) deferrable initially deferred)`);
    this.addSql(`create index projects_by_client on projects.projects (tenant_id, client_id, created_at)`);
    this.addSql(`create index projects_by_age on projects.projects (tenant_id, created_at, id)`);
    this.addSql(`create index projects_by_source on projects.projects (tenant_id, source_ref) where source_ref is not null`);
    this.addSql(`create table projects.sections (
      tenant_id uuid not null, id uuid not null, version integer not null, project_id uuid not null, client_id uuid not null,
      title text not null check (char_length(title) between 1 and 120), position integer not null,
      primary key (tenant_id, id),
      foreign key (tenant_id, project_id) references projects.projects (tenant_id, id) deferrable initially deferred)`);
    this.addSql(`create index sections_by_project on projects.sections (tenant_id, project_id)`);
    this.addSql(`create table projects.tasks (
      tenant_id uuid not null, id uuid not null, version integer not null, project_id uuid, section_id uuid, client_id uuid,
      title text not null check (char_length(title) between 1 and 200), client_title text check (char_length(client_title) between 1 and 200),
      kind text not null check (kind in ('STAFF', 'CLIENT', 'REVIEW')), role text check (role in ('OWNER', 'PREPARER', 'REVIEWER', 'CLIENT')), client_visible boolean not null,
      assignee_user_id uuid, relative_days integer, due_on date, depends_on jsonb not null, state text not null check (state in ('OPEN', 'DONE', 'CANCELLED')),
      dormant boolean not null, position integer not null, touched_at timestamptz, completed_at timestamptz, created_at timestamptz not null,
      primary key (tenant_id, id),
      foreign key (tenant_id, project_id) references projects.projects (tenant_id, id) deferrable initially deferred,
      foreign key (tenant_id, section_id) references projects.sections (tenant_id, id) deferrable initially deferred)`);
    this.addSql(`create index tasks_by_project on projects.tasks (tenant_id, project_id)`);
    this.addSql(`create index tasks_by_assignee on projects.tasks (tenant_id, assignee_user_id, due_on) where state = 'OPEN'`);
    this.addSql(`create index tasks_without_owner on projects.tasks (tenant_id, created_at, position, id) where state = 'OPEN' and assignee_user_id is null and kind <> 'CLIENT'`);
    this.addSql(`create table projects.milestones (
      tenant_id uuid not null, id uuid not null, version integer not null, project_id uuid not null, client_id uuid not null,
      title text not null check (char_length(title) between 1 and 200), billing text not null check (billing in ('NONE', 'FIXED', 'PERCENT', 'TIME')),
      amount_minor text check (amount_minor ~ '^[0-9]{1,18}$'), currency text check (currency ~ '^[A-Z]{3}$'), percent integer check (percent between 1 and 100),
      relative_days integer, due_on date, position integer not null,
      primary key (tenant_id, id),
      foreign key (tenant_id, project_id) references projects.projects (tenant_id, id) deferrable initially deferred)`);
    this.addSql(`create index milestones_by_project on projects.milestones (tenant_id, project_id)`);
    this.walls();
  }

  private walls(): void {
    for (const table of ['project_templates', 'template_versions']) this.addSql(`select sec.protect('projects.${table}')`);
    for (const table of ['projects', 'sections', 'tasks', 'milestones']) this.addSql(`select sec.protect('projects.${table}', 'client_id')`);
    // How the firm works is its own; a client sees the work and what it was told of it.
    for (const table of ['project_templates', 'template_versions', 'sections', 'milestones']) {
      this.addSql(`create policy firm_only on projects.${table} as restrictive for all to public using ((select sec.sees_all_clients())) with check ((select sec.sees_all_clients()))`);
    }
    this.addSql(`create policy visibility on projects.tasks as restrictive for all to public
      using ((select sec.sees_all_clients()) or client_visible) with check ((select sec.sees_all_clients()))`);
    this.addSql(`create policy firm_writes on projects.projects as restrictive for all to public using (true) with check ((select sec.sees_all_clients()))`);
    this.addSql(grantTables('projects', 'project_templates, projects, sections, tasks, milestones'));
    // A version's plan never changes: there is no right to change it.
    this.addSql(`grant select, insert, update (published_at, version) on projects.template_versions to projects_rw, projects_consumer`);
  }

  override down(): void {
    for (const table of ['milestones', 'tasks', 'sections', 'projects', 'template_versions', 'project_templates']) this.addSql(`drop table projects.${table}`);
    for (const statement of dropKitTables('projects')) this.addSql(statement);
  }
}
