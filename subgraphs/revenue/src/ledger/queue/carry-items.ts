import { idToUuid, uuidToId } from '@firmament/events';
import { LockMode } from '@mikro-orm/core';
import { ProviderFault, ReauthRequired, RetryLater, sweep, type Ctx, type SweepCtx } from '@firmament/kit';
import { dueNow, laterOn, notAnyMore } from '../../due.js';
import { callLedger, firmLine, ledgerOf, type FirmLine } from '../connection/ledger-house.js';
import { ledgerWords } from '../connection/ledger-config.js';
import { LedgerLink, type LinkedLine } from '../link/ledger-link.entity.js';
import { LedgerRefused, type Ledger, type LedgerName, type PaperReading, type PaymentReading } from '../ledger-port.js';
import { partyOf, WhoIsIt } from '../party/party-of.js';
import { LedgerItem } from './ledger-item.entity.js';
import { standsThere, tellFailure } from './outcome.js';
import { workOf, type PaperWork, type PaymentWork, type Work } from './papers.js';

/** How long one try may take before another process may begin its own: longer than a call may take. */
const leaseMs = 150_000;
/** How soon something is looked at again that waits for another thing to stand there first. */
const turnMs = 2_000;
const longestPauseMs = 600_000;
const pauseMs = (tries: number): number => Math.min(1_000 * 3 ** tries, longestPauseMs);

/** An item that is in hand. */
export interface Job { readonly item: LedgerItem; readonly connectionId: string; readonly ledger: LedgerName; readonly work: Work; readonly link: LedgerLink | null }

/** What is further ahead in the queue of the same client is first: nobody is credited before they were billed. What is stuck holds up nobody else. */
async function isItsTurn(ctx: Ctx, item: LedgerItem): Promise<boolean> {
  const [ahead] = await ctx.sql(`select 1 from revenue.ledger_items other, revenue.ledger_items mine where mine.id = $1 and other.state = 'WAITING' and other.client_id is not distinct from mine.client_id and other.place < mine.place limit 1`, [idToUuid(item.id)]);
  return ahead === undefined;
}

