import { type contactCreated, type contactLinked, type DataOf } from '@firmament/events';
import { idToUuid, type Ctx, type ReceivedEvent } from '@firmament/kit';
import type { Alias } from './search-words.rules.js';
import { fileDocument, standingClient } from './write-document.js';

/** A new person can be found, by name, address and number; under no client yet. */
export async function fileContact({ data }: ReceivedEvent<DataOf<typeof contactCreated>>, ctx: Ctx): Promise<void> {
  const also: Alias[] = [...(data.email ? [{ as: 'EMAIL' as const, text: data.email }] : []), ...(data.phone ? [{ as: 'PHONE' as const, text: data.phone }] : [])];
  await fileDocument(ctx, { kind: 'CONTACT', sourceId: data.contactId, clientId: null, title: data.name, also });
}

/** A person is found under each client that they belong to. */
export async function fileLink({ data }: ReceivedEvent<DataOf<typeof contactLinked>>, ctx: Ctx): Promise<void> {
  const clientId = await standingClient(ctx, data.clientId);
  const [known] = await ctx.sql<{ title: string; also: Alias[]; unlinked: boolean; here: boolean }>(
    `select title, also, client_id is null as unlinked, client_id is not distinct from $2 as here from search.documents where kind = 'CONTACT' and source_id = $1 order by here desc, unlinked desc limit 1`, [data.contactId, idToUuid(clientId)]);
  if (known?.here) return;
  if (known?.unlinked) {
    await ctx.sql(`update search.documents set client_id = $2, version = version + 1 where kind = 'CONTACT' and source_id = $1 and client_id is null`, [data.contactId, idToUuid(clientId)]);
    return;
  }
  await fileDocument(ctx, { kind: 'CONTACT', sourceId: data.contactId, clientId, title: known?.title ?? data.contactName, also: known?.also ?? [] });
}
