import { buildEnvelope, clientMerged, idToUuid, newId } from '@firmament/events';
import { publishAgain } from './events.js';
import { look } from './house.js';
import type { Story } from './story.js';

/** States that two records became one; crm cannot do it yet. */
export async function merge(story: Story, survivorId: string, mergedId: string): Promise<void> {
  const [counter] = await look<{ last: string }>('select coalesce(max(aggregate_seq), 0) as last from (select aggregate_seq from crm.outbox where aggregate_id = $1 union all select aggregate_seq from crm.outbox_archive where aggregate_id = $1) as each', [idToUuid(survivorId)]);
  const fact = buildEnvelope(clientMerged, { survivorId, mergedIds: [mergedId], mergeId: newId('evt') }, {
    id: newId('evt'), time: new Date(), tenantId: story.firm.id, clientId: survivorId, actor: { kind: 'staff', id: story.firm.ownerId }, correlationId: newId('cor'), aggregateId: survivorId, aggregateSeq: Number(counter?.last) + 1,
  });
  await publishAgain(fact, fact.id);
}

const columns = "select c.table_schema || '.' || c.table_name as name from information_schema.columns c join information_schema.tables t using (table_schema, table_name) where c.column_name = 'client_id' and t.table_type = 'BASE TABLE'";

/** Tables with rows of a client, in these domains. */
export async function rowsOf(story: Story, clientId: string, domains: readonly string[]): Promise<string[]> {
  const tables = (await look<{ name: string }>(`${columns} and c.table_schema = any($1) and c.table_name not like 'outbox%' and c.table_name <> 'client_ref'`, [domains])).map(({ name }) => name);
  const found = await Promise.all(tables.map(async (name) => ((await look(`select 1 from ${name} where tenant_id = $1 and client_id = $2 limit 1`, [story.firm.uuid, idToUuid(clientId)])).length > 0 ? [name] : [])));
  return found.flat().sort();
}