/** Nobody works on an item that is done, whose ledger waits for somebody, or whose turn it is not. */
async function take(ctx: Ctx, id: string): Promise<Job | null> {
  const item = await ctx.em.findOne(LedgerItem, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  const ledger = await ledgerOf(ctx);
  if (item?.state !== 'WAITING' || ledger?.state !== 'CONNECTED') { await notAnyMore(ctx, 'ledger', id); return null; }
  const connectionId = uuidToId('cnx', ledger.id);
  if (!(await isItsTurn(ctx, item))) { await laterOn(ctx, 'ledger', { id, at: null, inMs: turnMs }); return null; }
  const work = await workOf(ctx, item, connectionId);
  if (work.is === 'NOT_YET') { await laterOn(ctx, 'ledger', { id, at: null, inMs: turnMs }); return null; }
  item.tries += 1;
  await laterOn(ctx, 'ledger', { id, at: null, inMs: leaseMs });
  return { item, connectionId, ledger: ledger.provider, work, link: await ctx.em.findOne(LedgerLink, { connectionId, kind: item.kind, ourId: item.ourId }) };
}

/** What stands there now. */
type Done = { readonly paper: PaperReading; readonly lines: readonly LinkedLine[] } | { readonly payment: PaymentReading } | { readonly ended: true } | { readonly nothing: true };

/** A paper of our number that says another sum is not ours: nobody writes over it. */
function demandOurs(found: PaperReading, { paper }: PaperWork, label: string): PaperReading {
  if (found.totalMinor !== paper.totalMinor || found.status === 'VOID') throw new LedgerRefused('', `${label} has another document under ${paper.number}, of another sum. Give that one another number, or remove it.`, 'INVALID', found.url);
  return found;
}

async function write(ledger: Ledger, firm: FirmLine, job: Job, work: PaperWork): Promise<Done> {
  const partyId = await partyOf(ledger, firm, { connectionId: job.connectionId, party: work.party });
  // Looked for before every try: what an answer was lost for stands there already.
  const found = await ledger.find(work.paper.kind, work.paper.number, partyId);
  const paper = found ? demandOurs(found, work, ledgerWords[job.ledger].label) : await ledger.create({ ...work.paper, partyId }, job.item.id);
  if (work.attachment) await ledger.attach(work.paper.kind, paper.externalId, work.attachment, `${job.item.id}:report`);
  return { paper, lines: work.paper.lines.map((line, at) => ({ key: line.key, externalId: paper.lines[at]?.externalId ?? '' })) };
}

async function book(ledger: Ledger, firm: FirmLine, job: Job, work: PaymentWork): Promise<Done> {
  const partyId = await partyOf(ledger, firm, { connectionId: job.connectionId, party: work.party });
  return { payment: (await ledger.findPayment(work.payment.reference, partyId)) ?? (await ledger.createPayment({ ...work.payment, partyId }, job.item.id)) };
}

async function takeBack(ledger: Ledger, { item, link }: Job): Promise<Done> {
  if (link === null || item.kind === 'PAYMENT') return { nothing: true };
  await ledger.cancel(item.kind, link.externalId, item.id);
  return { ended: true };
}

function carry(ledger: Ledger, firm: FirmLine, job: Job): Promise<Done> {
  if (job.item.act === 'CANCEL') return takeBack(ledger, job);
  switch (job.work.is) {
    case 'PAPER': return write(ledger, firm, job, job.work);
    case 'PAYMENT': return book(ledger, firm, job, job.work);
    default: return Promise.resolve({ nothing: true });
  }
}

/** It is done: where it stands is kept, and whoever waited for it goes on. */
async function done(ctx: Ctx, job: Job, outcome: Done): Promise<void> {
  const item = await ctx.em.findOneOrFail(LedgerItem, { id: job.item.id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  Object.assign(item, { state: 'DONE', doneAt: ctx.now, problem: null, errorCode: null, fixUrl: null });
  await notAnyMore(ctx, 'ledger', item.id);
  const link = await ctx.em.findOne(LedgerLink, { connectionId: job.connectionId, kind: item.kind, ourId: item.ourId });
  if ('ended' in outcome && link) link.endedAt = ctx.now;
  const there = 'paper' in outcome ? outcome.paper : 'payment' in outcome ? outcome.payment : null;
  if (there && !link) {
    ctx.em.persist(ctx.em.create(LedgerLink, {
      id: ctx.newId('llk'), tenantId: item.tenantId, version: 1, clientId: item.clientId, connectionId: job.connectionId, kind: item.kind, ourId: item.ourId, externalId: there.externalId, syncToken: there.syncToken, lines: 'lines' in outcome ? [...outcome.lines] : [], totalMinor: there.totalMinor,
      url: 'url' in there ? there.url : null, endedAt: null, pushedAt: ctx.now }));
  }
  if (there) await standsThere(ctx, { ...job, item }, there.externalId);
}

/** It could not be done: later again, or stuck until somebody mended what the ledger names. Told once for each cause. */
async function failed(ctx: Ctx, job: Job, error: unknown): Promise<void> {
  const item = await ctx.em.findOneOrFail(LedgerItem, { id: job.item.id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  const refused = error instanceof LedgerRefused || error instanceof WhoIsIt;
  const code = error instanceof LedgerRefused ? error.code : error instanceof WhoIsIt ? 'WHO_IS_IT' : error instanceof ReauthRequired ? 'REAUTH' : 'UNAVAILABLE';
  const sentence = (error instanceof ProviderFault || error instanceof WhoIsIt ? error.message : 'It did not work, and the fault is ours. It is tried again.').slice(0, 500);
  Object.assign(item, { problem: sentence, errorCode: code, fixUrl: error instanceof LedgerRefused ? error.fixUrl : null });
  if (refused) { item.state = 'STUCK'; await notAnyMore(ctx, 'ledger', item.id); }
  else if (error instanceof ReauthRequired) await notAnyMore(ctx, 'ledger', item.id);
  else await laterOn(ctx, 'ledger', { id: item.id, at: null, inMs: Math.max(pauseMs(item.tries), error instanceof RetryLater ? (error.retryAfterMs ?? 0) : 0) });
  if (item.toldCode === code) return;
  item.toldCode = code;
  await tellFailure(ctx, { ...job, item }, { errorCode: code, sentence, retryable: !refused });
}

async function carryOne(ctx: SweepCtx, firmId: string, id: string): Promise<void> {
  const job = await ctx.inTenant(firmId, (inside) => take(inside, id));
  if (!job) return;
  const firm = firmLine(ctx, firmId, { correlationId: job.item.correlationId });
  // Nothing is open while a ledger takes its time.
  const outcome = await callLedger(ctx, firm, job.connectionId, (ledger) => carry(ledger, firm, job)).then((answer) => ({ answer }), (error: unknown) => ({ error }));
  if ('error' in outcome && !(outcome.error instanceof ProviderFault) && !(outcome.error instanceof WhoIsIt)) ctx.log.error({ err: outcome.error, item: id }, 'something could not be carried to the ledger');
  await firm.inFirm((inside) => ('answer' in outcome ? done(inside, job, outcome.answer) : failed(inside, job, outcome.error)));
}

/** Carries to ledgers what was written down for them. */
export const carryToLedger = sweep({
  name: 'carry-to-ledger',
  everyMs: 1_000,
  run: async (ctx) => {
    // One after the other within a round: two papers of one client never overtake each other.
    for (const row of await dueNow(ctx, 'ledger', null)) await carryOne(ctx, uuidToId('firm', row.tenant_id), uuidToId('lqi', row.id)).catch((error: unknown) => { ctx.log.error({ err: error, item: row.id }, 'an item of the queue failed; the next round tries again'); });
  },
});
