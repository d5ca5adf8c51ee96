import { timeEntryLocked, timeEntryLogged, timeEntryRemoved, timeEntryUnlocked } from '@firmament/events';
import { on, type Ctx } from '@firmament/kit';
import { NotedTime } from './noted-time.entity.js';

interface Told { readonly timeEntryId: string; readonly clientId: string | null; readonly projectId: string | null; readonly taskId: string | null; readonly userId: string; readonly workedOn: string; readonly minutes: number; readonly billable: boolean; readonly rate: { readonly minor: string; readonly currency: string } | null }

/** Keeps what may come onto an invoice: billable time of a client. */
async function keep(ctx: Ctx, data: Told, lockedOn: string | null): Promise<void> {
  if (!data.billable || data.clientId === null) return;
  const { clientId, projectId, taskId, userId, workedOn, minutes, rate } = data;
  const words = { clientId, projectId, taskId, userId, workedOn, minutes, rateMinor: rate === null ? null : BigInt(rate.minor), currency: rate?.currency ?? null, lockedOn };
  const known = await ctx.em.findOne(NotedTime, { id: data.timeEntryId });
  if (known) Object.assign(known, words);
  else ctx.em.persist(ctx.em.create(NotedTime, { id: data.timeEntryId, tenantId: ctx.actor.tenantId ?? '', version: 1, ...words }));
}

/** Noted time, as projects tell of it. */
export const timeListeners = [
  on(timeEntryLogged, ({ data }, ctx) => keep(ctx, data, null)),
  on(timeEntryLocked, ({ data }, ctx) => keep(ctx, data, data.invoiceId)),
  on(timeEntryUnlocked, ({ data }, ctx) => keep(ctx, data, null)),
  on(timeEntryRemoved, async ({ data }, ctx) => {
    const known = await ctx.em.findOne(NotedTime, { id: data.timeEntryId });
    if (known) ctx.em.remove(known);
  }),
];
