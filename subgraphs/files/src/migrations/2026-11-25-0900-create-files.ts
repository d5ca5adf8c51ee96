import { grantTables, Migration } from '@firmament/kit';

const by = 'by_kind text not null, by_id text not null, by_name text';
const visibility = `visibility text not null check (visibility in ('PRIVATE', 'CLIENT_VIEW', 'CLIENT_EDIT'))`;
const content = `sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'), size bigint not null check (size >= 0), content_type text not null`;

const tables = [
  `create table files.blobs (
    tenant_id uuid not null, id uuid not null, ${content}, storage_key text not null, scan_state text not null check (scan_state in ('CLEAN', 'INFECTED')),
    engine text not null, finding text, created_at timestamptz not null, primary key (tenant_id, id), constraint blob_once unique (tenant_id, sha256))`,
  `create index blobs_by_key on files.blobs (tenant_id, storage_key)`,
  `create table files.objects (
    tenant_id uuid not null, id uuid not null, version integer not null, client_id uuid not null, folder_id uuid, project_id uuid, request_item_id uuid,
    name text not null check (char_length(name) between 1 and 255), ${visibility}, current_no integer not null, blob_id uuid not null, ${content},
    scan_state text not null check (scan_state in ('CLEAN', 'INFECTED')),
    approval text not null default 'NONE' check (approval in ('NONE', 'PENDING', 'APPROVED', 'DISAPPROVED')), approval_comment text, approval_by text, approval_at timestamptz,
    sealed_at timestamptz, trashed_at timestamptz, purge_after timestamptz, lock_reasons jsonb not null default '[]', created_at timestamptz not null, ${by},
    primary key (tenant_id, id),
    foreign key (tenant_id, folder_id) references files.folders (tenant_id, id) deferrable initially deferred,
    foreign key (tenant_id, blob_id) references files.blobs (tenant_id, id) deferrable initially deferred)`,
  `create index objects_by_client on files.objects (tenant_id, client_id, name, id)`,
  `create index objects_by_folder on files.objects (tenant_id, folder_id, name, id)`,
  `create index objects_by_blob on files.objects (tenant_id, blob_id)`,
  `create table files.versions (
    tenant_id uuid not null, id uuid not null, client_id uuid not null, file_id uuid not null, no integer not null check (no > 0), blob_id uuid not null, name text not null, ${content},
    restored_from integer, created_at timestamptz not null, ${by},
    primary key (tenant_id, id), constraint version_once unique (tenant_id, file_id, no),
    foreign key (tenant_id, file_id) references files.objects (tenant_id, id) deferrable initially deferred,
    foreign key (tenant_id, blob_id) references files.blobs (tenant_id, id) deferrable initially deferred)`,
  `create index versions_by_blob on files.versions (tenant_id, blob_id)`,
  `create table files.history (
    tenant_id uuid not null, id uuid not null, client_id uuid not null, file_id uuid not null, act text not null, detail text, at timestamptz not null, ${by},
    primary key (tenant_id, id), foreign key (tenant_id, file_id) references files.objects (tenant_id, id) on delete cascade deferrable initially deferred)`,
  `create index history_by_file on files.history (tenant_id, file_id, at)`,
  `create table files.share_links (
    tenant_id uuid not null, id uuid not null, version integer not null, client_id uuid not null, file_id uuid not null, token_hash text not null, passcode_hash text,
    expires_at timestamptz not null, revoked_at timestamptz, downloads integer not null default 0, created_at timestamptz not null, ${by},
    primary key (tenant_id, id), constraint share_token_once unique (tenant_id, token_hash),
    foreign key (tenant_id, file_id) references files.objects (tenant_id, id) on delete cascade deferrable initially deferred)`,
  `create index shares_by_file on files.share_links (tenant_id, file_id)`,
  `create table files.requests (
    tenant_id uuid not null, id uuid not null, version integer not null, client_id uuid not null, project_id uuid, project_key text, folder_id uuid,
    title text not null check (char_length(title) between 1 and 200), note text, due_on date, remind_at jsonb not null default '[]', reminders_sent integer not null default 0,
    state text not null check (state in ('DRAFT', 'SENT', 'IN_PROGRESS', 'SUBMITTED', 'COMPLETED', 'CANCELLED', 'EXPIRED')), round integer not null default 1,
    recipient_name text, recipient_email text, expires_at timestamptz, sent_at timestamptz, submitted_at timestamptz, submitted_by_kind text, submitted_by_name text, created_at timestamptz not null,
    primary key (tenant_id, id), constraint project_request_once unique (tenant_id, project_id, project_key),
    foreign key (tenant_id, folder_id) references files.folders (tenant_id, id) deferrable initially deferred)`,
  `create index requests_by_client on files.requests (tenant_id, client_id, created_at)`,
  `create table files.request_items (
    tenant_id uuid not null, id uuid not null, version integer not null, client_id uuid not null, request_id uuid not null, position integer not null,
    title text not null check (char_length(title) between 1 and 200), hint text, required boolean not null,
    state text not null check (state in ('WAITING', 'RECEIVED', 'ACCEPTED', 'REJECTED', 'NOT_APPLICABLE')), reason text, file_ids jsonb not null default '[]', received_at timestamptz,
    primary key (tenant_id, id), foreign key (tenant_id, request_id) references files.requests (tenant_id, id) on delete cascade deferrable initially deferred)`,
  `create index items_by_request on files.request_items (tenant_id, request_id, position)`,
  `create table files.request_links (
    tenant_id uuid not null, id uuid not null, request_id uuid not null, token_hash text not null, passcode_hash text, expires_at timestamptz not null, revoked_at timestamptz, created_at timestamptz not null,
    primary key (tenant_id, id), constraint request_token_once unique (tenant_id, token_hash),
    foreign key (tenant_id, request_id) references files.requests (tenant_id, id) on delete cascade deferrable initially deferred)`,
  `create index links_by_request on files.request_links (tenant_id, request_id)`,
  `create table files.uploads (
    tenant_id uuid not null, id uuid not null, version integer not null, client_id uuid not null, folder_id uuid, file_id uuid, item_id uuid, link_id uuid,
    name text not null check (char_length(name) between 1 and 255), ${content}, part_size integer not null, storage_key text not null, storage_upload_id text not null, parts jsonb not null default '[]',
    state text not null check (state in ('OPEN', 'CHECKING', 'DONE', 'FAILED', 'ABORTED', 'EXPIRED')), reason text, tries integer not null default 0,
    correlation_id text not null, seed_time timestamptz, created_at timestamptz not null, expires_at timestamptz not null, ${by},
    primary key (tenant_id, id), constraint upload_key_once unique (tenant_id, storage_key))`,
  `create index uploads_by_folder on files.uploads (tenant_id, folder_id, state)`,
  `create index uploads_by_item on files.uploads (tenant_id, item_id, state)`,
];

