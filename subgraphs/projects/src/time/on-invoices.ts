import { invoiceChanged, invoiceDiscarded, invoiceDrafted, invoiceVoided, isId, retainerDrawn, timeEntryLocked, timeEntryUnlocked } from '@firmament/events';
import { on, type Ctx } from '@firmament/kit';
import { TimeEntry } from './time-entry.entity.js';
import { timeFact } from './time-fact.js';

interface Billed { readonly invoiceId: string; readonly clientId: string }

/** Noted time of a client stands on an invoice and can no longer change. */
async function hold(ctx: Ctx, { invoiceId, clientId }: Billed, refs: readonly string[]): Promise<void> {
  const ids = refs.filter((one) => isId('tme', one));
  if (ids.length === 0) return;
  for (const entry of await ctx.em.find(TimeEntry, { id: { $in: ids }, clientId, billable: true }, { orderBy: { id: 'ASC' } })) {
    if (!entry.heldBy(invoiceId, ctx.now)) continue;
    ctx.emit(timeEntryLocked, { ...timeFact(entry), invoiceId }, { aggregateId: entry.id, clientId: entry.clientId });
  }
}

/** What stood on an invoice, and stands there no more, can change again. */
async function letGo(ctx: Ctx, { invoiceId }: Billed, kept: readonly string[]): Promise<void> {
  for (const entry of await ctx.em.find(TimeEntry, { invoiceId }, { orderBy: { id: 'ASC' } })) {
    if (kept.includes(entry.id)) continue;
    entry.unlock();
    ctx.emit(timeEntryUnlocked, { ...timeFact(entry), invoiceId }, { aggregateId: entry.id, clientId: entry.clientId });
  }
}

/** Noted time follows the invoices on which it stands. */
export const onInvoices = [
  on(invoiceDrafted, ({ data }, ctx) => hold(ctx, data, data.sourceRefs ?? [])),
  on(invoiceChanged, async ({ data }, ctx) => {
    // An older fact does not say what the invoice bills: nothing is known, so nothing is done.
    if (!data.sourceRefs) return;
    await letGo(ctx, data, data.sourceRefs);
    await hold(ctx, data, data.sourceRefs);
  }),
  on(retainerDrawn, ({ data }, ctx) => hold(ctx, data, data.timeEntryIds)),
  on(invoiceDiscarded, ({ data }, ctx) => letGo(ctx, data, [])),
  on(invoiceVoided, async ({ data }, ctx) => { if (data.billAgain) await letGo(ctx, data, []); }),
];
