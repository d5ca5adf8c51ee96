import { grantTables, Migration } from '@firmament/kit';

/** Addresses at which the house reads for a firm, and which mails were taken. Of a mail itself nothing is kept here. */
export class MailsThatComeIn extends Migration {
  override up(): void {
    this.addSql(`create table communications.inbound_addresses (
      tenant_id uuid not null, id uuid not null, version integer not null, purpose text not null check (purpose in ('BILLS')), word text not null, created_at timestamptz not null, ended_at timestamptz, primary key (tenant_id, id))`);
    this.addSql('create unique index one_address_of_a_kind on communications.inbound_addresses (tenant_id, purpose) where ended_at is null');
    this.addSql(`create table communications.inbound_mails (
      tenant_id uuid not null, id uuid not null, purpose text not null, message_key text not null, received_at timestamptz not null, primary key (tenant_id, id), constraint mail_once unique (tenant_id, message_key))`);
    for (const table of ['inbound_addresses', 'inbound_mails']) {
      this.addSql(`select sec.protect('communications.${table}')`);
      this.addSql(`create policy inside on communications.${table} as restrictive for all to public using ((select sec.sees_all_clients())) with check ((select sec.sees_all_clients()))`);
    }
    this.addSql(grantTables('communications', 'inbound_addresses, inbound_mails'));
  }

  override down(): void { for (const table of ['inbound_mails', 'inbound_addresses']) this.addSql(`drop table communications.${table}`); }
}
