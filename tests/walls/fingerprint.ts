import { look } from '../support/house.js';

/** A print of every row of every table of the domains, outboxes too: two prints differ when anything was written. */
export async function fingerprint(): Promise<Record<string, string>> {
  const tables = await look<{ name: string }>(`select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname !~ '^(pg_|information_schema|sec|ext|public)' and c.relname <> 'migrations' order by 1`);
  const prints = await look<{ name: string; print: string }>(tables.map(({ name }) =>
    `select '${name}' as name, count(*) || ':' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') as print from ${name} t`).join(' union all '));
  return Object.fromEntries(prints.map(({ name, print }) => [name, print]));
}

/** The tables in which two prints differ. */
export function changed(before: Record<string, string>, after: Record<string, string>): string[] {
  return Object.keys({ ...before, ...after }).filter((name) => before[name] !== after[name]);
}
