import { Migration } from '@mikro-orm/migrations';
import { dropKitTables, grantTables, kitTables } from '@firmament/kit';

const own = 'firms, hosts, appointment_types, type_hosts, availabilities, booking_pages, page_types, holds, appointments, appointment_hosts, booking_tokens';

const setup = [
  `create table scheduling.firms (
  tenant_id uuid not null, id uuid not null, name text not null, slug text not null, time_zone text not null,
  primary key (tenant_id, id))`,
  `create table scheduling.hosts (
  tenant_id uuid not null, id uuid not null, name text not null, email text not null, active boolean not null default true,
  primary key (tenant_id, id))`,
  `create table scheduling.appointment_types (
  tenant_id uuid not null, id uuid not null, version int not null,
  name text not null check (char_length(name) between 1 and 120), description text,
  minutes int not null check (minutes between 5 and 720), step_minutes int not null check (step_minutes between 5 and 720),
  buffer_before_minutes int not null check (buffer_before_minutes between 0 and 240), buffer_after_minutes int not null check (buffer_after_minutes between 0 and 240),
  notice_minutes int not null check (notice_minutes between 0 and 43200), horizon_days int not null check (horizon_days between 1 and 730),
  daily_cap int check (daily_cap between 1 and 200), place text not null, price_note text,
  questions jsonb not null, consent_text text, client_kind text not null check (client_kind in ('PERSON', 'ORG', 'HOUSEHOLD')),
  folder_template_id uuid, project_template_version_id uuid,
  needs_confirmation boolean not null, active boolean not null,
  primary key (tenant_id, id))`,
  `create table scheduling.type_hosts (
  tenant_id uuid not null, id uuid not null, type_id uuid not null, host_user_id uuid not null, host_name text, title text, position int not null,
  primary key (tenant_id, id), unique (tenant_id, type_id, host_user_id),
  foreign key (tenant_id, type_id) references scheduling.appointment_types (tenant_id, id))`,
  `create index type_hosts_user on scheduling.type_hosts (tenant_id, host_user_id)`,
  `create table scheduling.availabilities (
  tenant_id uuid not null, id uuid not null, version int not null, host_user_id uuid not null, zone text not null, weekly jsonb not null, exceptions jsonb not null,
  primary key (tenant_id, id), constraint availabilities_one_per_host unique (tenant_id, host_user_id))`,
  `create table scheduling.booking_pages (
  tenant_id uuid not null, id uuid not null, version int not null, slug text not null check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and char_length(slug) <= 60),
  title text not null, promise text not null, next jsonb not null, verification text not null check (verification in ('NONE', 'EMAIL_CODE')), active boolean not null,
  primary key (tenant_id, id), constraint booking_pages_slug unique (tenant_id, slug))`,
  `create table scheduling.page_types (
  tenant_id uuid not null, id uuid not null, page_id uuid not null, type_id uuid not null, position int not null,
  primary key (tenant_id, id), unique (tenant_id, page_id, type_id),
  foreign key (tenant_id, page_id) references scheduling.booking_pages (tenant_id, id),
  foreign key (tenant_id, type_id) references scheduling.appointment_types (tenant_id, id))`,
];

