import { rebillAdded } from '@firmament/events';
import type { Ctx } from '@firmament/kit';
import type { Bill } from '../bill/bill.entity.js';
import { BillLine } from '../bill/bill-line.entity.js';
import { billSettingsOf } from '../bill/bill-settings.js';
import { BilledAlready } from '../errors.js';
import { BilledSource } from '../invoice/billed-source.entity.js';
import { Rebill } from './rebill.entity.js';
import { isRebilled, rebilledMinor } from './rebill.rules.js';

/** What a bill cost for clients waits to be billed to them, once somebody agreed to the bill. */
export async function addRebills(ctx: Ctx, bill: Bill): Promise<void> {
  const terms = await billSettingsOf(ctx);
  for (const line of await ctx.em.find(BillLine, { billId: bill.id }, { orderBy: { position: 'ASC' } })) {
    const { clientId, projectId, title, currency } = line;
    if (clientId === null || !isRebilled(line, terms)) continue;
    const amountMinor = rebilledMinor(BigInt(line.netMinor), { rebillMarkup: terms.rebillMarkup, currency, credit: bill.credit });
    if (amountMinor === 0n) continue;
    const rebill = ctx.em.create(Rebill, { id: ctx.newId('rbl'), tenantId: bill.tenantId, version: 1, clientId, billId: bill.id, billLineId: line.id, projectId, title, amountMinor, currency, waived: null, waivedAt: null, createdAt: ctx.now });
    ctx.em.persist(rebill);
    ctx.emit(rebillAdded, { rebillId: rebill.id, billId: bill.id, clientId, projectId, title, amount: { minor: String(amountMinor), currency } }, { aggregateId: rebill.id, clientId });
  }
}

/** A bill is coded anew: what waited of it waits no more. What stands on an invoice holds the bill as it is. */
export async function dropRebills(ctx: Ctx, billId: string): Promise<void> {
  const waiting = await ctx.em.find(Rebill, { billId });
  if (waiting.length === 0) return;
  const billed = await ctx.em.count(BilledSource, { kind: 'REBILL', ref: { $in: waiting.map((one) => one.id) } });
  if (billed > 0) throw new BilledAlready();
  for (const one of waiting) ctx.em.remove(one);
}
