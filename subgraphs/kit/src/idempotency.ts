import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { getNamedType, isEnumType, isObjectType, isScalarType, type GraphQLOutputType, type GraphQLResolveInfo } from 'graphql';
import type { Marks } from './audience.js';
import { codeSchema } from './code-schema.js';
import type { RequestContext } from './request-context.js';
import { Invalid, IdempotencyMismatch, NotFound } from './refusals.js';

/** What is kept of an answer: ids and plain words, never personal text. */
type Kept = { ref: string; type: string } | { fields: Record<string, unknown> } | null;

const keyPattern = /^[A-Za-z0-9_\-:.]{8,255}$/;

/**
 * Makes a keyed mutation happen once. The record is laid in the same commit as the effect; a parallel twin waits on it.
 * A replay checks the rights again, loads what the first answer named, and resolves the selection anew.
 */
export async function once(ctx: RequestContext, operation: string, args: unknown, info: GraphQLResolveInfo, act: () => Promise<unknown>): Promise<unknown> {
  const key = ctx.meta.idempotencyKey;
  if (!key || !ctx.actor.tenantId) return act();
  if (!keyPattern.test(key)) throw new Invalid('IDEMPOTENCY_KEY', 'A key is 8 to 255 letters, digits and - _ : .');
  const principal = `${ctx.actor.kind}:${ctx.actor.runId ?? ctx.actor.id}`;
  const hash = createHash('sha256').update(`${operation}\n${canonicalize(withoutSecrets(args)) ?? ''}`).digest();
  const table = `${ctx.runtime.def.name}.idempotency`;
  // Keys of a workflow must outlive any pause of the run; a sweep removes them when the run is gone.
  const lifetime = ctx.actor.kind === 'service' ? '100 years' : '7 days';
  const claimed = await ctx.sql(
    `insert into ${table} (tenant_id, principal, key, operation, request_hash, expires_at) values (sec.tenant_id(), $1, $2, $3, $4, clock_timestamp() + $5::interval) on conflict do nothing returning key`,
    [principal, key, operation, hash, lifetime]);
  if (claimed.length === 0) return replay(ctx, table, principal, key, hash, info);
  const answer = await act();
  await ctx.sql(`update ${table} set status = 'done', response = $3 where principal = $1 and key = $2`, [principal, key, JSON.stringify(keep(ctx, answer, info.returnType))]);
  return answer;
}

const secretName = /password|secret|code|token/i;

/** The stored hash is a fast one, so nothing that somebody could guess back from it may go in. */
function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  // JSON has no word for a whole number beyond 2^53.
  if (typeof value === 'bigint') return String(value);
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, secretName.test(key) && typeof inner === 'string' ? 'withheld' : withoutSecrets(inner)]));
}

async function replay(ctx: RequestContext, table: string, principal: string, key: string, hash: Buffer, info: GraphQLResolveInfo): Promise<unknown> {
  const [row] = await ctx.sql<{ request_hash: Buffer; response: Kept }>(`select request_hash, response from ${table} where principal = $1 and key = $2`, [principal, key]);
  if (!row || !row.request_hash.equals(hash)) throw new IdempotencyMismatch();
  ctx.replayed = true;
  return restore(ctx, row.response, info.returnType);
}

function keep(ctx: RequestContext, answer: unknown, type: GraphQLOutputType): Kept | unknown {
  if (answer === null || answer === undefined) return null;
  if (Array.isArray(answer)) return answer.map((one) => keep(ctx, one, getNamedType(type)));
  const named = getNamedType(type);
  if (!isObjectType(named)) return answer;
  const value = answer as Record<string, unknown>;
  if (typeof value.id === 'string') return { ref: value.id, type: named.name };
  // The marks live in the schema that the code declares; the one that runs is rebuilt from its text and has none.
  const declared = codeSchema(ctx.runtime.def).getType(named.name);
  const marksOf = (name: string): Marks => (isObjectType(declared) ? (declared.getFields()[name]?.extensions as Marks | undefined) ?? {} : {});
  const fields: Record<string, unknown> = {};
  for (const field of Object.values(named.getFields())) {
    const inner = getNamedType(field.type);
    const plain = isEnumType(inner) || (isScalarType(inner) && marksOf(field.name).personal !== true);
    if (field.name in value && (isObjectType(inner) || plain)) fields[field.name] = keep(ctx, value[field.name], field.type);
  }
  return { fields };
}

async function restore(ctx: RequestContext, kept: unknown, type: GraphQLOutputType): Promise<unknown> {
  if (Array.isArray(kept)) return Promise.all(kept.map((one) => restore(ctx, one, getNamedType(type))));
  if (kept === null || typeof kept !== 'object') return kept;
  if ('ref' in kept) {
    const { ref, type: name } = kept as { ref: string; type: string };
    const reference = ctx.runtime.def.references?.[name];
    if (!reference) return { id: ref };
    return (await reference.resolve(ref, ctx)) ?? Promise.reject(new NotFound());
  }
  const named = getNamedType(type);
  if (!('fields' in kept) || !isObjectType(named)) return kept;
  const entries = Object.entries((kept as { fields: Record<string, unknown> }).fields).map(async ([name, value]) => {
    const field = named.getFields()[name];
    return [name, field ? await restore(ctx, value, field.type) : value] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}
