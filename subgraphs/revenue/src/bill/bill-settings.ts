import type { Ctx } from '@firmament/kit';
import { BillSettings } from './bill-settings.entity.js';

/** How a firm takes bills in before it said otherwise: what names a client is billed to them, at cost. */
const usual = { rebill: 'ALWAYS', rebillMarkup: 0 } as const;

/** The row, made by whoever needs it first. */
export async function billSettingsOf(ctx: Ctx): Promise<BillSettings> {
  const tenantId = ctx.actor.tenantId ?? '';
  const known = await ctx.em.findOne(BillSettings, { id: tenantId });
  if (known) return known;
  const made = ctx.em.create(BillSettings, { id: tenantId, tenantId, version: 1, ...usual, bankSalt: ctx.randomBytes(16).toString('hex') });
  ctx.em.persist(made);
  return made;
}

/** The same for an answer. */
export async function readBillSettings(ctx: Ctx): Promise<BillSettings> {
  const tenantId = ctx.actor.tenantId ?? '';
  return (await ctx.read.load(BillSettings, tenantId)) ?? Object.assign(new BillSettings(), { id: tenantId, tenantId, version: 1, ...usual, bankSalt: '' });
}
