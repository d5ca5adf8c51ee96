import type { Ctx } from '@firmament/kit';
import type { SigningProviderName } from '../signing/signing-provider.js';

// Only what is connected counts: a choice whose connection ended or needs somebody falls back to the house's own signer.
const chosen = `select u.provider from agreements.usual_services u where exists (select 1 from agreements.connections c where c.provider = u.provider and c.state = 'CONNECTED')`;

/** The service that packets go to when nobody names another. */
export async function usualService(ctx: { sql: Ctx['sql'] }): Promise<SigningProviderName> {
  const [row] = await ctx.sql<{ provider: SigningProviderName }>(chosen);
  return row?.provider ?? 'BUILT_IN';
}

/** Chooses it. */
export async function chooseUsual(ctx: Ctx, provider: SigningProviderName): Promise<void> {
  if (provider === 'BUILT_IN') await ctx.sql('delete from agreements.usual_services');
  else await ctx.sql('insert into agreements.usual_services (tenant_id, provider) values (sec.tenant_id(), $1) on conflict (tenant_id) do update set provider = excluded.provider', [provider]);
}
