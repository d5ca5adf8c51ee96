import { grantTables, Migration } from '@firmament/kit';

const tables = [
  `create table agreements.packets (
    tenant_id uuid not null, id uuid not null, version integer not null, client_id uuid not null, agreement_id uuid not null, title text not null, message text, revision integer not null check (revision > 0), previous_id uuid,
    state text not null check (state in ('DRAFT', 'SENDING', 'SENT', 'PARTIALLY_SIGNED', 'COMPLETED', 'DECLINED', 'EXPIRED', 'VOIDED')), documents jsonb not null, provider text not null, provider_ref text, problem text,
    remind_after_days integer not null, remind_every_days integer not null, expires_at timestamptz, sent_at timestamptz, completed_at timestamptz, ended_by text, reason text, signed_late boolean not null default false, signed_document jsonb, certificate jsonb, created_at timestamptz not null,
    primary key (tenant_id, id), foreign key (tenant_id, agreement_id) references agreements.agreements (tenant_id, id) deferrable initially deferred, foreign key (tenant_id, previous_id) references agreements.packets (tenant_id, id) deferrable initially deferred,
    constraint completed_is_whole check (state <> 'COMPLETED' or (signed_document is not null and completed_at is not null)))`,
  `create index packets_by_agreement on agreements.packets (tenant_id, agreement_id, created_at)`,
  `create index packets_by_client on agreements.packets (tenant_id, client_id, created_at)`,
  `create index packets_by_ref on agreements.packets (tenant_id, provider, provider_ref)`,
  `create table agreements.recipients (
    tenant_id uuid not null, id uuid not null, version integer not null, client_id uuid not null, packet_id uuid not null, contact_id uuid, role text not null check (role in ('SIGNER', 'APPROVER', 'VIEWER', 'COPY')), turn integer not null check (turn between 1 and 50),
    name text not null check (char_length(name) between 1 and 200), email text not null, state text not null check (state in ('WAITING', 'INVITED', 'VIEWED', 'SIGNED', 'DECLINED', 'EXPIRED', 'REPLACED')), replaced_by_id uuid, reason text, reminders_sent integer not null,
    expires_at timestamptz, invited_at timestamptz, viewed_at timestamptz, signed_at timestamptz,
    primary key (tenant_id, id), foreign key (tenant_id, packet_id) references agreements.packets (tenant_id, id) deferrable initially deferred)`,
  `create index recipients_by_packet on agreements.recipients (tenant_id, packet_id)`,
  `create table agreements.errands (
    tenant_id uuid not null, id uuid not null, version integer not null, client_id uuid not null, packet_id uuid not null, kind text not null check (kind in ('SEND', 'CANCEL', 'REPLACE', 'REMIND')), matter jsonb not null, tries integer not null, last_error text,
    correlation_id text not null, done_at timestamptz, created_at timestamptz not null,
    primary key (tenant_id, id), foreign key (tenant_id, packet_id) references agreements.packets (tenant_id, id) deferrable initially deferred)`,
  `create index errands_by_packet on agreements.errands (tenant_id, packet_id)`,
];

const walls = [
  ...['packets', 'recipients', 'errands'].map((table) => `select sec.protect('agreements.${table}', 'client_id')`),
  `create policy inside on agreements.packets as restrictive for all to public using ((select sec.sees_all_clients()) or state not in ('DRAFT', 'SENDING')) with check ((select sec.sees_all_clients()))`,
  `create policy inside on agreements.recipients as restrictive for all to public
    using ((select sec.sees_all_clients()) or exists (select 1 from agreements.packets p where p.tenant_id = recipients.tenant_id and p.id = recipients.packet_id)) with check ((select sec.sees_all_clients()))`,
  `create policy inside on agreements.errands as restrictive for all to public using ((select sec.sees_all_clients())) with check ((select sec.sees_all_clients()))`,
  grantTables('agreements', 'packets, recipients, errands'),
];

/** What all have signed stays as it is. */
const frozen = [
  `create function agreements.keep_completed() returns trigger language plpgsql set search_path = '' as $$
begin
  if old.state <> 'COMPLETED' then return coalesce(new, old); end if;
  if tg_op = 'DELETE' or (to_jsonb(new) - 'client_id') <> (to_jsonb(old) - 'client_id') then
    raise exception 'a completed packet never changes' using errcode = '23514', constraint = 'packet_completed';
  end if;
  return new;
end $$`,
  `create trigger keep_completed before update or delete on agreements.packets for each row execute function agreements.keep_completed()`,
];

/** Packets with the people who sign, and what is to be said to signing services. */
export class CreatePackets extends Migration {
  override up(): void { for (const statement of [...tables, ...walls, ...frozen]) this.addSql(statement); }

  override down(): void {
    for (const table of ['errands', 'recipients', 'packets']) this.addSql(`drop table agreements.${table} cascade`);
    this.addSql('drop function agreements.keep_completed()');
  }
}
