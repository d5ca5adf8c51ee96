import { grantTables, Migration } from '@firmament/kit';

/** Whom a client's mails go to, and what staff want by mail. */
export class KnowContacts extends Migration {
  override up(): void {
    this.addSql(`create table communications.contacts (tenant_id uuid not null, id uuid not null, name text not null, email text, primary key (tenant_id, id))`);
    this.addSql(`create table communications.client_contacts (
      tenant_id uuid not null, client_id uuid not null, contact_id uuid not null, is_primary boolean not null, linked_at timestamptz not null, primary key (tenant_id, client_id, contact_id))`);
    this.addSql(`create table communications.notification_preferences (
      tenant_id uuid not null, user_id uuid not null, by_mail boolean not null, primary key (tenant_id, user_id))`);
    this.addSql(`alter table communications.notifications add column about_kind text`);
    this.addSql(`select sec.protect('communications.contacts')`);
    this.addSql(`select sec.protect('communications.client_contacts', 'client_id')`);
    this.addSql(`select sec.protect('communications.notification_preferences')`);
    this.addSql(grantTables('communications', 'contacts, client_contacts, notification_preferences'));
  }

  override down(): void {
    this.addSql('alter table communications.notifications drop column about_kind');
    for (const table of ['notification_preferences', 'client_contacts', 'contacts']) this.addSql(`drop table communications.${table}`);
  }
}
