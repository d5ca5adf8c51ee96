import { invoiceOverdue, invoiceReminderDue } from '@firmament/events';
import { sweep, uuidToId, type Ctx } from '@firmament/kit';
import { dueNow, notAnyMore } from '../due.js';
import { Invoice } from '../invoice/invoice.entity.js';
import { owed } from '../invoice/invoice-state.rules.js';
import { dayIn, daysPast } from '../invoice/terms.rules.js';
import { lockMoney } from '../payment/money-lock.js';
import { settingsOf } from '../settings/settings-of.js';
import type { Dunning } from './dunning.entity.js';
import { nextOf } from './schedule.rules.js';
import { dunningOf, isDisputed, watchLate } from './watch-late.js';

const place = (invoice: Invoice) => ({ aggregateId: invoice.id, clientId: invoice.clientId });

/** Tells that whoever is billed is to be reminded now, and remembers it. */
export function remind(ctx: Ctx, { invoice, dunning }: { readonly invoice: Invoice; readonly dunning: Dunning }, { today, last, byHand }: { readonly today: string; readonly last: boolean; readonly byHand: boolean }): void {
  const reminderNo = dunning.told.length + 1;
  dunning.told = [...dunning.told, { on: today, no: reminderNo, balanceMinor: String(invoice.balanceMinor), byHand }];
  ctx.emit(invoiceReminderDue, { ...invoice.facts, ...owing(invoice, today), reminderNo, last, byHand }, place(invoice));
}

const owing = (invoice: Invoice, today: string) => ({ number: invoice.number ?? '', dueOn: invoice.dueOn ?? '', balance: invoice.money(invoice.balanceMinor), daysLate: daysPast(invoice.dueOn ?? today, today) });

/** One step of the schedule, if its day has come; then the next is awaited. Days that passed while nothing ran are told once: the latest of them. */
async function stepOn(ctx: Ctx, id: string): Promise<void> {
  await notAnyMore(ctx, 'dunning', id);
  const seen = await ctx.em.findOne(Invoice, { id });
  if (!seen) return;
  await lockMoney(ctx, seen.clientId);
  const invoice = await ctx.em.findOneOrFail(Invoice, { id }, { refresh: true });
  if (!owed.includes(invoice.status)) return;
  const [dunning, settings] = [await dunningOf(ctx, invoice), await settingsOf(ctx)];
  const today = dayIn(settings.timeZone, ctx.now);
  const dueBy = (what: 'OVERDUE' | 'REMINDER'): boolean => { const next = nextOf(dunning, settings.dunningDays); return next?.what === what && next.on <= today; };
  if (dueBy('OVERDUE')) {
    dunning.overdueTold = true;
    ctx.emit(invoiceOverdue, { ...invoice.facts, ...owing(invoice, today) }, place(invoice));
  }
  const before = dunning.sent;
  if (dunning.heldWhy === null && !(await isDisputed(ctx, id))) while (dueBy('REMINDER')) dunning.sent += 1;
  if (dunning.sent > before) remind(ctx, { invoice, dunning }, { today, last: dunning.sent === settings.dunningDays.length, byHand: false });
  await watchLate(ctx, invoice);
}

/** Tells what became late, and when clients are to be reminded, by the firm's schedule. */
export const remindLate = sweep({
  name: 'remind-late',
  everyMs: 5_000,
  run: async (ctx) => {
    for (const row of await dueNow(ctx, 'dunning', ctx.now)) {
      const id = uuidToId('ivc', row.id);
      await ctx.inTenant(uuidToId('firm', row.tenant_id), (inside) => stepOn(inside, id)).catch((error: unknown) => { ctx.log.error({ err: error, invoiceId: id }, 'a late invoice could not be looked at; the next round tries again'); });
    }
  },
});
