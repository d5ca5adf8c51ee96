import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { newId, signActor, verifyActor } from '@firmament/kit';
import type { Actor, RequestMeta } from '@firmament/kit';
import { execute, GraphQLError, parse } from 'graphql';
import type { GraphQLFieldResolver } from 'graphql';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { JWK } from 'jose';
import { pino } from 'pino';
import { compose } from '../../schema/compose.js';
import { readConfig } from './config.js';
import type { CommittedSchema } from './contracts.js';
import { createGateway } from './gateway.js';
import { RemoteSource } from './remote.js';
import { hashToken } from './sessions.js';
import type { SubgraphAnswer, SubgraphClient } from './subgraph-client.js';

const HEAD = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@tag"])\n';
const IDENTITY = `${HEAD}
type User @key(fields: "id") { id: ID! @tag(name: "portal") name: String! @tag(name: "portal") }
type ResolvedSession { kind: String! firmId: ID! userId: ID portalUserId: ID name: String permissions: [String!]! clientId: ID version: Int expiresAt: String touchDue: Boolean }
type OpenedSession { token: String! expiresAt: String! }
input OpenSessionInput { firmId: ID! portalUserId: ID! clientId: ID! signed: String name: String device: String }
input SignInInput { email: String! password: String! }
type Query {
  me: String
  resolveSession(tokenHash: String!): ResolvedSession @tag(name: "internal")
  actorForUser(firmId: ID!, userId: ID!): ResolvedSession @tag(name: "internal")
  firmIdBySlug(slug: String!): ID @tag(name: "internal")
}
type Mutation {
  signIn(input: SignInInput!): User
  signOut: Boolean! @tag(name: "portal")
  openSession(input: OpenSessionInput!): OpenedSession! @tag(name: "internal")
  touchSession(tokenHash: String!): Boolean! @tag(name: "internal")
  closeSession(tokenHash: String!): Boolean! @tag(name: "internal")
}`;
const CRM = `${HEAD}
type Client @key(fields: "id") { id: ID! @tag(name: "portal") name: String! @tag(name: "portal") note: String owner: User broken: String children(first: Int = 10): [Client!]! }
type User @key(fields: "id", resolvable: false) { id: ID! @tag(name: "portal") }
type Page { title: String! @tag(name: "public") }
type Query {
  clients(first: Int = 25 @tag(name: "portal")): [Client!]! @tag(name: "portal")
  page(slug: String! @tag(name: "public"), firm: String @tag(name: "public")): Page @tag(name: "public")
  publicFirm(firm: String! @tag(name: "public")): String @tag(name: "public")
  refuse(code: String!): String
}
type Mutation {
  rename(name: String!): String
  book(email: String! @tag(name: "public")): Page @tag(name: "public")
}`;
const PORTAL = `${HEAD}
type Link { opened: Boolean! @tag(name: "portal") }
type Mutation { consumePortalLink(token: String! @tag(name: "portal")): Link @tag(name: "portal") }`;

export const FIRM = newId('firm');
export const ANNE = newId('usr');
export const PIA = newId('pus');
export const CLIENT = newId('cli');

/** What a domain was asked, and as whom. */
export interface Asked { readonly domain: string; readonly query: string; readonly variables: Record<string, unknown>; readonly actor: Actor; readonly meta: RequestMeta }

interface Session { kind: string; firmId: string; userId?: string; portalUserId?: string; clientId?: string; name: string; permissions: string[]; expiresAt: string }
interface FakeContext { readonly actor: Actor; grant?: unknown }
type Resolvers = Record<string, Record<string, GraphQLFieldResolver<unknown, FakeContext>>>;

/** The state of the fake identity, for tests to look at and to change. */
export interface FakeIdentity { readonly sessions: Map<string, Session>; readonly closed: string[]; readonly touched: string[]; readonly active: Set<string>; redeemed: unknown[] }

const FAR = '2099-01-01T00:00:00.000Z';
const staff = (): Session => ({ kind: 'staff', firmId: FIRM, userId: ANNE, name: 'Anne', permissions: ['crm.*'], expiresAt: FAR });
const portal = (): Session => ({ kind: 'portal', firmId: FIRM, portalUserId: PIA, clientId: CLIENT, name: 'Pia', permissions: [], expiresAt: FAR });

export const STAFF_TOKEN = 'staff-token-0123456789abcdef';
export const PORTAL_TOKEN = 'portal-token-0123456789abcdef';

