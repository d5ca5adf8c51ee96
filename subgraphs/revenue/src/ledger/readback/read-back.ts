import { uuidToId } from '@firmament/events';
import { ProviderFault, RetryLater, sweep, type Ctx, type SweepCtx, firmLine, type FirmLine } from '@firmament/kit';
import { dueNow, laterOn, notAnyMore } from '../../due.js';
import { ledgerWords } from '../connection/ledger-config.js';
import { callLedger, ledgerHouse } from '../connection/ledger-house.js';
import type { Ledger, LedgerChanges, LedgerName } from '../ledger-port.js';
import { moneyReadBack } from './money-read-back.js';
import { readPaper } from './read-paper.js';

/** How long one look may take before another process may begin its own. */
const leaseMs = 150_000;
/** How far back the first look goes, and by how much looks overlap: clocks differ, and an answer may have been under way. */
const overlapMs = 120_000;
/** Of which line, and from when on, a look reads. */
interface Look { readonly connectionId: string; readonly ledger: LedgerName; readonly since: Date }

/** Takes a look in hand; null when somebody else has it, or the ledger cannot be asked. */
async function take(ctx: Ctx, id: string): Promise<Look | null> {
  const taken = await ctx.sql(`update revenue.due set due_at = clock_timestamp() + make_interval(secs => $2::float8) where kind = 'readback' and id = $1 and due_at <= clock_timestamp() returning id`, [id, leaseMs / 1000]);
  if (taken.length === 0) return null;
  const [row] = await ctx.sql<{ provider: LedgerName; state: string; connected_at: Date; since: Date | null }>('select c.provider, c.state, c.connected_at, r.since from revenue.connections c left join revenue.ledger_cursors r on r.tenant_id = c.tenant_id and r.connection_id = c.id where c.id = $1', [id]);
  if (row?.state !== 'CONNECTED') { await notAnyMore(ctx, 'readback', uuidToId('cnx', id)); return null; }
  return { connectionId: uuidToId('cnx', id), ledger: row.provider, since: new Date((row.since ?? row.connected_at).getTime() - overlapMs) };
}

/** Reads money first, so that whose bill was paid on which day is known when the bill is read. False where something has to be looked at again. */
async function readMoney(ledger: Ledger, firm: FirmLine, look: Look, changes: LedgerChanges, paidOn: Map<string, string>): Promise<boolean> {
  let whole = true;
  for (const { externalId } of changes.papers.filter((one) => one.kind === 'PAYMENT')) {
    const seen = await ledger.readPayment(externalId);
    if (seen?.side === 'PAID_OUT' && seen.status === 'DONE') for (const one of seen.appliesTo) paidOn.set(one.externalId, seen.day);
    if (!(await firm.inFirm((ctx) => moneyReadBack(ctx, look, externalId, seen)))) whole = false;
  }
  return whole;
}

/** All that changed since the last look. What has to be looked at again keeps the next look from beginning later. */
async function readChanges(ledger: Ledger, firm: FirmLine, look: Look): Promise<Date | null> {
  const changes = await ledger.changesSince(look.since);
  const paidOn = new Map<string, string>();
  const whole = await readMoney(ledger, firm, look, changes, paidOn);
  for (const { kind, externalId } of changes.papers) if (kind !== 'PAYMENT') await readPaper(ledger, firm, { ...look, paidOn }, { kind, externalId });
  return whole ? changes.until : null;
}

async function lookBack(ctx: SweepCtx, firmId: string, id: string): Promise<void> {
  const look = await ctx.inTenant(firmId, (inside) => take(inside, id));
  if (!look) return;
  // What people did in the ledger is theirs, and the ledger's news: facts say so.
  const firm = firmLine(ctx, firmId, { provider: { connectionId: look.connectionId, name: ledgerWords[look.ledger].label } });
  const every = ledgerHouse(ctx).config.REVENUE_LOOK_EVERY_MS;
  const again = await callLedger(ctx, firm, look.connectionId, async (ledger) => {
    const until = await readChanges(ledger, firm, look);
    if (until !== null) await firm.inFirm((inside) => inside.sql('insert into revenue.ledger_cursors (tenant_id, connection_id, since) values (sec.tenant_id(), $1, $2) on conflict (tenant_id, connection_id) do update set since = excluded.since', [id, until]));
    return every;
  }).catch((error: unknown) => {
    if (!(error instanceof ProviderFault)) ctx.log.error({ err: error, connection: id }, 'what changed in a ledger could not be read');
    return error instanceof RetryLater ? Math.max(error.retryAfterMs ?? 0, every) : every;
  });
  await ctx.inTenant(firmId, (inside) => soonest(inside, id, again));
}

/** The next look comes in a while, or sooner where somebody said meanwhile that something changed. */
async function soonest(ctx: Ctx, id: string, inMs: number): Promise<void> {
  const [row] = await ctx.sql<{ sooner: boolean }>(`select due_at <= clock_timestamp() as sooner from revenue.due where kind = 'readback' and id = $1`, [id]);
  if (row && !row.sooner) await laterOn(ctx, 'readback', { id: uuidToId('cnx', id), at: null, inMs });
}

/** Reads back what changed in ledgers: at once when one calls, and every few minutes whatever it says. */
export const readLedgersBack = sweep({
  name: 'read-ledgers-back',
  everyMs: 1_000,
  run: async (ctx) => { await Promise.all((await dueNow(ctx, 'readback', null)).map((row) => lookBack(ctx, uuidToId('firm', row.tenant_id), row.id).catch((error: unknown) => { ctx.log.error({ err: error, connection: row.id }, 'a look at a ledger failed; the next round tries again'); }))); },
});
