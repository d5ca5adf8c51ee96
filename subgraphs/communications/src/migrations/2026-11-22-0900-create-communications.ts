import { dropKitTables, grantTables, kitTables, Migration } from '@firmament/kit';

const own = 'firms, members, portal_people, messages, notifications';

const tables = [
  `create table communications.firms (
  tenant_id uuid not null, id uuid not null, name text not null, slug text not null, owner_user_id uuid not null,
  primary key (tenant_id, id))`,
  `create table communications.members (
  tenant_id uuid not null, id uuid not null, name text not null, email text not null, active boolean not null default true,
  primary key (tenant_id, id))`,
  `create table communications.portal_people (
  tenant_id uuid not null, id uuid not null, contact_id uuid not null, client_id uuid not null,
  primary key (tenant_id, id))`,
  `create table communications.messages (
  tenant_id uuid not null, id uuid not null, version int not null default 1,
  dedupe_key text not null check (char_length(dedupe_key) between 1 and 200), kind text not null, about text,
  to_address text not null, to_name text not null, subject text not null, text_body text not null, html_body text not null, attachments jsonb not null default '[]',
  client_id uuid, contact_id uuid, notify_user_id uuid,
  status text not null default 'QUEUED' check (status in ('QUEUED', 'SENT', 'FAILED')),
  attempts int not null default 0, leased_until timestamptz, not_after timestamptz, failure text, bounced boolean not null default false,
  queued_at timestamptz not null, sent_at timestamptz,
  correlation_id text not null, causation_id text, seed_time timestamptz,
  primary key (tenant_id, id), constraint messages_once unique (tenant_id, dedupe_key))`,
  `create index messages_when on communications.messages (tenant_id, queued_at, id)`,
  `create index messages_client on communications.messages (tenant_id, client_id, queued_at)`,
  `create index messages_about on communications.messages (tenant_id, about)`,
  `create table communications.notifications (
  tenant_id uuid not null, id uuid not null, version int not null default 1, dedupe_key text not null, user_id uuid not null, kind text not null,
  title text not null, body text not null, about text, client_id uuid, read_at timestamptz, created_at timestamptz not null,
  primary key (tenant_id, id), constraint notifications_once unique (tenant_id, dedupe_key))`,
  `create index notifications_user on communications.notifications (tenant_id, user_id, created_at)`,
];

const due = [
  `create table communications.message_due (tenant_id uuid not null, id uuid not null, due_at timestamptz not null default clock_timestamp(), primary key (tenant_id, id))`,
  `create index message_due_at on communications.message_due (due_at)`,
  `alter table communications.message_due enable row level security`,
  `alter table communications.message_due force row level security`,
  `create policy scanner on communications.message_due as permissive for all to communications_sweeper using (true) with check (true)`,
  `create policy writer on communications.message_due as permissive for all to communications_rw, communications_consumer using (tenant_id = (select sec.tenant_id())) with check (tenant_id = (select sec.tenant_id()))`,
  `grant select, insert, update, delete on communications.message_due to communications_rw, communications_consumer, communications_sweeper`,
];

const clientBound = ['portal_people', 'messages', 'notifications'];

/** Mail that leaves, notices for staff, and the names that both need. */
export class CreateCommunications extends Migration {
  override up(): void {
    for (const statement of [...kitTables('communications'), ...tables]) this.addSql(statement);
    for (const table of own.split(', ')) this.addSql(`select sec.protect('communications.${table}'${clientBound.includes(table) ? `, 'client_id'` : ''})`);
    this.addSql(grantTables('communications', own));
    for (const statement of due) this.addSql(statement);
  }

  override down(): void {
    this.addSql('drop table if exists communications.message_due');
    for (const table of own.split(', ').reverse()) this.addSql(`drop table if exists communications.${table}`);
    for (const statement of dropKitTables('communications')) this.addSql(statement);
  }
}
