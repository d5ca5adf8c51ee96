import { grantTables, Migration } from '@firmament/kit';

const tables = [
  `create table revenue.payments (
    tenant_id uuid not null, id uuid not null, version integer not null, client_id uuid not null, amount_minor bigint not null check (amount_minor > 0), allocated_minor bigint not null check (allocated_minor >= 0), refunded_minor bigint not null check (refunded_minor >= 0), currency text not null check (currency ~ '^[A-Z]{3}$'),
    method text not null check (method in ('BANK_TRANSFER', 'CARD', 'DIRECT_DEBIT', 'CASH', 'CHEQUE', 'OTHER')), state text not null check (state in ('PENDING', 'RECEIVED', 'FAILED')), received_on date not null, reference text, provider_ref text, wanted jsonb, failure text, created_at timestamptz not null,
    primary key (tenant_id, id), constraint payment_once unique (tenant_id, provider_ref), constraint never_more_than_came check (allocated_minor + refunded_minor <= amount_minor),
    constraint only_money_that_came check (state = 'RECEIVED' or (allocated_minor = 0 and refunded_minor = 0)))`,
  'create index payments_by_client on revenue.payments (tenant_id, client_id, created_at)',
  `create table revenue.allocations (
    tenant_id uuid not null, id uuid not null, version integer not null, client_id uuid not null, payment_id uuid not null, invoice_id uuid not null, amount_minor bigint not null, currency text not null, kind text not null check (kind in ('PAID', 'RELEASED', 'REFUNDED', 'FAILED')), created_at timestamptz not null,
    primary key (tenant_id, id), foreign key (tenant_id, payment_id) references revenue.payments (tenant_id, id) deferrable initially deferred, foreign key (tenant_id, invoice_id) references revenue.invoices (tenant_id, id) deferrable initially deferred,
    check ((kind = 'PAID') = (amount_minor > 0) and amount_minor <> 0))`,
  'create index allocations_by_invoice on revenue.allocations (tenant_id, invoice_id)',
  'create index allocations_by_payment on revenue.allocations (tenant_id, payment_id)',
  `create table revenue.refunds (
    tenant_id uuid not null, id uuid not null, version integer not null, client_id uuid not null, payment_id uuid not null, invoice_id uuid, amount_minor bigint not null check (amount_minor > 0), currency text not null, reason text not null, refunded_on date not null, created_at timestamptz not null,
    primary key (tenant_id, id), foreign key (tenant_id, payment_id) references revenue.payments (tenant_id, id) deferrable initially deferred)`,
  'create index refunds_by_payment on revenue.refunds (tenant_id, payment_id)',
];

const own = ['payments', 'allocations', 'refunds'];
const walls = [
  ...own.map((table) => `select sec.protect('revenue.${table}', 'client_id')`),
  ...own.map((table) => `create policy written_inside on revenue.${table} as restrictive for all to public using (true) with check ((select sec.sees_all_clients()))`),
  grantTables('revenue', own.join(', ')),
  ...['allocations', 'refunds'].map((table) => `create trigger keep_record before update or delete on revenue.${table} for each row execute function revenue.keep_record()`),
];

/** What clients paid, what it settled, and what was given back. Records are added and never changed. */
export class Payments extends Migration {
  override up(): void { for (const statement of [...tables, ...walls]) this.addSql(statement); }

  override down(): void { for (const table of ['refunds', 'allocations', 'payments']) this.addSql(`drop table revenue.${table} cascade`); }
}
