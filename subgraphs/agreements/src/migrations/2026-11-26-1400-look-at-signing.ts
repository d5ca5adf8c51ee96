import { Migration, pastWalls } from '@firmament/kit';

const kinds = (names: readonly string[]): string => `alter table agreements.due add constraint due_kind_check check (kind in (${names.map((one) => `'${one}'`).join(', ')}))`;

/** A packet may be due for a look at what its signing service knows. */
export class LookAtSigning extends Migration {
  override up(): void {
    this.addSql('alter table agreements.due drop constraint due_kind_check');
    this.addSql(kinds(['proposal', 'packet', 'remind', 'carry', 'look', 'renewal']));
  }

  override down(): void {
    for (const statement of pastWalls('agreements.due', `delete from agreements.due where kind in ('look')`)) this.addSql(statement);
    this.addSql('alter table agreements.due drop constraint due_kind_check');
    this.addSql(kinds(['proposal', 'packet', 'remind', 'carry', 'renewal']));
  }
}
