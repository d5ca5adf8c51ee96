import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApolloGateway, LocalGraphQLDataSource } from '@apollo/gateway';
import type { GraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, parse } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { pino } from 'pino';
import { compose } from '../../../schema/compose.js';
import type { GatewayInterface } from '@apollo/server-gateway-interface';
import { askDomains } from '../../src/data-source.js';
import { FederatedGateway } from '../../src/federation/federated-gateway.js';
import { RemoteSource } from '../../src/remote.js';
import type { SubgraphClient } from '../../src/subgraph-client.js';
import type { Case, SmallSubgraph, World } from './corpus.js';

/** What is compared of an answer: data to the letter, errors by what they say and where. */
export interface Answer { readonly data: unknown; readonly errors: readonly { readonly message: string; readonly path: string }[] }

/** One way to serve a world. */
export interface Contestant { ask(question: Case): Promise<Answer>; stop(): Promise<void> }

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const meta = { requestId: 'req', correlationId: 'cor_1' };
const actor = { kind: 'staff', id: 'usr_1', tenantId: 'firm_1', permissions: ['*'] } as const;

/** The library as it comes. */
export function stock(world: World): Promise<Contestant> {
  const sources = new Map(world.subgraphs.map((subgraph) => [subgraph.name.toUpperCase(), new LocalGraphQLDataSource(schemaOf(subgraph))]));
  return open(new ApolloGateway({ supergraphSdl: supergraphOf(world), buildService: ({ name }) => sources.get(name.toUpperCase()) as GraphQLDataSource, logger: silent }), []);
}

/** Our gateway over domains of this process. */
export function near(world: World): Promise<Contestant> {
  return ours(world, world.subgraphs.map(inProcess), []);
}

/** Our gateway over domains behind HTTP. */
export async function far(world: World): Promise<Contestant> {
  const closers: (() => Promise<void>)[] = [];
  const served: SubgraphClient[] = [];
  for (const subgraph of world.subgraphs) served.push(await behindHttp(inProcess(subgraph), closers));
  return ours(world, served, closers);
}

function ours(world: World, clients: readonly SubgraphClient[], closers: (() => Promise<void>)[]): Promise<Contestant> {
  return open(new FederatedGateway(supergraphOf(world), askDomains(new Map(clients.map((client) => [client.name, client])))), closers);
}

function supergraphOf(world: World): string {
  const made = compose(world.subgraphs);
  if (!made.ok) throw new Error(made.problems.join('\n'));
  return made.base.supergraph;
}

async function open(gateway: GatewayInterface, closers: (() => Promise<void>)[]): Promise<Contestant> {
  const server = new ApolloServer<Record<string, unknown>>({ gateway, logger: silent, introspection: true, includeStacktraceInErrorResponses: false, stopOnTerminationSignals: false });
  await server.start();
  return {
    ask: async ({ query, variables }) => {
      const contextValue = { actor, meta, grants: [], changed: { identity: false }, log: pino({ level: 'silent' }) };
      const { body } = await server.executeOperation({ query, ...(variables ? { variables } : {}) }, { contextValue });
      if (body.kind !== 'single') throw new Error('an answer in parts was not asked for');
      return comparable(JSON.parse(JSON.stringify(body.singleResult)) as Said);
    },
    stop: async () => { await server.stop(); await Promise.all(closers.map((close) => close())); },
  };
}

interface Said { data?: unknown; errors?: { message: string; path?: unknown[] }[] }

/** Fetches run side by side, so the order of errors is nobody's promise. */
function comparable({ data, errors = [] }: Said): Answer {
  const told = errors.map(({ message, path }) => ({ message, path: path?.join('.') ?? 'nowhere' }));
  return { data, errors: told.sort((a, b) => `${a.path} ${a.message}`.localeCompare(`${b.path} ${b.message}`)) };
}

function schemaOf({ sdl, resolvers }: SmallSubgraph): GraphQLSchema {
  return buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolvers as never }]);
}

function inProcess(subgraph: SmallSubgraph): SubgraphClient {
  const schema = schemaOf(subgraph);
  return {
    name: subgraph.name,
    execute: async ({ query, variables, operationName }) => {
      const { data, errors } = await execute({ schema, document: parse(query), variableValues: variables ?? null, operationName: operationName ?? null, contextValue: {} });
      return { ...(data === undefined ? {} : { data: data as Record<string, unknown> | null }), ...(errors ? { errors: errors.map((error) => error.toJSON()) } : {}) };
    },
    health: async () => ({ ok: true, detail: 'ready' }),
    stop: async () => undefined,
  };
}

async function behindHttp(domain: SubgraphClient, closers: (() => Promise<void>)[]): Promise<SubgraphClient> {
  const server = createServer((request, response) => {
    void (async () => {
      const parts: Buffer[] = [];
      for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
      response.setHeader('content-type', 'application/json').end(JSON.stringify(await domain.execute(JSON.parse(Buffer.concat(parts).toString()), actor, meta)));
    })();
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const client = new RemoteSource(domain.name, new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`), async () => 'signed');
  closers.push(async () => { await client.stop(); await new Promise<void>((resolve) => { server.closeAllConnections(); server.close(() => resolve()); }); });
  return client;
}
