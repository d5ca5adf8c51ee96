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
import { newId } from '../../../events/src/events.js';
import { assertEqualAnswers } from '../answer-hash.js';
import { shotOrder, spreadOfRatios } from '../ratios.js';
import type { Round, Spread } from '../ratios.js';

/** Asks once and gives the answer as it stands under `data`. */
export type Ask = () => Promise<unknown>;
/** Somebody who answers, until stopped. */
export interface Contestant { readonly ask: Ask; stop(): Promise<void> }

/** A bare statement behind the same walls: its login owns nothing and names its firm as a domain does. */
export async function theStatement(h: Harness, wanted: { readonly schemas: readonly string[]; readonly tables: readonly string[]; readonly sql: string; readonly params?: readonly unknown[] }): Promise<Contestant> {
  for (const sql of [
    `do $$ begin if not exists (select from pg_roles where rolname = 'bench_reader') then create role bench_reader login nosuperuser nobypassrls password 'bench'; end if; end $$`,
    `grant usage on schema ${[...wanted.schemas, 'sec'].join(', ')} to bench_reader`, 'grant execute on all functions in schema sec to bench_reader', `grant select on ${wanted.tables.join(', ')} to bench_reader`,
  ]) await h.sql(sql);
  const url = Object.assign(new URL(h.urlFor('rw')), { username: 'bench_reader', password: 'bench' }).toString();
  const pool = new pg.Pool({ connectionString: url, max: 3 });
  const begin = beginStatement(sessionOf(h.staff()), 'read only');
  return {
    ask: async () => {
      const client = await pool.connect();
      try {
        await client.query(begin);
        const { rows: [row] } = await client.query<{ answer: unknown }>(wanted.sql, [...wanted.params ?? []]);
        await client.query('rollback');
        return row?.answer;
      } finally {
        client.release();
      }
    },
    stop: () => pool.end(),
  };
}

/** The gateway over the harness's domain and crm, both in this process, as the house serves them. */
export async function theGraph(h: Harness, name: string, question: string, variables: Record<string, unknown> = {}): Promise<Contestant> {
  const log = pino({ level: 'silent' });
  const urls = Object.fromEntries(['rw', 'relay', 'consumer', 'sweeper'].map((part) => [part, Object.assign(new URL(h.urlFor('rw')), { username: `crm_${part}` }).toString()])) as { rw: string };
  const domains = [await openDomain(crm, { urls, log, env: { FIRMAMENT_PUBLIC_URL: 'http://127.0.0.1:4000', FIRMAMENT_DEMO: '1' } })];
  const near = new Map<string, SubgraphClient>(domains.map((domain) => [domain.name, inProcessSource(domain)]));
  near.set(name, inProcessSource(h.runtime as unknown as Parameters<typeof inProcessSource>[0]));
  const supergraphSdl = readFileSync(fileURLToPath(new URL('../../../schema/contracts/staff.supergraph.graphql', import.meta.url)), 'utf8');
  const server = new ApolloServer<Record<string, unknown>>({ gateway: new FederatedGateway(supergraphSdl, askDomains(near)), stopOnTerminationSignals: false });
  await server.start();
  const actor = h.staff();
  return {
    ask: async () => {
      const contextValue = { actor, meta: { requestId: newId('req'), correlationId: newId('cor') }, grants: [], changed: { identity: false }, log };
      const { body } = await server.executeOperation({ query: question, variables }, { contextValue });
      if (body.kind !== 'single' || body.singleResult.errors) throw new Error(JSON.stringify(body));
      return body.singleResult.data;
    },
    stop: async () => { await server.stop(); await Promise.all(domains.map((domain) => domain.stop())); },
  };
}

/** What a race gave: ours as a multiple of theirs, and the rates of the middle round. */
export interface RaceResult { readonly times: Spread; readonly perSecond: number; readonly statementPerSecond: number }

/** Shot by shot in turns, after both have said the same. */
export async function race(graph: Ask, statement: Ask, { rounds, requests, atOnce }: { readonly rounds: number; readonly requests: number; readonly atOnce: number }): Promise<RaceResult> {
  assertEqualAnswers(new Map([['the graph', await graph()], ['the statement', await statement()]]));
  const shoot = async (ask: Ask): Promise<number> => {
    const began = performance.now();
    await Promise.all(Array.from({ length: atOnce }, async () => { for (let n = 0; n < requests / atOnce; n++) await ask(); }));
    return requests / ((performance.now() - began) / 1_000);
  };
  for (const ask of [graph, statement]) await shoot(ask);
  const taken: Round[] = [];
  for (let round = 0; round < rounds; round++) {
    const rates = new Map<Ask, number>();
    for (const ask of shotOrder([graph, statement], round)) rates.set(ask, await shoot(ask));
    taken.push({ ours: rates.get(graph) ?? 0, theirs: rates.get(statement) ?? 0 });
  }
  const middle = [...taken].sort((a, b) => a.ours / a.theirs - b.ours / b.theirs)[Math.floor(rounds / 2)] as Round;
  return { times: spreadOfRatios(taken), perSecond: middle.ours, statementPerSecond: middle.theirs };
}
