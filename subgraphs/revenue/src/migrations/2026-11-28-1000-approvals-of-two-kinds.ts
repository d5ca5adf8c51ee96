import { Migration } from '@firmament/kit';

const kinds = `('INVOICE', 'BILL')`;
const states = (more: string): string => `('OPEN', 'APPROVED', 'REJECTED', ${more}'VOIDED')`;

const tables = [
  `alter table revenue.approval_rules add column kind text not null default 'INVOICE' check (kind in ${kinds}), add column for_vendor_id uuid, add column account_code text, add column none_twice boolean not null default false,
    add constraint rule_of_its_kind check (case kind when 'INVOICE' then for_vendor_id is null and account_code is null else min_discount is null end)`,
  'alter table revenue.approvals drop constraint if exists of_an_invoice',
  `alter table revenue.approvals alter column invoice_id drop not null, alter column client_id drop not null, add column kind text not null default 'INVOICE' check (kind in ${kinds}), add column bill_id uuid, add column author_ids jsonb, add column none_twice boolean not null default false, add column said jsonb,
    add column asked_by_id text, add column asked_by_name text, drop constraint approvals_state_check, add constraint approvals_state_check check (state in ${states(`'CHANGES_REQUESTED', `)}),
    add constraint approval_of_one_paper check (case kind when 'INVOICE' then invoice_id is not null and client_id is not null and bill_id is null else bill_id is not null and invoice_id is null end)`,
  `create unique index one_open_approval_of_bill on revenue.approvals (tenant_id, bill_id) where state = 'OPEN'`,
  'create index approvals_by_bill on revenue.approvals (tenant_id, bill_id, created_at) where bill_id is not null',
  'create index approvals_decided on revenue.approvals using gin (decisions jsonb_path_ops)',
];

/** People agree to papers of two kinds by one mechanism, and what they were asked about is kept. */
export class ApprovalsOfTwoKinds extends Migration {
  override up(): void { for (const statement of tables) this.addSql(statement); }

  override down(): void {
    for (const name of ['approvals_decided', 'approvals_by_bill', 'one_open_approval_of_bill']) this.addSql(`drop index revenue.${name}`);
    // Forced row security keeps the owner from changing rows of every firm at once; the rules hold for new rows.
    this.addSql(`alter table revenue.approvals drop constraint approval_of_one_paper, drop constraint approvals_state_check, add constraint approvals_state_check check (state in ${states('')}) not valid,
      ${['kind', 'bill_id', 'author_ids', 'none_twice', 'said', 'asked_by_id', 'asked_by_name'].map((name) => `drop column ${name}`).join(', ')}, add constraint of_an_invoice check (invoice_id is not null and client_id is not null) not valid`);
    this.addSql(`alter table revenue.approval_rules drop constraint rule_of_its_kind, ${['kind', 'for_vendor_id', 'account_code', 'none_twice'].map((name) => `drop column ${name}`).join(', ')}`);
  }
}
