import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import pg from 'pg';
import { pino } from 'pino';
import { z } from 'zod';
import { startNats, type NatsServer } from '../../infra/servers/nats.js';
import { serverCache } from '../../infra/servers/servers.js';
import { inboxPurge } from '../../subgraphs/kit/src/inbox-purge.js';
import { kitTables } from '../../subgraphs/kit/src/kit-tables.js';
import { buildEnvelope, defineEvent, idToUuid, newId, type Envelope } from '../src/events.js';
import {
  ensureConsumer, ensureStream, natsAddress, outboxInsert, startConsumer, startRelay, streamName, takeSequence,
  type Consumer, type ConsumerOptions, type InTenant, type Relay, type RelayOptions,
} from '../src/runtime.js';
import { manager } from '../src/runtime/stream.js';

/** The facts of the tests: a ledger tells, a reader listens. */
export const posted = defineEvent('ledger.entry.posted', 1, 'A line was written.', z.object({ amount: z.number() }));
export const voided = defineEvent('ledger.entry.voided', 1, 'A line was struck.', z.object({}));

/** A log that says nothing, unless a person debugging asks for it. */
export const log = pino({ level: process.env['LOG_LEVEL'] ?? 'silent' });
export const clock = { now: () => new Date() };

const password = 'bench';

