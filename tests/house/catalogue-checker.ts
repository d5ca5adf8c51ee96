import type pg from 'pg';

/** What the walls of a database are held against; every exception has a name and a reason. */
export interface Ledger {
  /** `schema.table` of thin tables that one scanner reads across firms. */
  readonly scanned: Readonly<Record<string, string>>;
  /** `schema.table` of tables that stand outside of the firms, reached through listed functions or by one scanner alone. */
  readonly outside: Readonly<Record<string, string>>;
  /** `schema.table.column` of client columns that no client wall stands on. */
  readonly clientColumns: Readonly<Record<string, string>>;
  /** `schema.function(args)` of functions that run with their owner's rights. */
  readonly definers: Readonly<Record<string, string>>;
}

/** What a rule looks at: the domains' schemas, their roles, and the exceptions. */
interface Scope { readonly schemas: readonly string[]; readonly roles: readonly string[]; readonly ledger: Ledger }

/** A rule: rows of `what`, each a violation. `$1` are the schemas, `$2` the names that are excepted. */
interface Rule { readonly why: string; readonly sql: string; readonly except?: (ledger: Ledger) => readonly string[]; readonly overRoles?: true }

const tables = `(select n.nspname as s, c.relname as t, n.nspname || '.' || c.relname as name, c.* from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = any($1) and c.relkind in ('r', 'p') and c.relname <> 'migrations')`;
const outside = (ledger: Ledger): readonly string[] => Object.keys(ledger.outside);
const cross = (ledger: Ledger): readonly string[] => [...Object.keys(ledger.scanned), ...outside(ledger)];
/** The rule for a policy of sec.protect: the same words as on a table that it has just made. */
const policyMissing = (policy: string): string => `not exists (select 1 from pg_policy p join pg_policy m on m.polrelid = 'pg_temp.wall_model'::regclass and m.polname = '${policy}'
  where p.polrelid = x.oid and p.polname = '${policy}' and p.polpermissive = m.polpermissive and p.polcmd = m.polcmd and p.polroles = m.polroles
    and pg_get_expr(p.polqual, p.polrelid) = pg_get_expr(m.polqual, m.polrelid) and pg_get_expr(p.polwithcheck, p.polrelid) = pg_get_expr(m.polwithcheck, m.polrelid))`;

