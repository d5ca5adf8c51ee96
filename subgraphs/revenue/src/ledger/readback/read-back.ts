import { uuidToId } from '@firmament/events';
import { LockMode } from '@mikro-orm/core';
import { ProviderFault, RetryLater, sweep, type Ctx, type SweepCtx } from '@firmament/kit';
import { billFoundInLedger, billPaidInLedger, billReversedInLedger } from '../../bill/from-ledger.js';
import { dueNow, laterOn, notAnyMore } from '../../due.js';
import { printed } from '../../issue/paper.rules.js';
import { Invoice } from '../../invoice/invoice.entity.js';
import { payable } from '../../invoice/invoice-state.rules.js';
import { callLedger, firmLine, ledgerHouse, type FirmLine } from '../connection/ledger-house.js';
import { noteDrift } from '../drift/note-drift.js';
import { LedgerLink } from '../link/ledger-link.entity.js';
import type { Ledger, LedgerKind, LedgerName, PaperReading, PaymentReading } from '../ledger-port.js';
import { moneyReadBack } from './money-read-back.js';

/** How long one look may take before another process may begin its own. */
const leaseMs = 150_000;
/** How far back the first look goes, and by how much looks overlap: clocks differ, and an answer may have been under way. */
const overlapMs = 120_000;
/** Of which line, and from when on, a look reads. */
interface Look { readonly connectionId: string; readonly ledger: LedgerName; readonly since: Date }
type PaperKind = Exclude<LedgerKind, 'PAYMENT'>;

/** Takes a look in hand; null when somebody else has it, or the ledger cannot be asked. */
async function take(ctx: Ctx, id: string): Promise<Look | null> {
  const taken = await ctx.sql(`update revenue.due set due_at = clock_timestamp() + make_interval(secs => $2::float8) where kind = 'readback' and id = $1 and due_at <= clock_timestamp() returning id`, [id, leaseMs / 1000]);
  if (taken.length === 0) return null;
  const [row] = await ctx.sql<{ provider: LedgerName; state: string; connected_at: Date; since: Date | null }>('select c.provider, c.state, c.connected_at, r.since from revenue.connections c left join revenue.ledger_cursors r on r.tenant_id = c.tenant_id and r.connection_id = c.id where c.id = $1', [id]);
  if (row?.state !== 'CONNECTED') { await notAnyMore(ctx, 'readback', uuidToId('cnx', id)); return null; }
  return { connectionId: uuidToId('cnx', id), ledger: row.provider, since: new Date((row.since ?? row.connected_at).getTime() - overlapMs) };
}

const words = (one: Pick<PaperReading, 'totalMinor' | 'currency'>): string => printed(one.totalMinor, one.currency);

/** A paper of ours as it stands there: what differs is noted, and nothing is changed on either side. */
async function comparePaper(ctx: Ctx, { connectionId, ledger }: Look, link: LedgerLink, seen: PaperReading | null): Promise<void> {
  const invoice = link.kind === 'INVOICE' ? await ctx.em.findOne(Invoice, { id: link.ourId }) : null;
  const at = { connectionId, ledger, kind: link.kind, ourId: link.ourId, externalId: link.externalId, number: invoice?.number ?? seen?.number ?? null, label: invoice ? `Invoice ${invoice.number ?? ''}` : link.kind.toLowerCase().replaceAll('_', ' '), clientId: link.clientId, bypass: false };
  const ended = link.endedAt !== null || invoice?.status === 'VOID';
  const gone = seen === null || seen.status === 'VOID';
  if (gone && !ended) { await noteDrift(ctx, { ...at, field: 'status', ours: 'It stands.', theirs: seen === null ? 'It was deleted.' : 'It was voided.' }); return; }
  if (gone || ended) return;
  if (seen.totalMinor !== BigInt(link.totalMinor)) await noteDrift(ctx, { ...at, field: 'total', ours: words({ totalMinor: BigInt(link.totalMinor), currency: seen.currency }), theirs: words(seen) });
}

