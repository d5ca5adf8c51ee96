import { grantTables, Migration } from '@firmament/kit';

const states = `('QUEUED','RUNNING','WAITING','COMPENSATING','STUCK','COMPLETED','FAILED','CANCELLED')`;

/** The journal: runs, attempts, waits, and how each trigger was received. */
export class CreateRuns extends Migration {
  override up(): void {
    this.runs();
    this.attempts();
    this.waits();
    this.due();
    this.addSql(grantTables('workflow', 'runs, run_numbers, run_steps, waits, trigger_receipts, run_due'));
  }

  private runs(): void {
    this.addSql(`create table workflow.run_numbers (tenant_id uuid not null, last_number int not null, primary key (tenant_id))`);
    this.addSql(`select sec.protect('workflow.run_numbers')`);
    this.addSql(`create table workflow.runs (
      tenant_id uuid not null, id uuid not null, version int not null default 1, number int not null,
      workflow_id uuid not null, workflow_name text not null, version_id uuid not null, version_no int not null,
      business_key text not null check (char_length(business_key) between 1 and 400),
      state text not null check (state in ${states}),
      owner_user_id uuid not null, client_id uuid, subject text, reason text,
      trigger_event jsonb not null, trigger_event_id uuid not null, trigger_event_type text not null, correlation_id text not null, seed_time timestamptz,
      depth int not null default 0 check (depth between 0 and 10), round int not null default 1,
      step_count int not null, steps_done int not null default 0,
      alarm jsonb, cause_key text,
      lease_owner text, lease_until timestamptz, fence bigint not null default 0, wake_at timestamptz,
      created_at timestamptz not null, started_at timestamptz, finished_at timestamptz, recorded_at timestamptz not null default clock_timestamp(),
      check ((finished_at is not null) = (state in ('COMPLETED','FAILED','CANCELLED'))),
      primary key (tenant_id, id), constraint run_once unique (tenant_id, workflow_id, business_key), unique (tenant_id, number),
      foreign key (tenant_id, workflow_id) references workflow.workflows (tenant_id, id),
      foreign key (tenant_id, version_id) references workflow.workflow_versions (tenant_id, id))`);
    this.addSql(`create index runs_by_state on workflow.runs (tenant_id, state, created_at desc, id)`);
    this.addSql(`create index runs_by_client on workflow.runs (tenant_id, client_id, created_at desc) where client_id is not null`);
    this.addSql(`select sec.protect('workflow.runs', 'client_id')`);
  }

  private attempts(): void {
    this.addSql(`create table workflow.run_steps (
      tenant_id uuid not null, id uuid not null, run_id uuid not null, step_key text not null, attempt int not null check (attempt >= 1), round int not null,
      state text not null check (state in ('STARTED','RETRY','WAITING','DONE','SKIPPED','STUCK','INTERRUPTED')),
      input jsonb, output jsonb, error jsonb, words text, fence bigint not null, wake_at timestamptz,
      started_at timestamptz not null, finished_at timestamptz,
      primary key (tenant_id, id), constraint attempt_once unique (tenant_id, run_id, step_key, attempt),
      foreign key (tenant_id, run_id) references workflow.runs (tenant_id, id))`);
    this.addSql(`create unique index one_success on workflow.run_steps (tenant_id, run_id, step_key) where state in ('DONE','SKIPPED')`);
    this.addSql(`create unique index one_open on workflow.run_steps (tenant_id, run_id, step_key) where state in ('STARTED','WAITING')`);
    this.addSql(`select sec.protect('workflow.run_steps')`);
    this.addSql(`create table workflow.trigger_receipts (
      tenant_id uuid not null, id uuid not null, workflow_id uuid not null, event_id uuid not null, event_type text not null,
      outcome text not null check (outcome in ('STARTED','DUPLICATE','PAUSED','TOO_DEEP','UNREADABLE')),
      reason text, business_key text, run_id uuid, event jsonb, received_at timestamptz not null,
      primary key (tenant_id, id), constraint receipt_once unique (tenant_id, workflow_id, event_id))`);
    this.addSql(`create index receipts_by_run on workflow.trigger_receipts (tenant_id, run_id)`);
    this.addSql(`select sec.protect('workflow.trigger_receipts')`);
  }

  private waits(): void {
    this.addSql(`create table workflow.waits (
      tenant_id uuid not null, run_id uuid not null, step_key text not null, event_type text not null, match_key text not null, event_key text,
      deadline timestamptz, created_at timestamptz not null default clock_timestamp(), answered_at timestamptz, answer jsonb,
      primary key (tenant_id, run_id, step_key),
      foreign key (tenant_id, run_id) references workflow.runs (tenant_id, id))`);
    this.addSql(`create index waits_open on workflow.waits (tenant_id, event_type, match_key) where answered_at is null`);
    this.addSql(`select sec.protect('workflow.waits')`);
  }

  /** What is due, for all firms and without any payload: the one table that the engine scans across tenants. */
  private due(): void {
    this.addSql(`create table workflow.run_due (tenant_id uuid not null, id uuid not null, due_at timestamptz not null, primary key (tenant_id, id))`);
    this.addSql(`create index run_due_at on workflow.run_due (due_at)`);
    this.addSql(`alter table workflow.run_due enable row level security`);
    this.addSql(`alter table workflow.run_due force row level security`);
    this.addSql(`create policy scanner on workflow.run_due as permissive for select to workflow_sweeper using (true)`);
    this.addSql(`create policy writer on workflow.run_due as permissive for all to workflow_rw, workflow_consumer using (tenant_id = (select sec.tenant_id())) with check (tenant_id = (select sec.tenant_id()))`);
    this.addSql(`grant select on workflow.run_due to workflow_sweeper`);
    // Kept by the database itself: a run that is not over and has a time to be woken is due then, or when its holder's lease runs out.
    this.addSql(`create function workflow.keep_run_due() returns trigger language plpgsql set search_path = '' as $$
      begin
        if new.state in ('COMPLETED','FAILED','CANCELLED') or new.wake_at is null then
          delete from workflow.run_due where tenant_id = new.tenant_id and id = new.id;
        else
          insert into workflow.run_due (tenant_id, id, due_at) values (new.tenant_id, new.id, greatest(new.wake_at, new.lease_until))
          on conflict (tenant_id, id) do update set due_at = excluded.due_at;
        end if;
        return null;
      end $$`);
    this.addSql(`create trigger keep_run_due after insert or update of state, wake_at, lease_until on workflow.runs for each row execute function workflow.keep_run_due()`);
  }

  override down(): void {
    this.addSql('drop table if exists workflow.run_due');
    for (const table of ['waits', 'trigger_receipts', 'run_steps', 'runs', 'run_numbers']) this.addSql(`drop table if exists workflow.${table}`);
    this.addSql('drop function if exists workflow.keep_run_due()');
  }
}