const rules: readonly Rule[] = [
  { why: 'row security is not enabled and forced', sql: `select name as what from ${tables} x where not (relrowsecurity and relforcerowsecurity)` },
  { why: 'tenant_id is missing, nullable or no uuid', except: outside, sql: `select name as what from ${tables} x where not (name = any($2))
    and not exists (select 1 from pg_attribute a where a.attrelid = x.oid and a.attname = 'tenant_id' and a.attnotnull and a.atttypid = 'uuid'::regtype)` },
  { why: 'the tenant wall is not the one that sec.protect builds', except: cross, sql: `select name as what from ${tables} x where not (name = any($2)) and ${policyMissing('tenant_isolation')}` },
  { why: 'a cross-tenant table opens to PUBLIC', sql: `select x.name as what from ${tables} x join pg_policy p on p.polrelid = x.oid where p.polpermissive and p.polroles = '{0}'
    and not exists (select 1 from pg_policy r where r.polrelid = x.oid and r.polname = 'tenant_isolation')` },
  { why: 'a key does not begin with tenant_id', except: outside, sql: `select x.name || ' ' || i.indexrelid::regclass::text as what from pg_index i join ${tables} x on x.oid = i.indrelid
    where (i.indisunique or i.indisexclusion) and not (x.name = any($2)) and (select a.attname from pg_attribute a where a.attrelid = i.indrelid and a.attnum = i.indkey[0]) is distinct from 'tenant_id'` },
  { why: 'a foreign key does not carry tenant_id', sql: `select x.name || ' ' || con.conname as what from pg_constraint con join ${tables} x on x.oid = con.conrelid where con.contype = 'f' and con.conparentid = 0
    and not exists (select 1 from unnest(con.conkey, con.confkey) k(a, b) join pg_attribute m on m.attrelid = con.conrelid and m.attnum = k.a join pg_attribute o on o.attrelid = con.confrelid and o.attnum = k.b
      where m.attname = 'tenant_id' and o.attname = 'tenant_id')` },
  { why: 'a foreign key leaves its schema', sql: `select x.name || ' ' || con.conname as what from pg_constraint con join ${tables} x on x.oid = con.conrelid join pg_class c on c.oid = con.confrelid where con.contype = 'f' and c.relnamespace <> x.relnamespace` },
  { why: 'a client column without the client wall', except: (ledger) => Object.keys(ledger.clientColumns), sql: `select x.name || '.client_id' as what from ${tables} x join pg_attribute a on a.attrelid = x.oid and a.attname = 'client_id' and a.attnum > 0
    where not (x.name || '.client_id' = any($2)) and ${policyMissing('client_isolation')}` },
  { why: 'a client wall without the wall of assignments', sql: `select x.name as what from ${tables} x join pg_policy p on p.polrelid = x.oid and p.polname = 'client_isolation' where ${policyMissing('assignment_isolation')}` },
  { why: 'a table without its base policy', except: cross, sql: `select name as what from ${tables} x where not (name = any($2)) and ${policyMissing('base')}` },
  { why: 'a view that does not ask as its caller', sql: `select n.nspname || '.' || c.relname as what from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = any($1) and c.relkind = 'v' and not coalesce(c.reloptions, '{}') @> '{security_invoker=true}'` },
  { why: 'a materialised view or foreign table, which row security cannot reach', sql: `select n.nspname || '.' || c.relname as what from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = any($1) and c.relkind in ('m', 'f')` },
  { why: 'a function with its owner\'s rights that nobody listed', except: (ledger) => Object.keys(ledger.definers), sql: `select p.oid::regprocedure::text as what from pg_proc p join pg_namespace n on n.oid = p.pronamespace where (n.nspname = any($1) or n.nspname in ('sec', 'public')) and p.prosecdef and not (p.oid::regprocedure::text = any($2))` },
  { why: 'a function with its owner\'s rights and an open search path or open to PUBLIC', sql: `select p.oid::regprocedure::text as what from pg_proc p join pg_namespace n on n.oid = p.pronamespace where (n.nspname = any($1) or n.nspname in ('sec', 'public')) and p.prosecdef
    and (not coalesce(p.proconfig, '{}') @> array['search_path=""'] or exists (select 1 from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) acl where acl.grantee = 0 and acl.privilege_type = 'EXECUTE'))` },
  { why: 'an accessor of the walls with an open search path', sql: `select p.oid::regprocedure::text as what from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'sec' and $1::text[] is not null and not coalesce(p.proconfig, '{}') @> array['search_path=""']` },
  { why: 'TRUNCATE, REFERENCES or TRIGGER is granted', sql: `select x.name || ' ' || acl.privilege_type || ' to ' || coalesce(acl.grantee::regrole::text, 'public') as what from ${tables} x, aclexplode(x.relacl) acl where acl.privilege_type in ('TRUNCATE', 'REFERENCES', 'TRIGGER') and acl.grantee <> x.relowner` },
  { why: 'a table is granted to PUBLIC or to another domain', sql: `select x.name || ' to ' || coalesce(nullif(acl.grantee, 0)::regrole::text, 'public') as what from ${tables} x, aclexplode(x.relacl) acl where acl.grantee <> x.relowner and (acl.grantee = 0 or acl.grantee::regrole::text not like x.s || '\\_%')` },
  { why: 'PUBLIC may use the schema', sql: `select n.nspname as what from pg_namespace n, aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) acl where (n.nspname = any($1) or n.nspname = 'public') and acl.grantee = 0` },
  { why: 'an object belongs to somebody else than the owner role', sql: `select n.nspname || '.' || c.relname as what from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = any($1) and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S') and c.relowner::regrole::text <> n.nspname || '_owner'` },
  { why: 'a role is too strong', overRoles: true, sql: `select rolname as what from pg_roles where rolname = any($1) and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication or rolinherit)` },
  { why: 'a login belongs to another role', overRoles: true, sql: `select m.member::regrole::text || ' in ' || m.roleid::regrole::text as what from pg_auth_members m where m.member::regrole::text = any($1) and m.member::regrole::text not like '%\\_owner'` },
  { why: 'the owner may log in', overRoles: true, sql: `select rolname as what from pg_roles where rolname = any($1) and rolname like '%\\_owner' and rolcanlogin` },
];

/** Everything that is wrong with the walls, in words. Runs inside the caller's transaction, so that planted faults can be rolled back. */
export async function violations(client: pg.PoolClient, scope: Scope): Promise<string[]> {
  await client.query('create temporary table if not exists wall_model (tenant_id uuid not null, client_id uuid)');
  await client.query(`do $$ begin if not exists (select 1 from pg_policy where polrelid = 'pg_temp.wall_model'::regclass) then perform sec.protect('pg_temp.wall_model', 'client_id'); end if; end $$`);
  const found: string[] = [];
  for (const rule of rules) {
    const params: unknown[] = [rule.overRoles ? scope.roles : scope.schemas, ...(rule.except ? [rule.except(scope.ledger)] : [])];
    const { rows } = await client.query<{ what: string }>(rule.sql, params);
    found.push(...rows.map((row) => `${rule.why}: ${row.what}`));
  }
  return found;
}

/** How many rules there are. */
export const ruleCount = rules.length;
