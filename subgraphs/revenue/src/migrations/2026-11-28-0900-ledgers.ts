import { connectionTables, consentTables, dropConnectionTables, dropConsentTables, grantTables, Migration, pastWalls } from '@firmament/kit';

const before = ['recurring', 'approval', 'issue'];
const kinds = (names: readonly string[]): string => `alter table revenue.due add constraint due_kind_check check (kind in (${names.map((one) => `'${one}'`).join(', ')}))`;
const paperKinds = `('INVOICE', 'CREDIT_NOTE', 'PAYMENT', 'BILL', 'BILL_CREDIT')`;

const tables = [
  `create table revenue.ledger_items (tenant_id uuid not null, id uuid not null, version integer not null, client_id uuid, kind text not null check (kind in ${paperKinds}), act text not null check (act in ('CREATE', 'CANCEL')), our_id text not null check (char_length(our_id) between 1 and 64),
    label text not null check (char_length(label) <= 200), state text not null check (state in ('WAITING', 'STUCK', 'DONE')), tries integer not null default 0, problem text check (char_length(problem) <= 500), error_code text check (char_length(error_code) <= 40), fix_url text check (char_length(fix_url) <= 500),
    told_code text check (char_length(told_code) <= 40), correlation_id text not null, since timestamptz not null, done_at timestamptz, place integer generated always as identity, primary key (tenant_id, id), constraint ledger_item_once unique (tenant_id, kind, act, our_id))`,
  `create index ledger_items_open on revenue.ledger_items (tenant_id, client_id, place) where state = 'WAITING'`,
  `create table revenue.ledger_links (tenant_id uuid not null, id uuid not null, version integer not null, client_id uuid, connection_id uuid not null, kind text not null check (kind in ${paperKinds}), our_id text not null, external_id text not null check (char_length(external_id) between 1 and 100),
    sync_token text, lines jsonb not null default '[]', total_minor bigint not null, url text, ended_at timestamptz, pushed_at timestamptz not null,
    primary key (tenant_id, id), constraint ledger_link_once unique (tenant_id, connection_id, kind, our_id), constraint ledger_link_theirs unique (tenant_id, connection_id, kind, external_id))`,
  `create table revenue.ledger_parties (tenant_id uuid not null, id uuid not null, version integer not null, client_id uuid, connection_id uuid not null, side text not null check (side in ('CUSTOMER', 'VENDOR')), our_id text not null, name text not null, external_id text, candidates jsonb not null default '[]', asked_at timestamptz, answered_by text,
    primary key (tenant_id, id), constraint ledger_party_once unique (tenant_id, connection_id, side, our_id))`,
  `create table revenue.ledger_receipts (tenant_id uuid not null, id uuid not null, connection_id uuid not null, natural_key text not null check (char_length(natural_key) between 1 and 200), raw_hash bytea not null check (octet_length(raw_hash) = 32), received_at timestamptz not null default clock_timestamp(),
    primary key (tenant_id, id), constraint ledger_receipt_once unique (tenant_id, connection_id, natural_key))`,
  'create table revenue.ledger_cursors (tenant_id uuid not null, connection_id uuid not null, since timestamptz not null, primary key (tenant_id, connection_id))',
  `create table revenue.ledger_drifts (tenant_id uuid not null, id uuid not null, version integer not null, client_id uuid, connection_id uuid not null, kind text not null check (kind in ${paperKinds}), our_id text not null, external_id text not null, number text, label text not null, field text not null check (char_length(field) <= 40),
    ours text not null, theirs text not null, bypass boolean not null, state text not null check (state in ('OPEN', 'RESOLVED')), resolution text check (resolution in ('KEEP_OURS', 'KEEP_THEIRS', 'ACCEPTED')), resolved_by text, found_at timestamptz not null, resolved_at timestamptz, primary key (tenant_id, id))`,
  `create unique index ledger_drift_once on revenue.ledger_drifts (tenant_id, connection_id, kind, external_id, field) where state = 'OPEN'`,
];
const bound = ['ledger_items', 'ledger_links', 'ledger_parties', 'ledger_drifts'];
const free = ['ledger_receipts', 'ledger_cursors'];

/** Firms connect their ledger; what goes there and what is read back. */
export class Ledgers extends Migration {
  override up(): void {
    for (const statement of [...connectionTables('revenue'), ...consentTables('revenue'), ...tables]) this.addSql(statement);
    for (const table of bound) this.addSql(`select sec.protect('revenue.${table}', 'client_id')`);
    for (const table of free) this.addSql(`select sec.protect('revenue.${table}')`);
    // A ledger that calls back leaves a receipt, and sees nothing else.
    this.addSql(`create policy inside on revenue.ledger_receipts as restrictive for all to public using ((select sec.sees_all_clients()) or (select sec.actor_kind()) = 'provider') with check ((select sec.sees_all_clients()) or (select sec.actor_kind()) = 'provider')`);
    for (const table of [...bound, 'ledger_cursors']) this.addSql(`create policy for_the_firm_alone on revenue.${table} as restrictive for all to public using ((select sec.sees_all_clients())) with check ((select sec.sees_all_clients()))`);
    this.addSql(grantTables('revenue', [...bound, ...free].join(', ')));
    this.addSql('alter table revenue.billing_settings add column waits_for_ledger boolean not null default true');
    this.addSql('alter table revenue.due drop constraint due_kind_check');
    this.addSql(kinds([...before, 'ledger', 'readback']));
  }

  override down(): void {
    for (const statement of pastWalls('revenue.due', `delete from revenue.due where kind in ('ledger', 'readback')`)) this.addSql(statement);
    this.addSql('alter table revenue.due drop constraint due_kind_check');
    this.addSql(kinds(before));
    this.addSql('alter table revenue.billing_settings drop column waits_for_ledger');
    for (const table of [...bound, ...free].reverse()) this.addSql(`drop table revenue.${table}`);
    for (const statement of [...dropConsentTables('revenue'), ...dropConnectionTables('revenue')]) this.addSql(statement);
  }
}
