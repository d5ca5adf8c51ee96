import { firmRegistered } from '@firmament/events';
import { on, type Ctx } from '@firmament/kit';
import { BillingSettings } from './billing-settings.entity.js';

type Words = Omit<BillingSettings, 'id' | 'tenantId' | 'version'>;

/** How a firm bills before it said otherwise: thirty days, three reminders in the month after them, and at most ten thousand in one approval of many. */
const usual: Words = { sellerName: '', sellerAddress: null, sellerTaxNumber: null, paymentWords: null, currency: 'GBP', timeZone: 'UTC', termsDays: 30, invoiceSeries: 'INV-', creditSeries: 'CN-', waitsForLedger: true, paysOnline: false, dunningDays: [3, 10, 24], batchCapMinor: 1_000_000n };

/** A row of settings of the firm in question that is not kept yet. */
export const usualSettings = (tenantId: string): BillingSettings => Object.assign(new BillingSettings(), { id: tenantId, tenantId, version: 1, ...usual });

/** How the firm bills, for a change of money. */
export async function settingsOf(ctx: Ctx): Promise<BillingSettings> {
  const tenantId = ctx.actor.tenantId ?? '';
  return (await ctx.em.findOne(BillingSettings, { id: tenantId })) ?? usualSettings(tenantId);
}

/** How the firm bills, for an answer. */
export async function readSettings(ctx: Ctx): Promise<BillingSettings> {
  const tenantId = ctx.actor.tenantId ?? '';
  return (await ctx.read.load(BillingSettings, tenantId)) ?? usualSettings(tenantId);
}

/** The row to change; the first word makes it. */
export async function settingsToChange(ctx: Ctx): Promise<BillingSettings> {
  const tenantId = ctx.actor.tenantId ?? '';
  const known = await ctx.em.findOne(BillingSettings, { id: tenantId });
  if (known) return known;
  const made = ctx.em.create(BillingSettings, { id: tenantId, tenantId, version: 1, ...usual });
  ctx.em.persist(made);
  return made;
}

/** A firm that opens its books bills under its own name, in its own currency and zone. */
export const settingsListeners = [
  on(firmRegistered, async ({ data }, ctx) => { Object.assign(await settingsToChange(ctx), { sellerName: data.name, currency: data.currency, timeZone: data.timeZone }); }),
];
