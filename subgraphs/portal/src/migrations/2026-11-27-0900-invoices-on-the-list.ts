import { Migration } from '@firmament/kit';

/** Invoices that are out wait on the client's list. */
export class InvoicesOnTheList extends Migration {
  override up(): void {
    this.addSql('alter table portal.actions drop constraint actions_kind_check');
    this.addSql(`alter table portal.actions add constraint actions_kind_check check (kind in ('OPEN_PORTAL', 'TASK', 'FILE_REQUEST', 'PROPOSAL', 'SIGNATURE', 'INVOICE'))`);
  }

  override down(): void {
    // Forced row security keeps the owner from deleting rows of every firm at once; the rule holds for new rows.
    this.addSql(`alter table portal.actions drop constraint actions_kind_check`);
    this.addSql(`alter table portal.actions add constraint actions_kind_check check (kind in ('OPEN_PORTAL', 'TASK', 'FILE_REQUEST', 'PROPOSAL', 'SIGNATURE')) not valid`);
  }
}
