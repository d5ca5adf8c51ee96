import { randomBytes, randomUUID } from 'node:crypto';
import { buildEnvelope, idToUuid, newId, uuidToId, type DataOf, type EventContract } from '@firmament/events';
import pg from 'pg';
import { pino, type Logger } from 'pino';
import type { Actor, RequestMeta } from '../actor.js';
import { bootstrapDatabase, migrateDomain } from '../bootstrap.js';
import type { SqlRow } from '../context.js';
import type { SubgraphDefinition } from '../define-subgraph.js';
import { openDomain, type Domain } from '../domain.js';
import type { DomainRuntime } from '../domain-runtime.js';
import type { SubgraphAnswer } from '../execute.js';
import type { HookAnswer, HookRequest } from '../hooks.js';
import { deliverDirectly } from '../messaging.js';
import { makeOrm } from '../orm-options.js';
import { makePool } from '../pool.js';
import { runSweep } from '../sweeper.js';

/** A fact as it lies in the outbox. */
export interface StoredEvent { type: string; version: number; data: Record<string, unknown>; clientId: string | null; aggregateSeq: number; actorKind: string; correlationId: string; causationId: string | null; seedTime: Date | null }

/** How one request of a test differs from the usual. */
export interface RunOptions { idempotencyKey?: string; correlationId?: string; causationId?: string; seedTime?: string; session?: string }

/** What a test may set about the world. */
export interface HarnessOptions {
  now?: Date; env?: Record<string, string>; publicRights?: readonly string[];
  /** Where the domain's log goes, for tests that read it. */
  log?: Logger;
  /** The domain is not part of the house, so the template does not hold it: its roles, schema and tables are made here. */
  ownSchema?: boolean;
}

const passwordOf = (): string => process.env['FIRMAMENT_TEST_ROLE_PASSWORD'] ?? 'firmament-test';

/** Opens one domain on its own copy of the migrated template, with two firms' worth of contexts. Stop it when done. */
export async function testSubgraph(def: SubgraphDefinition, options: HarnessOptions = {}): Promise<Harness> {
  const superuser = process.env['FIRMAMENT_TEST_DATABASE_URL'];
  if (!superuser) throw new Error('FIRMAMENT_TEST_DATABASE_URL is not set: run tests through the project\'s jest configuration');
  const database = `t_${def.name}_${randomUUID().slice(0, 8)}`;
  await onServer(superuser, `create database ${database} template ${process.env['FIRMAMENT_TEST_TEMPLATE'] ?? 'firmament_template'}`);
  const harness = new Harness(def, superuser, database, options);
  await harness.open();
  return harness;
}

async function onServer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (let tries = 0; ; tries++) {
      // Copying a template needs it free of other sessions for a moment; parallel workers take turns.
      const failed = await client.query(sql).then(() => null, (error: pg.DatabaseError) => error);
      if (!failed) return;
      if (failed.code !== '55006' || tries > 100) throw failed;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  } finally { await client.end(); }
}

/** One domain under test. */
export class Harness {
  readonly firm = { id: newId('firm') };
  readonly otherFirm = { id: newId('firm') };
  readonly #admin: pg.Pool;
  #now: Date;
  #domain: Domain | null = null;
  #consumerOrm: ReturnType<typeof makeOrm> | null = null;

  constructor(readonly def: SubgraphDefinition, private readonly superuser: string, private readonly database: string, private readonly options: HarnessOptions) {
    this.#now = options.now ?? new Date('2026-11-19T11:18:00Z');
    this.#admin = new pg.Pool({ connectionString: this.#url(), max: 2 });
    // Dropping the database may overtake a connection that is just saying goodbye.
    this.#admin.on('error', () => undefined);
  }

  async open(): Promise<void> {
    if (this.options.ownSchema) {
      await bootstrapDatabase(this.#url(), [this.def], passwordOf);
      await migrateDomain(this.def, this.#url());
    }
    const rw = (role: string): string => this.#url(`${this.def.name}_${role}`);
    this.#domain = await openDomain(this.def, {
      urls: { rw: rw('rw'), relay: rw('relay'), consumer: rw('consumer'), sweeper: rw('sweeper') }, log: this.options.log ?? pino({ level: process.env['TEST_LOG'] ?? 'silent' }),
      clock: () => this.#now, random: randomBytes, env: { FIRMAMENT_PUBLIC_URL: 'http://127.0.0.1:4000', FIRMAMENT_DEMO: '1', ...this.options.env }, poolSize: 10,
      ...(this.options.publicRights ? { publicRights: this.options.publicRights } : {}),
    });
  }

  /** A member of staff of the first firm with all rights, or only the named ones. */
  staff(permissions: readonly string[] = ['*'], tenantId = this.firm.id): Actor { return { kind: 'staff', id: staffId, name: 'Ines Calder', tenantId, permissions }; }
  portal(clientId: string, tenantId = this.firm.id): Actor { return { kind: 'portal', id: newId('pus'), name: 'Marion Marlowe', tenantId, clientId, permissions: [] }; }
  public(tenantId: string | null = this.firm.id): Actor { return { kind: 'public', id: 'public', tenantId, permissions: [] }; }
  service(permissions: readonly string[] = ['*'], runId = newId('run')): Actor { return { kind: 'service', id: runId, runId, stepKey: 'step', onBehalfOf: staffId, workflow: 'Test@1', tenantId: this.firm.id, permissions }; }
  gateway(permissions: readonly string[] = ['*'], tenantId: string | null = null): Actor { return { kind: 'system', id: 'gateway', tenantId, permissions }; }
  platform(tenantId: string | null = null): Actor { return { kind: 'platform', id: 'platform', tenantId, permissions: ['*'] }; }

