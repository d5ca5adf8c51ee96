import { grantTables, Migration } from '@firmament/kit';

const numbered = `('ISSUING', 'ISSUED', 'PARTIALLY_PAID', 'PAID', 'REOPENED', 'VOID')`;
/** Where an invoice may go from where it stands, as the rules have it; a test holds the two together. */
const mayStep = `'DRAFT>AWAITING_APPROVAL', 'DRAFT>APPROVED', 'AWAITING_APPROVAL>DRAFT', 'AWAITING_APPROVAL>REJECTED', 'AWAITING_APPROVAL>APPROVED', 'REJECTED>DRAFT', 'APPROVED>DRAFT', 'APPROVED>ISSUING', 'ISSUING>ISSUED', 'ISSUING>VOID', 'ISSUED>PARTIALLY_PAID', 'ISSUED>PAID', 'ISSUED>VOID', 'PARTIALLY_PAID>PAID', 'PARTIALLY_PAID>REOPENED', 'PAID>PARTIALLY_PAID', 'PAID>REOPENED', 'REOPENED>PARTIALLY_PAID', 'REOPENED>PAID', 'REOPENED>VOID'`;

const tables = [
  `create table revenue.number_series (tenant_id uuid not null, series text not null, last_no bigint not null check (last_no > 0), primary key (tenant_id, series))`,
  `create table revenue.payers (tenant_id uuid not null, id uuid not null, version integer not null, client_id uuid not null, display_name text, primary key (tenant_id, id))`,
  'create index payers_by_client on revenue.payers (tenant_id, client_id)',
  `create table revenue.credit_notes (
    tenant_id uuid not null, id uuid not null, version integer not null, client_id uuid not null, invoice_id uuid not null, number text not null, series text not null, series_no bigint not null, amount_minor bigint not null check (amount_minor > 0),
    tax_minor bigint not null check (tax_minor between 0 and amount_minor), currency text not null, reason text not null, issued_on date not null, document jsonb not null, created_at timestamptz not null,
    primary key (tenant_id, id), constraint credit_number unique (tenant_id, series, series_no), foreign key (tenant_id, invoice_id) references revenue.invoices (tenant_id, id) deferrable initially deferred)`,
  'create index credits_by_invoice on revenue.credit_notes (tenant_id, invoice_id)',
  `alter table revenue.invoices add constraint invoice_number unique (tenant_id, series, series_no),
    add constraint numbered_when_out check ((status in ${numbered}) = (number is not null)),
    add constraint number_is_whole check ((number is null) = (series is null) and (number is null) = (series_no is null) and (number is null) = (issued_on is null) and (number is null) = (due_on is null)),
    add constraint out_with_paper check (status not in ('ISSUED', 'PARTIALLY_PAID', 'PAID', 'REOPENED') or document is not null)`,
  'create index invoices_owed on revenue.invoices (tenant_id, client_id, due_on) where status in (\'ISSUED\', \'PARTIALLY_PAID\', \'REOPENED\')',
];

const walls = [
  `select sec.protect('revenue.number_series')`,
  ...['payers', 'credit_notes'].map((table) => `select sec.protect('revenue.${table}', 'client_id')`),
  ...['number_series', 'payers'].map((table) => `create policy inside on revenue.${table} as restrictive for all to public using ((select sec.sees_all_clients())) with check ((select sec.sees_all_clients()))`),
  `create policy written_inside on revenue.credit_notes as restrictive for all to public using (true) with check ((select sec.sees_all_clients()))`,
  grantTables('revenue', 'number_series, payers, credit_notes'),
];

const guards = [
  // Numbers are counted up one by one, and never back.
  `create function revenue.count_up() returns trigger language plpgsql set search_path = '' as $$
begin
  if tg_op = 'DELETE' or (tg_op = 'INSERT' and new.last_no <> 1) or (tg_op = 'UPDATE' and (new.last_no <> old.last_no + 1 or new.series <> old.series)) then
    raise exception 'a series counts up one by one' using errcode = '23514', constraint = 'series_counts_up';
  end if;
  return new;
end $$`,
  'create trigger count_up before insert or update or delete on revenue.number_series for each row execute function revenue.count_up()',
  `create function revenue.keep_invoice() returns trigger language plpgsql set search_path = '' as $$
declare free text[] := '{version,client_id,status,settled_minor,paid_on,problem,reason,document,voided_at}';
begin
  if tg_op = 'DELETE' then
    if old.number is not null then raise exception 'a numbered invoice is never deleted' using errcode = '23514', constraint = 'invoice_issued'; end if;
    return old;
  end if;
  if new.status <> old.status and (old.status || '>' || new.status) <> all (array[${mayStep}]) then
    raise exception 'an invoice cannot go from % to %', old.status, new.status using errcode = '23514', constraint = 'invoice_step';
  end if;
  if old.number is not null and ((to_jsonb(new) - free) <> (to_jsonb(old) - free) or (old.document is not null and new.document is distinct from old.document)) then
    raise exception 'a numbered invoice never changes' using errcode = '23514', constraint = 'invoice_issued';
  end if;
  return new;
end $$`,
  'create trigger keep_invoice before update or delete on revenue.invoices for each row execute function revenue.keep_invoice()',
  `create function revenue.keep_lines() returns trigger language plpgsql set search_path = '' as $$
declare mine record := coalesce(new, old);
begin
  if tg_op = 'UPDATE' and (to_jsonb(new) - '{version,client_id}'::text[]) = (to_jsonb(old) - '{version,client_id}'::text[]) then return new; end if;
  if exists (select 1 from revenue.invoices i where i.tenant_id = mine.tenant_id and i.id = mine.invoice_id and i.number is not null) then
    raise exception 'the lines of a numbered invoice never change' using errcode = '23514', constraint = 'invoice_issued';
  end if;
  return mine;
end $$`,
  'create trigger keep_lines before insert or update or delete on revenue.invoice_lines for each row execute function revenue.keep_lines()',
  `create function revenue.keep_record() returns trigger language plpgsql set search_path = '' as $$
begin
  if tg_op = 'DELETE' or (to_jsonb(new) - '{version,client_id}'::text[]) <> (to_jsonb(old) - '{version,client_id}'::text[]) then
    raise exception 'a record of money is never changed' using errcode = '23514', constraint = 'money_record';
  end if;
  return new;
end $$`,
  'create trigger keep_record before update or delete on revenue.credit_notes for each row execute function revenue.keep_record()',
];

/** Invoices go out under gapless numbers and never change after; a credit note corrects them. */
export class IssueAndCredit extends Migration {
  override up(): void { for (const statement of [...tables, ...walls, ...guards]) this.addSql(statement); }

  override down(): void {
    for (const [trigger, table] of [['keep_lines', 'invoice_lines'], ['keep_invoice', 'invoices']]) this.addSql(`drop trigger ${trigger} on revenue.${table}`);
    for (const table of ['credit_notes', 'payers', 'number_series']) this.addSql(`drop table revenue.${table} cascade`);
    for (const name of ['keep_record', 'keep_lines', 'keep_invoice', 'count_up']) this.addSql(`drop function revenue.${name}()`);
    this.addSql('drop index revenue.invoices_owed');
    this.addSql('alter table revenue.invoices drop constraint out_with_paper, drop constraint number_is_whole, drop constraint numbered_when_out, drop constraint invoice_number');
  }
}
