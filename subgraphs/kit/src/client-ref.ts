import { clientErased, clientCreated, clientMerged, idToUuid } from '@firmament/events';
import type { Actor } from './actor.js';
import type { SubgraphDefinition, Listener } from './define-subgraph.js';
import { on } from './define-subgraph.js';
import type { DomainRuntime } from './domain-runtime.js';
import { NotFound } from './refusals.js';
import { beginStatement, sessionOf } from './session-values.js';

const patienceMs = 2_000;
const pauseMs = 50;

/** Refuses with NOT_FOUND when no news of the client arrives within two seconds. Uses its own short reads, never the caller's transaction. */
export async function knowsClient(runtime: DomainRuntime, actor: Actor, clientId: string): Promise<void> {
  if (actor.kind === 'portal' && actor.clientId !== clientId) throw new NotFound();
  const deadline = runtime.monotonic() + patienceMs;
  for (;;) {
    if (await isKnown(runtime, actor, clientId)) return;
    if (runtime.monotonic() >= deadline) throw new NotFound('This client is not known here.');
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

async function isKnown(runtime: DomainRuntime, actor: Actor, clientId: string): Promise<boolean> {
  const client = await runtime.readPool().connect();
  try {
    await client.query(beginStatement(sessionOf(actor), 'read only'));
    const found = await client.query(`select 1 from ${runtime.def.name}.client_ref where client_id = $1`, [idToUuid(clientId)]);
    return (found.rowCount ?? 0) > 0;
  } finally {
    await client.query('rollback').catch(() => undefined);
    client.release();
  }
}

/** The listeners that every domain but crm gets: known clients, merge and erasure. */
export function clientListeners(def: SubgraphDefinition): Listener[] {
  if (def.name === 'crm') return [];
  const ref = `${def.name}.client_ref`;
  const tenant = `sec.tenant_id()`;
  return [
    on(clientCreated, async (event, ctx) => {
      await ctx.sql(`insert into ${ref} (tenant_id, client_id) values (${tenant}, $1) on conflict do nothing`, [idToUuid(event.data.clientId)]);
    }),
    on(clientMerged, async (event, ctx) => {
      const survivor = idToUuid(event.data.survivorId);
      const merged = event.data.mergedIds.map(idToUuid);
      for (const [table, column] of Object.entries(def.clientTables ?? {})) {
        await ctx.sql(`update ${table} set ${column} = $1 where ${column} = any($2::uuid[])`, [survivor, merged]);
      }
      await ctx.sql(`update ${ref} set status = 'MERGED', merged_into = $1 where client_id = any($2::uuid[])`, [survivor, merged]);
    }),
    on(clientErased, async (event, ctx) => {
      await ctx.sql(`update ${ref} set status = 'ERASED' where client_id = $1`, [idToUuid(event.data.clientId)]);
    }),
  ];
}
