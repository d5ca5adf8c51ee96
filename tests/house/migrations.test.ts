import { migrateDomain } from '@firmament/kit/bootstrap';
import { allDomains, ownDatabase, type OwnDatabase } from './database.js';

let db: OwnDatabase;
beforeAll(async () => { db = await ownDatabase('empty'); });
afterAll(() => db?.drop());

/** The whole shape of a schema in words: tables, columns, keys, indexes, policies, functions, triggers, rights. */
async function shapeOf(schema: string): Promise<string[]> {
  const { rows } = await db.admin.query<{ line: string }>(`
    select 'table ' || c.relname || ' ' || c.relkind::text || ' ' || c.relrowsecurity || c.relforcerowsecurity || ' ' || c.relowner::regrole || ' ' || coalesce((select string_agg(acl::text, ' ' order by acl::text) from unnest(c.relacl) acl), '') as line
      from pg_class c where c.relnamespace = $1::text::regnamespace and c.relkind in ('r', 'p', 'v', 'S')
    union all select 'column ' || c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull || ' ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '')
      from pg_attribute a join pg_class c on c.oid = a.attrelid left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum where c.relnamespace = $1::text::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
    union all select 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint where connamespace = $1::text::regnamespace
    union all select 'index ' || indexdef from pg_indexes where schemaname = $1::text
    union all select 'policy ' || tablename || ' ' || policyname || ' ' || permissive || ' ' || roles::text || ' ' || cmd || ' ' || coalesce(qual, '') || ' ' || coalesce(with_check, '') from pg_policies where schemaname = $1::text
    union all select 'function ' || pg_get_functiondef(p.oid) || ' ' || coalesce((select string_agg(acl::text, ' ' order by acl::text) from unnest(p.proacl) acl), '') from pg_proc p where p.pronamespace = $1::text::regnamespace
    union all select 'trigger ' || pg_get_triggerdef(t.oid) from pg_trigger t join pg_class c on c.oid = t.tgrelid where c.relnamespace = $1::text::regnamespace and not t.tgisinternal
    order by 1`, [schema]);
  return rows.map((row) => row.line);
}

test('every domain goes up, down to nothing, and up again to the very same shape', async () => {
  const defs = await allDomains;
  for (const def of defs) expect(await migrateDomain(def, db.urlFor())).toHaveLength(def.migrations.length);
  for (const def of defs) {
    const first = await shapeOf(def.name);
    expect(first.length).toBeGreaterThan(50);
    await migrateDomain(def, db.urlFor(), { down: def.migrations.length });
    const left = (await shapeOf(def.name)).filter((line) => !/migrations/.test(line));
    expect({ domain: def.name, left }).toEqual({ domain: def.name, left: [] });
    await migrateDomain(def, db.urlFor());
    expect(await shapeOf(def.name)).toEqual(first);
  }
}, 240_000);

test('the names of migrations are unique within a domain and in the order of their files', async () => {
  for (const def of await allDomains) {
    const names = def.migrations.map((one) => one.name);
    expect(new Set(names).size).toBe(names.length);
  }
});

test('a domain migrates in a database of its own, without the others', async () => {
  const alone = await ownDatabase('empty');
  try {
    const [crm] = (await allDomains).filter((def) => def.name === 'crm');
    if (!crm) throw new Error('the house has no crm');
    expect(await migrateDomain(crm, alone.urlFor())).toHaveLength(crm.migrations.length);
    expect(await migrateDomain(crm, alone.urlFor())).toEqual([]);
  } finally { await alone.drop(); }
});

test('money that was read in a ledger keeps its mark when its words become the payer\'s own, and gets them back on the way back', async () => {
  const own = await ownDatabase('empty');
  try {
    const [revenue] = (await allDomains).filter((def) => def.name === 'revenue');
    if (!revenue) throw new Error('the house has no revenue');
    await migrateDomain(revenue, own.urlFor());
    const steps = revenue.migrations.length - revenue.migrations.findIndex((one) => one.name === 'MoneyReadInLedgers');
    await migrateDomain(revenue, own.urlFor(), { down: steps });
    const paid = (reference: string | null) => own.admin.query(`insert into revenue.payments (tenant_id, id, version, client_id, amount_minor, allocated_minor, refunded_minor, currency, method, state, received_on, reference, created_at)
      values (gen_random_uuid(), gen_random_uuid(), 1, gen_random_uuid(), 100, 0, 0, 'GBP', 'CASH', 'RECEIVED', '2026-11-19', $1, now())`, [reference]);
    for (const words of ['ledger:CASTELLAN 2', 'CASTELLAN 1', null]) await paid(words);
    const seen = async (columns: string) => (await own.admin.query<Record<string, unknown>>(`select ${columns} from revenue.payments order by reference nulls last`)).rows;
    await migrateDomain(revenue, own.urlFor());
    expect(await seen('reference, from_ledger')).toEqual([{ reference: 'CASTELLAN 1', from_ledger: false }, { reference: 'CASTELLAN 2', from_ledger: true }, { reference: null, from_ledger: false }]);
    await migrateDomain(revenue, own.urlFor(), { down: steps });
    expect(await seen('reference')).toEqual([{ reference: 'CASTELLAN 1' }, { reference: 'ledger:CASTELLAN 2' }, { reference: null }]);
  } finally { await own.drop(); }
});

test('what comes due by the clock goes on the way back with the step that brought its kind', async () => {
  const own = await ownDatabase('empty');
  try {
    for (const def of await allDomains) {
      await migrateDomain(def, own.urlFor());
      const { rows: [check] } = await own.admin.query<{ words: string }>(`select pg_get_constraintdef(oid) as words from pg_constraint where conname = 'due_kind_check' and connamespace = $1::text::regnamespace`, [def.name]);
      const kinds = [...(check?.words ?? '').matchAll(/'(\w+)'/g)].map((match) => match[1]);
      for (const kind of kinds) await own.admin.query(`insert into ${def.name}.due (tenant_id, kind, id, due_at) values (gen_random_uuid(), $1, gen_random_uuid(), now())`, [kind]);
      const until = def.migrations.length;
      for (let step = 0; step < until && kinds.length > 0; step += 1) await migrateDomain(def, own.urlFor(), { down: 1 }).catch((error: Error) => { throw new Error(`${def.name}, ${def.migrations.at(-1 - step)?.name ?? ''}: ${error.message}`); });
    }
  } finally { await own.drop(); }
}, 120_000);
