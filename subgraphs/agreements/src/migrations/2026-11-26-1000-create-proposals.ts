import { grantTables, Migration } from '@firmament/kit';

const tables = [
  `create table agreements.parties (tenant_id uuid not null, id uuid not null, version integer not null, client_id uuid not null, display_name text, contact_name text, primary key (tenant_id, id))`,
  `create index parties_by_client on agreements.parties (tenant_id, client_id)`,
  `create table agreements.firms (tenant_id uuid not null, id uuid not null, version integer not null, name text not null, primary key (tenant_id, id))`,
  `create table agreements.proposals (
    tenant_id uuid not null, id uuid not null, version integer not null, client_id uuid not null, project_id uuid, title text not null check (char_length(title) between 1 and 200), note text, currency text not null check (char_length(currency) = 3),
    revision integer not null check (revision > 0), replaces_id uuid, state text not null check (state in ('DRAFT', 'SENT', 'VIEWED', 'ACCEPTED', 'REJECTED', 'EXPIRED', 'SUPERSEDED')), offer jsonb not null, template_version_id uuid, contract_body jsonb,
    approved_body_hash text, deviation_by text, selection jsonb, accepted_lines jsonb, answered_by text, answered_by_id text, ip_hash text, answered_at timestamptz, reason text, expires_on date, sent_at timestamptz, viewed_at timestamptz, created_at timestamptz not null,
    primary key (tenant_id, id), foreign key (tenant_id, replaces_id) references agreements.proposals (tenant_id, id) deferrable initially deferred,
    foreign key (tenant_id, template_version_id) references agreements.contract_template_versions (tenant_id, id) deferrable initially deferred,
    constraint accepted_is_whole check (state <> 'ACCEPTED' or (selection is not null and accepted_lines is not null and answered_by is not null and answered_by_id is not null and answered_at is not null)))`,
  `create index proposals_by_client on agreements.proposals (tenant_id, client_id, created_at)`,
  `create table agreements.due (tenant_id uuid not null, kind text not null check (kind in ('proposal', 'packet', 'remind', 'carry', 'renewal')), id uuid not null, due_at timestamptz not null, primary key (tenant_id, kind, id))`,
  `create index due_at on agreements.due (kind, due_at)`,
];

const walls = [
  `select sec.protect('agreements.parties', 'client_id')`,
  `select sec.protect('agreements.firms')`,
  `select sec.protect('agreements.proposals', 'client_id')`,
  `create policy drafts_stay_inside on agreements.proposals as restrictive for all to public using ((select sec.sees_all_clients()) or state <> 'DRAFT') with check ((select sec.writes_all_clients()) or state <> 'DRAFT')`,
  grantTables('agreements', 'parties, firms, proposals'),
  `alter table agreements.due enable row level security`,
  `alter table agreements.due force row level security`,
  `create policy scanner on agreements.due as permissive for all to agreements_sweeper using (true) with check (true)`,
  `create policy writer on agreements.due as permissive for all to agreements_rw, agreements_consumer using (tenant_id = (select sec.tenant_id())) with check (tenant_id = (select sec.tenant_id()))`,
  `grant select, insert, update, delete on agreements.due to agreements_rw, agreements_consumer, agreements_sweeper`,
];

/** An accepted proposal is a promise; it may only follow its client's record. */
const frozen = [
  `create function agreements.keep_accepted() returns trigger language plpgsql set search_path = '' as $$
begin
  if old.state <> 'ACCEPTED' then return coalesce(new, old); end if;
  if tg_op = 'DELETE' or (to_jsonb(new) - 'client_id') <> (to_jsonb(old) - 'client_id') then
    raise exception 'an accepted proposal never changes' using errcode = '23514', constraint = 'proposal_accepted';
  end if;
  return new;
end $$`,
  `create trigger keep_accepted before update or delete on agreements.proposals for each row execute function agreements.keep_accepted()`,
];

/** Proposals, the names that contracts need, and what comes due. */
export class CreateProposals extends Migration {
  override up(): void { for (const statement of [...tables, ...walls, ...frozen]) this.addSql(statement); }

  override down(): void {
    for (const table of ['due', 'proposals', 'firms', 'parties']) this.addSql(`drop table agreements.${table} cascade`);
    this.addSql('drop function agreements.keep_accepted()');
  }
}
