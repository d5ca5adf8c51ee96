import { Migration } from '@firmament/kit';

/** When each session is over for good, without saying whose it is: the sweeper scans this across firms and then works firm by firm. */
export class ForgetEndedSessions extends Migration {
  override up(): void {
    this.addSql(`create table identity.session_due (tenant_id uuid not null, id uuid not null, due_at timestamptz not null, primary key (tenant_id, id))`);
    this.addSql(`create index session_due_at on identity.session_due (due_at)`);
    // The owner, too, is held by the wall of the firm; it steps aside for this one statement of its own migration.
    this.addSql(`alter table identity.sessions no force row level security`);
    this.addSql(`insert into identity.session_due (tenant_id, id, due_at) select tenant_id, id, expires_at from identity.sessions`);
    this.addSql(`alter table identity.sessions force row level security`);
    this.addSql(`alter table identity.session_due enable row level security`);
    this.addSql(`alter table identity.session_due force row level security`);
    this.addSql(`create policy scanner on identity.session_due as permissive for all to identity_sweeper using (true) with check (true)`);
    this.addSql(`create policy writer on identity.session_due as permissive for all to identity_rw using (tenant_id = (select sec.tenant_id())) with check (tenant_id = (select sec.tenant_id()))`);
    this.addSql(`grant select on identity.session_due to identity_sweeper`);
    this.addSql(`grant select, insert, delete on identity.session_due to identity_rw`);
  }

  override down(): void {
    this.addSql(`drop table identity.session_due`);
  }
}
