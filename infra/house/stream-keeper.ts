import { jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { natsAddress } from '@firmament/events/runtime';

const everyMs = 2_000;

/**
 * Watches that the stream is there. NATS may lose its store (a deleted folder, an emptied volume); the domains' users
 * may not make streams, so the launcher has it made again and the reconcilers fill it from Postgres.
 * Returns the function that stops the watch.
 */
export function keepStream(url: string, make: () => Promise<void>): () => Promise<void> {
  let connection: NatsConnection | undefined;
  let over = false;
  const look = async () => {
    connection ??= await open(url);
    const jsm = await jetstreamManager(connection, { checkAPI: false });
    const missing = await jsm.streams.info('FIRMAMENT').then(() => false, (error: { code?: number }) => error.code === 10059 || error.code === 404);
    if (missing && !over) await make();
  };
  const again = async () => {
    if (over) return;
    await look().catch(() => undefined);
    if (!over) timer = setTimeout(() => void again(), everyMs);
  };
  let timer = setTimeout(() => void (url && again()), everyMs);
  return async () => {
    over = true;
    clearTimeout(timer);
    await connection?.close();
  };
}

function open(url: string): Promise<NatsConnection> {
  return connect({ ...natsAddress(url), maxReconnectAttempts: -1 });
}
