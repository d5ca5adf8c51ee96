import type { MikroORM } from '@mikro-orm/postgresql';
import type { DomainRuntime } from './domain-runtime.js';
import { writeFacts } from './fact-writer.js';
import { Conflict, Refusal } from './refusals.js';
import type { RequestContext } from './request-context.js';
import { sessionOf } from './session-values.js';
import { inSpan } from './tracing.js';
import { WriteTransaction } from './write-transaction.js';

/**
 * Runs `work` in one write transaction of the context: rows, facts and whatever `before` and `after` lay down leave together or not at all.
 * A named constraint that bites becomes the refusal declared for it.
 */
export function unitOfWork<T>(ctx: RequestContext, work: () => Promise<T>, orm: MikroORM = ctx.runtime.orm()): Promise<T> {
  return inSpan(`${ctx.runtime.def.name}.write`, {}, undefined, () => transact(ctx, work, orm));
}

async function transact<T>(ctx: RequestContext, work: () => Promise<T>, orm: MikroORM): Promise<T> {
  const write = await WriteTransaction.begin(orm, sessionOf(ctx.actor));
  ctx.attach(write);
  try {
    const result = await work();
    await write.flush();
    const facts = await writeFacts(ctx);
    await write.commit();
    if (facts > 0) ctx.runtime.nudge();
    return result;
  } catch (error) {
    await write.rollback().catch((failure: unknown) => ctx.log.warn({ err: failure }, 'rollback failed'));
    throw asRefusal(ctx.runtime, error);
  } finally {
    ctx.facts.length = 0;
    ctx.attach(null);
    await ctx.closeRead();
  }
}

interface DatabaseFault { code?: string; constraint?: string; cause?: unknown }

function faultOf(error: unknown): DatabaseFault {
  let at: unknown = error;
  for (let depth = 0; depth < 5 && at && typeof at === 'object'; depth++) {
    const fault = at as DatabaseFault;
    if (typeof fault.code === 'string' && /^[0-9A-Z]{5}$/.test(fault.code)) return fault;
    at = fault.cause;
  }
  return {};
}

/** Turns what Postgres said into what a caller can act on; anything else passes unchanged and is masked at the edge. */
export function asRefusal(runtime: DomainRuntime, error: unknown): unknown {
  if (error instanceof Refusal) return error;
  const fault = faultOf(error);
  const declared = fault.constraint ? runtime.def.constraints?.[fault.constraint] : undefined;
  if (declared) return declared();
  if (fault.code === '55P03' || fault.code === '40P01') return new Conflict('IN_PROGRESS', 'The same thing is being changed at this moment. Try again.');
  return error;
}
