import { grantTables, Migration } from '@firmament/kit';

const columns = `add column project_id uuid, add column activation text not null default 'ON_SIGNATURE' check (activation in ('ON_SIGNATURE', 'AFTER_PAYMENT')), add column currency text check (char_length(currency) = 3),
  add column term_months integer, add column renewal_notice_days integer, add column effective_on date, add column ends_on date, add column signed_at timestamptz, add column end_reason text, add column version_in_force integer`;
const dropped = ['project_id', 'activation', 'currency', 'term_months', 'renewal_notice_days', 'effective_on', 'ends_on', 'signed_at', 'end_reason', 'version_in_force'].map((name) => `drop column ${name}`).join(', ');
const inForce = `add constraint in_force_is_whole check (status not in ('ACTIVE', 'SIGNED_AWAITING_PAYMENT') or (effective_on is not null and version_in_force is not null and signed_at is not null))`;

/** Agreements are written, signed, in force and over; each version of one stays as it was written. */
export class AgreementsWithVersions extends Migration {
  override up(): void {
    this.addSql('alter table agreements.agreements drop constraint if exists agreements_status_check');
    this.addSql(`alter table agreements.agreements add constraint agreements_status_check check (status in ('DRAFT', 'IN_SIGNATURE', 'SIGNED_AWAITING_PAYMENT', 'ACTIVE', 'ENDED')), ${columns}`);
    this.addSql(`alter table agreements.agreements ${inForce}`);
    this.addSql(`create table agreements.agreement_versions (
      tenant_id uuid not null, id uuid not null, version integer not null, client_id uuid not null, agreement_id uuid not null, version_no integer not null check (version_no > 0), state text not null check (state in ('DRAFT', 'IN_SIGNATURE', 'SIGNED', 'SUPERSEDED')),
      proposal_id uuid, template_version_id uuid, currency text not null check (char_length(currency) = 3), body jsonb not null, lines jsonb not null, effective_on date, document_key text not null, document_sha256 text not null check (char_length(document_sha256) = 64),
      document_size integer not null check (document_size > 0), signed_at timestamptz, created_at timestamptz not null,
      primary key (tenant_id, id), unique (tenant_id, agreement_id, version_no), constraint one_agreement_per_proposal unique (tenant_id, proposal_id),
      foreign key (tenant_id, agreement_id) references agreements.agreements (tenant_id, id) deferrable initially deferred, foreign key (tenant_id, proposal_id) references agreements.proposals (tenant_id, id) deferrable initially deferred)`);
    this.addSql(`select sec.protect('agreements.agreement_versions', 'client_id')`);
    this.addSql(`create policy drafts_stay_inside on agreements.agreement_versions as restrictive for all to public using ((select sec.sees_all_clients()) or state <> 'DRAFT') with check ((select sec.sees_all_clients()))`);
    this.addSql(grantTables('agreements', 'agreement_versions'));
    this.addSql(`create function agreements.keep_written() returns trigger language plpgsql set search_path = '' as $$
begin
  if tg_op = 'DELETE' or (to_jsonb(new) - '{version,client_id,state,signed_at}'::text[]) <> (to_jsonb(old) - '{version,client_id,state,signed_at}'::text[]) or (old.signed_at is not null and new.signed_at is distinct from old.signed_at) then
    raise exception 'what was written never changes' using errcode = '23514', constraint = 'agreement_version_immutable';
  end if;
  return new;
end $$`);
    this.addSql('create trigger keep_written before update or delete on agreements.agreement_versions for each row execute function agreements.keep_written()');
  }

  override down(): void {
    this.addSql('drop table agreements.agreement_versions cascade');
    this.addSql('drop function agreements.keep_written()');
    this.addSql(`alter table agreements.agreements drop constraint in_force_is_whole, drop constraint agreements_status_check, ${dropped}`);
    // Forced row security keeps the owner from changing rows of every firm at once; the rule holds for new rows.
    this.addSql(`alter table agreements.agreements add constraint agreements_status_check check (status in ('DRAFT')) not valid`);
  }
}