function identityResolvers(state: FakeIdentity): Resolvers {
  return {
    Query: {
      me: (_root, _args, { actor }) => actor.name ?? null,
      resolveSession: (_root, { tokenHash }) => state.sessions.get(String(tokenHash)) ?? null,
      firmIdBySlug: (_root, { slug }) => (slug === 'harbour-vale' ? FIRM : null),
      actorForUser: (_root, { userId }) => (state.active.has(String(userId)) ? { ...staff(), permissions: ['crm.client.view'] } : null),
    },
    Mutation: {
      signIn: (_root, { input }, context) => {
        if ((input as { password: string }).password !== 'right') throw new GraphQLError('E-mail or password is wrong.', { extensions: { code: 'UNAUTHENTICATED' } });
        state.sessions.set(hashToken(STAFF_TOKEN), staff());
        context.grant = { kind: 'session', audience: 'staff', token: STAFF_TOKEN, expiresAt: FAR };
        return { id: ANNE, name: 'Anne' };
      },
      signOut: (_root, _args, context) => { context.grant = { kind: 'end', audience: context.actor.kind }; return true; },
      openSession: (_root, { input }) => {
        state.redeemed.push(input);
        if ((input as { signed: string }).signed !== 'good') throw new GraphQLError('no', { extensions: { code: 'FORBIDDEN' } });
        state.sessions.set(hashToken(PORTAL_TOKEN), portal());
        return { token: PORTAL_TOKEN, expiresAt: FAR };
      },
      touchSession: (_root, { tokenHash }) => { state.touched.push(String(tokenHash)); return true; },
      closeSession: (_root, { tokenHash }) => { state.closed.push(String(tokenHash)); return state.sessions.delete(String(tokenHash)); },
    },
    User: { __resolveReference: (root) => ({ id: (root as { id: string }).id, name: 'Anne' }) },
  };
}

const clients = [1, 2, 3].map((n) => ({ id: `cli_${n}`, name: `Client ${n}`, note: 'private', owner: { __typename: 'User', id: ANNE } }));
const crmResolvers: Resolvers = {
  Query: {
    clients: () => clients,
    page: (_root, { slug }) => ({ title: `Page ${String(slug)}` }),
    refuse: (_root, { code }) => {
      throw new GraphQLError('That slot is taken.', { extensions: { code: String(code), reason: 'SCHEDULING_SLOT_TAKEN', field: 'input.start', sql: 'select secret' } });
    },
  },
  Mutation: {
    rename: (_root, { name }) => name,
    book: (_root, { email }, context) => {
      if (email === 'grant@thief.test') context.grant = { kind: 'session', audience: 'staff', token: STAFF_TOKEN, expiresAt: FAR };
      return { title: 'Booked' };
    },
  },
  Client: { children: () => clients.slice(0, 1), broken: () => { throw new Error('relation crm.secrets does not exist'); } },
};
const portalResolvers: Resolvers = {
  Mutation: {
    consumePortalLink: (_root, { token }, context) => {
      context.grant = { kind: 'portal', tenantId: FIRM, portalUserId: PIA, clientId: CLIENT, signed: token };
      return { opened: true };
    },
  },
};

function fakeDomain(name: string, sdl: string, resolvers: Resolvers, asked: Asked[]): SubgraphClient {
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolvers as never }]);
  return {
    name,
    async execute({ query, variables = {}, operationName }, actor, meta): Promise<SubgraphAnswer> {
      asked.push({ domain: name, query, variables, actor, meta });
      const context: FakeContext = { actor };
      const result = await execute({ schema, document: parse(query), variableValues: variables, operationName: operationName ?? null, contextValue: context });
      return {
        ...(result.data === undefined ? {} : { data: result.data as Record<string, unknown> | null }),
        ...(result.errors ? { errors: result.errors.map((error) => ({ message: error.message, path: [...error.path ?? []], extensions: error.originalError && !(error.originalError instanceof GraphQLError) ? { code: 'INTERNAL' } : { ...error.extensions } })) } : {}),
        ...(context.grant === undefined ? {} : { extensions: { grant: context.grant } }),
      };
    },
    health: async () => ({ ok: true, detail: 'ready' }),
    metrics: async () => `# HELP firmament_domain_up 1 when the domain answers\n# TYPE firmament_domain_up gauge\nfirmament_domain_up{domain="${name}"} 1\n`,
    stop: async () => undefined,
  };
}

