import { grantTables, Migration } from '@firmament/kit';

const standings = `'DRAFT', 'AWAITING_APPROVAL', 'REJECTED', 'APPROVED', 'ISSUING', 'ISSUED', 'PARTIALLY_PAID', 'PAID', 'REOPENED', 'VOID'`;
/** What a client may see: what went out. */
const outside = `status in ('ISSUED', 'PARTIALLY_PAID', 'PAID', 'REOPENED', 'VOID')`;

const columns = `alter table revenue.invoices
  add column project_id uuid, add column title text, add column net_minor bigint not null default 0 check (net_minor >= 0), add column tax_minor bigint not null default 0 check (tax_minor >= 0), add column discount_minor bigint not null default 0 check (discount_minor >= 0),
  add column settled_minor bigint not null default 0, add column discount jsonb, add column terms_days integer not null default 30 check (terms_days between 0 and 365), add column note text, add column purchase_order text, add column author_ids jsonb not null default '[]',
  add column content_hash text not null default '', add column approved_hash text, add column number text, add column series text, add column series_no bigint, add column issued_on date, add column due_on date, add column paid_on date, add column problem text, add column reason text,
  add column document jsonb, add column voided_at timestamptz,
  add constraint never_overpaid check (settled_minor between 0 and total_minor)`;

const tables = [
  `create table revenue.invoice_lines (
    tenant_id uuid not null, id uuid not null, version integer not null, client_id uuid not null, invoice_id uuid not null, position integer not null check (position >= 0), title text not null, description text, quantity_milli bigint not null check (quantity_milli > 0),
    unit_minor bigint not null check (unit_minor >= 0 or source ->> 'planItemId' is not null), discount jsonb, tax_name text, tax_basis_points integer not null check (tax_basis_points between 0 and 10000), tax_code text, account_code text, tax_included boolean not null, source jsonb not null, currency text not null,
    discount_minor bigint not null check (discount_minor >= 0), net_minor bigint not null check (net_minor >= 0 or source ->> 'planItemId' is not null), tax_minor bigint not null check (tax_minor >= 0 or source ->> 'planItemId' is not null), gross_minor bigint not null check (gross_minor = net_minor + tax_minor),
    primary key (tenant_id, id), foreign key (tenant_id, invoice_id) references revenue.invoices (tenant_id, id) deferrable initially deferred)`,
  'create index lines_by_invoice on revenue.invoice_lines (tenant_id, invoice_id, position)',
  `create table revenue.billed_sources (
    tenant_id uuid not null, id uuid not null, version integer not null, client_id uuid not null, invoice_id uuid not null, kind text not null check (kind in ('MILESTONE', 'TIME_ENTRY', 'PLAN_BILL')), ref text not null, plan_item_id uuid, amount_minor bigint,
    primary key (tenant_id, id), constraint billed_once unique (tenant_id, kind, ref), foreign key (tenant_id, invoice_id) references revenue.invoices (tenant_id, id) deferrable initially deferred,
    check ((kind = 'PLAN_BILL') = (plan_item_id is not null and amount_minor is not null)))`,
  'create index sources_by_invoice on revenue.billed_sources (tenant_id, invoice_id)',
  'create index sources_by_item on revenue.billed_sources (tenant_id, plan_item_id) where plan_item_id is not null',
  `create table revenue.milestones (
    tenant_id uuid not null, id uuid not null, version integer not null, client_id uuid not null, project_id uuid not null, title text not null, billing text not null check (billing in ('NONE', 'FIXED', 'PERCENT', 'TIME')), amount_minor bigint, currency text, percent integer, completed_at timestamptz,
    primary key (tenant_id, id))`,
  'create index milestones_by_project on revenue.milestones (tenant_id, project_id)',
  'create index plans_by_project on revenue.plans (tenant_id, project_id) where project_id is not null',
  `create table revenue.billing_settings (
    tenant_id uuid not null, id uuid not null, version integer not null, seller_name text not null, seller_address text, seller_tax_number text, payment_words text, currency text not null check (currency ~ '^[A-Z]{3}$'), time_zone text not null,
    terms_days integer not null check (terms_days between 0 and 365), invoice_series text not null, credit_series text not null, batch_cap_minor bigint not null check (batch_cap_minor >= 0), primary key (tenant_id, id), check (id = tenant_id), check (invoice_series <> credit_series))`,
  `create table revenue.due (tenant_id uuid not null, kind text not null check (kind in ('recurring', 'approval', 'issue')), id uuid not null, due_at timestamptz not null, primary key (tenant_id, kind, id))`,
  'create index due_at on revenue.due (kind, due_at)',
];

