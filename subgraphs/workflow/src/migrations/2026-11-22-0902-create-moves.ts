import { grantTables, Migration } from '@firmament/kit';

/** Whose move it is: what waits for the firm's people, and decisions that a workflow asked for. */
export class CreateMoves extends Migration {
  override up(): void {
    this.addSql(`create table workflow.moves (
      tenant_id uuid not null, id uuid not null, version int not null default 1,
      kind text not null, source_ref text not null, subject text not null, act text not null,
      due_at timestamptz, due_on date, sort_at timestamptz not null, user_ids uuid[] not null default '{}', client_id uuid, href text not null,
      state text not null default 'OPEN' check (state in ('OPEN','DONE')), opened_at timestamptz not null, closed_at timestamptz,
      primary key (tenant_id, id), constraint move_once unique (tenant_id, source_ref))`);
    this.addSql(`create index moves_open on workflow.moves (tenant_id, state, sort_at, id)`);
    this.addSql(`create index moves_by_client on workflow.moves (tenant_id, client_id) where client_id is not null`);
    this.addSql(`select sec.protect('workflow.moves', 'client_id')`);
    this.addSql(`create table workflow.approval_tasks (
      tenant_id uuid not null, id uuid not null, version int not null default 1, run_id uuid not null, step_key text not null,
      title text not null, approver_user_id uuid, client_id uuid, deadline timestamptz,
      state text not null check (state in ('OPEN','APPROVED','REJECTED','EXPIRED')), note text, decided_by text, decided_at timestamptz, asked_at timestamptz not null,
      primary key (tenant_id, id), constraint approval_once unique (tenant_id, run_id, step_key),
      foreign key (tenant_id, run_id) references workflow.runs (tenant_id, id))`);
    this.addSql(`select sec.protect('workflow.approval_tasks', 'client_id')`);
    this.addSql(grantTables('workflow', 'moves, approval_tasks'));
  }

  override down(): void {
    for (const table of ['approval_tasks', 'moves']) this.addSql(`drop table if exists workflow.${table}`);
  }
}
