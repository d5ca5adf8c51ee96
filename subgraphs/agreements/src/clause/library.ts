import { isId, NotFound, type Ctx } from '@firmament/kit';
import { clausesOf, withClauses } from '../body/body.rules.js';
import type { Body } from '../body/body.types.js';
import { readBody } from '../body/schema.rules.js';
import { BodyInvalid, ClauseUnknown } from '../errors.js';
import { Clause, ClauseVersion } from './clause.entity.js';

/** The published words of these versions; versions that are unknown or drafts are left out. */
export async function libraryOf(ctx: Ctx, versionIds: readonly string[]): Promise<Map<string, Body>> {
  if (versionIds.length === 0) return new Map();
  const found = await ctx.em.find(ClauseVersion, { id: { $in: [...versionIds] }, publishedAt: { $ne: null } });
  return new Map(found.map((one) => [one.id, one.body]));
}

/** Refuses ids of clauses that this firm does not have. */
export async function demandClauses(ctx: Ctx, clauseIds: readonly string[]): Promise<void> {
  const wanted = [...new Set(clauseIds)];
  const known = wanted.every((id) => isId('cls', id)) ? await ctx.em.count(Clause, { id: { $in: wanted } }) : -1;
  if (known !== wanted.length) throw new NotFound('This clause does not exist.');
}

/** The names of the clauses of these versions, for sentences. */
export async function clauseNames(ctx: Ctx, versionIds: readonly string[]): Promise<string[]> {
  const versions = await ctx.em.find(ClauseVersion, { id: { $in: [...versionIds] } });
  const clauses = await ctx.em.find(Clause, { id: { $in: versions.map((one) => one.clauseId) } }, { orderBy: { name: 'ASC' } });
  return clauses.length === 0 ? ['a clause'] : clauses.map((one) => one.name);
}

/** Reads a text or refuses it with a sentence. */
export function checkedBody(json: unknown, field?: string): Body {
  const body = readBody(json);
  if (typeof body === 'string') throw new BodyInvalid(body, field);
  return body;
}

/** Reads a text for a template: its fixed clauses are of the library, and have the words of the library. */
export async function checkedTemplateBody(ctx: Ctx, json: unknown): Promise<Body> {
  const body = checkedBody(json);
  const wanted = clausesOf(body);
  const library = await libraryOf(ctx, wanted);
  if (library.size !== wanted.length) throw new ClauseUnknown();
  return withClauses(body, library);
}
