import { idToUuid, ProviderFault, RetryLater, firmLine, sweep, uuidToId, type Ctx, type FirmLine, type SweepCtx } from '@firmament/kit';
import { dueNow, laterOn, notAnyMore } from '../../due.js';
import { applyCharge } from './apply-charge.js';
import { callMerchant, paymentConfigOf } from './merchant/merchant-house.js';
import { OnlinePayment } from './online-payment.entity.js';
import { isPaymentService, serviceWords, type PaymentConfig } from './open-provider.js';
import type { Charge, PaymentProvider, PaymentServiceName } from './payment-provider.js';

/** How long one look may take before another process may begin its own. */
const leaseMs = 120_000;
interface Look { readonly id: string; readonly service: PaymentServiceName; readonly cursor: string | null }

/** Takes a look in hand; null when somebody else has it, or the service cannot be asked. */
async function take(ctx: Ctx, id: string): Promise<Look | null> {
  const taken = await ctx.sql(`update revenue.due set due_at = clock_timestamp() + make_interval(secs => $2::float8) where kind = 'charges' and id = $1 and due_at <= clock_timestamp() returning id`, [idToUuid(id), leaseMs / 1000]);
  if (taken.length === 0) return null;
  const [row] = await ctx.sql<{ provider: string; state: string; cursor: string | null }>('select c.provider, c.state, m.cursor from revenue.connections c left join revenue.merchant_cursors m on m.tenant_id = c.tenant_id and m.connection_id = c.id where c.id = $1', [idToUuid(id)]);
  if (row?.state !== 'CONNECTED' || !isPaymentService(row.provider)) { await notAnyMore(ctx, 'charges', id); return null; }
  return { id, service: row.provider, cursor: row.cursor };
}

/** Takes one over. What cannot be taken over now is looked at alone, so that it holds up nobody else. */
async function takeOver(ctx: SweepCtx, firm: FirmLine, charge: Charge): Promise<void> {
  await firm.inFirm((inside) => applyCharge(inside, charge)).catch(async (error: unknown) => {
    ctx.log.error({ err: error, charge: charge.ref }, 'how a charge stands could not be taken over; it is looked at again');
    await firm.inFirm(async (inside) => { if (await inside.em.findOne(OnlinePayment, { id: charge.key })) await laterOn(inside, 'online', { id: charge.key, at: null, inMs: 5_000 }); });
  });
}

/** All that changed since the last look, page by page. */
async function readAll(ctx: SweepCtx, firm: FirmLine, provider: PaymentProvider, look: Look): Promise<void> {
  for (let { cursor } = look; ;) {
    const page = await provider.changedAfter(cursor);
    for (const charge of page.charges) await takeOver(ctx, firm, charge);
    cursor = page.cursor;
    const upTo = cursor;
    await firm.inFirm((inside) => inside.sql('insert into revenue.merchant_cursors (tenant_id, connection_id, cursor) values (sec.tenant_id(), $1, $2) on conflict (tenant_id, connection_id) do update set cursor = excluded.cursor', [idToUuid(look.id), upTo]));
    if (!page.more) return;
  }
}

/** The next look comes in a while, or sooner where somebody said meanwhile that something changed. */
async function soonest(ctx: Ctx, id: string, inMs: number): Promise<void> {
  const [row] = await ctx.sql<{ sooner: boolean }>(`select due_at <= clock_timestamp() as sooner from revenue.due where kind = 'charges' and id = $1`, [idToUuid(id)]);
  if (row && !row.sooner) await laterOn(ctx, 'charges', { id, at: null, inMs });
}

async function lookAt(ctx: SweepCtx, firmId: string, id: string): Promise<void> {
  const look = await ctx.inTenant(firmId, (inside) => take(inside, id));
  if (!look) return;
  const firm = firmLine(ctx, firmId, { provider: { connectionId: id, name: serviceWords[look.service].label } });
  const every = (paymentConfigOf(ctx) satisfies PaymentConfig).REVENUE_LOOK_EVERY_MS;
  const again = await callMerchant(ctx, firm, id, (provider) => readAll(ctx, firm, provider, look)).then(() => every, (error: unknown) => {
    if (!(error instanceof ProviderFault)) ctx.log.error({ err: error, connection: id }, 'what was paid at a service could not be read');
    return error instanceof RetryLater ? Math.max(error.retryAfterMs ?? 0, Math.min(every, 30_000)) : every;
  });
  await ctx.inTenant(firmId, (inside) => soonest(inside, id, again));
}

/** Reads at payment services what became of charges: at once when one calls, and every few minutes whatever it says, so that a lost callback is no lost money. */
export const readCharges = sweep({
  name: 'read-charges',
  everyMs: 1_000,
  run: async (ctx) => {
    await Promise.all((await dueNow(ctx, 'charges', null)).map(({ tenant_id: tenant, id }) => lookAt(ctx, uuidToId('firm', tenant), uuidToId('cnx', id)).catch((error: unknown) => { ctx.log.error({ err: error, connection: id }, 'a look at a payment service failed; the next round tries again'); })));
  },
});
