import { connectionTables, dropConnectionTables, Migration } from '@firmament/kit';

/** Firms connect providers of signatures; what they are connected with lies sealed. */
export class ConnectProviders extends Migration {
  override up(): void {
    for (const statement of connectionTables('agreements')) this.addSql(statement);
  }

  override down(): void {
    for (const statement of dropConnectionTables('agreements')) this.addSql(statement);
  }
}
