import { connectionSweep, firmLine } from '@firmament/kit';
import { callSigning, signingHouse } from './call-house.js';
import { openByConsent } from './exchange-consent.js';

/** A reference that nothing was ever sent under: looking for it changes nothing at the service. */
const nothing = 'firmament-connection-check';

/** Does what is due at connections to signing services. */
export const tendConnections = connectionSweep('tend-connections', {
  house: signingHouse, open: openByConsent, ask: (ctx, firmId, id) => callSigning(ctx.config, firmLine(ctx, firmId), id, (provider) => provider.find(nothing)),
});
