import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApolloGateway, LocalGraphQLDataSource, RemoteGraphQLDataSource } from '@apollo/gateway';
import type { GraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { expressMiddleware } from '@as-integrations/express5';
import express from 'express';
import type { RequestHandler } from 'express';
import { pino } from 'pino';
import type { GatewayContext } from '../../../gateway/src/context.js';
import { SessionCookies } from '../../../gateway/src/cookies.js';
import { CONTEXT, openDoor } from '../../../gateway/src/door.js';
import { GrantDesk } from '../../../gateway/src/grants.js';
import { IdentityClient } from '../../../gateway/src/identity-client.js';
import { RemoteSource } from '../../../gateway/src/remote.js';
import { RequestMeter } from '../../../gateway/src/request-meter.js';
import { Sessions } from '../../../gateway/src/sessions.js';
import type { SubgraphClient } from '../../../gateway/src/subgraph-client.js';
import { signActor } from '../../../subgraphs/kit/src/actor.js';
import { actor, domainsOfThisProcess, keyPair, meta } from './domains.js';
import { serving, start } from './process.js';
import type { BenchProcess } from './process.js';
import { DOMAINS, schemaOf, supergraph } from './workload.js';

const children: BenchProcess[] = [];
const log = pino({ level: 'warn' });

/** Our door as the house opens it; before it stands no guard, because the library has none either. */
async function ours(clients: readonly SubgraphClient[]): Promise<RequestHandler> {
  const [first] = clients;
  if (!first) throw new Error('there are no domains');
  const identity = new IdentityClient(first);
  const desk = new GrantDesk(new SessionCookies(false), new Sessions(identity, undefined, () => new Date(), log), identity);
  const door = await openDoor({ audience: 'staff', supergraphSdl: supergraph(), clients: new Map(clients.map((client) => [client.name, client])), desk, meter: new RequestMeter(), introspection: false, log });
  return (request, response, next) => {
    const context: GatewayContext = { audience: 'staff', actor, meta, log, grants: [], changed: { identity: false }, setCookie: () => undefined, settle: async () => undefined };
    response.locals[CONTEXT] = context;
    void door.handler(request, response, next);
  };
}

async function oursOverHttp(): Promise<RequestHandler> {
  const keys = await keyPair();
  const child = await start('./domains.main.ts', [JSON.stringify(keys.publicKey)]);
  children.push(child);
  return ours(DOMAINS.map(({ name }) => new RemoteSource(name, new URL(`http://127.0.0.1:${child.port}/${name}`), (audience, who, about) => signActor(keys.privateKey, audience, who, about))));
}

/** The library as its manual puts it together, with the same server before it. */
async function stock(source: (name: string) => GraphQLDataSource): Promise<RequestHandler> {
  const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
  const server = new ApolloServer({
    gateway: new ApolloGateway({ supergraphSdl: supergraph(), buildService: ({ name }) => source(name), logger: quiet }), logger: quiet, introspection: false, stopOnTerminationSignals: false,
  });
  await server.start();
  return expressMiddleware(server) as RequestHandler;
}

async function stockOverHttp(): Promise<RequestHandler> {
  const child = await start('./domains.main.ts', []);
  children.push(child);
  return stock((name) => new RemoteGraphQLDataSource({ url: `http://127.0.0.1:${child.port}/${name}` }));
}

function stockLocal(): Promise<RequestHandler> {
  const schemas = new Map(DOMAINS.map((domain) => [domain.name, schemaOf(domain)]));
  return stock((name) => {
    const schema = schemas.get(name);
    if (!schema) throw new Error(`there is no domain «${name}»`);
    return new LocalGraphQLDataSource(schema) as GraphQLDataSource;
  });
}

const KINDS: Readonly<Record<string, () => Promise<RequestHandler>>> = {
  'ours-in-process': () => ours(domainsOfThisProcess()), 'ours-http': oursOverHttp, 'stock-local': stockLocal, 'stock-http': stockOverHttp,
};

const kind = KINDS[process.argv[2] ?? ''];
if (!kind) throw new Error(`one of ${Object.keys(KINDS).join(', ')} is needed`);
const app = express();
app.post('/', express.json({ limit: '1mb' }), await kind());
const listening = createServer(app).listen(0, '127.0.0.1', () => serving((listening.address() as AddressInfo).port, children));
