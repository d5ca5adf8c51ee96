import { grantTables, Migration } from '@firmament/kit';

const key = 'primary key (tenant_id, id)';
const ofProject = 'foreign key (tenant_id, project_id) references projects.projects (tenant_id, id) deferrable initially deferred';
const ofTask = 'foreign key (tenant_id, task_id) references projects.tasks (tenant_id, id) deferrable initially deferred';
const row = 'tenant_id uuid not null, id uuid not null, version integer not null';
const rate = `rate_minor text check (rate_minor ~ '^[0-9]{1,18}$'), rate_currency text check (rate_currency ~ '^[A-Z]{3}$')`;

const taskColumns = [
  'parent_id uuid', `order_key text collate "C" check (char_length(order_key) between 1 and 200)`, `priority text not null default 'NORMAL' check (priority in ('LOW', 'NORMAL', 'HIGH', 'URGENT'))`,
  'estimate_minutes integer check (estimate_minutes between 1 and 100000)', 'reviewer_user_id uuid', `checklist jsonb not null default '[]' check (pg_column_size(checklist) <= 65536)`,
  'started_at timestamptz', 'overdue_on date', `file_ids jsonb not null default '[]' check (pg_column_size(file_ids) <= 65536)`, `needs_file_ids jsonb not null default '[]'`, 'review_of_request_id text',
];
const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const digit = (place: number): string => `substr('${digits}', ((position / ${place}) % 62) + 1, 1)`;

const tables: readonly string[] = [
  `create table projects.task_assignees (${row}, task_id uuid not null, project_id uuid, client_id uuid, user_id uuid not null, ${key}, constraint task_assignee_once unique (tenant_id, task_id, user_id), ${ofTask})`,
  `create index task_assignees_by_user on projects.task_assignees (tenant_id, user_id)`,
  `create index task_assignees_by_project on projects.task_assignees (tenant_id, project_id)`,
  `create table projects.task_comments (${row}, task_id uuid not null, client_id uuid, author_user_id uuid not null, body text not null check (char_length(body) between 1 and 5000), mentions jsonb not null, created_at timestamptz not null, ${key}, ${ofTask})`,
  `create index task_comments_by_task on projects.task_comments (tenant_id, task_id, created_at)`,
  `create table projects.file_needs (${row}, project_id uuid not null, section_id uuid, client_id uuid not null, key text not null check (char_length(key) between 1 and 80), title text not null check (char_length(title) between 1 and 200),
    items jsonb not null check (pg_column_size(items) <= 65536), relative_days integer, due_on date, state text not null check (state in ('PLANNED', 'WAITING', 'RECEIVED', 'CANCELLED')), request_id text,
    waiting_since timestamptz, received_at timestamptz, position integer not null, ${key}, constraint file_need_key_unique unique (tenant_id, project_id, key), ${ofProject})`,
  `create unique index file_need_request_unique on projects.file_needs (tenant_id, request_id) where request_id is not null`,
  `create table projects.project_files (${row}, project_id uuid not null, client_id uuid not null, file_id text not null check (char_length(file_id) <= 64), request_id text, attached_at timestamptz not null, ${key},
    constraint project_file_once unique (tenant_id, project_id, file_id), ${ofProject})`,
  `create table projects.time_entries (${row}, task_id uuid, project_id uuid, client_id uuid, user_id uuid not null, worked_on date not null, minutes integer not null check (minutes between 1 and 1440), billable boolean not null,
    note text check (char_length(note) <= 1000), ${rate}, locked_at timestamptz, invoice_id text check (char_length(invoice_id) <= 64), created_at timestamptz not null, ${key}, ${ofProject}, ${ofTask})`,
  `create index time_entries_by_project on projects.time_entries (tenant_id, project_id, worked_on)`,
  `create index time_entries_by_age on projects.time_entries (tenant_id, worked_on, id)`,
  `create table projects.billing_rates (${row}, user_id uuid, client_id uuid, ${rate}, ${key})`,
  `create index billing_rates_by_client on projects.billing_rates (tenant_id, client_id)`,
  `create table projects.client_teams (${row}, client_id uuid not null, display_name text, owner_user_id uuid, preparer_user_id uuid, reviewer_user_id uuid, ${key})`,
  `create table projects.recurrence_rules (${row}, client_id uuid not null, template_id uuid not null, name text not null check (char_length(name) between 1 and 200), rrule text not null check (char_length(rrule) <= 500),
    starts_on date not null, ends_on date, days_ahead integer not null check (days_ahead between 0 and 366), fiscal_year_start_month integer not null check (fiscal_year_start_month between 1 and 12),
    period_offset integer not null check (period_offset between -12 and 12), owner_user_id uuid, active boolean not null, generated_through date, created_at timestamptz not null, ${key},
    foreign key (tenant_id, template_id) references projects.project_templates (tenant_id, id) deferrable initially deferred)`,
  `create index recurrence_rules_by_client on projects.recurrence_rules (tenant_id, client_id)`,
  `create table projects.recurrence_runs (${row}, rule_id uuid not null, period_key text not null check (char_length(period_key) <= 40), client_id uuid not null, project_id uuid not null, occurs_on date not null, created_at timestamptz not null, ${key},
    constraint recurrence_run_once unique (tenant_id, rule_id, period_key), ${ofProject},
    foreign key (tenant_id, rule_id) references projects.recurrence_rules (tenant_id, id) deferrable initially deferred)`,
  `create index recurrence_runs_by_project on projects.recurrence_runs (tenant_id, project_id)`,
];
const newTables = ['task_assignees', 'task_comments', 'file_needs', 'project_files', 'time_entries', 'billing_rates', 'client_teams', 'recurrence_rules', 'recurrence_runs'];

