import { Arg, Authorized, Ctx as Context, Field, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { Invalid, uuidToId, type Ctx } from '@firmament/kit';
import { ClientRef } from '../stubs.js';
import { SearchKind } from './document.entity.js';
import { hrefOf, permissionOf, whyFound, wordsOf, type Alias, type Kind } from './search-words.rules.js';

@ObjectType({ description: 'A record that was found.' })
export class SearchHit {
  @Field(() => SearchKind, { description: 'What sort of record.' }) kind!: SearchKind;
  @Field(() => ID, { description: 'Its id.' }) recordId!: string;
  @Field(() => String, { description: 'What it is called.' }) title!: string;
  @Field(() => String, { description: 'Where it is shown.' }) href!: string;
  @Field(() => ClientRef, { nullable: true, description: 'The client it belongs to.' }) client!: ClientRef | null;
  @Field(() => String, { description: 'Why it was found.' }) why!: string;
}

type FoundRow = { kind: Kind; source_id: string; client_id: string | null; title: string; rank: number; alias: Alias | null };

/** Exact, beginning, beginning of a word, all words in the title, all words somewhere, almost. The rights stand in the condition, so a hidden record is not even counted. */
const findDocuments = `
with q as materialized (select search.fold($1) as text, (select array_agg(search.fold(w)) from unnest($2::text[]) w) as words),
found as (
  select d.kind, d.source_id, d.client_id, d.title, d.also, d.id, q.words, ext.word_similarity(q.text, d.title_folded) as likeness,
    case when d.title_folded = q.text then 0 when starts_with(d.title_folded, q.text) then 1 when position(' ' || q.text in d.title_folded) > 0 then 2
      when (select bool_and(position(w in d.title_folded) > 0) from unnest(q.words) w) then 3
      when (select bool_and(position(w in d.title_folded || ' ' || d.also_folded) > 0) from unnest(q.words) w) then 4
      when q.text operator(ext.<%) d.title_folded then 5 end as rank
  from search.documents d cross join q
  where d.permission = any($3::text[]))
select kind, source_id, client_id, title, rank,
  (select a from jsonb_array_elements(also) a where rank = 4 and exists (select 1 from unnest(words) w where position(w in search.fold(a ->> 'text')) > 0) limit 1) as alias
from found where rank is not null order by rank, likeness desc, title, id limit $4`;

@Resolver(() => SearchHit)
export class SearchResolver {
  @Authorized('search.document.view')
  @Query(() => [SearchHit], { description: 'Records that match, the best on top, as far as you may see them. Accents, capitals and small slips do not matter; fewer than two characters find nothing.' })
  async search(
    @Arg('text', () => String, { description: 'What was typed, at most 200 characters.' }) text: string,
    @Arg('first', () => Int, { defaultValue: 20, description: 'How many, 1 to 50.' }) first: number,
    @Context() ctx: Ctx,
  ): Promise<SearchHit[]> {
    if (first < 1 || first > 50) throw new Invalid('PAGE_SIZE', 'Ask for 1 to 50 records.', 'first');
    if (text.length > 200) throw new Invalid('SEARCH_TEXT', 'Search with at most 200 characters.', 'text');
    const typed = text.replace(/[\u0000-\u001f]/g, ' ').trim();
    const allowed = Object.values(permissionOf).filter((permission) => ctx.can(permission));
    if (typed.length < 2 || allowed.length === 0) return [];
    const rows = await ctx.read.sql<FoundRow>(findDocuments, [typed, wordsOf(typed), allowed, first]);
    return rows.map(hitOf);
  }
}

function hitOf(row: FoundRow): SearchHit {
  const clientId = row.client_id ? uuidToId('cli', row.client_id) : null;
  return Object.assign(new SearchHit(), {
    kind: row.kind, recordId: row.source_id, title: row.title, href: hrefOf(row.kind, row.source_id, clientId),
    client: clientId ? Object.assign(new ClientRef(), { id: clientId }) : null, why: whyFound(row.rank, row.alias),
  });
}