const bound = ['objects', 'versions', 'history', 'share_links', 'requests', 'request_items', 'uploads'];
const own = ['blobs', 'request_links', ...bound];

/** Inside one client some rows are still the firm's own; each policy asks only what its row, or the row it hangs on, says. */
const inner = [
  `create policy visibility on files.objects as restrictive for all to public
    using ((select sec.sees_all_clients()) or (visibility <> 'PRIVATE' and trashed_at is null)) with check ((select sec.writes_all_clients()) or visibility <> 'PRIVATE')`,
  ...['versions', 'share_links'].map((table) => `create policy visibility on files.${table} as restrictive for all to public
    using ((select sec.sees_all_clients()) or exists (select 1 from files.objects o where o.tenant_id = ${table}.tenant_id and o.id = ${table}.file_id)) with check (true)`),
  `create policy visibility on files.uploads as restrictive for all to public using ((select sec.sees_all_clients()) or by_kind in ('portal', 'public')) with check ((select sec.writes_all_clients()) or by_kind = 'portal')`,
  `create policy visibility on files.requests as restrictive for all to public using ((select sec.sees_all_clients()) or state <> 'DRAFT') with check ((select sec.writes_all_clients()) or state <> 'DRAFT')`,
  `create policy visibility on files.request_items as restrictive for all to public
    using ((select sec.sees_all_clients()) or exists (select 1 from files.requests r where r.tenant_id = request_items.tenant_id and r.id = request_items.request_id)) with check (true)`,
];

/** A sealed file is a promise; nobody's code, ours included, can break it without taking these triggers away. */
const seals = [
  `create function files.keep_sealed() returns trigger language plpgsql set search_path = '' as $$
begin
  if old.sealed_at is null then return coalesce(new, old); end if;
  if tg_op = 'DELETE' or (new.name, new.folder_id, new.current_no, new.blob_id, new.sha256, new.sealed_at, new.trashed_at) is distinct from (old.name, old.folder_id, old.current_no, old.blob_id, old.sha256, old.sealed_at, old.trashed_at) then
    raise exception 'the file is sealed' using errcode = '23514', constraint = 'file_sealed';
  end if;
  return new;
end $$`,
  `create trigger keep_sealed before update or delete on files.objects for each row execute function files.keep_sealed()`,
  `create function files.keep_versions() returns trigger language plpgsql set search_path = '' as $$
begin
  if tg_op = 'UPDATE' then
    if (to_jsonb(new) - 'client_id') <> (to_jsonb(old) - 'client_id') then raise exception 'a version never changes' using errcode = '23514', constraint = 'version_immutable'; end if;
    return new;
  end if;
  if exists (select 1 from files.objects o where o.tenant_id = coalesce(new.tenant_id, old.tenant_id) and o.id = coalesce(new.file_id, old.file_id) and o.sealed_at is not null) then
    raise exception 'the file is sealed' using errcode = '23514', constraint = 'file_sealed';
  end if;
  return coalesce(new, old);
end $$`,
  `create trigger keep_versions before insert or update or delete on files.versions for each row execute function files.keep_versions()`,
];

