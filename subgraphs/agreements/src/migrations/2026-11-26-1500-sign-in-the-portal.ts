import { grantTables, Migration } from '@firmament/kit';

/** Packets are signed in the portal: how far each ceremony is, and which person of a client somebody in the portal is. */
export class SignInThePortal extends Migration {
  override up(): void {
    this.addSql(`create table agreements.ceremonies (
      tenant_id uuid not null, id uuid not null, version integer not null check (version > 0), client_id uuid not null, packet_id uuid not null, reference text not null check (char_length(reference) between 1 and 100),
      state text not null check (state in ('OPEN', 'COMPLETED', 'DECLINED', 'VOIDED')), title text not null, documents jsonb not null, recipients jsonb not null, signed jsonb, reason text,
      sent_at timestamptz not null, expires_at timestamptz, completed_at timestamptz, ended_at timestamptz,
      primary key (tenant_id, id), constraint ceremony_once unique (tenant_id, reference), foreign key (tenant_id, packet_id) references agreements.packets (tenant_id, id) deferrable initially deferred,
      constraint completed_is_sealed check (state <> 'COMPLETED' or (signed is not null and completed_at is not null)))`);
    this.addSql('create index ceremonies_by_packet on agreements.ceremonies (tenant_id, packet_id)');
    this.addSql(`select sec.protect('agreements.ceremonies', 'client_id')`);
    this.addSql(`create policy inside on agreements.ceremonies as restrictive for all to public
      using ((select sec.sees_all_clients()) or exists (select 1 from agreements.packets p where p.tenant_id = ceremonies.tenant_id and p.id = ceremonies.packet_id))`);
    this.addSql(`create table agreements.portal_people (tenant_id uuid not null, id uuid not null, version integer not null, known_as text not null, contact_id uuid not null, email text, primary key (tenant_id, id))`);
    this.addSql('create index portal_people_by_contact on agreements.portal_people (tenant_id, contact_id)');
    this.addSql(`select sec.protect('agreements.portal_people')`);
    // Everybody sees their own row, and nobody of a client another one's.
    this.addSql(`create policy inside on agreements.portal_people as restrictive for all to public
      using ((select sec.sees_all_clients()) or known_as = current_setting('app.actor_id', true)) with check ((select sec.sees_all_clients()))`);
    this.addSql('alter table agreements.recipients add column provider_ref text');
    this.addSql('alter table agreements.packets add column connection_id uuid, add column reference text');
    this.addSql('alter table agreements.due add column tries integer not null default 0');
    this.addSql(grantTables('agreements', 'ceremonies, portal_people'));
  }

  override down(): void {
    this.addSql('alter table agreements.due drop column tries');
    this.addSql('alter table agreements.packets drop column connection_id, drop column reference');
    this.addSql('alter table agreements.recipients drop column provider_ref');
    for (const table of ['portal_people', 'ceremonies']) this.addSql(`drop table agreements.${table} cascade`);
  }
}
