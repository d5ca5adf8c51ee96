import { sweep, uuidToId, type Ctx } from '@firmament/kit';

/** DocuSign repeats for fifteen days at most, the others for less. What comes again after that is one look too many and nothing worse. */
const keptDays = 30;
/** So many go in one transaction: a firm's callbacks must not wait behind its old ones. */
const batch = 1_000;

async function forget(ctx: Ctx): Promise<number> {
  const gone = await ctx.sql(
    `delete from agreements.provider_receipts where id in (select id from agreements.provider_receipts where received_at < clock_timestamp() - make_interval(days => $1) order by received_at limit $2) returning id`, [keptDays, batch]);
  return gone.length;
}

/** Forgets receipts that no service will repeat any more. Only firms that have sealed something can have any, so the thin list of sealed keys says where to look. */
export const forgetReceipts = sweep({
  name: 'forget-receipts',
  everyMs: 3_600_000,
  run: async (ctx) => {
    for (const { tenant_id } of await ctx.scan<{ tenant_id: string }>('select tenant_id from agreements.vault_due order by tenant_id')) {
      while ((await ctx.inTenant(uuidToId('firm', tenant_id), forget)) === batch);
    }
  },
});
