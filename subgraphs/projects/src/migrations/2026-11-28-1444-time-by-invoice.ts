import { Migration } from '@firmament/kit';

/** What stands on an invoice is found when the invoice lets go of it. */
export class TimeByInvoice extends Migration {
  override up(): void { this.addSql('create index time_entries_by_invoice on projects.time_entries (tenant_id, invoice_id) where invoice_id is not null'); }

  override down(): void { this.addSql('drop index projects.time_entries_by_invoice'); }
}
