import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ApolloServer } from '@apollo/server';
import pg from 'pg';
import { pino } from 'pino';
import { askDomains } from '../../../gateway/src/data-source.js';
import { FederatedGateway } from '../../../gateway/src/federation/federated-gateway.js';
import { inProcessSource } from '../../../gateway/src/in-process.js';
import type { SubgraphClient } from '../../../gateway/src/subgraph-client.js';
import crm from '../../../subgraphs/crm/src/subgraph.js';
import { openDomain } from '../../../subgraphs/kit/src/domain.js';
import { beginStatement, sessionOf } from '../../../subgraphs/kit/src/session-values.js';
import type { Harness } from '../../../subgraphs/kit/src/testing/harness.js';
import { idToUuid, newId } from '../../../events/src/events.js';
import { assertEqualAnswers } from '../answer-hash.js';
import { shotOrder, spreadOfRatios } from '../ratios.js';
import type { Round, Spread } from '../ratios.js';

/** A list of one domain with a part of another, as multiples of one statement that joins both without GraphQL. */
export interface ListResult { readonly clients: number; readonly times: Spread; readonly perSecond: number; readonly statementPerSecond: number }

type Ask = () => Promise<unknown>;
const CLIENTS = 50;
const REQUESTS = 200;
const AT_ONCE = 4;
const QUESTION = `{ clients(first: ${CLIENTS}) { nodes { displayName projects { name status } } } }`;
const STATEMENT = `select json_build_object('clients', json_build_object('nodes', coalesce(json_agg(json_build_object('displayName', c.display_name, 'projects', c.projects)), '[]'))) as answer
from (select display_name, (select coalesce(json_agg(json_build_object('name', p.name, 'status', p.status) order by p.created_at desc, p.id desc), '[]') from projects.projects p where p.tenant_id = c.tenant_id and p.client_id = c.id) as projects
  from crm.clients c order by lower(display_name), id limit ${CLIENTS}) c`;

/** Both answer to the same walls: the statement's login owns nothing and names its firm as a domain does. */
export async function benchList(h: Harness, rounds: number): Promise<ListResult> {
  await fill(h);
  const statement = await theStatement(h);
  const graph = await theGraph(h);
  try {
    assertEqualAnswers(new Map([['the graph', await graph.ask()], ['the statement', await statement.ask()]]));
    return await race(graph.ask, statement.ask, rounds);
  } finally {
    await graph.stop();
    await statement.stop();
  }
}

async function race(graph: Ask, statement: Ask, rounds: number): Promise<ListResult> {
  for (const ask of [graph, statement]) await shoot(ask);
  const taken: Round[] = [];
  for (let round = 0; round < rounds; round++) {
    const rates = new Map<Ask, number>();
    for (const ask of shotOrder([graph, statement], round)) rates.set(ask, await shoot(ask));
    taken.push({ ours: rates.get(graph) ?? 0, theirs: rates.get(statement) ?? 0 });
  }
  const middle = [...taken].sort((a, b) => a.ours / a.theirs - b.ours / b.theirs)[Math.floor(rounds / 2)] as Round;
  return { clients: CLIENTS, times: spreadOfRatios(taken), perSecond: middle.ours, statementPerSecond: middle.theirs };
}

async function shoot(ask: Ask): Promise<number> {
  const began = performance.now();
  await Promise.all(Array.from({ length: AT_ONCE }, async () => { for (let n = 0; n < REQUESTS / AT_ONCE; n++) await ask(); }));
  return REQUESTS / ((performance.now() - began) / 1_000);
}

/** Clients by crm's own columns; projects as copies of the one that was laid out. */
async function fill(h: Harness): Promise<void> {
  const tenant = idToUuid(h.firm.id);
  await h.sql(`insert into crm.clients (tenant_id, id, version, display_name, kind, status, source, created_at, changed_at)
select $1, gen_random_uuid(), 1, 'Client ' || lpad(n::text, 4, '0'), 'ORG', 'ACTIVE', 'MANUAL', now(), now() from generate_series(1, 400) n`, [tenant]);
  await h.sql(`insert into projects.projects
select (jsonb_populate_record(null::projects.projects, to_jsonb(p) || jsonb_build_object('id', gen_random_uuid(), 'client_id', c.id, 'name', c.display_name || ', work ' || n, 'source_ref', null, 'created_at', now() - n * interval '1 day'))).*
from (select * from projects.projects limit 1) p, crm.clients c, generate_series(1, 3) n`);
  for (const table of ['crm.clients', 'projects.projects']) await h.sql(`analyze ${table}`);
}

async function theStatement(h: Harness): Promise<{ ask: Ask; stop(): Promise<void> }> {
  for (const sql of [
    `do $$ begin if not exists (select from pg_roles where rolname = 'bench_reader') then create role bench_reader login nosuperuser nobypassrls password 'bench'; end if; end $$`,
    'grant usage on schema crm, projects, sec to bench_reader', 'grant execute on all functions in schema sec to bench_reader', 'grant select on crm.clients, projects.projects to bench_reader',
  ]) await h.sql(sql);
  const url = Object.assign(new URL(h.urlFor('rw')), { username: 'bench_reader', password: 'bench' }).toString();
  const pool = new pg.Pool({ connectionString: url, max: 3 });
  const begin = beginStatement(sessionOf(h.staff()), 'read only');
  return {
    ask: async () => {
      const client = await pool.connect();
      try {
        await client.query(begin);
        const { rows: [row] } = await client.query<{ answer: unknown }>(STATEMENT);
        await client.query('rollback');
        return row?.answer;
      } finally {
        client.release();
      }
    },
    stop: () => pool.end(),
  };
}

async function theGraph(h: Harness): Promise<{ ask: Ask; stop(): Promise<void> }> {
  const log = pino({ level: 'silent' });
  const urls = Object.fromEntries(['rw', 'relay', 'consumer', 'sweeper'].map((part) => [part, Object.assign(new URL(h.urlFor('rw')), { username: `crm_${part}` }).toString()])) as { rw: string };
  const domains = [await openDomain(crm, { urls, log, env: { FIRMAMENT_PUBLIC_URL: 'http://127.0.0.1:4000', FIRMAMENT_DEMO: '1' } })];
  const near = new Map<string, SubgraphClient>(domains.map((domain) => [domain.name, inProcessSource(domain)]));
  near.set('projects', inProcessSource(h.runtime as unknown as Parameters<typeof inProcessSource>[0]));
  const supergraphSdl = readFileSync(fileURLToPath(new URL('../../../schema/contracts/staff.supergraph.graphql', import.meta.url)), 'utf8');
  const server = new ApolloServer<Record<string, unknown>>({ gateway: new FederatedGateway(supergraphSdl, askDomains(near)), stopOnTerminationSignals: false });
  await server.start();
  const actor = h.staff();
  return {
    ask: async () => {
      const contextValue = { actor, meta: { requestId: newId('req'), correlationId: newId('cor') }, grants: [], changed: { identity: false }, log };
      const { body } = await server.executeOperation({ query: QUESTION }, { contextValue });
      if (body.kind !== 'single' || body.singleResult.errors) throw new Error(JSON.stringify(body));
      return body.singleResult.data;
    },
    stop: async () => { await server.stop(); await Promise.all(domains.map((domain) => domain.stop())); },
  };
}
