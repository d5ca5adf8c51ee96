import { envelopeShape, findContract, prefixOf, idToUuid, versionOf, type Envelope } from '@firmament/events';
import { natsAddress } from '@firmament/events/runtime';
import { DeliverPolicy, jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { house, look } from './house.js';

let connection: Promise<NatsConnection> | undefined;

function nats(): Promise<NatsConnection> {
  connection ??= connect(natsAddress(house.endpoints.nats));
  return connection;
}

/** Lets go of the stream. */
export async function leaveStream(): Promise<void> {
  await (await connection)?.close();
  connection = undefined;
}

/** Where the stream stands: how many messages it holds and the number of the last. */
export async function streamState(): Promise<{ messages: number; last: number }> {
  const jsm = await jetstreamManager(await nats(), { checkAPI: false });
  const { state } = await jsm.streams.info('FIRMAMENT');
  return { messages: state.messages, last: state.last_seq };
}

/** Every event that the stream took after a position, in its order. */
export async function streamSince(position: number): Promise<Envelope[]> {
  const { last } = await streamState();
  if (last <= position) return [];
  const consumer = await jetstream(await nats(), { checkAPI: false } as never).consumers.get('FIRMAMENT', { deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: position + 1 });
  const found: Envelope[] = [];
  const messages = await consumer.consume();
  for await (const message of messages) {
    found.push(message.json<Envelope>());
    if (message.seq >= last) break;
  }
  await messages.close();
  return found;
}

/** Puts an event on the stream again, under its own message id or as if a transport had made a new one. */
export async function publishAgain(envelope: Envelope, messageId: string): Promise<void> {
  await jetstream(await nats(), { checkAPI: false } as never).publish(`evt.${envelope.type}.v${versionOf(envelope)}`, JSON.stringify(envelope), { msgID: messageId });
}

/** The schemas that have an outbox. */
export async function outboxSchemas(): Promise<string[]> {
  const rows = await look<{ name: string }>("select table_schema as name from information_schema.tables where table_name = 'outbox' order by 1");
  return rows.map(({ name }) => name);
}

/** How many events were ever committed, published or not. */
export async function committedEvents(): Promise<number> {
  const parts = (await outboxSchemas()).map((schema) => `select (select count(*) from ${schema}.outbox) + (select count(*) from ${schema}.outbox_archive) as n`);
  const [row] = await look<{ n: string }>(`select coalesce(sum(n), 0) as n from (${parts.join(' union all ')}) as each`);
  return Number(row?.n ?? 0);
}

/** How many messages the readers of the stream have not taken over yet, and the number of its last one. */
async function untaken(): Promise<{ count: number; last: number }> {
  const jsm = await jetstreamManager(await nats(), { checkAPI: false });
  const { last } = await streamState();
  let count = 0;
  for await (const reader of jsm.consumers.list('FIRMAMENT')) if (reader.config.durable_name) count += reader.num_pending + reader.num_ack_pending;
  return { count, last };
}

/**
 * What is not yet done anywhere: unpublished events, messages that no reader took, arrivals without effect, parked and
 * dead letters, runs on their way. The stream is looked at before and after the tables: between «published» and
 * «arrived» an event stands in no table.
 */
export async function unfinished(): Promise<Record<string, number>> {
  const stream = await untaken();
  const inTables = await unfinishedInTables();
  const moved = stream.count + (await streamState()).last - stream.last;
  return moved > 0 ? { ...inTables, stream: moved } : inTables;
}

async function unfinishedInTables(): Promise<Record<string, number>> {
  const parts = (await outboxSchemas()).flatMap((schema) => [
    `select '${schema} outbox' as what, count(*)::int as n from ${schema}.outbox where published_at is null`,
    `select '${schema} inbox' as what, count(*)::int as n from ${schema}.inbox where status not in ('done', 'skipped')`,
    `select '${schema} quarantine' as what, count(*)::int as n from ${schema}.quarantine`,
    `select '${schema} due' as what, count(*)::int as n from ${schema}.inbox_due`,
  ]);
  // Documents of money are written a moment after it, and told.
  parts.push("select 'documents' as what, count(*)::int as n from revenue.due where kind in ('receipt', 'refund', 'issue', 'online') and due_at <= clock_timestamp()");
  parts.push("select 'runs' as what, count(*)::int as n from workflow.runs where state in ('QUEUED','RUNNING')", "select 'mails' as what, count(*)::int as n from communications.message_due");
  const rows = await look<{ what: string; n: number }>(`select what, n from (${parts.join(' union all ')}) as each where n > 0`);
  return Object.fromEntries(rows.map(({ what, n }) => [what, n]));
}

/** What is wrong with an event by its envelope and its contract; undefined when nothing is. */
export function faultOf(envelope: Envelope): string | undefined {
  const outer = envelopeShape.safeParse(envelope);
  if (!outer.success) return `${envelope.type}: ${outer.error.message}`;
  const contract = findContract(envelope.type, versionOf(envelope));
  if (!contract) return `${envelope.type}: has no contract`;
  const inner = contract.shape.safeParse(envelope.data);
  return inner.success ? undefined : `${envelope.type}: ${inner.error.message}`;
}

/** Where the records live that events may name. */
const owners: Record<string, string> = {
  cli: 'crm.clients', con: 'crm.contacts', lnk: 'crm.links', apt: 'scheduling.appointments', apy: 'scheduling.appointment_types', bpg: 'scheduling.booking_pages', hld: 'scheduling.holds',
  pus: 'portal.people', mlk: 'portal.links', fol: 'files.folders', ftp: 'files.folder_templates', prj: 'projects.projects', ptv: 'projects.template_versions', tsk: 'projects.tasks',
  msg: 'communications.messages', run: 'workflow.runs', wfl: 'workflow.workflows', usr: 'identity.users',
};

/** Ids in events whose record does not exist in its owner. */
export async function danglingIds(events: readonly Envelope[]): Promise<string[]> {
  const named = new Set(events.flatMap((event) => JSON.stringify(event.data).match(/"[a-z]{2,5}_[0-7][0-9a-hjkmnp-tv-z]{25}"/g) ?? []).map((id) => id.slice(1, -1)));
  const missing: string[] = [];
  for (const id of named) {
    const table = owners[prefixOf(id) ?? ''];
    if (table && (await look(`select 1 from ${table} where id = $1`, [idToUuid(id)])).length === 0) missing.push(id);
  }
  return missing;
}
