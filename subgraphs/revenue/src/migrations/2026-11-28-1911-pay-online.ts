import { grantTables, Migration, pastWalls } from '@firmament/kit';

const before = ['recurring', 'approval', 'issue', 'ledger', 'readback', 'compare'];
const kinds = (names: readonly string[]): string => `alter table revenue.due add constraint due_kind_check check (kind in (${names.map((one) => `'${one}'`).join(', ')}))`;

const tables = [
  `create table revenue.online_payments (tenant_id uuid not null, id uuid not null, version integer not null, client_id uuid not null, invoice_id uuid not null, connection_id uuid not null, try_no integer not null check (try_no > 0), amount_minor bigint not null check (amount_minor > 0), currency text not null check (currency ~ '^[A-Z]{3}$'),
    state text not null check (state in ('STARTING', 'OPEN', 'PENDING', 'REVIEW', 'PAID', 'FAILED', 'ENDED')), end_wanted boolean not null, calls integer not null, external_ref text check (char_length(external_ref) <= 100), checkout_url text check (char_length(checkout_url) <= 2000), method text check (method in ('CARD', 'DIRECT_DEBIT')),
    revision integer not null, problem text check (char_length(problem) <= 300), payment_id uuid, twin_id uuid, started_by text not null, correlation_id text not null, started_at timestamptz not null, finished_at timestamptz,
    primary key (tenant_id, id), constraint online_try_once unique (tenant_id, invoice_id, try_no), foreign key (tenant_id, invoice_id) references revenue.invoices (tenant_id, id) deferrable initially deferred)`,
  // However many windows are open: of one try at a time something may come.
  `create unique index online_one_under_way on revenue.online_payments (tenant_id, invoice_id) where state in ('STARTING', 'OPEN', 'PENDING', 'REVIEW')`,
  'create index online_by_client on revenue.online_payments (tenant_id, client_id)',
  `create table revenue.merchant_cursors (tenant_id uuid not null, connection_id uuid not null, cursor text not null check (char_length(cursor) <= 200), primary key (tenant_id, connection_id))`,
  `create table revenue.payment_callbacks (tenant_id uuid not null, id uuid not null, connection_id uuid not null, natural_key text not null check (char_length(natural_key) between 1 and 200), raw_hash bytea not null check (octet_length(raw_hash) = 32), received_at timestamptz not null default clock_timestamp(),
    primary key (tenant_id, id), constraint payment_callback_once unique (tenant_id, connection_id, natural_key))`,
];

const walls = [
  `select sec.protect('revenue.online_payments', 'client_id')`,
  ...['merchant_cursors', 'payment_callbacks'].map((table) => `select sec.protect('revenue.${table}')`),
  // Clients see how far their own tries have come; what is written of them, the house writes.
  'create policy written_inside on revenue.online_payments as restrictive for all to public using (true) with check ((select sec.sees_all_clients()))',
  'create policy for_the_firm_alone on revenue.merchant_cursors as restrictive for all to public using ((select sec.sees_all_clients())) with check ((select sec.sees_all_clients()))',
  // A service that calls back leaves a line, and sees nothing else.
  `create policy inside on revenue.payment_callbacks as restrictive for all to public using ((select sec.sees_all_clients()) or (select sec.actor_kind()) = 'provider') with check ((select sec.sees_all_clients()) or (select sec.actor_kind()) = 'provider')`,
  grantTables('revenue', 'online_payments, merchant_cursors, payment_callbacks'),
];

/** Clients pay in the portal, at a service that the firm connected. */
export class PayOnline extends Migration {
  override up(): void {
    for (const statement of [...tables, ...walls]) this.addSql(statement);
    this.addSql('alter table revenue.billing_settings add column pays_online boolean not null default false');
    this.addSql('alter table revenue.due drop constraint due_kind_check');
    this.addSql(kinds([...before, 'online', 'charges']));
  }

  override down(): void {
    for (const statement of pastWalls('revenue.due', `delete from revenue.due where kind in ('online', 'charges')`)) this.addSql(statement);
    this.addSql('alter table revenue.due drop constraint due_kind_check');
    this.addSql(kinds(before));
    this.addSql('alter table revenue.billing_settings drop column pays_online');
    for (const table of ['payment_callbacks', 'merchant_cursors', 'online_payments']) this.addSql(`drop table revenue.${table} cascade`);
  }
}
