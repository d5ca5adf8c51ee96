import { newId, idToUuid } from '@firmament/kit';
import { loginRoles } from '@firmament/kit/bootstrap';
import { allDomains, ownDatabase, type OwnDatabase } from './database.js';

let db: OwnDatabase;
beforeAll(async () => { db = await ownDatabase(); });
afterAll(() => db?.drop());

test('each login of each domain is denied every other schema, and its own denies it what it must not have', async () => {
  const names = (await allDomains).map((def) => def.name);
  const context = { 'app.tenant_id': idToUuid(newId('firm')), 'app.actor_kind': 'staff' };
  const opened: string[] = [];
  for (const name of names) {
    for (const login of loginRoles(name)) {
      const asked = await db.as(login, context, `select current_user::text as login, (select rolsuper or rolbypassrls from pg_roles where rolname = current_user) as strong, n.nspname as schema,
        has_schema_privilege(current_user, n.oid, 'usage') as used, has_schema_privilege(current_user, n.oid, 'create') as made
        from pg_namespace n where n.nspname = any($1) or n.nspname = 'public'`, [names]);
      expect(asked[0]).toMatchObject({ login, strong: false });
      opened.push(...asked.filter((row) => row.made || (row.used && row.schema !== name)).map((row) => `${login} in ${String(row.schema)}`));
    }
  }
  expect(opened).toEqual([]);
});

test('a real question to a neighbour fails, though names and context are right', async () => {
  const names = (await allDomains).map((def) => def.name);
  const context = { 'app.tenant_id': idToUuid(newId('firm')), 'app.actor_kind': 'system' };
  for (const [i, name] of names.entries()) {
    const neighbour = names[(i + 1) % names.length] ?? '';
    for (const part of ['rw', 'consumer', 'relay', 'sweeper']) {
      await expect(db.as(`${name}_${part}`, context, `select 1 from ${neighbour}.client_ref`)).rejects.toThrow(`permission denied for schema ${neighbour}`);
    }
    expect(await db.as(`${name}_rw`, context, `select 1 from ${name}.client_ref`)).toEqual([]);
    await expect(db.as(`${name}_rw`, context, `create table ${name}.mine (id int)`)).rejects.toThrow('permission denied');
    await expect(db.as(`${name}_rw`, context, `set role ${name}_owner`)).rejects.toThrow('permission denied');
    await expect(db.as(`${name}_rw`, context, `select * from ${name}.outbox`)).rejects.toThrow('permission denied');
    await expect(db.as(`${name}_relay`, context, `select * from ${name}.client_ref`)).rejects.toThrow('permission denied');
    await expect(db.as(`${name}_rw`, {}, `select * from ${name}.client_ref, (values (1)) v`).then((rows) => { if (rows.length === 0) throw new Error('tenant context missing'); })).rejects.toThrow('tenant context missing');
  }
});

test('without a context every table of every domain answers with an error, rows of two firms in it', async () => {
  const { rows: tables } = await db.admin.query<{ schema: string; table: string }>(`select n.nspname as schema, c.relname as table from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any($1) and c.relkind = 'r' and exists (select 1 from pg_policy p where p.polrelid = c.oid and p.polname = 'tenant_isolation') and has_table_privilege(n.nspname || '_rw', c.oid, 'select') order by 1, 2`, [(await allDomains).map((def) => def.name)]);
  expect(tables.length).toBeGreaterThan(40);
  const firms = [idToUuid(newId('firm')), idToUuid(newId('firm'))];
  for (const { schema, table } of tables) {
    await plant(schema, table, firms);
    const held = (await db.admin.query(`select distinct tenant_id from ${schema}.${table} where tenant_id = any($1)`, [firms])).rowCount;
    expect({ table: `${schema}.${table}`, firms: held }).toEqual({ table: `${schema}.${table}`, firms: 2 });
    await expect(db.as(`${schema}_rw`, {}, `select * from ${schema}.${table}`)).rejects.toThrow(/context missing|actor kind missing/);
    const seen = await db.as(`${schema}_rw`, { 'app.tenant_id': firms[0] ?? '', 'app.actor_kind': 'staff' }, `select tenant_id from ${schema}.${table}`);
    expect({ table: `${schema}.${table}`, seen: [...new Set(seen.map((row) => row.tenant_id))] }).toEqual({ table: `${schema}.${table}`, seen: [firms[0]] });
    const denied = await db.as(`${schema}_rw`, { 'app.tenant_id': idToUuid(newId('firm')), 'app.actor_kind': 'staff' }, `select 1 from ${schema}.${table}`);
    expect({ table: `${schema}.${table}`, denied }).toEqual({ table: `${schema}.${table}`, denied: [] });
  }
}, 180_000);

/** One row per firm, made of the columns' types; keys, checks and triggers step aside, for the walls alone are asked here. */
async function plant(schema: string, table: string, firms: readonly string[]): Promise<void> {
  const name = `${schema}.${table}`;
  const { rows: checks } = await db.admin.query<{ conname: string }>(`select conname from pg_constraint where conrelid = $1::regclass and contype = 'c'`, [name]);
  for (const { conname } of checks) await db.admin.query(`alter table ${name} drop constraint "${conname}"`);
  const { rows: columns } = await db.admin.query<{ column: string; type: string }>(`select a.attname as column, format_type(a.atttypid, a.atttypmod) as type from pg_attribute a
    where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped and a.attnotnull and a.attgenerated = '' and a.attidentity = '' and a.attname <> 'tenant_id'`, [name]);
  const client = await db.admin.connect();
  try {
    await client.query('set session_replication_role = replica');
    for (const firm of firms) await client.query(`insert into ${name} (${['tenant_id', ...columns.map((one) => `"${one.column}"`)].join()}) values (${[`'${firm}'`, ...columns.map((one) => sample(one.type))].join()})`);
  } finally {
    await client.query('reset session_replication_role');
    client.release();
  }
}

/** An SQL value of a type. */
export function sample(type: string): string {
  if (type.endsWith('[]')) return `array[]::${type}`;
  if (type === 'uuid') return 'gen_random_uuid()';
  if (/^(text|character)/.test(type)) return `'ABC'::${type}`;
  if (type === 'jsonb') return `'{}'::jsonb`;
  if (type === 'bytea') return `'\\x00'::bytea`;
  if (type === 'boolean') return 'true';
  if (type.startsWith('timestamp') || type === 'date') return `'2026-03-01 10:00:00.123'::${type}`;
  if (type.startsWith('time')) return `'10:00'::${type}`;
  return `'1'::${type}`;
}
