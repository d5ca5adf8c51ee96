import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { generateKeyPair, exportJWK } from 'jose';
import type { JWK } from 'jose';
import { pino } from 'pino';
import type { SubgraphClient } from '../../../gateway/src/subgraph-client.js';
import { verifyActor } from '../../../subgraphs/kit/src/actor.js';
import type { DomainRuntime } from '../../../subgraphs/kit/src/domain-runtime.js';
import { SubgraphExecutor } from '../../../subgraphs/kit/src/execute.js';
import { DOMAINS, schemaOf } from './workload.js';

export const actor = { kind: 'staff', id: 'usr_bench', tenantId: 'firm_bench', permissions: ['*'] } as const;
export const meta = { requestId: 'req_bench', correlationId: 'cor_bench' };
export interface KeyPair { readonly privateKey: JWK; readonly publicKey: JWK }

export async function keyPair(): Promise<KeyPair> {
  const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  return { privateKey: await exportJWK(pair.privateKey), publicKey: await exportJWK(pair.publicKey) };
}

/** The kit's own executor on each small schema; there is no database, so whoever asked for one would fail. */
export function domainsOfThisProcess(): SubgraphClient[] {
  return DOMAINS.map((domain) => {
    const executor = new SubgraphExecutor(runtimeOf(domain.name), schemaOf(domain));
    return {
      name: domain.name, execute: async (request, who, about) => executor.execute(request, who, about) as ReturnType<SubgraphClient['execute']>,
      health: async () => ({ ok: true, detail: 'ready' }), stop: async () => undefined,
    };
  });
}

function runtimeOf(name: string): DomainRuntime {
  const none = (): never => { throw new Error('the bench of the gateway has no database'); };
  return {
    def: { name } as DomainRuntime['def'], log: pino({ level: 'warn' }), config: {}, ports: {}, clock: () => new Date(), monotonic: () => performance.now(),
    random: none, publicRights: [], readPool: none, orm: none, emits: () => false, nudge: () => undefined,
  };
}

/** All domains behind one port, at `/<name>`. With a key each request must be signed, as between our own processes. */
export async function serveDomains(publicKey: JWK | undefined): Promise<{ port: number; server: Server }> {
  const byPath = new Map(domainsOfThisProcess().map((domain) => [`/${domain.name}`, domain]));
  const server = createServer((request, response) => {
    answer(byPath.get(request.url ?? ''), publicKey, request, response).catch((error: unknown) => { response.writeHead(500).end(String(error)); });
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return { port: (server.address() as AddressInfo).port, server };
}

async function answer(domain: SubgraphClient | undefined, publicKey: JWK | undefined, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!domain) { response.writeHead(404).end(); return; }
  const asking = publicKey ? await verifyActor(publicKey, domain.name, (request.headers.authorization ?? '').replace('Bearer ', '')) : { actor, meta };
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  const { query, variables, operationName } = JSON.parse(Buffer.concat(parts).toString('utf8')) as { query: string; variables?: Record<string, unknown> | null; operationName?: string | null };
  const said = await domain.execute({ query, ...(variables ? { variables } : {}), ...(operationName ? { operationName } : {}) }, asking.actor, asking.meta);
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(said));
}