  /** Asks as an actor. */
  as(actor: Actor): { run(document: string, variables?: Record<string, unknown>, options?: RunOptions): Promise<SubgraphAnswer> } {
    return { run: (query, variables, options = {}) => this.#opened().execute({ query, variables }, actor, this.#meta(options)) };
  }

  /** Calls a hook of the domain, as the gateway would. */
  hear(hook: string, request: HookRequest): Promise<HookAnswer> { return this.#opened().hear(hook, request, this.#meta({})); }

  /** The domain itself, for whoever stands before it. */
  get domain(): Domain { return this.#opened(); }

  /** Delivers a fact to the domain's listeners, in one transaction, as the stream would. */
  async deliver<C extends EventContract>(contract: C, data: DataOf<C>, place: { aggregateId?: string; clientId?: string; tenantId?: string; correlationId?: string; eventId?: string; aggregateSeq?: number; actor?: { kind: 'staff' | 'service' | 'public' | 'portal' | 'system'; id: string; name?: string; onBehalfOf?: string; runId?: string }; causationId?: string } = {}): Promise<void> {
    const envelope = buildEnvelope(contract, data, {
      id: place.eventId ?? newId('evt'), time: this.#now, tenantId: place.tenantId ?? this.firm.id, ...(place.clientId ? { clientId: place.clientId } : {}),
      actor: place.actor ?? { kind: 'system', id: contract.domain }, correlationId: place.correlationId ?? newId('cor'), ...(place.causationId ? { causationId: place.causationId } : {}),
      aggregateId: place.aggregateId ?? firstId(data), aggregateSeq: place.aggregateSeq ?? 1,
    });
    await deliverDirectly(this.runtime, envelope as never, (this.#consumerOrm ??= makeOrm(this.def, this.#url(`${this.def.name}_consumer`), 2)));
  }

  /** Runs one round of a named sweep. */
  async sweep(name: string): Promise<void> {
    const found = this.def.sweeps?.find((one) => one.name === name);
    if (!found) throw new Error(`${this.def.name} has no sweep «${name}»`);
    const runtime = this.runtime;
    const pool = makePool(this.#url(`${this.def.name}_sweeper`), 1, runtime.log);
    try { await runSweep(runtime, found, pool); } finally { await pool.end(); }
  }

  /** The facts that were committed, oldest first. */
  async events(type?: string): Promise<StoredEvent[]> {
    const rows = await this.sql(`select * from ${this.def.name}.outbox where $1::text is null or event_type = $1 order by seq`, [type ?? null]);
    return rows.map((row) => ({
      type: row.event_type as string, version: row.schema_version as number, data: row.data as Record<string, unknown>, clientId: row.client_id ? uuidToId('cli', row.client_id as string) : null,
      aggregateSeq: Number(row.aggregate_seq), actorKind: row.actor_kind as string, correlationId: row.correlation_id as string, causationId: row.causation_id as string | null, seedTime: row.seed_time as Date | null,
    }));
  }

  /** SQL as superuser: sees through every wall. */
  async sql(text: string, params: readonly unknown[] = []): Promise<SqlRow[]> { return (await this.#admin.query(text, [...params])).rows as SqlRow[]; }

  /** SQL as one of the domain's logins, in a context or without one. */
  async sqlAs(role: 'rw' | 'relay' | 'consumer' | 'sweeper', settings: Record<string, string>, text: string, params: readonly unknown[] = []): Promise<SqlRow[]> {
    const client = new pg.Client({ connectionString: this.#url(`${this.def.name}_${role}`) });
    await client.connect();
    try {
      await client.query('begin');
      for (const [name, value] of Object.entries(settings)) await client.query('select set_config($1, $2, true)', [name, value]);
      return (await client.query(text, [...params])).rows as SqlRow[];
    } finally { await client.end(); }
  }

  /** What stands behind the domain, for tests of the kit itself. */
  get runtime(): DomainRuntime { return this.#opened() as unknown as DomainRuntime; }

  /** The URL of this database for one of the domain's logins, or for the superuser. */
  urlFor(part?: 'rw' | 'relay' | 'consumer' | 'sweeper'): string { return this.#url(part ? `${this.def.name}_${part}` : undefined); }

  setNow(now: Date): void { this.#now = now; }

  /** Makes a client known to the domain, as crm's event would. */
  async knowClient(clientId: string, tenantId = this.firm.id): Promise<void> {
    await this.sql(`insert into ${this.def.name}.client_ref (tenant_id, client_id) values ($1, $2) on conflict do nothing`, [idToUuid(tenantId), idToUuid(clientId)]);
  }

  async stop(): Promise<void> {
    await this.#domain?.stop();
    await this.#consumerOrm?.close(true);
    await this.#admin.end();
    await onServer(this.superuser, `drop database if exists ${this.database} with (force)`);
  }

  #opened(): Domain { if (!this.#domain) throw new Error('open the harness first'); return this.#domain; }
  #meta(options: RunOptions): RequestMeta { return { requestId: newId('req'), correlationId: options.correlationId ?? newId('cor'), ...(options.causationId ? { causationId: options.causationId } : {}), ...(options.idempotencyKey ? { idempotencyKey: options.idempotencyKey } : {}), ...(options.seedTime ? { seedTime: options.seedTime } : {}), ...(options.session ? { session: options.session } : {}) }; }
  #url(role?: string): string {
    const url = new URL(this.superuser);
    url.pathname = `/${this.database}`;
    if (role) { url.username = role; url.password = encodeURIComponent(passwordOf()); }
    return url.toString();
  }
}

const staffId = newId('usr');
const firstId = (data: unknown): string => Object.values(data as Record<string, unknown>).find((value): value is string => typeof value === 'string' && /^[a-z]+_[0-7][0-9a-z]{25}$/.test(value)) ?? newId('aud');
