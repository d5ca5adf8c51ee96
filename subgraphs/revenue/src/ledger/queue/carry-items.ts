import { idToUuid, uuidToId } from '@firmament/events';
import { LockMode } from '@mikro-orm/core';
import { ProviderFault, ReauthRequired, RetryLater, sweep, type Ctx, type SweepCtx, firmLine } from '@firmament/kit';
import { dueNow, laterOn, notAnyMore } from '../../due.js';
import { callLedger, ledgerOf } from '../connection/ledger-house.js';
import { LedgerLink } from '../link/ledger-link.entity.js';
import { LedgerRefused } from '../ledger-port.js';
import { WhoIsIt } from '../party/party-of.js';
import { carry, type Done, type Job } from './carry.js';
import { LedgerItem } from './ledger-item.entity.js';
import { standsThere, tellFailure } from './outcome.js';
import { workOf } from './papers.js';
import { wakeAfterOutage, wakeClient } from './push-later.js';

/** How long one try may take before another process may begin its own: longer than a call may take. */
const leaseMs = 150_000;
/** How soon something is looked at again that waits for its turn; the one before it wakes it sooner. */
const turnMs = 15_000;
/** How soon something is looked at again that waits for another thing to stand there; that one wakes it sooner. */
const asleepMs = 600_000;
const longestPauseMs = 600_000;
const pauseMs = (tries: number): number => Math.min(1_000 * 3 ** tries, longestPauseMs);

/** What is further ahead in the queue of the same client is first: nobody is credited before they were billed. What is stuck or asleep holds up nobody else. */
async function isItsTurn(ctx: Ctx, item: LedgerItem): Promise<boolean> {
  const [ahead] = await ctx.sql(`select 1 from revenue.ledger_items other, revenue.ledger_items mine where mine.id = $1 and other.state = 'WAITING' and not other.asleep and other.client_id is not distinct from mine.client_id and other.place < mine.place limit 1`, [idToUuid(item.id)]);
  return ahead === undefined;
}

async function waits(ctx: Ctx, id: string, inMs: number): Promise<null> {
  await laterOn(ctx, 'ledger', { id, at: null, inMs });
  return null;
}

