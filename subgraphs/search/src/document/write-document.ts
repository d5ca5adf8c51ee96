import { idToUuid, uuidToId, type Ctx } from '@firmament/kit';
import { permissionOf, type Alias, type Kind } from './search-words.rules.js';

/** What of a record can be found. */
export interface Findable { kind: Kind; sourceId: string; clientId: string | null; title: string; also?: readonly Alias[] }

/** Files a record under its client. What was filed for this pair before is replaced, but a former name stays known. */
export async function fileDocument(ctx: Ctx, { kind, sourceId, clientId, title, also = [] }: Findable): Promise<void> {
  await ctx.sql(
    `insert into search.documents as d (tenant_id, id, version, kind, source_id, client_id, permission, title, title_folded, also, also_folded, changed_at)
     values (sec.tenant_id(), $1, 1, $2, $3, $4, $5, $6, search.fold($6), $7::jsonb, search.fold($8), $9)
     on conflict on constraint document_once do update set version = d.version + 1, title = excluded.title, title_folded = excluded.title_folded,
       also = d.also || excluded.also, also_folded = d.also_folded || ' ' || excluded.also_folded, changed_at = excluded.changed_at`,
    [idToUuid(ctx.newId('sdc')), kind, sourceId, clientId ? idToUuid(clientId) : null, permissionOf[kind], title, JSON.stringify(also), also.map(({ text }) => text).join(' '), ctx.now]);
}

/** The record that stands for a client today: itself, or the one it was merged into. */
export async function standingClient(ctx: Ctx, clientId: string): Promise<string> {
  const [row] = await ctx.sql<{ client_id: string }>(
    `with recursive trail as (
       select r.client_id, r.merged_into, 1 as step from search.client_ref r where r.client_id = $1
       union all select r.client_id, r.merged_into, t.step + 1 from trail t join search.client_ref r on r.client_id = t.merged_into where t.step < 20)
     select coalesce(merged_into, client_id) as client_id from trail order by step desc limit 1`, [idToUuid(clientId)]);
  return row ? uuidToId('cli', row.client_id) : clientId;
}
