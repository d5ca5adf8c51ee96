import { readFileSync } from 'node:fs';
import { crossTenantKitTables } from '@firmament/kit';
import { catalogueLedger, type WallLedger } from './wall-ledger.js';
import { allDomains, allLogins, ownDatabase, type OwnDatabase } from './database.js';
import { ruleCount, violations, type Ledger } from './catalogue-checker.js';

let db: OwnDatabase;
let schemas: string[];
let roles: string[];
let ledger: Ledger;
const written = JSON.parse(readFileSync(new URL('wall-ledger.json', import.meta.url), 'utf8')) as WallLedger;

beforeAll(async () => {
  const defs = await allDomains;
  schemas = defs.map((def) => def.name);
  roles = [...allLogins(defs), ...schemas.map((name) => `${name}_owner`)];
  ledger = catalogueLedger(written, schemas);
  db = await ownDatabase();
  // A month's archive as the relay has it made: partitions stand under the same walls.
  for (const schema of schemas) await db.admin.query(`select ${schema}.ensure_archive_partition(date '2026-11-01')`);
});
afterAll(() => db?.drop());

/** The violations that a change brings; the change is undone. */
async function after(...changes: string[]): Promise<string[]> {
  const client = await db.admin.connect();
  try {
    await client.query('begin');
    for (const change of changes) await client.query(change);
    return await violations(client, { schemas, roles, ledger });
  } finally {
    await client.query('rollback');
    client.release();
  }
}

test('every wall of every table of every domain stands', async () => {
  expect(schemas.length).toBeGreaterThanOrEqual(8);
  expect(await after()).toEqual([]);
});

test('the exceptions have reasons, none is stale, and each domain\'s kit tables are among them', async () => {
  const reasons = [written.scanned, written.outside, written.clientColumns, written.definers].flatMap((part) => Object.entries(part));
  expect(reasons.filter(([, why]) => why.length < 20)).toEqual([]);
  const known = (await db.admin.query<{ name: string }>(`select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p')
    union all select n.nspname || '.' || c.relname || '.' || a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace where a.attname = 'client_id'
    union all select p.oid::regprocedure::text from pg_proc p where p.prosecdef`)).rows.map((row) => row.name);
  expect(reasons.map(([name]) => name).filter((name) => schemas.includes(name.split('.')[0] ?? '') && !known.includes(name))).toEqual([]);
  expect(Object.keys(crossTenantKitTables)).toEqual(['outbox', 'outbox_archive', 'inbox_due', 'inbox_purge', 'quarantine']);
});

test('nothing of the domains lies in a schema that nobody watches', async () => {
  const { rows } = await db.admin.query<{ name: string }>(`select nspname as name from pg_namespace where nspname !~ '^(pg_|information_schema$)' order by 1`);
  expect(rows.map((row) => row.name).filter((name) => !schemas.includes(name))).toEqual(['ext', 'public', 'sec']);
  expect((await db.admin.query(`select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('public', 'sec') and c.relkind in ('r', 'p', 'v', 'm', 'f')`)).rows).toEqual([]);
});

test('tables named by a declaration for merge and erasure exist, with their column', async () => {
  for (const def of await allDomains) {
    for (const [table, column] of Object.entries(def.clientTables ?? {})) {
      const found = await db.admin.query('select 1 from pg_attribute where attrelid = to_regclass($1) and attname = $2', [table, column]);
      expect({ table, column, found: found.rowCount }).toEqual({ table, column, found: 1 });
    }
  }
});