const walls = [
  'drop policy drafts_stay_inside on revenue.invoices',
  `create policy drafts_stay_inside on revenue.invoices as restrictive for all to public using ((select sec.sees_all_clients()) or ${outside}) with check ((select sec.sees_all_clients()))`,
  ...['invoice_lines', 'billed_sources', 'milestones'].map((table) => `select sec.protect('revenue.${table}', 'client_id')`),
  `create policy with_its_invoice on revenue.invoice_lines as restrictive for all to public
    using ((select sec.sees_all_clients()) or exists (select 1 from revenue.invoices i where i.tenant_id = invoice_lines.tenant_id and i.id = invoice_lines.invoice_id)) with check ((select sec.sees_all_clients()))`,
  ...['billed_sources', 'milestones'].map((table) => `create policy inside on revenue.${table} as restrictive for all to public using ((select sec.sees_all_clients())) with check ((select sec.sees_all_clients()))`),
  `select sec.protect('revenue.billing_settings')`,
  grantTables('revenue', 'invoice_lines, billed_sources, milestones, billing_settings'),
  'alter table revenue.due enable row level security',
  'alter table revenue.due force row level security',
  'create policy scanner on revenue.due as permissive for all to revenue_sweeper using (true) with check (true)',
  'create policy writer on revenue.due as permissive for all to revenue_rw, revenue_consumer using (tenant_id = (select sec.tenant_id())) with check (tenant_id = (select sec.tenant_id()))',
  'grant select, insert, update, delete on revenue.due to revenue_rw, revenue_consumer, revenue_sweeper',
];

/** An item that recurs comes due with its next day, whoever moves that day. Its firm may be hours ahead of the clock; the sweep looks at the firm's own day. */
const whenRecurring = [
  `create function revenue.note_recurring() returns trigger language plpgsql set search_path = '' as $$
begin
  if new.timing = 'RECURRING' and new.next_on is not null then
    insert into revenue.due (tenant_id, kind, id, due_at) values (new.tenant_id, 'recurring', new.id, new.next_on::timestamp at time zone 'UTC' - interval '14 hours')
      on conflict (tenant_id, kind, id) do update set due_at = excluded.due_at;
  else
    delete from revenue.due where tenant_id = new.tenant_id and kind = 'recurring' and id = new.id;
  end if;
  return null;
end $$`,
  'create trigger note_recurring after insert or update of next_on, timing on revenue.plan_items for each row execute function revenue.note_recurring()',
];

const added = ['project_id', 'title', 'net_minor', 'tax_minor', 'discount_minor', 'settled_minor', 'discount', 'terms_days', 'note', 'purchase_order', 'author_ids', 'content_hash', 'approved_hash', 'number', 'series', 'series_no', 'issued_on', 'due_on', 'paid_on', 'problem', 'reason', 'document', 'voided_at'];

/** Invoices have lines that say what they bill, and go through places; what recurs and what milestones earn is drafted. */
export class InvoicesWithLines extends Migration {
  override up(): void {
    this.addSql('alter table revenue.invoices drop constraint invoices_status_check');
    this.addSql(`alter table revenue.invoices add constraint invoices_status_check check (status in (${standings}))`);
    for (const statement of [columns, ...tables, ...walls, ...whenRecurring]) this.addSql(statement);
  }

  override down(): void {
    this.addSql('drop trigger note_recurring on revenue.plan_items');
    this.addSql('drop function revenue.note_recurring()');
    this.addSql('drop index revenue.plans_by_project');
    for (const table of ['due', 'billing_settings', 'milestones', 'billed_sources', 'invoice_lines']) this.addSql(`drop table revenue.${table} cascade`);
    this.addSql('drop policy drafts_stay_inside on revenue.invoices');
    this.addSql(`create policy drafts_stay_inside on revenue.invoices as restrictive for all to public using ((select sec.sees_all_clients()) or status <> 'DRAFT') with check ((select sec.sees_all_clients()))`);
    this.addSql(`alter table revenue.invoices drop constraint never_overpaid, drop constraint invoices_status_check, ${added.map((name) => `drop column ${name}`).join(', ')}`);
    // Forced row security keeps the owner from changing rows of every firm at once; the rule holds for new rows.
    this.addSql(`alter table revenue.invoices add constraint invoices_status_check check (status in ('DRAFT')) not valid`);
  }
}
