import { Migration } from '@firmament/kit';

const indexes = [
  // The list without a filter, the newest on top: without it, every page sorts all that the firm ever billed.
  'create index invoices_newest on revenue.invoices (tenant_id, created_at desc, id desc)',
  'create index payments_newest on revenue.payments (tenant_id, created_at desc, id desc)',
  // A client's statement reads all four kinds of what moved.
  'create index credits_by_client on revenue.credit_notes (tenant_id, client_id, issued_on)',
  'create index refunds_by_client on revenue.refunds (tenant_id, client_id, refunded_on)',
];

/** Lists and statements find their rows without looking through those of others. */
export class ListsOfMoney extends Migration {
  override up(): void { for (const statement of indexes) this.addSql(statement); }

  override down(): void { for (const name of ['refunds_by_client', 'credits_by_client', 'payments_newest', 'invoices_newest']) this.addSql(`drop index revenue.${name}`); }
}
