import { type clientCreated, type clientErased, type clientMerged, type clientUpdated, type DataOf } from '@firmament/events';
import { idToUuid, type Ctx, type ReceivedEvent } from '@firmament/kit';
import { fileDocument } from './write-document.js';

/** A new client can be found. */
export async function fileClient({ data }: ReceivedEvent<DataOf<typeof clientCreated>>, ctx: Ctx): Promise<void> {
  await fileDocument(ctx, { kind: 'CLIENT', sourceId: data.clientId, clientId: data.clientId, title: data.displayName });
}

/** A client with another name is found by both. */
export async function renameClient({ data }: ReceivedEvent<DataOf<typeof clientUpdated>>, ctx: Ctx): Promise<void> {
  const name = data.changes.find((change) => change.field === 'displayName')?.after;
  if (typeof name !== 'string' || name === '') return;
  await ctx.sql(
    `update search.documents set version = version + 1, title = $2, title_folded = search.fold($2), changed_at = $3,
       also = also || jsonb_build_array(jsonb_build_object('as', 'FORMER_NAME', 'text', title)), also_folded = also_folded || ' ' || title_folded
     where kind = 'CLIENT' and source_id = $1 and title <> $2`, [data.clientId, name, ctx.now]);
}

/** A merged client is found by its old name and leads to the survivor; what belonged to it moves along, each thing once. */
export async function followMerge({ data }: ReceivedEvent<DataOf<typeof clientMerged>>, ctx: Ctx): Promise<void> {
  await ctx.sql(
    `with gone as (delete from search.documents where kind = 'CLIENT' and source_id = any($1::text[]) returning title, title_folded, also, also_folded),
       names as (select jsonb_agg(jsonb_build_object('as', 'FORMER_NAME', 'text', title)) || coalesce(jsonb_agg(a) filter (where a is not null), '[]') as also,
         string_agg(distinct title_folded || ' ' || also_folded, ' ') as folded from gone left join lateral jsonb_array_elements(gone.also) a on true)
     update search.documents d set version = d.version + 1, also = d.also || names.also, also_folded = d.also_folded || ' ' || names.folded, changed_at = $3
     from names where d.kind = 'CLIENT' and d.source_id = $2 and names.also is not null`, [data.mergedIds, data.survivorId, ctx.now]);
  const survivor = idToUuid(data.survivorId);
  for (const merged of data.mergedIds.map(idToUuid)) {
    await ctx.sql('delete from search.documents d using search.documents s where d.client_id = $1 and s.client_id = $2 and s.kind = d.kind and s.source_id = d.source_id', [merged, survivor]);
    await ctx.sql('update search.documents set client_id = $2, version = version + 1 where client_id = $1', [merged, survivor]);
  }
}

/** Nothing of an erased client can be found. */
export async function forgetClient({ data }: ReceivedEvent<DataOf<typeof clientErased>>, ctx: Ctx): Promise<void> {
  await ctx.sql('delete from search.documents where client_id = $1', [idToUuid(data.clientId)]);
}
