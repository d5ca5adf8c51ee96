import { uuidToId } from '@firmament/events';
import { ProviderFault, RetryLater, sweep, type Ctx, type SweepCtx, firmLine } from '@firmament/kit';
import { dueNow, laterOn, notAnyMore } from '../../due.js';
import { Invoice } from '../../invoice/invoice.entity.js';
import { owed } from '../../invoice/invoice-state.rules.js';
import { callLedger } from '../connection/ledger-house.js';
import { LedgerLink } from '../link/ledger-link.entity.js';
import type { LedgerKind, LedgerName } from '../ledger-port.js';
import { readPaper } from '../readback/read-paper.js';

const leaseMs = 150_000;
const dayMs = 86_400_000;
/** How many papers one round looks at: few enough to end within its lease, and to leave the firm's calls to what is on its way. */
const perRound = 20;
const betweenRoundsMs = 10_000;
/** How soon it is looked whether something is a day old again. */
const quietMs = 3_600_000;
/** Older papers that nobody owes change no more; should one, the ledger's own news tells. */
const youngMs = 35 * dayMs;

/** A paper to hold against the ledger. */
interface ToCompare { readonly kind: Exclude<LedgerKind, 'PAYMENT'>; readonly externalId: string }
interface Round { readonly connectionId: string; readonly ledger: LedgerName; readonly papers: readonly ToCompare[]; readonly more: boolean }

/** Whether it can still change: it is young, or a client owes it. */
async function mayChange(ctx: Ctx, link: LedgerLink): Promise<boolean> {
  if (link.pushedAt.getTime() > ctx.now.getTime() - youngMs) return true;
  return link.kind === 'INVOICE' && (await ctx.em.count(Invoice, { id: link.ourId, status: { $in: [...owed] } })) > 0;
}

/** Takes a round in hand; null when somebody else has it, or the ledger cannot be asked. */
async function take(ctx: Ctx, id: string): Promise<Round | null> {
  const taken = await ctx.sql(`update revenue.due set due_at = clock_timestamp() + make_interval(secs => $2::float8) where kind = 'compare' and id = $1 and due_at <= clock_timestamp() returning id`, [id, leaseMs / 1000]);
  if (taken.length === 0) return null;
  const connectionId = uuidToId('cnx', id);
  const [row] = await ctx.sql<{ provider: LedgerName; state: string }>('select provider, state from revenue.connections where id = $1', [id]);
  if (row?.state !== 'CONNECTED') { await notAnyMore(ctx, 'compare', connectionId); return null; }
  const links = await ctx.em.find(LedgerLink, { connectionId, kind: { $ne: 'PAYMENT' }, endedAt: null, $or: [{ comparedAt: null }, { comparedAt: { $lte: new Date(ctx.now.getTime() - dayMs) } }] }, { orderBy: { comparedAt: 'ASC NULLS FIRST', id: 'ASC' }, limit: perRound });
  const papers: ToCompare[] = [];
  for (const link of links) {
    link.comparedAt = ctx.now;
    if (await mayChange(ctx, link)) papers.push({ kind: link.kind as ToCompare['kind'], externalId: link.externalId });
  }
  return { connectionId, ledger: row.provider, papers, more: links.length === perRound };
}

async function compare(ctx: SweepCtx, firmId: string, id: string): Promise<void> {
  const round = await ctx.inTenant(firmId, (inside) => take(inside, id));
  if (!round) return;
  const firm = firmLine(ctx, firmId);
  const { connectionId, papers, more } = round;
  const pause = more ? betweenRoundsMs : quietMs;
  const again = papers.length === 0 ? pause : await callLedger(ctx, firm, connectionId, async (ledger) => { for (const one of papers) await readPaper(ledger, firm, { ...round, paidOn: new Map() }, one); return pause; }).catch((error: unknown) => {
    if (!(error instanceof ProviderFault)) ctx.log.error({ err: error, connection: id }, 'what stands in a ledger could not be compared');
    return error instanceof RetryLater ? Math.max(error.retryAfterMs ?? 0, betweenRoundsMs) : quietMs;
  });
  await firm.inFirm((inside) => laterOn(inside, 'compare', { id: connectionId, at: null, inMs: again }));
}

/** Holds what stands in ledgers against ours, each paper once a day: what changed there although nobody told us is found too. */
export const compareWithLedgers = sweep({
  name: 'compare-with-ledgers',
  everyMs: 5_000,
  run: async (ctx) => { await Promise.all((await dueNow(ctx, 'compare', null)).map((row) => compare(ctx, uuidToId('firm', row.tenant_id), row.id).catch((error: unknown) => { ctx.log.error({ err: error, connection: row.id }, 'a comparison with a ledger failed; the next round tries again'); }))); },
});
