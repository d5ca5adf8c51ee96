import { grantTables, Migration } from '@firmament/kit';

const standings = `('RECEIVED', 'DUPLICATE_SUSPECTED', 'DUPLICATE', 'NEEDS_CODING', 'HELD', 'ROUTED', 'REJECTED', 'APPROVED', 'PUSHED', 'PAID', 'PAYMENT_REVERSED', 'BYPASSED')`;
/** Places in which a bill counts as one that the firm has, and so no other may have its number. */
const counting = `('RECEIVED', 'HELD', 'ROUTED', 'APPROVED', 'PUSHED', 'PAID', 'PAYMENT_REVERSED', 'BYPASSED')`;
/** Where a bill may go from where it stands, as the rules have it; a test holds the two together. */
const mayStep = `'RECEIVED>NEEDS_CODING', 'RECEIVED>DUPLICATE_SUSPECTED', 'RECEIVED>DUPLICATE', 'RECEIVED>HELD', 'RECEIVED>ROUTED', 'RECEIVED>APPROVED', 'RECEIVED>BYPASSED', 'NEEDS_CODING>RECEIVED', 'NEEDS_CODING>DUPLICATE_SUSPECTED', 'NEEDS_CODING>DUPLICATE', 'NEEDS_CODING>HELD', 'NEEDS_CODING>BYPASSED', 'DUPLICATE_SUSPECTED>RECEIVED', 'DUPLICATE_SUSPECTED>NEEDS_CODING', 'DUPLICATE_SUSPECTED>DUPLICATE', 'DUPLICATE_SUSPECTED>HELD', 'DUPLICATE_SUSPECTED>BYPASSED', 'DUPLICATE>RECEIVED', 'DUPLICATE>NEEDS_CODING', 'HELD>RECEIVED', 'HELD>NEEDS_CODING', 'HELD>DUPLICATE_SUSPECTED', 'HELD>DUPLICATE', 'HELD>BYPASSED', 'ROUTED>APPROVED', 'ROUTED>REJECTED', 'ROUTED>RECEIVED', 'ROUTED>NEEDS_CODING', 'ROUTED>DUPLICATE_SUSPECTED', 'ROUTED>DUPLICATE', 'ROUTED>HELD', 'ROUTED>BYPASSED', 'REJECTED>RECEIVED', 'REJECTED>NEEDS_CODING', 'REJECTED>BYPASSED', 'APPROVED>PUSHED', 'APPROVED>PAID', 'APPROVED>RECEIVED', 'APPROVED>NEEDS_CODING', 'APPROVED>DUPLICATE_SUSPECTED', 'APPROVED>DUPLICATE', 'APPROVED>HELD', 'PUSHED>PAID', 'PAID>PAYMENT_REVERSED', 'PAYMENT_REVERSED>PAID', 'BYPASSED>PAID'`;

