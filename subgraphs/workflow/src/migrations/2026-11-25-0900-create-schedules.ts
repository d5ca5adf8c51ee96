import { grantTables, Migration, pastWalls } from '@firmament/kit';

const outcomes = (names: string): string => `alter table workflow.trigger_receipts add constraint trigger_receipts_outcome_check check (outcome in (${names}))`;

/** The clock as a trigger, what each firm's clock shows, and which recipes each firm was given. */
export class CreateSchedules extends Migration {
  override up(): void {
    this.firms();
    this.schedules();
    this.addSql('alter table workflow.trigger_receipts drop constraint trigger_receipts_outcome_check');
    this.addSql(outcomes(`'STARTED','DUPLICATE','PAUSED','TOO_DEEP','UNREADABLE','MISSED','OVER_BUDGET'`));
    this.addSql('alter table workflow.run_numbers add column today date, add column started_today int not null default 0');
    this.addSql(`create table workflow.event_depths (tenant_id uuid not null, event_id uuid not null, depth int not null check (depth > 0),
      noted_at timestamptz not null default clock_timestamp(), primary key (tenant_id, event_id))`);
    this.addSql('create index event_depths_by_age on workflow.event_depths (tenant_id, noted_at)');
    this.addSql(`select sec.protect('workflow.event_depths')`);
    this.addSql(grantTables('workflow', 'firms, schedules, schedule_due, recipes_given, event_depths'));
  }

  private firms(): void {
    this.addSql(`create table workflow.firms (tenant_id uuid not null, id uuid not null, owner_user_id uuid not null, time_zone text not null, primary key (tenant_id, id))`);
    this.addSql(`select sec.protect('workflow.firms')`);
    // Thin: which set of recipes a firm has. A firm that has another set than the house gets what it lacks.
    this.addSql(`create table workflow.recipes_given (tenant_id uuid not null, recipe_set text not null, primary key (tenant_id))`);
    for (const statement of pastWalls('workflow.workflows', `insert into workflow.recipes_given (tenant_id, recipe_set) select distinct tenant_id, '' from workflow.workflows where recipe is not null`)) this.addSql(statement);
    this.thin('recipes_given');
  }

  private schedules(): void {
    this.addSql(`create table workflow.schedules (
      tenant_id uuid not null, workflow_id uuid not null, rule text not null, at_time text not null, from_day date not null, zone text not null,
      told_until timestamptz not null, next_at timestamptz,
      primary key (tenant_id, workflow_id), foreign key (tenant_id, workflow_id) references workflow.workflows (tenant_id, id) deferrable initially deferred)`);
    this.addSql(`select sec.protect('workflow.schedules')`);
    this.addSql(`create table workflow.schedule_due (tenant_id uuid not null, id uuid not null, due_at timestamptz not null, primary key (tenant_id, id))`);
    this.addSql(`create index schedule_due_at on workflow.schedule_due (due_at)`);
    this.thin('schedule_due');
    this.addSql(`create function workflow.keep_schedule_due() returns trigger language plpgsql set search_path = '' as $$
      begin
        if tg_op = 'DELETE' then
          delete from workflow.schedule_due where tenant_id = old.tenant_id and id = old.workflow_id;
        elsif new.next_at is null then
          delete from workflow.schedule_due where tenant_id = new.tenant_id and id = new.workflow_id;
        else
          insert into workflow.schedule_due (tenant_id, id, due_at) values (new.tenant_id, new.workflow_id, new.next_at)
          on conflict (tenant_id, id) do update set due_at = excluded.due_at;
        end if;
        return null;
      end $$`);
    this.addSql(`create trigger keep_schedule_due after insert or update or delete on workflow.schedules for each row execute function workflow.keep_schedule_due()`);
  }

  private thin(table: string): void {
    const name = `workflow.${table}`;
    for (const statement of pastWalls(name, `alter table ${name} enable row level security`).slice(1)) this.addSql(statement);
    this.addSql(`create policy scanner on ${name} as permissive for select to workflow_sweeper using (true)`);
    this.addSql(`create policy writer on ${name} as permissive for all to workflow_rw, workflow_consumer using (tenant_id = (select sec.tenant_id())) with check (tenant_id = (select sec.tenant_id()))`);
    this.addSql(`grant select on ${name} to workflow_sweeper`);
  }

  override down(): void {
    for (const table of ['event_depths', 'schedules', 'schedule_due', 'recipes_given', 'firms']) this.addSql(`drop table if exists workflow.${table}`);
    this.addSql('drop function if exists workflow.keep_schedule_due()');
    this.addSql('alter table workflow.run_numbers drop column today, drop column started_today');
    for (const statement of pastWalls('workflow.trigger_receipts', `delete from workflow.trigger_receipts where outcome in ('MISSED', 'OVER_BUDGET')`)) this.addSql(statement);
    this.addSql('alter table workflow.trigger_receipts drop constraint trigger_receipts_outcome_check');
    this.addSql(outcomes(`'STARTED','DUPLICATE','PAUSED','TOO_DEEP','UNREADABLE'`));
  }
}
