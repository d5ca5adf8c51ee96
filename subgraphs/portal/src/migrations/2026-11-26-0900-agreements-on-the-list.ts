import { Migration } from '@firmament/kit';

/** Proposals and signatures wait on the client's list; a signature waits for one person and ends with its packet. */
export class AgreementsOnTheList extends Migration {
  override up(): void {
    this.addSql('alter table portal.actions add column contact_id uuid, add column bundle_ref text');
    this.addSql('create index actions_by_bundle on portal.actions (tenant_id, bundle_ref) where bundle_ref is not null');
    this.addSql('alter table portal.actions drop constraint actions_kind_check');
    this.addSql(`alter table portal.actions add constraint actions_kind_check check (kind in ('OPEN_PORTAL', 'TASK', 'FILE_REQUEST', 'PROPOSAL', 'SIGNATURE'))`);
  }

  override down(): void {
    // Forced row security keeps the owner from deleting rows of every firm at once; the rule holds for new rows.
    this.addSql(`alter table portal.actions drop constraint actions_kind_check`);
    this.addSql(`alter table portal.actions add constraint actions_kind_check check (kind in ('OPEN_PORTAL', 'TASK', 'FILE_REQUEST')) not valid`);
    this.addSql('alter table portal.actions drop column contact_id, drop column bundle_ref');
  }
}
