import { dropKitTables, grantTables, kitTables, Migration } from '@firmament/kit';

/** The log: one chained entry per fact, its payload aside so that a person can be forgotten and the chain still holds. */
export class CreateTheLog extends Migration {
  override up(): void {
    for (const statement of kitTables('timeline')) this.addSql(statement);
    this.#entries();
    this.#chain();
    this.#payloads();
  }

  #entries(): void {
    this.addSql(`create table timeline.entries (
      tenant_id uuid not null, id uuid not null, story_id uuid not null,
      stream text not null, seq int not null default 0, event_type text not null, event_version int not null, subject text,
      occurred_at timestamptz not null, arrived_at timestamptz not null default clock_timestamp(), told boolean not null default false,
      actor_kind text not null, actor_id text not null, on_behalf_of text, run_id text,
      correlation_id text not null, causation_id text, aggregate_seq bigint not null,
      payload_digest bytea not null, prev_hash bytea not null default '\\x00', hash bytea not null default '\\x00',
      primary key (tenant_id, id), unique (tenant_id, stream, seq))`);
    this.addSql('create index entries_story on timeline.entries (tenant_id, story_id, occurred_at, id)');
    this.addSql(`create table timeline.heads (
      tenant_id uuid not null, stream text not null, seq int not null, hash bytea not null, primary key (tenant_id, stream))`);
    this.addSql(`select sec.protect('timeline.entries')`);
    this.addSql(`select sec.protect('timeline.heads')`);
    this.addSql('create policy house_only on timeline.entries as restrictive for all to public using ((select sec.sees_all_clients())) with check ((select sec.sees_all_clients()))');
    this.addSql('grant select, insert on timeline.entries to timeline_rw, timeline_consumer');
    this.addSql('grant select on timeline.heads to timeline_rw, timeline_consumer');
  }

  #chain(): void {
    this.addSql(`create function timeline.entry_hash(e timeline.entries, prev bytea) returns bytea language sql stable set search_path = '' as $$
      select pg_catalog.sha256(prev || pg_catalog.convert_to(pg_catalog.jsonb_build_array(
        e.tenant_id, e.id, e.stream, e.seq, e.event_type, e.event_version, e.subject, e.actor_kind, e.actor_id, e.on_behalf_of, e.run_id,
        e.correlation_id, e.causation_id, e.aggregate_seq,
        pg_catalog.to_char(e.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
        pg_catalog.to_char(e.arrived_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
        pg_catalog.encode(e.payload_digest, 'hex'))::text, 'UTF8')) $$`);
    this.addSql(`create function timeline.chain() returns trigger language plpgsql security definer set search_path = '' as $$
      declare head timeline.heads;
      begin
        insert into timeline.heads values (new.tenant_id, new.stream, 0, '\\x00') on conflict do nothing;
        select * into strict head from timeline.heads where tenant_id = new.tenant_id and stream = new.stream for update;
        new.seq := head.seq + 1; new.prev_hash := head.hash; new.arrived_at := pg_catalog.clock_timestamp();
        new.hash := timeline.entry_hash(new, head.hash);
        update timeline.heads set seq = new.seq, hash = new.hash where tenant_id = new.tenant_id and stream = new.stream;
        return new;
      end $$`);
    this.addSql(`create function timeline.deny() returns trigger language plpgsql set search_path = '' as $$
      begin raise exception 'the log is append-only' using errcode = '42501'; end $$`);
    this.addSql('revoke all on function timeline.chain() from public');
    this.addSql('revoke all on function timeline.entry_hash(timeline.entries, bytea) from public');
    this.addSql('grant execute on function timeline.entry_hash(timeline.entries, bytea) to timeline_rw, timeline_consumer');
    this.addSql('create trigger chain before insert on timeline.entries for each row execute function timeline.chain()');
    this.addSql('create trigger keep_rows before update or delete on timeline.entries for each row execute function timeline.deny()');
    this.addSql('create trigger keep_table before truncate on timeline.entries for each statement execute function timeline.deny()');
  }

  #payloads(): void {
    this.addSql(`create table timeline.payloads (
      tenant_id uuid not null, id uuid not null, data jsonb not null, actor_name text, salt bytea not null, erased_at timestamptz,
      primary key (tenant_id, id))`);
    this.addSql(`select sec.protect('timeline.payloads')`);
    this.addSql('create policy house_only on timeline.payloads as restrictive for all to public using ((select sec.sees_all_clients())) with check ((select sec.sees_all_clients()))');
    this.addSql(grantTables('timeline', 'payloads'));
    this.addSql(`create function timeline.payload_digest(data jsonb, actor_name text, salt bytea) returns bytea language sql immutable set search_path = '' as $$
      select pg_catalog.sha256(salt || pg_catalog.convert_to(pg_catalog.jsonb_build_array(data, actor_name)::text, 'UTF8')) $$`);
    this.addSql('revoke all on function timeline.payload_digest(jsonb, text, bytea) from public');
    this.addSql('grant execute on function timeline.payload_digest(jsonb, text, bytea) to timeline_rw, timeline_consumer');
  }

  override down(): void {
    this.addSql('drop table timeline.payloads');
    this.addSql('drop function timeline.payload_digest(jsonb, text, bytea)');
    this.addSql('drop trigger keep_table on timeline.entries');
    this.addSql('drop trigger keep_rows on timeline.entries');
    this.addSql('drop trigger chain on timeline.entries');
    this.addSql('drop function timeline.chain()');
    this.addSql('drop function timeline.deny()');
    this.addSql('drop function timeline.entry_hash(timeline.entries, bytea)');
    this.addSql('drop table timeline.heads');
    this.addSql('drop table timeline.entries');
    for (const statement of dropKitTables('timeline')) this.addSql(statement);
  }
}
