import { grantTables, Migration, pastWalls } from '@firmament/kit';

const acts = (names: readonly string[]): string => `alter table revenue.ledger_items add constraint ledger_items_act_check check (act in (${names.map((one) => `'${one}'`).join(', ')}))`;
const outcomes = (names: readonly string[]): string => `alter table revenue.ledger_drifts add constraint ledger_drifts_resolution_check check (resolution in (${names.map((one) => `'${one}'`).join(', ')}))`;
const kinds = (names: readonly string[]): string => `alter table revenue.due add constraint due_kind_check check (kind in (${names.map((one) => `'${one}'`).join(', ')}))`;
const before = ['recurring', 'approval', 'issue', 'ledger', 'readback'];

/** Papers are written anew where somebody decided so; what waits for another thing sleeps and holds nobody up; each day what stands there is held against ours; the codes of a ledger are kept. */
export class PapersWrittenAnew extends Migration {
  override up(): void {
    this.addSql('alter table revenue.ledger_items add column asleep boolean not null default false');
    this.addSql('alter table revenue.ledger_items drop constraint ledger_items_act_check');
    this.addSql(acts(['CREATE', 'REWRITE', 'CANCEL']));
    this.addSql('alter table revenue.ledger_links add column compared_at timestamptz, add column fee_minor bigint');
    this.addSql('create index ledger_links_ours on revenue.ledger_links (tenant_id, our_id)');
    this.addSql('alter table revenue.ledger_parties add column written_as text check (char_length(written_as) between 1 and 200)');
    this.addSql('alter table revenue.ledger_drifts drop constraint ledger_drifts_resolution_check');
    this.addSql(outcomes(['KEEP_OURS', 'KEEP_THEIRS', 'ACCEPTED', 'MENDED']));
    this.addSql(`create table revenue.ledger_books (tenant_id uuid not null, connection_id uuid not null, organisation jsonb not null, codes jsonb not null, read_at timestamptz not null, primary key (tenant_id, connection_id))`);
    this.addSql(`select sec.protect('revenue.ledger_books')`);
    this.addSql('create policy for_the_firm_alone on revenue.ledger_books as restrictive for all to public using ((select sec.sees_all_clients())) with check ((select sec.sees_all_clients()))');
    this.addSql(grantTables('revenue', 'ledger_books'));
    this.addSql('alter table revenue.due drop constraint due_kind_check');
    this.addSql(kinds([...before, 'compare']));
  }

  override down(): void {
    for (const statement of pastWalls('revenue.due', `delete from revenue.due where kind in ('compare')`)) this.addSql(statement);
    this.addSql('alter table revenue.due drop constraint due_kind_check');
    this.addSql(kinds(before));
    this.addSql('drop table revenue.ledger_books');
    this.addSql('alter table revenue.ledger_drifts drop constraint ledger_drifts_resolution_check');
    this.addSql(outcomes(['KEEP_OURS', 'KEEP_THEIRS', 'ACCEPTED']));
    this.addSql('alter table revenue.ledger_parties drop column written_as');
    this.addSql('drop index revenue.ledger_links_ours');
    this.addSql('alter table revenue.ledger_links drop column compared_at, drop column fee_minor');
    this.addSql('alter table revenue.ledger_items drop constraint ledger_items_act_check');
    this.addSql(acts(['CREATE', 'CANCEL']));
    this.addSql('alter table revenue.ledger_items drop column asleep');
  }
}
