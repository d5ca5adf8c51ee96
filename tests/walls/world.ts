import { idToUuid, newId, uuidToId } from '@firmament/events';
import { eventually } from '@firmament/kit/testing';
import { enterPortal, portalLinkIn, type Somebody } from '../support/actors.js';
import { unfinished } from '../support/events.js';
import { book, freeSlots, newGuest, openFirm, type Firm } from '../support/firm.js';
import { budgetMs, look } from '../support/house.js';
import { mailThat } from '../support/mail.js';
import type { Inhabited, InhabitedClient, RecordPlace } from './fixtures/fixture.js';
import { fixtures } from './fixtures/house.js';

/** Two firms with two clients each, and the person of a client in whose place the other client's records are tried. */
export interface World {
  /** The firm whose records are tried; those of its first client. */
  readonly ours: Inhabited;
  /** The firm whose owner tries. */
  readonly other: Inhabited;
  /** The portal session of our second client. */
  readonly neighbour: Somebody;
  readonly neighbourId: string;
}

/** Opens both firms and gives them everything that a wall can stand around. */
export async function openWorld(): Promise<World> {
  const ours = await inhabited();
  const other = await inhabited();
  const neighbour = await enterPortal(portalLinkIn(await mailThat(ours.clients[1].email, /portal\/link/)));
  const [person] = await look<{ id: string }>('select portal_user_id as id from portal.invitations where tenant_id = $1 and client_id = $2', [ours.uuid, ours.clients[1].uuid]);
  await atRest();
  return { ours, other, neighbour, neighbourId: uuidToId('pus', person?.id ?? '') };
}

async function inhabited(): Promise<Inhabited> {
  const firm = await openFirm();
  const one = await moveIn(firm, 'Quentin Marsh');
  const firmWithClients = { ...firm, clients: [one, await moveIn(firm, 'Rosalind Fell')] as const };
  await atRest();
  for (const { furnish } of Object.values(fixtures)) await furnish?.(firmWithClients, look);
  await atRest();
  return firmWithClients;
}

async function moveIn(firm: Firm, name: string): Promise<InhabitedClient> {
  const guest = newGuest(name);
  const [, , , , slot] = await freeSlots(firm);
  const { manageToken } = await book(firm, guest, slot?.start);
  const client = await eventually(async () => (await look<{ uuid: string }>("select client_id as uuid from workflow.runs where tenant_id = $1 and subject is not null and client_id in (select id from crm.clients where display_name = $2) and state = 'COMPLETED'", [firm.uuid, name]))[0], `${name} is onboarded`, { timeoutMs: budgetMs * 3 });
  return { id: uuidToId('cli', client?.uuid ?? ''), uuid: client?.uuid ?? '', name, email: guest.email, manageToken };
}

/** The same firm as its second client's person sees it: their client comes first. */
export const asSecond = (firm: Inhabited): Inhabited => ({ ...firm, clients: [firm.clients[1], firm.clients[0]] });

/** Waits until nothing is on its way any more: what changes afterwards, the trial has changed. */
export async function atRest(): Promise<void> {
  let left: Record<string, number> = {};
  await eventually(async () => Object.keys((left = await unfinished())).length === 0, 'the house comes to rest', { timeoutMs: budgetMs * 3 })
    .catch((error: Error) => { throw new Error(`${error.message}: ${JSON.stringify(left)}`); });
}

/** One id of each kind of record, of one firm and one of its clients. */
export type Records = ReadonlyMap<string, string>;

/** Where each kind of record lies, over all domains. */
export const places: Readonly<Record<string, RecordPlace>> = Object.assign({}, ...Object.values(fixtures).map(({ records }) => records)) as Record<string, RecordPlace>;

/** Takes one record of each kind. */
export async function recordsOf(firm: Inhabited, client: InhabitedClient): Promise<Records> {
  const found = new Map<string, string>();
  for (const [type, { prefix, table, where, column = 'id' }] of Object.entries(places)) {
    const bound = where ?? ((await hasClient(table)) ? 'client_id = $2' : '$2::uuid is not null');
    const [row] = await look<{ id: string }>(`select ${column} as id from ${table} where tenant_id = $1 and ${bound} order by 1 desc limit 1`, [firm.uuid, client.uuid]);
    if (row) found.set(type, uuidToId(prefix, row.id));
  }
  return found;
}

async function hasClient(table: string): Promise<boolean> {
  const [schema, name] = table.split('.');
  return (await look("select 1 from information_schema.columns where table_schema = $1 and table_name = $2 and column_name = 'client_id'", [schema, name])).length > 0;
}

/** An id of a kind that nobody made. */
export const neverMade = (type: string): string => newId(places[type]?.prefix ?? 'nil');

/** All ids of a firm, or of one of its clients, as the tables hold them. */
export async function idsOf(firm: Pick<Firm, 'uuid'>, clientUuid?: string): Promise<ReadonlySet<string>> {
  const column = clientUuid ? 'client_id' : 'tenant_id';
  const tables = await look<{ name: string }>(`select c.table_schema || '.' || c.table_name as name from information_schema.columns c join information_schema.columns i using (table_schema, table_name)
    join information_schema.tables t using (table_schema, table_name) where c.column_name = $1 and i.column_name = 'id' and i.data_type = 'uuid' and t.table_type = 'BASE TABLE'`, [column]);
  const parts = tables.map(({ name }) => `select id from ${name} where ${column} = $1`);
  const rows = await look<{ id: string }>(parts.join(' union '), [clientUuid ?? firm.uuid]);
  return new Set([...rows.map(({ id }) => id), ...(clientUuid ? [clientUuid] : [])]);
}

/** The ids in a text that belong to somebody, but for those that the asker named. */
export function foreignIds(text: string, theirs: ReadonlySet<string>, named: string): string[] {
  const ids = text.match(/\b[a-z]{2,5}_[0-7][0-9a-hjkmnp-tv-z]{25}\b/g) ?? [];
  return [...new Set(ids)].filter((id) => id !== named && theirs.has(idToUuid(id)));
}
