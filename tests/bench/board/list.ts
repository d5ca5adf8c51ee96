import type { Harness } from '../../../subgraphs/kit/src/testing/harness.js';
import { idToUuid } from '../../../events/src/events.js';
import { race, theGraph, theStatement } from './graph-beside-statement.js';
import type { RaceResult } from './graph-beside-statement.js';

/** A list of one domain with a part of another, as multiples of one statement that joins both without GraphQL. */
export interface ListResult extends RaceResult { readonly clients: number }

const CLIENTS = 50;
const QUESTION = `{ clients(first: ${CLIENTS}) { nodes { displayName projects { name status } } } }`;
const STATEMENT = `select json_build_object('clients', json_build_object('nodes', coalesce(json_agg(json_build_object('displayName', c.display_name, 'projects', c.projects)), '[]'))) as answer
from (select display_name, (select coalesce(json_agg(json_build_object('name', p.name, 'status', p.status) order by p.created_at desc, p.id desc), '[]') from projects.projects p where p.tenant_id = c.tenant_id and p.client_id = c.id) as projects
  from crm.clients c order by lower(display_name), id limit ${CLIENTS}) c`;

/** Both answer to the same walls. */
export async function benchList(h: Harness, rounds: number): Promise<ListResult> {
  await fill(h);
  const statement = await theStatement(h, { schemas: ['crm', 'projects'], tables: ['crm.clients', 'projects.projects'], sql: STATEMENT });
  const graph = await theGraph(h, 'projects', QUESTION);
  try {
    return { clients: CLIENTS, ...await race(graph.ask, statement.ask, { rounds, requests: 200, atOnce: 4 }) };
  } finally {
    await graph.stop();
    await statement.stop();
  }
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