const tables = [
  `create table revenue.vendors (
    tenant_id uuid not null, id uuid not null, version integer not null, name text not null check (char_length(name) between 1 and 200), name_key text not null, tax_number text, tax_key text, email text, status text not null check (status in ('CANDIDATE', 'KNOWN', 'INACTIVE')), account_code text, tax_code text,
    bank_mask text check (char_length(bank_mask) <= 12), bank_print text, created_at timestamptz not null, primary key (tenant_id, id), constraint vendor_tax_number unique (tenant_id, tax_key), check ((tax_number is null) = (tax_key is null)))`,
  'create index vendors_by_name on revenue.vendors (tenant_id, name_key)',
  `create table revenue.bill_settings (
    tenant_id uuid not null, id uuid not null, version integer not null, rebill text not null check (rebill in ('ALWAYS', 'WHEN_MARKED', 'NEVER')), rebill_markup integer not null check (rebill_markup between 0 and 10000), bank_salt text not null, primary key (tenant_id, id), check (id = tenant_id))`,
  `create table revenue.bills (
    tenant_id uuid not null, id uuid not null, version integer not null, client_id uuid, vendor_id uuid, vendor_name text, number text, number_key text, billed_on date, due_on date, currency text check (currency ~ '^[A-Z]{3}$'), credit boolean not null,
    net_minor bigint, tax_minor bigint, total_minor bigint check (total_minor >= 0), note text, status text not null check (status in ${standings}), channel text not null check (channel in ('UPLOAD', 'MAIL', 'PORTAL', 'LEDGER')), submitted_by text, submitted_by_name text, author_ids jsonb not null, content_hash text,
    approved_hash text, bank_mask text check (char_length(bank_mask) <= 12), bank_print text, held_reason text, released_how text, released_by text, released_print text, duplicate_of uuid, duplicate_check jsonb, reason text, file jsonb, file_sha256 text, paid_on date, created_at timestamptz not null,
    primary key (tenant_id, id), foreign key (tenant_id, vendor_id) references revenue.vendors (tenant_id, id) deferrable initially deferred, foreign key (tenant_id, duplicate_of) references revenue.bills (tenant_id, id) deferrable initially deferred,
    check ((file is null) = (file_sha256 is null)), check ((status = 'DUPLICATE') = (duplicate_of is not null)), constraint read_before_asked check (status not in ('RECEIVED', 'HELD', 'ROUTED', 'APPROVED', 'PUSHED') or (content_hash is not null and vendor_id is not null and total_minor is not null)),
    constraint approved_bill check (status not in ('APPROVED', 'PUSHED') or approved_hash = content_hash))`,
  `create unique index bill_once on revenue.bills (tenant_id, vendor_id, number_key, credit) where status in ${counting}`,
  'create index bills_newest on revenue.bills (tenant_id, created_at desc, id)',
  `create index bills_to_do on revenue.bills (tenant_id, status) where status not in ('DUPLICATE', 'REJECTED', 'PAID')`,
  'create index bills_by_file on revenue.bills (tenant_id, file_sha256) where file_sha256 is not null',
  'create index bills_by_vendor on revenue.bills (tenant_id, vendor_id, billed_on)',
  'create index bills_by_client on revenue.bills (tenant_id, client_id) where client_id is not null',
  'create index bills_by_first on revenue.bills (tenant_id, duplicate_of) where duplicate_of is not null',
  `create table revenue.bill_lines (
    tenant_id uuid not null, id uuid not null, version integer not null, client_id uuid, bill_id uuid not null, position integer not null check (position >= 0), title text not null, description text, quantity_milli bigint not null check (quantity_milli > 0), unit_minor bigint not null, tax_name text,
    tax_basis_points integer not null check (tax_basis_points between 0 and 10000), tax_code text, tax_included boolean not null, account_code text, project_id uuid, rebill boolean, currency text not null, net_minor bigint not null, tax_minor bigint not null, gross_minor bigint not null check (gross_minor = net_minor + tax_minor),
    primary key (tenant_id, id), foreign key (tenant_id, bill_id) references revenue.bills (tenant_id, id) deferrable initially deferred)`,
  'create index bill_lines_by_bill on revenue.bill_lines (tenant_id, bill_id, position)',
  'create index bill_lines_by_client on revenue.bill_lines (tenant_id, client_id) where client_id is not null',
  `create table revenue.bill_uploads (
    tenant_id uuid not null, id uuid not null, version integer not null, client_id uuid, name text not null, type text not null, size bigint not null check (size > 0), sha256 text not null, key text not null, by_id text not null, bill_id uuid, created_at timestamptz not null, expires_at timestamptz not null, primary key (tenant_id, id))`,
  'create index bill_uploads_stale on revenue.bill_uploads (tenant_id, expires_at)',
  `create table revenue.rebills (
    tenant_id uuid not null, id uuid not null, version integer not null, client_id uuid not null, bill_id uuid not null, bill_line_id uuid not null, project_id uuid, title text not null, amount_minor bigint not null, currency text not null, waived text, waived_at timestamptz, created_at timestamptz not null,
    primary key (tenant_id, id), constraint rebilled_once unique (tenant_id, bill_line_id), foreign key (tenant_id, bill_id) references revenue.bills (tenant_id, id) deferrable initially deferred)`,
  'create index rebills_by_client on revenue.rebills (tenant_id, client_id, created_at)',
  'create index rebills_by_bill on revenue.rebills (tenant_id, bill_id)',
  `alter table revenue.billed_sources drop constraint billed_sources_kind_check, add constraint billed_sources_kind_check check (kind in ('MILESTONE', 'TIME_ENTRY', 'PLAN_BILL', 'REBILL'))`,
  // What a vendor gave back for a client is given back to the client.
  ...['unit_minor', 'net_minor', 'tax_minor'].map((column) => `alter table revenue.invoice_lines drop constraint ${column === 'unit_minor' ? 'invoice_lines_check' : `invoice_lines_check${column === 'net_minor' ? '1' : '2'}`}, add constraint ${column}_below_nothing check (${column} >= 0 or source ->> 'planItemId' is not null or source ->> 'rebillId' is not null)`),
  // Both columns are new and empty; to look through the rows of all firms at once is not the owner's right.
  'alter table revenue.approvals add constraint approval_of_bill foreign key (tenant_id, bill_id) references revenue.bills (tenant_id, id) on delete cascade deferrable initially deferred not valid',
  'alter table revenue.approval_rules add constraint rule_of_vendor foreign key (tenant_id, for_vendor_id) references revenue.vendors (tenant_id, id) deferrable initially deferred not valid',
];