/** A paper that changed there. One that we do not know was written there by hand: an invoice or a bill in that way went past the people who must agree. */
async function readPaper(ledger: Ledger, firm: FirmLine, look: Look, changed: { readonly kind: PaperKind; readonly externalId: string }): Promise<void> {
  const seen = await ledger.read(changed.kind, changed.externalId);
  await firm.inFirm(async (ctx) => {
    const { connectionId } = look;
    // The vendor's news may call a bill an invoice: what it is, the answer says.
    const kind = seen?.kind ?? changed.kind;
    const link = await ctx.em.findOne(LedgerLink, { connectionId, kind: kind, externalId: changed.externalId }, { lockMode: LockMode.PESSIMISTIC_WRITE }) ?? await ctx.em.findOne(LedgerLink, { connectionId, externalId: changed.externalId, kind: { $ne: 'PAYMENT' } });
    if (link) { await comparePaper(ctx, look, link, seen); if (seen && (link.kind === 'BILL' || link.kind === 'BILL_CREDIT')) await billStanding(ctx, link, seen); return; }
    if (!seen || seen.status === 'VOID') return;
    // It may be ours on its way, whose answer was lost: then the queue finds it by its number.
    const ours = kind === 'INVOICE' && seen.number ? await ctx.em.findOne(Invoice, { number: seen.number, status: { $in: ['ISSUING', ...payable] } }) : null;
    if (ours) return;
    const bill = kind === 'BILL' || kind === 'BILL_CREDIT' ? await billThere(ctx, look, { ...seen, kind, externalId: changed.externalId }) : null;
    if (bill && !bill.bypassed) return;
    await noteDrift(ctx, { connectionId, ledger: look.ledger, kind, ourId: bill?.billId ?? changed.externalId, externalId: changed.externalId, number: seen.number, label: `${kind === 'BILL' ? 'Bill' : kind === 'INVOICE' ? 'Invoice' : 'Credit note'} ${seen.number ?? ''} of ${seen.partyName || 'somebody'}`, clientId: null, field: 'document', ours: 'It is not here.', theirs: `It stands there: ${words(seen)}.`, bypass: true });
  });
}

/** A bill that stands there and did not come from here: known from now on as approved past us, and followed. One that nobody approved there yet is no news. */
async function billThere(ctx: Ctx, { connectionId, ledger }: Look, seen: PaperReading): Promise<{ readonly billId: string | null; readonly bypassed: boolean }> {
  if (seen.status === 'DRAFT') return { billId: null, bypassed: false };
  const { kind, externalId, syncToken, number, day, dueOn, currency, totalMinor, url } = seen;
  const found = await billFoundInLedger(ctx, { ledger, vendorName: seen.partyName || 'Somebody', number, billedOn: day, dueOn, currency, totalMinor, credit: kind === 'BILL_CREDIT', waits: false });
  if (!found.bypassed) return found;
  const link = ctx.em.create(LedgerLink, { id: ctx.newId('llk'), tenantId: ctx.actor.tenantId ?? '', version: 1, clientId: null, connectionId, kind, ourId: found.billId, externalId, syncToken, lines: [], totalMinor, url, endedAt: null, pushedAt: ctx.now });
  ctx.em.persist(link);
  await billStanding(ctx, link, seen);
  return found;
}

/** Whether a bill is paid, its balance there says. */
async function billStanding(ctx: Ctx, link: LedgerLink, seen: PaperReading): Promise<void> {
  if (seen.status === 'PAID') await billPaidInLedger(ctx, { billId: link.ourId, paidOn: ctx.now.toISOString().slice(0, 10) });
  else if (seen.status === 'OPEN') await billReversedInLedger(ctx, { billId: link.ourId, reason: 'The payment was taken back in the ledger.' });
}

async function readPayment(ledger: Ledger, firm: FirmLine, look: Look, externalId: string): Promise<void> {
  const seen: PaymentReading | null = await ledger.readPayment(externalId);
  await firm.inFirm((ctx) => moneyReadBack(ctx, look, externalId, seen));
}

async function lookBack(ctx: SweepCtx, firmId: string, id: string): Promise<void> {
  const look = await ctx.inTenant(firmId, (inside) => take(inside, id));
  if (!look) return;
  const firm = firmLine(ctx, firmId);
  const every = ledgerHouse(ctx).config.REVENUE_LOOK_EVERY_MS;
  const again = await callLedger(ctx, firm, look.connectionId, async (ledger) => {
    const { papers, until } = await ledger.changesSince(look.since);
    for (const { kind, externalId } of papers) await (kind === 'PAYMENT' ? readPayment(ledger, firm, look, externalId) : readPaper(ledger, firm, look, { kind, externalId }));
    await firm.inFirm((inside) => inside.sql('insert into revenue.ledger_cursors (tenant_id, connection_id, since) values (sec.tenant_id(), $1, $2) on conflict (tenant_id, connection_id) do update set since = excluded.since', [id, until]));
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
  run: async (ctx) => { for (const row of await dueNow(ctx, 'readback', null)) await lookBack(ctx, uuidToId('firm', row.tenant_id), row.id); },
});
