import { idToUuid } from '@firmament/events';
import type { Ctx } from '@firmament/kit';
import { laterOn, notAnyMore } from '../due.js';
import type { Invoice } from '../invoice/invoice.entity.js';
import { owed } from '../invoice/invoice-state.rules.js';
import { dayIn } from '../invoice/terms.rules.js';
import { settingsOf } from '../settings/settings-of.js';
import { Dunning } from './dunning.entity.js';
import { morningOf, nextOf } from './schedule.rules.js';

/** True while a payment that settles a part of the invoice is disputed: whoever waits for their bank is not reminded. */
export async function isDisputed(ctx: Ctx, invoiceId: string): Promise<boolean> {
  await ctx.em.flush();
  const [row] = await ctx.sql<{ yes: boolean }>(
    `select exists (select 1 from revenue.allocations a join revenue.payments p on p.tenant_id = a.tenant_id and p.id = a.payment_id where a.invoice_id = $1 and p.dispute_state = 'OPEN' group by p.id having sum(a.amount_minor) > 0) as yes`, [idToUuid(invoiceId)]);
  return row?.yes ?? false;
}

/** The record of an invoice that is out; the first word makes it. */
export async function dunningOf(ctx: Ctx, invoice: Invoice): Promise<Dunning> {
  const known = await ctx.em.findOne(Dunning, { id: invoice.id });
  if (known) return known;
  const made = ctx.em.create(Dunning, { id: invoice.id, tenantId: invoice.tenantId, version: 1, clientId: invoice.clientId, lateFrom: invoice.dueOn ?? '', overdueTold: false, sent: 0, heldWhy: null, told: [] });
  ctx.em.persist(made);
  return made;
}

/** Looks again when the next of it is due, or not any more: nothing is scheduled for what is paid, taken back, held or disputed. */
export async function watchLate(ctx: Ctx, invoice: Invoice): Promise<void> {
  if (!owed.includes(invoice.status) || invoice.dueOn === null) { await notAnyMore(ctx, 'dunning', invoice.id); return; }
  const [dunning, settings] = [await dunningOf(ctx, invoice), await settingsOf(ctx)];
  const next = nextOf(dunning, settings.dunningDays);
  const waits = next?.what === 'REMINDER' && (dunning.heldWhy !== null || await isDisputed(ctx, invoice.id));
  if (next && !waits) await laterOn(ctx, 'dunning', { id: invoice.id, at: morningOf(next.on, settings.timeZone) });
  else await notAnyMore(ctx, 'dunning', invoice.id);
}

/** What was paid is owed again: it is late from its last day to pay, or from today where that has passed, and the schedule begins anew. */
export async function restartDunning(ctx: Ctx, invoice: Invoice): Promise<void> {
  if (invoice.dueOn === null) return;
  const today = dayIn((await settingsOf(ctx)).timeZone, ctx.now);
  Object.assign(await dunningOf(ctx, invoice), { lateFrom: invoice.dueOn > today ? invoice.dueOn : today, overdueTold: false, sent: 0 });
}

/** The firm has another schedule: whatever is owed is looked at anew, by the next rounds and not while somebody waits for the settings. */
export async function watchAllLate(ctx: Ctx): Promise<void> {
  await ctx.sql(`insert into revenue.due (tenant_id, kind, id, due_at) select tenant_id, 'dunning', id, $1::timestamptz from revenue.invoices where status = any($2) on conflict (tenant_id, kind, id) do update set due_at = excluded.due_at`, [ctx.now.toISOString(), [...owed]]);
}
