import { Migration, grantTables } from '@firmament/kit';

/**
 * Sign-ins that are open or were. Only the token's hash is kept. A portal session has one active client, and the client wall
 * stands on it; staff sessions have none.
 */
export class CreateSessions extends Migration {
  override up(): void {
    this.addSql(`create table identity.sessions (
  tenant_id uuid not null, id uuid not null, version int not null default 1,
  token_hash text not null check (token_hash ~ '^[0-9a-f]{64}$'), kind text not null check (kind in ('staff', 'portal')),
  user_id uuid, portal_user_id uuid, client_id uuid, name text not null, device_label text not null, ip_hash text,
  started_at timestamptz not null, last_used_at timestamptz not null, idle_expires_at timestamptz not null,
  expires_at timestamptz not null, revoked_at timestamptz, revoke_reason text,
  primary key (tenant_id, id),
  constraint sessions_token unique (tenant_id, token_hash),
  constraint sessions_user foreign key (tenant_id, user_id) references identity.users (tenant_id, id),
  constraint sessions_belong_to_one check ((user_id is null) <> (portal_user_id is null)
    and (kind = 'staff') = (user_id is not null) and (kind = 'portal') = (client_id is not null)))`);
    this.addSql(`select sec.protect('identity.sessions', 'client_id')`);
    this.addSql(`create index sessions_of_user on identity.sessions (tenant_id, user_id, started_at) where user_id is not null`);
    this.addSql(`create index sessions_of_portal_user on identity.sessions (tenant_id, portal_user_id, started_at) where portal_user_id is not null`);
    this.addSql(grantTables('identity', 'sessions'));
  }

  override down(): void {
    this.addSql(`drop table if exists identity.sessions`);
  }
}
