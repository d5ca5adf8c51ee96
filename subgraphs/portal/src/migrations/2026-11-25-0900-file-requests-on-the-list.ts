import { Migration } from '@firmament/kit';

/** File requests wait on the client's list, and tell how they stand after they left it. */
export class FileRequestsOnTheList extends Migration {
  override up(): void {
    this.addSql(`alter table portal.actions add column standing text not null default 'WAITING' check (standing in ('WAITING', 'IN_PROGRESS', 'IN_REVIEW', 'DONE'))`);
    this.addSql(`alter table portal.actions drop constraint if exists actions_kind_check`);
    this.addSql(`alter table portal.actions add constraint actions_kind_check check (kind in ('OPEN_PORTAL', 'TASK', 'FILE_REQUEST'))`);
  }

  override down(): void {
    // Forced row security keeps the owner from deleting rows of every firm at once; the rule holds for new rows.
    this.addSql(`alter table portal.actions drop constraint actions_kind_check`);
    this.addSql(`alter table portal.actions add constraint actions_kind_check check (kind in ('OPEN_PORTAL', 'TASK')) not valid`);
    this.addSql('alter table portal.actions drop column standing');
  }
}
