import { Migration } from '@firmament/kit';

/** Paused work remembers the invoice for whose payment it waits. */
export class WorkWaitsForInvoices extends Migration {
  override up(): void {
    this.addSql('alter table projects.projects add column waits_for_invoice_id uuid');
    this.addSql('create index projects_by_invoice on projects.projects (tenant_id, waits_for_invoice_id) where waits_for_invoice_id is not null');
  }

  override down(): void {
    this.addSql('drop index projects.projects_by_invoice');
    this.addSql('alter table projects.projects drop column waits_for_invoice_id');
  }
}
