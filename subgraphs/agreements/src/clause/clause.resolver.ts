import { IsInt, IsOptional, Length, Matches } from 'class-validator';
import { Arg, Authorized, Ctx as Context, Field, FieldResolver, ID, InputType, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { clausePublished } from '@firmament/events';
import { JsonScalar, type Ctx } from '@firmament/kit';
import { clausesOf } from '../body/body.rules.js';
import type { Body } from '../body/body.types.js';
import { BodyInvalid, NothingToPublish } from '../errors.js';
import { plain, plainText } from '../text.rules.js';
import { Clause, ClauseVersion } from './clause.entity.js';
import { checkedBody } from './library.js';

@InputType({ description: 'A clause to add to the library.' })
export class CreateClauseInput {
  @Field(() => String, { description: 'Name.' }) @Length(1, 120) @Matches(plainText, plain) name!: string;
  @Field(() => JsonScalar, { description: 'The words, as the editor writes them (ProseMirror JSON).' }) body!: unknown;
}
@InputType({ description: 'A clause.' })
export class ClauseIdInput {
  @Field(() => ID, { description: 'The clause.' }) clauseId!: string;
  @Field(() => Int, { nullable: true, description: 'Refuse when the clause has another version by now.' }) @IsOptional() @IsInt() ifVersion?: number | null;
}
@InputType({ description: 'Other words for a clause.' })
export class SaveClauseDraftInput extends ClauseIdInput {
  @Field(() => JsonScalar, { description: 'The words, as the editor writes them (ProseMirror JSON).' }) body!: unknown;
}

/** A clause inside a clause would be fixed twice. */
function words(json: unknown): Body {
  const body = checkedBody(json);
  if (clausesOf(body).length > 0) throw new BodyInvalid('a clause cannot hold another clause');
  return body;
}

const newest = (ctx: Ctx, clauseId: string): Promise<ClauseVersion | null> => ctx.em.findOne(ClauseVersion, { clauseId }, { orderBy: { versionNo: 'DESC' } });

function add(ctx: Ctx, clause: Clause, version: { readonly no: number; readonly body: Body }): ClauseVersion {
  const row = ctx.em.create(ClauseVersion, { id: ctx.newId('clv'), tenantId: clause.tenantId, version: 1, clauseId: clause.id, versionNo: version.no, body: version.body, publishedAt: null, createdAt: ctx.now });
  ctx.em.persist(row);
  return row;
}

/** The clause library. */
@Resolver(() => Clause)
export class ClauseResolver {
  @Authorized('agreements.clause.view')
  @Query(() => [Clause], { description: 'The clauses of the library, by name.' })
  clauses(@Context() ctx: Ctx): Promise<Clause[]> { return ctx.read.rows(Clause, {}, { orderBy: { name: 'ASC' }, limit: 500 }); }

  @FieldResolver(() => [ClauseVersion], { description: 'All its wordings, the newest first.' })
  versions(@Root() clause: Clause, @Context() ctx: Ctx): Promise<ClauseVersion[]> { return ctx.read.children(ClauseVersion, 'clauseId', clause.id, { orderBy: { versionNo: 'DESC' } }); }

  @FieldResolver(() => ClauseVersion, { nullable: true, description: 'The wording that new contracts hold.' })
  async current(@Root() clause: Clause, @Context() ctx: Ctx): Promise<ClauseVersion | null> { return (await this.versions(clause, ctx)).find((one) => one.published) ?? null; }

  @Authorized('agreements.clause.edit')
  @Mutation(() => Clause, { description: 'Adds a clause with a first wording, which is a draft.' })
  async createClause(@Arg('input', () => CreateClauseInput, { description: 'The clause.' }) input: CreateClauseInput, @Context() ctx: Ctx): Promise<Clause> {
    const clause = ctx.em.create(Clause, { id: ctx.newId('cls'), tenantId: ctx.actor.tenantId ?? '', version: 1, name: input.name.trim(), createdAt: ctx.now });
    ctx.em.persist(clause);
    add(ctx, clause, { no: 1, body: words(input.body) });
    return clause;
  }

  @Authorized('agreements.clause.edit')
  @Mutation(() => ClauseVersion, { description: 'Writes a draft of a clause. What is published stays as it is.' })
  async saveClauseDraft(@Arg('input', () => SaveClauseDraftInput, { description: 'The draft.' }) input: SaveClauseDraftInput, @Context() ctx: Ctx): Promise<ClauseVersion> {
    const clause = await ctx.load(Clause, input.clauseId, { ifVersion: input.ifVersion ?? null });
    const last = await newest(ctx, clause.id);
    const body = words(input.body);
    if (!last || last.published) return add(ctx, clause, { no: (last?.versionNo ?? 0) + 1, body });
    last.rewrite(body);
    return last;
  }

  @Authorized('agreements.clause.publish')
  @Mutation(() => ClauseVersion, { description: 'Publishes the draft of a clause. Contracts that hold an earlier wording keep it.' })
  async publishClause(@Arg('input', () => ClauseIdInput, { description: 'Which.' }) input: ClauseIdInput, @Context() ctx: Ctx): Promise<ClauseVersion> {
    const clause = await ctx.load(Clause, input.clauseId, { ifVersion: input.ifVersion ?? null });
    const draft = await newest(ctx, clause.id);
    if (!draft || draft.published) throw new NothingToPublish(clause.name);
    draft.publishedAt = ctx.now;
    ctx.emit(clausePublished, { clauseId: clause.id, versionId: draft.id, name: clause.name, versionNo: draft.versionNo }, { aggregateId: clause.id });
    return draft;
  }
}

/** Wordings of clauses. */
@Resolver(() => ClauseVersion)
export class ClauseVersionResolver {
  @FieldResolver(() => Clause, { nullable: true, description: 'The clause.' })
  clause(@Root() version: ClauseVersion, @Context() ctx: Ctx): Promise<Clause | null> { return ctx.read.load(Clause, version.clauseId); }
}
