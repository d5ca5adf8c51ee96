import { grantTables, Migration } from '@firmament/kit';

const tables = [
  `create table agreements.provider_receipts (
    tenant_id uuid not null, id uuid not null, connection_id uuid not null, provider text not null, natural_key text not null check (char_length(natural_key) between 1 and 200), provider_ref text not null check (char_length(provider_ref) between 1 and 200),
    raw_hash bytea not null check (octet_length(raw_hash) = 32), received_at timestamptz not null default clock_timestamp(), packet_id uuid, handled_at timestamptz,
    primary key (tenant_id, id), constraint receipt_once unique (tenant_id, connection_id, natural_key), constraint handled_for_a_packet check ((packet_id is null) = (handled_at is null)))`,
  `create index receipts_by_hash on agreements.provider_receipts (tenant_id, connection_id, raw_hash)`,
  `create index receipts_by_age on agreements.provider_receipts (tenant_id, received_at)`,
  `create index receipts_without_packet on agreements.provider_receipts (tenant_id, provider_ref) where packet_id is null`,
  // A service tells its own number and nothing else, so it is found without knowing which service it is.
  `create index packets_by_number on agreements.packets (tenant_id, provider_ref) where provider_ref is not null`,
];

const walls = [
  `select sec.protect('agreements.provider_receipts')`,
  `create policy inside on agreements.provider_receipts as restrictive for all to public using ((select sec.sees_all_clients()) or (select sec.actor_kind()) = 'provider') with check ((select sec.sees_all_clients()) or (select sec.actor_kind()) = 'provider')`,
  grantTables('agreements', 'provider_receipts'),
];

/** What signing services have called back about, so that a repeat is known as one. */
export class KeepReceipts extends Migration {
  override up(): void { for (const statement of [...tables, ...walls]) this.addSql(statement); }

  override down(): void {
    this.addSql('drop table agreements.provider_receipts');
    this.addSql('drop index agreements.packets_by_number');
  }
}