const due = [
  `create table projects.task_due (tenant_id uuid not null, id uuid not null, due_on date not null, look_at timestamptz not null, primary key (tenant_id, id))`,
  `create index task_due_at on projects.task_due (look_at)`,
  `alter table projects.task_due enable row level security`,
  `alter table projects.task_due force row level security`,
  `create policy scanner on projects.task_due as permissive for all to projects_sweeper using (true) with check (true)`,
  `create policy writer on projects.task_due as permissive for all to projects_rw, projects_consumer using (tenant_id = (select sec.tenant_id())) with check (tenant_id = (select sec.tenant_id()))`,
  `grant select, insert, update, delete on projects.task_due to projects_rw, projects_consumer, projects_sweeper`,
  // A task is watched from wherever it changes; a listener that forgets to watch it would be an overdue that nobody hears of.
  `create function projects.watch_due() returns trigger language plpgsql set search_path = '' as $$
begin
  if new.state = 'OPEN' and not new.dormant and new.due_on is not null and new.due_on is distinct from new.overdue_on then
    insert into projects.task_due (tenant_id, id, due_on, look_at) values (new.tenant_id, new.id, new.due_on, (new.due_on + 1)::timestamp at time zone 'UTC')
    on conflict (tenant_id, id) do update set due_on = excluded.due_on, look_at = excluded.look_at where projects.task_due.due_on <> excluded.due_on;
  else
    delete from projects.task_due d where d.tenant_id = new.tenant_id and d.id = new.id;
  end if;
  return null;
end $$`,
  `create trigger watch_due after insert or update of state, dormant, due_on, overdue_on on projects.tasks for each row execute function projects.watch_due()`,
];

/** Boards, several people on a task, checklists, comments, files, time, recurring work, and who does what for a client. */
export class CompleteProjects extends Migration {
  override up(): void {
    for (const column of taskColumns) this.addSql(`alter table projects.tasks add column ${column}`);
    // The owner of the tables is held by their walls like everybody else; what is filled in here belongs to every firm.
    this.addSql('alter table projects.tasks no force row level security');
    this.addSql(`update projects.tasks set order_key = 'c' || ${digit(3844)} || ${digit(62)} || ${digit(1)}`);
    this.addSql('alter table projects.tasks force row level security');
    this.addSql('alter table projects.tasks alter column order_key set not null');
    this.addSql(`create unique index review_task_once on projects.tasks (tenant_id, review_of_request_id) where review_of_request_id is not null`);
    this.addSql(`create index tasks_by_due on projects.tasks (tenant_id, due_on, id)`);
    this.addSql('alter table projects.sections add column wip_limit integer check (wip_limit between 1 and 1000)');
    this.addSql(`alter table projects.sections add column conditions jsonb not null default '["TASKS_DONE"]'`);
    this.addSql('alter table projects.projects add column stage_section_id uuid, add column ended_at timestamptz');
    this.addSql('alter table projects.milestones add column completed_at timestamptz, add column invoice_id text check (char_length(invoice_id) <= 64)');
    for (const statement of tables) this.addSql(statement);
    this.walls();
    this.watch();
  }

  private walls(): void {
    for (const table of newTables) this.addSql(`select sec.protect('projects.${table}', 'client_id')`);
    // A client sees what files are wanted of it; the rest of how the firm works is the firm's.
    for (const table of newTables.filter((one) => one !== 'file_needs')) {
      this.addSql(`create policy firm_only on projects.${table} as restrictive for all to public using ((select sec.sees_all_clients())) with check ((select sec.sees_all_clients()))`);
    }
    this.addSql(`create policy firm_writes on projects.file_needs as restrictive for all to public using (true) with check ((select sec.sees_all_clients()))`);
    this.addSql(grantTables('projects', newTables.join(', ')));
  }

  private watch(): void {
    for (const statement of due) this.addSql(statement);
    this.addSql('alter table projects.tasks no force row level security');
    this.addSql('alter table projects.task_due no force row level security');
    this.addSql(`insert into projects.task_due select tenant_id, id, due_on, (due_on + 1)::timestamp at time zone 'UTC' from projects.tasks where state = 'OPEN' and not dormant and due_on is not null`);
    this.addSql('alter table projects.tasks force row level security');
    this.addSql('alter table projects.task_due force row level security');
  }

  override down(): void {
    this.addSql('drop trigger watch_due on projects.tasks');
    this.addSql('drop function projects.watch_due()');
    this.addSql('drop table projects.task_due');
    for (const table of [...newTables].reverse()) this.addSql(`drop table projects.${table}`);
    this.addSql('alter table projects.milestones drop column completed_at, drop column invoice_id');
    this.addSql('alter table projects.projects drop column stage_section_id, drop column ended_at');
    this.addSql('alter table projects.sections drop column wip_limit, drop column conditions');
    this.addSql('drop index projects.review_task_once');
    this.addSql('drop index projects.tasks_by_due');
    for (const column of [...taskColumns].reverse()) this.addSql(`alter table projects.tasks drop column ${column.split(' ')[0] ?? ''}`);
  }
}
