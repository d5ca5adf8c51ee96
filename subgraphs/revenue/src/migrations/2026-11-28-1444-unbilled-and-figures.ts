import { grantTables, Migration } from '@firmament/kit';

/** The uuid behind an id, so that rows are found that are named by what the world sees; nothing for what is no id. */
const uuidIn = `create function revenue.uuid_in(ref text) returns uuid language sql immutable strict parallel safe set search_path = '' as $$
  select case when ref ~ '^[a-z]+_[0-7][0-9a-hjkmnp-tv-z]{25}$' then (
    select string_agg(to_hex((substr(bits, 3 + 4 * (n - 1), 4))::bit(4)::integer), '' order by n)::uuid
    from (select string_agg((strpos('0123456789abcdefghjkmnpqrstvwxyz', substr(right(ref, 26), i, 1)) - 1)::bit(5)::text, '' order by i) as bits from generate_series(1, 26) as i) as all_bits, generate_series(1, 32) as n
  ) end $$`;

const tables = [
  `create table revenue.noted_time (
    tenant_id uuid not null, id uuid not null, version integer not null, client_id uuid not null, project_id uuid, task_id uuid, user_id uuid not null, worked_on date not null, minutes integer not null check (minutes > 0), rate_minor bigint check (rate_minor >= 0),
    currency text check (currency ~ '^[A-Z]{3}$'), locked_on text, primary key (tenant_id, id), check ((rate_minor is null) = (currency is null)))`,
  'create index noted_time_open on revenue.noted_time (tenant_id, client_id, worked_on) where locked_on is null',
  'alter table revenue.plans add column paused_on date, add column pause_reason text check (char_length(pause_reason) between 1 and 500), add constraint a_pause_has_a_reason check ((paused_on is null) = (pause_reason is null))',
  // What is billed is found by the row that it bills, not by reading all that was ever billed.
  'alter table revenue.billed_sources add column source_id uuid generated always as (revenue.uuid_in(ref)) stored',
  'create index sources_by_row on revenue.billed_sources (tenant_id, kind, source_id) where source_id is not null',
];

const walls = [
  `select sec.protect('revenue.noted_time', 'client_id')`,
  `create policy inside on revenue.noted_time as restrictive for all to public using ((select sec.sees_all_clients())) with check ((select sec.sees_all_clients()))`,
  grantTables('revenue', 'noted_time'),
];

const indexes: Readonly<Record<string, string>> = {
  invoices_in_play: `revenue.invoices (tenant_id, status, currency) include (total_minor, settled_minor, due_on) where status not in ('PAID', 'VOID')`,
  invoices_by_issue: `revenue.invoices (tenant_id, issued_on) include (currency, total_minor, status) where issued_on is not null`,
  payments_by_day: `revenue.payments (tenant_id, received_on) include (currency, amount_minor) where state = 'RECEIVED'`,
  refunds_by_day: 'revenue.refunds (tenant_id, refunded_on) include (currency, amount_minor)',
  ledger_items_undone: `revenue.ledger_items (tenant_id, state) where state <> 'DONE'`,
  milestones_reached: `revenue.milestones (tenant_id, client_id) where completed_at is not null`,
  rebills_waiting: 'revenue.rebills (tenant_id, client_id) where waived_at is null',
  items_next: 'revenue.plan_items (tenant_id, next_on) where next_on is not null',
};

/** Noted time is known, plans can pause, what waits to be billed is found by its rows, and the figures of money have their indexes. */
export class UnbilledAndFigures extends Migration {
  override up(): void {
    for (const statement of [uuidIn, ...tables, ...walls]) this.addSql(statement);
    for (const [name, what] of Object.entries(indexes)) this.addSql(`create index ${name} on ${what}`);
  }

  override down(): void {
    for (const name of Object.keys(indexes).reverse()) this.addSql(`drop index revenue.${name}`);
    this.addSql('drop index revenue.sources_by_row');
    this.addSql('alter table revenue.billed_sources drop column source_id');
    this.addSql('alter table revenue.plans drop constraint a_pause_has_a_reason, drop column pause_reason, drop column paused_on');
    this.addSql('drop table revenue.noted_time cascade');
    this.addSql('drop function revenue.uuid_in(text)');
  }
}