/** A domain behind HTTP, as the kit serves one. */
async function behindHttp(domain: SubgraphClient, keys: KeyPair, closers: (() => Promise<void>)[]): Promise<SubgraphClient> {
  const server = createServer((request, response) => {
    void (async () => {
      try {
        const { actor, meta } = await verifyActor(keys.publicKey, domain.name, (request.headers.authorization ?? '').replace('Bearer ', ''));
        const chunks: Buffer[] = [];
        for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
        response.setHeader('content-type', 'application/json').end(JSON.stringify(await domain.execute(JSON.parse(Buffer.concat(chunks).toString()), actor, meta)));
      } catch {
        response.writeHead(401).end('{"errors":[{"message":"no","extensions":{"code":"UNAUTHENTICATED"}}]}');
      }
    })();
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  closers.push(() => new Promise((resolve) => { server.closeAllConnections(); server.close(() => resolve()); }));
  const { port } = server.address() as AddressInfo;
  return new RemoteSource(domain.name, new URL(`http://127.0.0.1:${port}`), (audience, actor, meta) => signActor(keys.privateKey, audience, actor, meta));
}

interface KeyPair { readonly publicKey: JWK; readonly privateKey: JWK }
export async function keyPair(): Promise<KeyPair> {
  const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  return { publicKey: await exportJWK(pair.publicKey), privateKey: await exportJWK(pair.privateKey) };
}

/** Signs a bearer token as engine or seeder; `changes` make it wrong on purpose. */
export async function bearer(key: JWK, claims: Record<string, unknown>, changes: { audience?: string; lifetime?: string; issuedAt?: number } = {}): Promise<string> {
  const token = new SignJWT(claims).setProtectedHeader({ alg: 'EdDSA' }).setAudience(changes.audience ?? 'gateway')
    .setIssuedAt(changes.issuedAt).setExpirationTime(changes.lifetime ?? '60s');
  return token.sign(await (await import('jose')).importJWK(key, 'EdDSA'));
}

export interface FakeHouseOptions {
  readonly env?: Record<string, string>;
  readonly remote?: boolean;
  readonly wrap?: (domain: SubgraphClient) => SubgraphClient;
  /** Real domains in place of the fake ones. */
  readonly real?: { readonly clients: readonly SubgraphClient[]; readonly schema: CommittedSchema };
}

/** A gateway on a free port over three fake domains. */
export async function startHouse({ env = {}, remote = false, wrap = (domain) => domain, real }: FakeHouseOptions = {}) {
  const asked: Asked[] = [];
  const state: FakeIdentity = { sessions: new Map([[hashToken(STAFF_TOKEN), staff()], [hashToken(PORTAL_TOKEN), portal()]]), closed: [], touched: [], active: new Set([ANNE]), redeemed: [] };
  const closers: (() => Promise<void>)[] = [];
  const [engine, platform, actor] = [await keyPair(), await keyPair(), await keyPair()];
  const near = [fakeDomain('identity', IDENTITY, identityResolvers(state), asked), fakeDomain('crm', CRM, crmResolvers, asked), fakeDomain('portal', PORTAL, portalResolvers, asked)].map(wrap);
  const domains = remote ? await Promise.all(near.map((domain) => behindHttp(domain, actor, closers))) : near;
  const server = createServer();
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const config = await readConfig({
    FIRMAMENT_PUBLIC_URL: url, FIRMAMENT_ENGINE_PUBLIC_KEY: JSON.stringify(engine.publicKey), FIRMAMENT_PLATFORM_PUBLIC_KEY: JSON.stringify(platform.publicKey),
    FIRMAMENT_WEB_DIR: '/nonexistent', ...env,
  });
  const lines: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => { lines.push(line); } });
  const gateway = await createGateway({ config, schema: real?.schema ?? fakeSchema(), clients: real?.clients ?? domains, log, now: () => new Date(), newId });
  server.on('request', gateway.app);
  closers.push(() => gateway.stop(), () => new Promise((resolve) => { server.closeAllConnections(); server.close(() => resolve()); }));
  return {
    url, asked, state, lines, engine, platform,
    /** Posts a query; `path` is the door. */
    async ask(path: string, query: string, more: { variables?: object; headers?: Record<string, string>; body?: string } = {}) {
      const response = await fetch(url + path, {
        method: 'POST', body: more.body ?? JSON.stringify({ query, ...(more.variables ? { variables: more.variables } : {}) }), headers: { 'content-type': 'application/json', ...more.headers },
      });
      const text = await response.text();
      const body = JSON.parse(text) as { data?: Record<string, unknown> | null; errors?: { message: string; path?: unknown[]; extensions: Record<string, unknown> }[] };
      return { status: response.status, text, cookies: response.headers.getSetCookie(), headers: response.headers, data: body.data, errors: body.errors, code: body.errors?.[0]?.extensions.code, reason: body.errors?.[0]?.extensions.reason };
    },
    async stop() { for (const close of closers) await close(); },
  };
}

export type FakeHouse = Awaited<ReturnType<typeof startHouse>>;

function fakeSchema(): CommittedSchema {
  const permissions = { public: ['identity.session.start', 'crm.page.view'], portal: ['crm.client.view'] };
  return schemaOf([{ name: 'identity', sdl: IDENTITY }, { name: 'crm', sdl: CRM }, { name: 'portal', sdl: PORTAL }], permissions, ['publicFirm', 'signIn', 'consumePortalLink']);
}

/** Composes a schema for a test as the committed one is composed. */
export function schemaOf(subgraphs: readonly { name: string; sdl: string }[], permissions: CommittedSchema['permissions'], tenantless: readonly string[] = [], hooks: Readonly<Record<string, string>> = {}): CommittedSchema {
  const made = compose(subgraphs);
  if (!made.ok) throw new Error(made.problems.join('\n'));
  const contracts = Object.fromEntries(Object.entries(made.contracts).map(([audience, { supergraph }]) => [audience, supergraph]));
  return { contracts, permissions, tenantless: new Set(tenantless), hooks: new Map(Object.entries(hooks)), domains: subgraphs.map(({ name }) => name) };
}
