import { Migration, pastWalls } from '@firmament/kit';

/** Runs that are taken back, and waits that several events can end. */
export class UndoRuns extends Migration {
  override up(): void {
    this.addSql(`alter table workflow.runs add column ending text check (ending in ('CANCELLED', 'FAILED')), add column ending_reason text`);
    this.addSql('alter table workflow.waits drop constraint waits_pkey, add primary key (tenant_id, run_id, step_key, event_type)');
  }

  override down(): void {
    for (const statement of pastWalls('workflow.waits', `delete from workflow.waits w using workflow.waits o where (o.tenant_id, o.run_id, o.step_key) = (w.tenant_id, w.run_id, w.step_key)
      and (o.answer is not null, o.event_type) > (w.answer is not null, w.event_type)`)) this.addSql(statement);
    this.addSql('alter table workflow.waits drop constraint waits_pkey, add primary key (tenant_id, run_id, step_key)');
    this.addSql('alter table workflow.runs drop column ending, drop column ending_reason');
  }
}
