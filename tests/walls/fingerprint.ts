import { look } from '../support/house.js';

/** A print of every row of every table of the domains, outboxes too, or of one firm's rows: two prints differ when anything was written. */
export async function fingerprint(tenantUuid?: string): Promise<Record<string, string>> {
  const tables = await look<{ name: string }>(`select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname !~ '^(pg_|information_schema|sec|ext|public)' and c.relname <> 'migrations'
    and ($1::uuid is null or exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id')) order by 1`, [tenantUuid ?? null]);
  const prints = await look<{ name: string; print: string }>(tables.map(({ name }) =>
    `select '${name}' as name, count(*) || ':' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') as print from ${name} t${tenantUuid ? ' where tenant_id = $1' : ''}`).join(' union all '), tenantUuid ? [tenantUuid] : []);
  return Object.fromEntries(prints.map(({ name, print }) => [name, print]));
}

/** The tables in which two prints differ. */
export function changed(before: Record<string, string>, after: Record<string, string>): string[] {
  return Object.keys({ ...before, ...after }).filter((name) => before[name] !== after[name]);
}