const bare = 'create table crm.planted (tenant_id uuid not null, id uuid not null, client_id uuid, primary key (tenant_id, id)); alter table crm.planted owner to crm_owner';
const walled = `${bare}; select sec.protect('crm.planted', 'client_id')`;
const clientWall = 'a client column without the client wall';
const planted: [string, string, ...string[]][] = [
  ['row security is not enabled and forced', 'a table whose force is off', 'alter table crm.clients no force row level security'],
  ['row security is not enabled and forced', 'a table whose security is off', 'alter table crm.clients disable row level security'],
  ['row security is not enabled and forced', 'a bare new table', bare],
  ['tenant_id is missing, nullable or no uuid', 'a nullable tenant', 'create table crm.planted (tenant_id uuid, id uuid primary key)'],
  ['tenant_id is missing, nullable or no uuid', 'a tenant that is text', 'create table crm.planted (tenant_id text not null, id uuid not null)'],
  ['the tenant wall is not the one that sec.protect builds', 'a dropped policy', 'drop policy tenant_isolation on crm.clients'],
  ['the tenant wall is not the one that sec.protect builds', 'a policy that lets all pass', 'alter policy tenant_isolation on crm.clients using (true)'],
  ['the tenant wall is not the one that sec.protect builds', 'a policy that checks no writes', 'alter policy tenant_isolation on crm.clients with check (true)'],
  ['the tenant wall is not the one that sec.protect builds', 'a policy for one role', 'alter policy tenant_isolation on crm.clients to crm_rw'],
  ['the tenant wall is not the one that sec.protect builds', 'a permissive twin in its place', 'drop policy tenant_isolation on crm.clients',
    'create policy tenant_isolation on crm.clients as permissive for all to public using (tenant_id = (select sec.tenant_id())) with check (tenant_id = (select sec.tenant_id()))'],
  ['the tenant wall is not the one that sec.protect builds', 'a policy for reading only', 'drop policy tenant_isolation on crm.clients', 'create policy tenant_isolation on crm.clients as restrictive for select to public using (tenant_id = (select sec.tenant_id()))'],
  ['a cross-tenant table opens to PUBLIC', 'a scanner for everybody', 'create policy all_welcome on crm.outbox using (true)'],
  ['a table without its base policy', 'a dropped base', 'drop policy base on crm.clients'],
  [clientWall, 'a dropped client policy', 'drop policy client_isolation on crm.links'],
  [clientWall, 'a client policy that lets all pass', 'alter policy client_isolation on crm.links using (true)'],
  [clientWall, 'a new table protected without its client', `${bare}; select sec.protect('crm.planted')`],
  ['a client wall without the wall of assignments', 'a dropped assignment policy', 'drop policy assignment_isolation on crm.links'],
  ['a key does not begin with tenant_id', 'a unique without tenant', 'alter table crm.clients add constraint planted unique (display_name)'],
  ['a key does not begin with tenant_id', 'a unique index with the tenant behind', 'create unique index planted on crm.clients (id, tenant_id)'],
  ['a key does not begin with tenant_id', 'an exclusion without tenant', 'alter table crm.clients add constraint planted exclude using gist (id ext.gist_uuid_ops with =)'],
  ['a foreign key does not carry tenant_id', 'a key by id alone', `${walled}; alter table crm.clients add constraint by_id unique (id); alter table crm.planted add foreign key (client_id) references crm.clients (id)`],
  ['a foreign key leaves its schema', 'a key into another domain', `${walled}; alter table crm.planted add foreign key (tenant_id, id) references identity.users (tenant_id, id)`],
  ['a view that does not ask as its caller', 'a plain view', 'create view crm.planted as select * from crm.clients; alter view crm.planted owner to crm_owner'],
  ['a materialised view or foreign table, which row security cannot reach', 'a materialised view', 'create materialized view crm.planted as select 1 as one; alter materialized view crm.planted owner to crm_owner'],
  ['a function with its owner\'s rights that nobody listed', 'a new definer function', `create function crm.planted() returns int language sql security definer set search_path = '' as 'select 1'; revoke all on function crm.planted() from public`],
  ['a function with its owner\'s rights and an open search path or open to PUBLIC', 'an open search path', 'alter function crm.ensure_archive_partition(date) reset search_path'],
  ['a function with its owner\'s rights and an open search path or open to PUBLIC', 'a function open to all', 'grant execute on function crm.ensure_archive_partition(date) to public'],
  ['an accessor of the walls with an open search path', 'an accessor unpinned', 'alter function sec.tenant_id() reset search_path'],
  ['TRUNCATE, REFERENCES or TRIGGER is granted', 'a right to empty', 'grant truncate on crm.clients to crm_rw'],
  ['TRUNCATE, REFERENCES or TRIGGER is granted', 'a right to refer', 'grant references on crm.clients to crm_rw'],
  ['TRUNCATE, REFERENCES or TRIGGER is granted', 'a right to hook in', 'grant trigger on crm.clients to crm_rw'],
  ['a table is granted to PUBLIC or to another domain', 'a grant to another domain', 'grant select on crm.clients to files_rw'],
  ['a table is granted to PUBLIC or to another domain', 'a grant to all', 'grant select on crm.clients to public'],
  ['PUBLIC may use the schema', 'an open schema', 'grant usage on schema crm to public'],
  ['an object belongs to somebody else than the owner role', 'a table of the writer', 'grant create on schema crm to crm_rw', 'alter table crm.clients owner to crm_rw'],
  ['a role is too strong', 'a login that bypasses', 'alter role crm_rw bypassrls'],
  ['a role is too strong', 'a login that makes roles', 'alter role crm_relay createrole'],
  ['a login belongs to another role', 'a writer in its owner', 'grant crm_owner to crm_rw'],
  ['the owner may log in', 'an owner with a door', 'alter role crm_owner login'],
];

test.each(planted)('the checker finds «%s» in %s', async (why, _what, ...changes) => {
  const found = await after(...changes);
  expect(found.filter((one) => one.startsWith(`${why}: `)).length).toBeGreaterThan(0);
});

test('every rule of the checker was seen to bite', () => {
  expect(new Set(planted.map(([why]) => why)).size).toBe(ruleCount);
});
