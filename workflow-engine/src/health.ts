import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Registry } from 'prom-client';

/** What the health page answers with. */
export interface Health { ok: boolean; detail: Record<string, unknown> }

/** Serves /healthz, /readyz and /metrics on the loopback and answers with the port that it got. */
export async function serveHealth(port: number, ready: () => Promise<Health>, metrics: Registry): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const send = (status: number, type: string, body: string): void => { response.writeHead(status, { 'content-type': type }).end(body); };
    const answer = async (): Promise<void> => {
      if (request.url === '/healthz') return send(200, 'application/json', '{"ok":true}');
      if (request.url === '/metrics') return send(200, metrics.contentType, await metrics.metrics());
      if (request.url !== '/readyz') return send(404, 'text/plain', 'There is nothing here.');
      const health = await ready();
      return send(health.ok ? 200 : 503, 'application/json', JSON.stringify(health));
    };
    answer().catch(() => send(500, 'text/plain', 'This page failed.'));
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, close: () => closed(server) };
}

const closed = (server: Server): Promise<void> => new Promise((resolve) => { server.close(() => resolve()); server.closeAllConnections(); });