const own = ['vendors', 'bill_settings', 'bills', 'bill_lines', 'bill_uploads', 'rebills'];
const ofClients = new Set(['bills', 'bill_lines', 'bill_uploads', 'rebills']);
const walls = [
  ...own.map((table) => `select sec.protect('revenue.${table}'${ofClients.has(table) ? `, 'client_id'` : ''})`),
  ...own.map((table) => `create policy inside on revenue.${table} as restrictive for all to public using ((select sec.sees_all_clients())) with check ((select sec.sees_all_clients()))`),
  grantTables('revenue', own.join(', ')),
];

const guards = [
  `create function revenue.keep_bill() returns trigger language plpgsql set search_path = '' as $$
declare free text[] := '{version,client_id,status,reason,paid_on}';
begin
  if tg_op = 'DELETE' then raise exception 'a bill is never deleted' using errcode = '23514', constraint = 'bill_kept'; end if;
  if new.status <> old.status and (old.status || '>' || new.status) <> all (array[${mayStep}]) then
    raise exception 'a bill cannot go from % to %', old.status, new.status using errcode = '23514', constraint = 'bill_step';
  end if;
  if old.file is not null and (new.file is distinct from old.file or new.file_sha256 is distinct from old.file_sha256) then
    raise exception 'the file of a bill never changes' using errcode = '23514', constraint = 'bill_file';
  end if;
  if old.status in ('PUSHED', 'PAID', 'PAYMENT_REVERSED') and (to_jsonb(new) - free) <> (to_jsonb(old) - free) then
    raise exception 'a bill in the ledger never changes here' using errcode = '23514', constraint = 'bill_kept';
  end if;
  return new;
end $$`,
  'create trigger keep_bill before update or delete on revenue.bills for each row execute function revenue.keep_bill()',
  `create function revenue.keep_bill_lines() returns trigger language plpgsql set search_path = '' as $$
declare mine record := coalesce(new, old);
begin
  if tg_op = 'UPDATE' and (to_jsonb(new) - '{version,client_id}'::text[]) = (to_jsonb(old) - '{version,client_id}'::text[]) then return new; end if;
  if exists (select 1 from revenue.bills b where b.tenant_id = mine.tenant_id and b.id = mine.bill_id and b.status in ('PUSHED', 'PAID', 'PAYMENT_REVERSED')) then
    raise exception 'the lines of a bill in the ledger never change here' using errcode = '23514', constraint = 'bill_kept';
  end if;
  return mine;
end $$`,
  'create trigger keep_bill_lines before insert or update or delete on revenue.bill_lines for each row execute function revenue.keep_bill_lines()',
];

/** What vendors ask to be paid: bills that go past the people who must agree, once, and what of them is billed to clients again. */
export class Bills extends Migration {
  override up(): void { for (const statement of [...tables, ...walls, ...guards]) this.addSql(statement); }

  override down(): void {
    this.addSql('alter table revenue.approval_rules drop constraint rule_of_vendor');
    this.addSql('alter table revenue.approvals drop constraint approval_of_bill');
    // Forced row security keeps the owner from changing rows of every firm at once; the rules hold for new rows.
    [['unit_minor', 'invoice_lines_check'], ['net_minor', 'invoice_lines_check1'], ['tax_minor', 'invoice_lines_check2']].forEach(([column, name]) => {
      this.addSql(`alter table revenue.invoice_lines drop constraint ${column}_below_nothing, add constraint ${name} check (${column} >= 0 or source ->> 'planItemId' is not null) not valid`);
    });
    this.addSql(`alter table revenue.billed_sources drop constraint billed_sources_kind_check, add constraint billed_sources_kind_check check (kind in ('MILESTONE', 'TIME_ENTRY', 'PLAN_BILL')) not valid`);
    for (const table of ['rebills', 'bill_uploads', 'bill_lines', 'bills', 'bill_settings', 'vendors']) this.addSql(`drop table revenue.${table} cascade`);
    for (const name of ['keep_bill_lines', 'keep_bill']) this.addSql(`drop function revenue.${name}()`);
  }
}