/** Nobody works on an item that is done, whose ledger waits for somebody or asked for a pause, or whose turn it is not. */
async function take(ctx: Ctx, id: string): Promise<Job | null> {
  const item = await ctx.em.findOne(LedgerItem, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  const ledger = await ledgerOf(ctx);
  if (item?.state !== 'WAITING' || ledger?.state !== 'CONNECTED') { await notAnyMore(ctx, 'ledger', id); return null; }
  const quietMs = (ledger.retryAt?.getTime() ?? 0) - ctx.now.getTime();
  if (quietMs > 0) return waits(ctx, id, quietMs);
  if (!(await isItsTurn(ctx, item))) return waits(ctx, id, turnMs);
  const connectionId = uuidToId('cnx', ledger.id);
  const work = await workOf(ctx, item, connectionId);
  item.asleep = work.is === 'NOT_YET' && item.act === 'CREATE';
  if (item.asleep) { await ctx.em.flush(); await wakeNext(ctx, item); return waits(ctx, id, asleepMs); }
  item.tries += 1;
  await waits(ctx, id, leaseMs);
  return { item, connectionId, ledger: ledger.provider, work, link: await ctx.em.findOne(LedgerLink, { connectionId, kind: item.kind, ourId: item.ourId }) };
}

/** Whoever stood behind one that fell asleep need not wait for their own clock. */
async function wakeNext(ctx: Ctx, item: LedgerItem): Promise<void> {
  await ctx.sql(`update revenue.due set due_at = clock_timestamp() from revenue.ledger_items i where due.kind = 'ledger' and due.tenant_id = i.tenant_id and due.id = i.id and i.state = 'WAITING' and not i.asleep and i.client_id is not distinct from $1::uuid and due.due_at > clock_timestamp() and i.tries = 0`, [item.clientId === null ? null : idToUuid(item.clientId)]);
}

/** Keeps where it stands there. */
async function keepLink(ctx: Ctx, job: Job, outcome: Done): Promise<void> {
  const { item, connectionId } = job;
  const there = 'paper' in outcome ? outcome.paper : 'payment' in outcome ? outcome.payment : null;
  const link = await ctx.em.findOne(LedgerLink, { connectionId, kind: item.kind, ourId: item.ourId });
  if ('ended' in outcome && link) link.endedAt = ctx.now;
  if (!there) return;
  const stands = { externalId: there.externalId, syncToken: there.syncToken, totalMinor: there.totalMinor, url: 'url' in there ? there.url : null, feeMinor: 'feeMinor' in there ? there.feeMinor : null, ...('lines' in outcome ? { lines: [...outcome.lines] } : {}) };
  if (link) { Object.assign(link, stands, { endedAt: null }); return; }
  ctx.em.persist(ctx.em.create(LedgerLink, { id: ctx.newId('llk'), tenantId: item.tenantId, version: 1, clientId: item.clientId, connectionId, kind: item.kind, ourId: item.ourId, lines: [], endedAt: null, comparedAt: null, pushedAt: ctx.now, ...stands }));
}

/** It is done: where it stands is kept, and whoever waited for it goes on. */
async function done(ctx: Ctx, job: Job, outcome: Done): Promise<void> {
  const item = await ctx.em.findOneOrFail(LedgerItem, { id: job.item.id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  const wasAway = item.errorCode === 'UNAVAILABLE';
  Object.assign(item, { state: 'DONE', doneAt: ctx.now, problem: null, errorCode: null, fixUrl: null, toldCode: null });
  await notAnyMore(ctx, 'ledger', item.id);
  await keepLink(ctx, job, outcome);
  if ('paper' in outcome && item.act === 'CREATE') await standsThere(ctx, { ...job, item }, outcome.paper.externalId);
  await ctx.em.flush();
  await wakeClient(ctx, item.clientId);
  if (wasAway) await wakeAfterOutage(ctx);
}

/** What a failure means: a word for programs, a sentence for people, and whether it is tried again by itself. */
function meaningOf(error: unknown): { readonly code: string; readonly sentence: string; readonly fixUrl: string | null; readonly refused: boolean } {
  const code = error instanceof LedgerRefused ? error.code : error instanceof WhoIsIt ? 'WHO_IS_IT' : error instanceof ReauthRequired ? 'REAUTH' : error instanceof RetryLater && error.throttled ? 'THROTTLED' : 'UNAVAILABLE';
  const sentence = (error instanceof ProviderFault || error instanceof WhoIsIt ? error.message : 'It did not work, and the fault is ours. It is tried again.').slice(0, 500);
  return { code, sentence, fixUrl: error instanceof LedgerRefused ? error.fixUrl : null, refused: error instanceof LedgerRefused || error instanceof WhoIsIt };
}

/** It could not be done: later again, or stuck until somebody mended what the ledger names. Told once for each cause; a pause that the ledger asked for is no news. */
async function failed(ctx: Ctx, job: Job, error: unknown): Promise<void> {
  const item = await ctx.em.findOneOrFail(LedgerItem, { id: job.item.id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  const { code, sentence, fixUrl, refused } = meaningOf(error);
  Object.assign(item, { problem: sentence, errorCode: code, fixUrl });
  if (refused) { item.state = 'STUCK'; await notAnyMore(ctx, 'ledger', item.id); }
  else if (error instanceof ReauthRequired) await notAnyMore(ctx, 'ledger', item.id);
  else await laterOn(ctx, 'ledger', { id: item.id, at: null, inMs: Math.max(code === 'THROTTLED' ? 0 : pauseMs(item.tries), error instanceof RetryLater ? (error.retryAfterMs ?? 0) : 0) });
  await ctx.em.flush();
  if (refused) await wakeClient(ctx, item.clientId);
  if (item.toldCode === code || code === 'THROTTLED') return;
  item.toldCode = code;
  await tellFailure(ctx, { ...job, item }, { errorCode: code, sentence, retryable: !refused });
}

async function carryOne(ctx: SweepCtx, firmId: string, id: string): Promise<void> {
  const job = await ctx.inTenant(firmId, (inside) => take(inside, id));
  if (!job) return;
  const firm = firmLine(ctx, firmId, { correlationId: job.item.correlationId });
  // Nothing is open while a ledger takes its time.
  const outcome = await callLedger(ctx, firm, job.connectionId, async (ledger) => carry(ledger, firm, job)).then((answer) => ({ answer }), (error: unknown) => ({ error }));
  if ('error' in outcome && !(outcome.error instanceof ProviderFault) && !(outcome.error instanceof WhoIsIt)) ctx.log.error({ err: outcome.error, item: id }, 'something could not be carried to the ledger');
  await firm.inFirm((inside) => ('answer' in outcome ? done(inside, job, outcome.answer) : failed(inside, job, outcome.error)));
}

/** What is due of one firm, one after the other: two papers of one client never overtake each other. */
async function carryFirm(ctx: SweepCtx, tenant: string, ids: readonly string[]): Promise<void> {
  for (const id of ids) await carryOne(ctx, uuidToId('firm', tenant), uuidToId('lqi', id)).catch((error: unknown) => { ctx.log.error({ err: error, item: id }, 'an item of the queue failed; the next round tries again'); });
}

/** Carries to ledgers what was written down for them. Firms go side by side: a ledger that is slow holds up its own. */
export const carryToLedger = sweep({
  name: 'carry-to-ledger',
  everyMs: 1_000,
  run: async (ctx) => {
    const firms = Map.groupBy(await dueNow(ctx, 'ledger', null), (row) => row.tenant_id);
    await Promise.all([...firms].map(([tenant, rows]) => carryFirm(ctx, tenant, rows.map((row) => row.id))));
  },
});
