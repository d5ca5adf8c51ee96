import { grantTables, Migration, pastWalls } from '@firmament/kit';

const kinds = (names: readonly string[]): string => `alter table agreements.due add constraint due_kind_check check (kind in (${names.map((one) => `'${one}'`).join(', ')}))`;
const before = ['proposal', 'packet', 'remind', 'carry', 'look', 'renewal'];

/** What somebody has to do because of an agreement, and by when. */
export class Duties extends Migration {
  override up(): void {
    this.addSql(`alter table agreements.contract_template_versions add column obligations jsonb not null default '[]'`);
    this.addSql(`create table agreements.obligations (
      tenant_id uuid not null, id uuid not null, version integer not null, client_id uuid not null, agreement_id uuid not null, key text not null check (char_length(key) between 1 and 60), title text not null check (char_length(title) between 1 and 200),
      party text not null check (party in ('FIRM', 'CLIENT')), clause_id uuid, first_on date not null, due_on date not null, every_months integer check (every_months between 1 and 120), state text not null check (state in ('OPEN', 'FULFILLED', 'WAIVED')),
      note text check (char_length(note) <= 500), closed_at timestamptz, told_at timestamptz, created_at timestamptz not null,
      primary key (tenant_id, id), constraint obligation_once unique (tenant_id, agreement_id, key, due_on), check ((state = 'OPEN') = (closed_at is null)),
      foreign key (tenant_id, agreement_id) references agreements.agreements (tenant_id, id) deferrable initially deferred)`);
    this.addSql('create index obligations_by_day on agreements.obligations (tenant_id, state, due_on, id)');
    this.addSql(`select sec.protect('agreements.obligations', 'client_id')`);
    this.addSql(`create policy for_the_firm_alone on agreements.obligations as restrictive for all to public using ((select sec.sees_all_clients())) with check ((select sec.sees_all_clients()))`);
    this.addSql(grantTables('agreements', 'obligations'));
    this.addSql('alter table agreements.due drop constraint due_kind_check');
    this.addSql(kinds([...before, 'obligation']));
    this.addSql('create index agreements_by_end on agreements.agreements (tenant_id, ends_on) where ends_on is not null');
  }

  override down(): void {
    this.addSql('drop index agreements.agreements_by_end');
    this.addSql('drop table agreements.obligations cascade');
    this.addSql('alter table agreements.contract_template_versions drop column obligations');
    for (const statement of pastWalls('agreements.due', `delete from agreements.due where kind in ('obligation')`)) this.addSql(statement);
    this.addSql('alter table agreements.due drop constraint due_kind_check');
    this.addSql(kinds(before));
  }
}
