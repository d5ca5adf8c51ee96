import type { MikroORM } from '@mikro-orm/postgresql';
import type { DomainRuntime } from './domain-runtime.js';
import { writeFacts } from './fact-writer.js';
import { Conflict, Refusal, Unavailable } from './refusals.js';
import type { RequestContext } from './request-context.js';
import { sessionOf } from './session-values.js';
import { inSpan } from './tracing.js';
import { WriteTransaction } from './write-transaction.js';

/**
 * Runs `work` in one write transaction of the context: rows, facts and whatever `before` and `after` lay down leave together or not at all.
 * A named constraint that bites becomes the refusal declared for it.
 */
export async function unitOfWork<T>(ctx: RequestContext, work: () => Promise<T>, orm: MikroORM = ctx.runtime.orm()): Promise<T> {
  const [result] = await unitsInRow([ctx], work, orm);
  return result as T;
}

/** Runs the work of contexts of one firm, one after the other, in one write transaction: all of it leaves together or not at all. Each finds what the one before it wrote. */
export function unitsInRow<T>(row: readonly [RequestContext, ...RequestContext[]], work: (ctx: RequestContext) => Promise<T>, orm: MikroORM = row[0].runtime.orm()): Promise<T[]> {
  return inSpan(`${row[0].runtime.def.name}.write`, {}, undefined, () => transact(row, work, orm));
}

async function transact<T>(row: readonly [RequestContext, ...RequestContext[]], work: (ctx: RequestContext) => Promise<T>, orm: MikroORM): Promise<T[]> {
  const [{ runtime, actor, log }] = row;
  const write = await WriteTransaction.begin(orm, sessionOf(actor));
  const results: T[] = [];
  let facts = 0;
  try {
    for (const ctx of row) {
      // What the one before read may have been changed since by a statement that the entity manager knows nothing of.
      if (ctx !== row[0]) write.forget();
      ctx.attach(write);
      results.push(await work(ctx));
      await write.flush();
      facts += await writeFacts(ctx);
    }
    await write.commit();
    if (facts > 0) runtime.nudge();
    return results;
  } catch (error) {
    await write.rollback().catch((failure: unknown) => log.warn({ err: failure }, 'rollback failed'));
    throw asRefusal(runtime, error);
  } finally {
    for (const ctx of row) await letGo(ctx);
  }
}

async function letGo(ctx: RequestContext): Promise<void> {
  ctx.facts.length = 0;
  ctx.attach(null);
  await ctx.closeRead();
}

interface DatabaseFault { code?: string; constraint?: string; cause?: unknown }

/** An error and what caused it; five are more than any library nests. What is no error in GraphQL's eyes comes wrapped under another name. */
function causesOf(error: unknown): (DatabaseFault & { message?: string })[] {
  const causes: (DatabaseFault & { thrownValue?: unknown })[] = [];
  for (let at = error; causes.length < 5 && at && typeof at === 'object'; at = causes.at(-1)?.cause ?? causes.at(-1)?.thrownValue) causes.push(at);
  return causes;
}

const faultOf = (error: unknown): DatabaseFault => causesOf(error).find((fault) => typeof fault.code === 'string' && /^[0-9A-Z]{5}$/.test(fault.code)) ?? {};

// Out of room or of connections (53), going down or coming up (57P), broken off (08), left open for too long (25P03); the driver's own words have no code.
const awayCode = /^(53|57P|08)|^25P03$|^ECONN(REFUSED|RESET)$|^EPIPE$|^ETIMEDOUT$/;
const awayWords = /^Connection terminated|not queryable|^timeout exceeded when trying to connect/;
const isAway = (error: unknown): boolean => causesOf(error).some(({ code, message }) => awayCode.test(code ?? '') || awayWords.test(message ?? ''));

/** Turns what Postgres said into what a caller can act on; anything else passes unchanged and is masked at the edge. */
export function asRefusal(runtime: DomainRuntime, error: unknown): unknown {
  if (error instanceof Refusal) return error;
  const fault = faultOf(error);
  const declared = fault.constraint ? runtime.def.constraints?.[fault.constraint] : undefined;
  if (declared) return declared();
  if (fault.code === '55P03' || fault.code === '40P01') return new Conflict('IN_PROGRESS', 'The same thing is being changed at this moment. Try again.');
  if (isAway(error)) return unavailable(runtime, error);
  return error;
}

function unavailable(runtime: DomainRuntime, error: unknown): Unavailable {
  runtime.log.warn({ err: error }, 'the database did not serve');
  return new Unavailable();
}
