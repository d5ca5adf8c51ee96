import { grantTables, Migration, pastWalls } from '@firmament/kit';

const before = ['recurring', 'approval', 'issue', 'ledger', 'readback', 'compare', 'online', 'charges'];
const kinds = (names: readonly string[]): string => `alter table revenue.due add constraint due_kind_check check (kind in (${names.map((one) => `'${one}'`).join(', ')}))`;

const statements = [
  `create table revenue.payment_receipts (tenant_id uuid not null, id uuid not null, version integer not null, client_id uuid not null, kind text not null check (kind in ('RECEIPT', 'REFUND')), payment_id uuid not null, refund_id uuid, number text not null, series text not null, series_no bigint not null,
    amount_minor bigint not null check (amount_minor > 0), currency text not null check (currency ~ '^[A-Z]{3}$'), issued_on date not null, document jsonb not null, created_at timestamptz not null,
    primary key (tenant_id, id), constraint receipt_number unique (tenant_id, series, series_no), constraint receipt_of_refund check ((kind = 'REFUND') = (refund_id is not null)),
    foreign key (tenant_id, payment_id) references revenue.payments (tenant_id, id) deferrable initially deferred, foreign key (tenant_id, refund_id) references revenue.refunds (tenant_id, id) deferrable initially deferred)`,
  `create unique index receipt_once on revenue.payment_receipts (tenant_id, payment_id) where kind = 'RECEIPT'`,
  'create unique index refund_receipt_once on revenue.payment_receipts (tenant_id, refund_id) where refund_id is not null',
  'create index receipts_by_payment on revenue.payment_receipts (tenant_id, payment_id)',
  'create index receipts_by_client on revenue.payment_receipts (tenant_id, client_id, created_at)',
  `select sec.protect('revenue.payment_receipts', 'client_id')`,
  'create policy written_inside on revenue.payment_receipts as restrictive for all to public using (true) with check ((select sec.sees_all_clients()))',
  grantTables('revenue', 'payment_receipts'),
  'create trigger keep_record before update or delete on revenue.payment_receipts for each row execute function revenue.keep_record()',
];

/** Clients get a document for money that came, and one for money that went back. */
export class Receipts extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
    this.addSql('alter table revenue.due drop constraint due_kind_check');
    this.addSql(kinds([...before, 'receipt', 'refund']));
  }

  override down(): void {
    for (const statement of pastWalls('revenue.due', `delete from revenue.due where kind in ('receipt', 'refund')`)) this.addSql(statement);
    this.addSql('alter table revenue.due drop constraint due_kind_check');
    this.addSql(kinds(before));
    this.addSql('drop table revenue.payment_receipts cascade');
  }
}