const due = [
  `create table files.due (tenant_id uuid not null, kind text not null check (kind in ('check', 'stale', 'purge', 'expire')), id uuid not null, due_at timestamptz not null, primary key (tenant_id, kind, id))`,
  `create index due_at on files.due (kind, due_at)`,
  `alter table files.due enable row level security`,
  `alter table files.due force row level security`,
  `create policy scanner on files.due as permissive for all to files_sweeper using (true) with check (true)`,
  `create policy writer on files.due as permissive for all to files_rw, files_consumer using (tenant_id = (select sec.tenant_id())) with check (tenant_id = (select sec.tenant_id()))`,
  `grant select, insert, update, delete on files.due to files_rw, files_consumer, files_sweeper`,
];

/** The bearer of a link sees no client's rows; these functions answer for exactly the one thing behind it, with the rights of the caller's own login. */
const doors = [
  `create function files.request_page(wanted text) returns jsonb language plpgsql set search_path = '' as $$
declare kind text := pg_catalog.current_setting('app.actor_kind', true); page jsonb;
begin
  perform pg_catalog.set_config('app.actor_kind', 'system', true);
  select pg_catalog.jsonb_build_object('requestId', r.id, 'clientId', r.client_id, 'title', r.title, 'note', r.note, 'dueOn', r.due_on, 'state', r.state, 'expiresAt', l.expires_at, 'revokedAt', l.revoked_at, 'passcodeHash', l.passcode_hash,
    'items', (select pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('id', i.id, 'title', i.title, 'hint', i.hint, 'required', i.required, 'state', i.state, 'reason', i.reason, 'files', pg_catalog.jsonb_array_length(i.file_ids),
      'checking', (select count(*) from files.uploads u where u.tenant_id = i.tenant_id and u.item_id = i.id and u.state = 'CHECKING')) order by i.position)
      from files.request_items i where i.tenant_id = r.tenant_id and i.request_id = r.id)) into page
    from files.request_links l join files.requests r on r.tenant_id = l.tenant_id and r.id = l.request_id where l.token_hash = wanted;
  perform pg_catalog.set_config('app.actor_kind', coalesce(kind, ''), true);
  return page;
end $$`,
  `create function files.upload_behind(wanted text, upload uuid) returns setof files.uploads language plpgsql set search_path = '' as $$
declare kind text := pg_catalog.current_setting('app.actor_kind', true);
begin
  perform pg_catalog.set_config('app.actor_kind', 'system', true);
  return query select u.* from files.uploads u join files.request_links l on l.tenant_id = u.tenant_id and l.id = u.link_id where u.id = upload and l.token_hash = wanted and l.revoked_at is null;
  perform pg_catalog.set_config('app.actor_kind', coalesce(kind, ''), true);
end $$`,
  ...['request_page(text)', 'upload_behind(text, uuid)'].flatMap((name) => [`revoke all on function files.${name} from public`, `grant execute on function files.${name} to files_rw`]),
];

/** Files with their versions, the way in for uploads, links to the outside, and what clients are asked for. */
export class CreateFiles extends Migration {
  override up(): void {
    for (const statement of tables) this.addSql(statement);
    for (const table of own) this.addSql(`select sec.protect('files.${table}'${bound.includes(table) ? `, 'client_id'` : ''})`);
    for (const statement of [...inner, ...seals, grantTables('files', own.join(', ')), ...due, ...doors]) this.addSql(statement);
  }

  override down(): void {
    for (const name of ['request_page(text)', 'upload_behind(text, uuid)']) this.addSql(`drop function files.${name}`);
    for (const table of ['due', 'uploads', 'request_links', 'request_items', 'requests', 'share_links', 'history', 'versions', 'objects', 'blobs']) this.addSql(`drop table files.${table} cascade`);
    for (const name of ['keep_sealed()', 'keep_versions()']) this.addSql(`drop function files.${name}`);
  }
}
