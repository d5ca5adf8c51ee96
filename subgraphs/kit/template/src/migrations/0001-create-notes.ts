import { dropInboxPurge, dropKitTables, grantTables, inboxPurge, kitTables, Migration } from '@firmament/kit';

/** The kit's own tables, and the notes. */
export class Create__Domain__ extends Migration {
  override up(): void {
    const notes = 'create table __domain__.notes (tenant_id uuid not null, id uuid not null, version int not null, text text not null check (char_length(text) <= 2000), primary key (tenant_id, id))';
    for (const statement of [...kitTables('__domain__'), ...inboxPurge('__domain__'), notes, `select sec.protect('__domain__.notes')`, grantTables('__domain__', 'notes')]) this.addSql(statement);
  }
  override down(): void { for (const statement of ['drop table __domain__.notes', ...dropInboxPurge('__domain__'), ...dropKitTables('__domain__')]) this.addSql(statement); }
}
