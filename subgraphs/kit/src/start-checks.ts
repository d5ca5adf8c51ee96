import type { Pool } from 'pg';
import type { SubgraphDefinition } from './define-subgraph.js';

/** The database is not as this code needs it; serving would be unsafe. The sentence names what to do. */
export class NotReadyToServe extends Error {}

/** Refuses to serve on pending migrations, a table whose walls are open, or a login that is too strong. */
export async function assertReadyToServe(def: SubgraphDefinition, pool: Pool): Promise<void> {
  const [role] = (await pool.query<{ name: string; strong: boolean }>(
    `select rolname as name, (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication
       or exists (select 1 from pg_auth_members m where m.member = r.oid)
       or exists (select 1 from pg_class c where c.relowner = r.oid and c.relkind in ('r', 'p', 'v', 'm', 'f'))) as strong from pg_roles r where rolname = current_user`)).rows;
  if (!role || role.strong) throw new NotReadyToServe(`The login ${role?.name ?? 'of the service'} is too strong to serve ${def.name}: give it the ${def.name}_rw login.`);
  const pending = await pendingMigrations(def, pool);
  if (pending.length > 0) throw new NotReadyToServe(`${def.name} has ${pending.length} pending migration(s) (${pending[0]}): run the migrations before serving.`);
  const open = (await pool.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = $1 and c.relkind in ('r', 'p') and c.relname <> 'migrations' and not (c.relrowsecurity and c.relforcerowsecurity)`, [def.name])).rows;
  if (open.length > 0) throw new NotReadyToServe(`${def.name}.${open[0]?.name} has no forced row security: no request may be served over an open wall.`);
}

async function pendingMigrations(def: SubgraphDefinition, pool: Pool): Promise<string[]> {
  const exists = (await pool.query<{ found: string | null }>('select to_regclass($1)::text as found', [`${def.name}.migrations`])).rows[0]?.found;
  const names = def.migrations.map((one) => one.name);
  if (!exists) return names;
  const done = new Set((await pool.query<{ name: string }>(`select name from ${def.name}.migrations`)).rows.map((row) => row.name));
  return names.filter((name) => !done.has(name));
}
