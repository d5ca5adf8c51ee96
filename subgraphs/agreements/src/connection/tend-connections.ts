import { sweep, uuidToId, connectionPrefix, consentPrefix, type DueErrand, type SweepCtx } from '@firmament/kit';
import { signingHouse } from './call-house.js';
import { checkConnection } from './check-connection.js';
import { exchangeConsent } from './exchange-consent.js';

function tend(ctx: SweepCtx, { tenant_id: tenant, kind, id }: DueErrand): Promise<void> {
  const firmId = uuidToId('firm', tenant);
  return kind === 'CHECK' ? checkConnection(ctx, firmId, uuidToId(connectionPrefix, id)) : exchangeConsent(ctx, firmId, uuidToId(consentPrefix, id));
}

/** Does what is due at connections: turns consents into access, and asks services how they are. All of a round are done side by side, so that a slow service holds up its own firm and the round, and not one firm after the other. */
export const tendConnections = sweep({
  name: 'tend-connections',
  everyMs: 1_000,
  run: async (ctx) => {
    const due = await signingHouse(ctx).due.now(ctx);
    await Promise.all(due.map((one) => tend(ctx, one).catch((error: unknown) => { ctx.log.error({ err: error, errand: one.kind }, 'something due at a connection failed; the next round tries again'); })));
  },
});