const bookings = [
  // No client exists behind a hold: whoever asked has not even shown that the address is theirs.
  `create table scheduling.holds (
  tenant_id uuid not null, id uuid not null, type_id uuid not null, page_id uuid not null, starts_at timestamptz not null, ends_at timestamptz not null, zone text not null,
  draft jsonb not null, code_hash bytea not null, attempts int not null default 0, expires_at timestamptz not null,
  status text not null check (status in ('WAITING', 'BOOKED', 'RELEASED')),
  primary key (tenant_id, id), foreign key (tenant_id, type_id) references scheduling.appointment_types (tenant_id, id))`,
  `create table scheduling.appointments (
  tenant_id uuid not null, id uuid not null, version int not null, type_id uuid not null, type_name text not null, page_id uuid,
  status text not null check (status in ('BOOKED', 'CONFIRMED', 'CANCELLED', 'COMPLETED', 'NO_SHOW')),
  starts_at timestamptz not null, ends_at timestamptz not null check (ends_at > starts_at), zone text not null, place text not null,
  attendee_name text not null check (char_length(attendee_name) between 1 and 200), attendee_email text not null, attendee_phone text, organisation text,
  intake jsonb not null, consent_text text, consent_at timestamptz, channel text not null check (channel in ('PAGE', 'STAFF', 'PORTAL')),
  client_id uuid, contact_id uuid, sequence int not null, cancelled_by text, cancel_reason text, missed_by text, booked_at timestamptz not null,
  primary key (tenant_id, id), foreign key (tenant_id, type_id) references scheduling.appointment_types (tenant_id, id))`,
  `create index appointments_when on scheduling.appointments (tenant_id, starts_at, id)`,
  `create index appointments_client on scheduling.appointments (tenant_id, client_id, starts_at)`,
  // The busy table: whose time is taken, without saying by whom. One row per host; under the tenant wall alone, so that a booking page can read it.
  `create table scheduling.appointment_hosts (
  tenant_id uuid not null, id uuid not null, appointment_id uuid, hold_id uuid, type_id uuid not null, host_user_id uuid not null, host_name text not null,
  starts_at timestamptz not null, ends_at timestamptz not null, blocked_from timestamptz not null, blocked_to timestamptz not null,
  during tstzrange generated always as (tstzrange(blocked_from, blocked_to, '[)')) stored,
  status text not null check (status in ('held', 'confirmed', 'free')), expires_at timestamptz,
  primary key (tenant_id, id),
  check (appointment_id is not null or hold_id is not null), check (status <> 'held' or expires_at is not null),
  foreign key (tenant_id, appointment_id) references scheduling.appointments (tenant_id, id),
  foreign key (tenant_id, hold_id) references scheduling.holds (tenant_id, id),
  constraint appointment_hosts_one_at_a_time exclude using gist (tenant_id with =, host_user_id with =, during with &&) where (status in ('held', 'confirmed')))`,
  `create index appointment_hosts_appointment on scheduling.appointment_hosts (tenant_id, appointment_id)`,
  `create index appointment_hosts_hold on scheduling.appointment_hosts (tenant_id, hold_id)`,
  // Every mail carries a link of its own and all of them work: only hashes are kept, and none can be read back.
  `create table scheduling.booking_tokens (
  tenant_id uuid not null, id uuid not null, token_hash bytea not null, appointment_id uuid not null,
  primary key (tenant_id, id), unique (tenant_id, token_hash),
  foreign key (tenant_id, appointment_id) references scheduling.appointments (tenant_id, id))`,
];

const due = [
  `create table scheduling.hold_due (tenant_id uuid not null, id uuid not null, due_at timestamptz not null, primary key (tenant_id, id))`,
  `create index hold_due_at on scheduling.hold_due (due_at)`,
  `alter table scheduling.hold_due enable row level security`,
  `alter table scheduling.hold_due force row level security`,
  `create policy scanner on scheduling.hold_due as permissive for all to scheduling_sweeper using (true) with check (true)`,
  `create policy writer on scheduling.hold_due as permissive for all to scheduling_rw, scheduling_consumer using (tenant_id = (select sec.tenant_id())) with check (tenant_id = (select sec.tenant_id()))`,
  `grant select, insert, delete on scheduling.hold_due to scheduling_rw, scheduling_consumer, scheduling_sweeper`,
];

// A link from a mail is a capability for one appointment. Its bearer signed in nowhere and sees no client's rows, so
// this function steps over the client wall for exactly the row behind the hash, and steps back before it answers.
const capability = [
  `create function scheduling.booking_by_token(hash bytea) returns setof scheduling.appointments language plpgsql set search_path = '' as $$
declare kind text := pg_catalog.current_setting('app.actor_kind', true);
begin
  perform pg_catalog.set_config('app.actor_kind', 'system', true);
  return query select a.* from scheduling.appointments a
    join scheduling.booking_tokens t on t.tenant_id = a.tenant_id and t.appointment_id = a.id where t.token_hash = hash;
  perform pg_catalog.set_config('app.actor_kind', coalesce(kind, ''), true);
end $$`,
  'revoke all on function scheduling.booking_by_token(bytea) from public',
  'grant execute on function scheduling.booking_by_token(bytea) to scheduling_rw',
];

/** Types, pages, hours, holds and appointments. */
export class CreateScheduling extends Migration {
  override up(): void {
    for (const statement of [...kitTables('scheduling'), ...setup, ...bookings]) this.addSql(statement);
    for (const table of own.split(', ')) this.addSql(table === 'appointments' ? `select sec.protect('scheduling.appointments', 'client_id')` : `select sec.protect('scheduling.${table}')`);
    this.addSql(grantTables('scheduling', own));
    for (const statement of [...due, ...capability]) this.addSql(statement);
  }

  override down(): void {
    this.addSql('drop function if exists scheduling.booking_by_token(bytea)');
    this.addSql('drop table if exists scheduling.hold_due');
    for (const table of own.split(', ').reverse()) this.addSql(`drop table if exists scheduling.${table}`);
    for (const statement of dropKitTables('scheduling')) this.addSql(statement);
  }
}