/** Waits for a condition; the sentence is what a reader sees when it never comes true. */
export async function eventually(condition: () => Promise<boolean> | boolean, sentence: string, timeoutMs = 15_000): Promise<void> {
  const end = performance.now() + timeoutMs;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`it never came true that ${sentence}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const roles = ['ledger', 'reader'].flatMap((s) => [`${s}_owner`, `${s}_rw`, `${s}_relay`, `${s}_consumer`, `${s}_sweeper`]);

const bootstrap = [
  'select pg_advisory_lock(4711)',
  ...roles.map((role) => `do $$ begin if not exists (select from pg_roles where rolname = '${role}') then create role ${role} ${role.endsWith('_owner') ? 'nologin' : `login password '${password}'`} nosuperuser nobypassrls noinherit; end if; end $$`),
  'select pg_advisory_unlock(4711)',
  'create schema sec',
  `create function sec.tenant_id() returns uuid language plpgsql stable set search_path = '' as $$
declare v text := pg_catalog.current_setting('app.tenant_id', true);
begin if v is null or v = '' then raise exception 'tenant context missing' using errcode = '42501'; end if; return v::uuid; end $$`,
  `create function sec.protect(t regclass, client_col name default null) returns void language plpgsql as $$
begin
  execute pg_catalog.format('alter table %s enable row level security', t);
  execute pg_catalog.format('alter table %s force row level security', t);
  execute pg_catalog.format('create policy base on %s using (true) with check (true)', t);
  execute pg_catalog.format('create policy tenant_isolation on %s as restrictive using (tenant_id = (select sec.tenant_id())) with check (tenant_id = (select sec.tenant_id()))', t);
end $$`,
  `grant usage on schema sec to ${roles.join(', ')}`,
  ...['ledger', 'reader'].flatMap((s) => [
    `create schema ${s} authorization ${s}_owner`, `grant usage on schema ${s} to ${s}_rw, ${s}_relay, ${s}_consumer, ${s}_sweeper`,
    `set role ${s}_owner`, ...kitTables(s), ...inboxPurge(s), 'reset role',
  ]),
  'create table reader.effects (n bigint generated always as identity, tenant_id uuid not null, aggregate_id text not null, seq int not null, event_id text not null)',
  'grant select, insert on reader.effects to reader_consumer',
];

/** Something that stands before the broker; told where the broker is, it answers where to connect instead. */
export interface Door {
  leadTo(host: string): Promise<string>;
}

/** The broker of one bench: its store outlives its process. */
class Broker {
  private server: NatsServer | undefined;
  private host = '';
  constructor(private readonly dir: string, private readonly door: Door | undefined) {}

  async start(): Promise<void> {
    const plan = { dir: this.dir, cache: serverCache, throwAway: true, secret: (name: string) => `s-${name.replace(':', '-')}`, say: () => undefined };
    this.server = await startNats(plan, ['ledger', 'reader']);
    const { host } = new URL(this.server.urlFor('infra'));
    this.host = this.door ? await this.door.leadTo(host) : host;
  }

  urlFor(user: string): string {
    return Object.assign(new URL(this.server?.urlFor(user) ?? ''), { host: this.host }).toString();
  }

  async kill(): Promise<void> {
    const running = this.server?.running;
    if (!running) throw new Error('this broker is not ours to kill');
    process.kill(running.pid, 'SIGKILL');
    await running.ended;
  }

  async stop(): Promise<void> { await this.server?.stop(); }
}

/** A database, a broker and the two domains of the tests, for one test file. */
export class Bench {
  readonly firm = newId('firm');
  readonly otherFirm = newId('firm');
  private effectsPool: pg.Pool | undefined;
  private readonly running: { stop(): Promise<void> }[] = [];
  private constructor(
    readonly url: string, readonly admin: pg.Client, readonly infra: NatsConnection, readonly ledger: NatsConnection, readonly reader: NatsConnection,
    private readonly broker: Broker, private readonly dir: string, private readonly database: string,
  ) {}

  /** With a door before it, the broker may be killed and come back elsewhere, and nobody notices but by the fault. */
  static async open(door?: Door): Promise<Bench> {
    const server = process.env['FIRMAMENT_TEST_DATABASE_URL'];
    if (!server) throw new Error('FIRMAMENT_TEST_DATABASE_URL is not set: run through jest');
    const database = `events_${newId('db').slice(3)}`;
    const root = new pg.Client({ connectionString: server });
    await root.connect();
    await root.query(`create database ${database}`);
    await root.end();
    const url = Object.assign(new URL(server), { pathname: `/${database}` }).toString();
    const admin = new pg.Client({ connectionString: url });
    await admin.connect();
    for (const statement of bootstrap) await admin.query(statement);
    const dir = await mkdtemp(join(tmpdir(), 'firmament-events-'));
    const broker = new Broker(dir, door);
    await broker.start();
    const link = (user: string): Promise<NatsConnection> => connect({ ...natsAddress(broker.urlFor(user)), reconnectTimeWait: 100, maxReconnectAttempts: -1 });
    return new Bench(url, admin, await link('infra'), await link('ledger'), await link('reader'), broker, dir, database);
  }

  /** The login of a role. */
  as(role: string): string {
    return Object.assign(new URL(this.url), { username: role, password }).toString();
  }

  /** The broker's URL for a domain. */
  natsUrl(user: string): string {
    return this.broker.urlFor(user);
  }

  /** Ends the broker as a crash would, or pulls it up again with what its store holds. */
  async killBroker(): Promise<void> { await this.broker.kill(); }
  async startBroker(): Promise<void> { await this.broker.start(); }

  /** Stops what a test started and empties tables and stream. */
  async fresh(startPolicy: 'beginning' | 'now' = 'beginning'): Promise<void> {
    await this.halt();
    const names = ['outbox', 'outbox_archive', 'event_counter', 'inbox', 'inbox_head', 'inbox_due', 'inbox_purge', 'quarantine'];
    await this.admin.query(`truncate ${['ledger', 'reader'].flatMap((s) => names.map((n) => `${s}.${n}`)).join(', ')}, reader.effects`);
    await this.dropStream();
    await this.makeStream(startPolicy);
  }

  async dropStream(): Promise<void> {
    await (await manager(this.infra)).streams.delete(streamName).catch(() => undefined);
  }

  async makeStream(startPolicy: 'beginning' | 'now' = 'beginning'): Promise<void> {
    await ensureStream(this.infra);
    await ensureConsumer(this.infra, { durable: 'reader', filterSubjects: ['evt.ledger.entry.>'], startPolicy });
  }

  async messages(): Promise<number> {
    return (await (await manager(this.infra)).streams.info(streamName)).state.messages;
  }

  relay(options: Partial<RelayOptions> = {}): Relay {
    const relay = startRelay({ schema: 'ledger', url: this.as('ledger_relay'), nc: this.ledger, log, clock, pollMs: 100, ...options });
    this.running.push(relay);
    return relay;
  }

  consumer(options: Partial<ConsumerOptions> = {}): Consumer {
    const listeners = [{ type: posted.name, version: 1, shape: posted.shape, handle: this.effect }];
    const consumer = startConsumer({
      domain: 'reader', durable: 'reader', url: this.as('reader_consumer'), nc: this.reader, listeners, inTenant: this.inTenant, log, clock, pollMs: 100, backoffMs: [10], ...options,
    });
    this.running.push(consumer);
    return consumer;
  }

  /** The ordinary effect: one row that says what was applied when. */
  readonly effect: ConsumerOptions['listeners'][number]['handle'] = async (event, tx) => {
    await tx.query('insert into reader.effects (tenant_id, aggregate_id, seq, event_id) values ($1, $2, $3, $4)', [idToUuid(event.tenantid), event.aggregateid, event.aggregateseq, event.id]);
  };

  /** One transaction as the consumer's login in the events' tenant, as the kit would open it. */
  readonly inTenant: InTenant = async (row, work) => {
    // Dropping the database may overtake a connection that is just saying goodbye.
    this.effectsPool ??= new pg.Pool({ connectionString: this.as('reader_consumer'), max: 4 }).on('error', () => undefined);
    const client = await this.effectsPool.connect();
    try {
      await client.query('begin');
      await client.query("select set_config('app.tenant_id', $1, true), set_config('app.actor_kind', 'system', true)", [idToUuid(row[0]?.tenantid ?? '')]);
      const tx = { query: async <R>(sql: string, params: unknown[] = []) => (await client.query(sql, params)).rows as R[] };
      for (const event of row) await work(tx, event);
      await client.query('commit');
    } catch (error) {
      await client.query('rollback');
      throw error;
    } finally {
      client.release();
    }
  };

  async effects(): Promise<{ aggregate_id: string; seq: number; event_id: string }[]> {
    return (await this.admin.query('select aggregate_id, seq, event_id from reader.effects order by n')).rows as { aggregate_id: string; seq: number; event_id: string }[];
  }

  event(aggregateId: string, aggregateSeq: number, contract = posted, data: Record<string, unknown> = { amount: aggregateSeq }): Envelope {
    return buildEnvelope(contract as typeof posted, data as { amount: number }, {
      id: newId('evt'), time: new Date(), tenantId: this.firm, actor: { kind: 'staff', id: newId('usr') }, correlationId: newId('cor'), aggregateId, aggregateSeq,
    });
  }

  /** Opens a writer's transaction; what it posts is committed by `commit`. */
  async writer(): Promise<Writer> {
    const client = new pg.Client({ connectionString: this.as('ledger_rw') });
    await client.connect();
    await client.query('begin');
    await client.query("select set_config('app.tenant_id', $1, true)", [idToUuid(this.firm)]);
    return new Writer(this, client);
  }

  /** Posts `count` facts about one thing in one commit. */
  async post(aggregateId: string, count = 1, contract = posted): Promise<Envelope[]> {
    const writer = await this.writer();
    const events: Envelope[] = [];
    for (let i = 0; i < count; i++) events.push(await writer.post(aggregateId, contract));
    await writer.commit();
    return events;
  }

  async halt(): Promise<void> {
    for (const part of this.running.splice(0)) await part.stop();
  }

  async close(): Promise<void> {
    await this.halt();
    for (const nc of [this.infra, this.ledger, this.reader]) await nc.close();
    await this.effectsPool?.end();
    await this.broker.stop();
    await this.admin.end();
    const root = new pg.Client({ connectionString: process.env['FIRMAMENT_TEST_DATABASE_URL'] });
    await root.connect();
    await root.query(`drop database ${this.database} with (force)`);
    await root.end();
    await rm(this.dir, { recursive: true, force: true });
  }
}

/** A transaction of the ledger's ordinary role. */
export class Writer {
  constructor(private readonly bench: Bench, readonly client: pg.Client) {}

  async post(aggregateId: string, contract = posted): Promise<Envelope> {
    const take = takeSequence('ledger', this.bench.firm, contract.aggregate, aggregateId);
    const seq = Number(((await this.client.query(take.text, take.params)).rows[0] as { last_seq: string }).last_seq);
    const event = this.bench.event(aggregateId, seq, contract);
    const insert = outboxInsert('ledger', event);
    await this.client.query(insert.text, insert.params);
    return event;
  }

  async commit(): Promise<void> {
    await this.client.query('commit');
    await this.client.end();
  }
}
