import { connectionConnected, connectionDisconnected, connectionNeedsReauth } from '@firmament/events';
import type { Connection, Ctx, ProviderFault } from '@firmament/kit';
import type { SigningProviderName } from '../signing/signing-provider.js';
import { serviceWords } from './service.rules.js';

const about = (connection: Connection) => ({ connectionId: connection.id, provider: connection.provider, service: serviceWords[connection.provider as SigningProviderName].label });
const place = (connection: Connection) => ({ aggregateId: connection.id });

/** A service is connected; `again` when it was before. */
export function tellConnected(ctx: Ctx, connection: Connection): void { ctx.emit(connectionConnected, { ...about(connection), again: connection.version > 1 }, place(connection)); }

/** A connection is over. */
export function tellDisconnected(ctx: Ctx, connection: Connection): void { ctx.emit(connectionDisconnected, about(connection), place(connection)); }

/** A connection came to need somebody. Said in the one transaction in which that happened. */
export function tellNeedsReauth(ctx: Ctx, connection: Connection, fault: ProviderFault): Promise<void> {
  const connectedBy = connection.connectedBy.startsWith('usr_') ? connection.connectedBy : null;
  ctx.emit(connectionNeedsReauth, { ...about(connection), reason: connection.lastError ?? fault.message, connectedBy }, place(connection));
  return Promise.resolve();
}
