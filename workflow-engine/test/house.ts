import { generateKeyPairSync } from 'node:crypto';
import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { jetstream } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { firmRegistered, idToUuid, newId, subjectOf, userAdded, type Envelope } from '@firmament/events';
import { ensureConsumer, ensureStream, natsAddress } from '@firmament/events/runtime';
import { testSubgraph, type Harness } from '@firmament/kit/testing';
import workflow from '@firmament/workflow/subgraph';
import { pino } from 'pino';
import { schemaFolder } from '../../subgraphs/workflow/test/schema-folder.js';
import { readConfig } from '../src/config.js';
import { startEngine, type Engine, type EngineDeps } from '../src/engine.js';
import { durable } from '../src/triggers.js';
import { FakeGateway } from './other-side.js';

const need = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run tests through the project's jest configuration`);
  return value;
};

/** A row of the runs table, as far as tests look at it. */
export interface RunRow { id: string; state: string; business_key: string; reason: string | null; steps_done: number; alarm: Record<string, unknown> | null; wake_at: Date | null; client_id: string | null; correlation_id: string }

/** The workflow domain on its own database, a fake gateway, the real broker, and engines to start and kill. */
export class TestHouse {
  readonly owner = newId('usr');
  readonly #engines: Engine[] = [];
  private constructor(readonly h: Harness, readonly gateway: FakeGateway, readonly nc: NatsConnection, readonly env: Record<string, string>) {}

  static async open(): Promise<TestHouse> {
    const h = await testSubgraph(workflow, { env: { FIRMAMENT_SCHEMA_DIR: schemaFolder() } });
    const gateway = await FakeGateway.start();
    const nats = need('FIRMAMENT_TEST_NATS_URL');
    const nc = await connect(natsAddress(nats));
    await ensureStream(nc);
    await ensureConsumer(nc, { durable, filterSubjects: ['evt.>'], startPolicy: 'now' });
    const [row] = await h.sql('select current_database() as name');
    const login_ = (role: string): string => {
      const url = new URL(need('FIRMAMENT_TEST_DATABASE_URL'));
      Object.assign(url, { pathname: `/${String(row?.['name'])}`, username: `workflow_${role}`, password: encodeURIComponent(process.env['FIRMAMENT_TEST_ROLE_PASSWORD'] ?? 'firmament-test') });
      return url.toString();
    };
    const house = new TestHouse(h, gateway, nc, {
      WORKFLOW_DATABASE_URL: login_('rw'), WORKFLOW_CONSUMER_DATABASE_URL: login_('consumer'), WORKFLOW_SWEEPER_DATABASE_URL: login_('sweeper'),
      NATS_URL: nats, REDIS_URL: need('FIRMAMENT_TEST_REDIS_URL'), FIRMAMENT_PUBLIC_URL: gateway.url, FIRMAMENT_SWEEP_MS: '200', FIRMAMENT_LEASE_SECONDS: '2', FIRMAMENT_CALL_TIMEOUT_MS: '1500',
      FIRMAMENT_ENGINE_PRIVATE_KEY: JSON.stringify(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })), LOG_LEVEL: 'silent',
    });
    await h.deliver(firmRegistered, { firmId: h.firm.id, name: 'Harbour & Vale', slug: 'harbour', timeZone: 'Europe/London', currency: 'GBP', ownerUserId: house.owner });
    await house.person(house.owner);
    return house;
  }

  /** Somebody comes to work at the firm. */
  async person(userId: string): Promise<string> {
    await this.h.deliver(userAdded, { userId, name: 'Hal Hired', email: `${userId}@harbour.test`, roles: ['staff'] });
    return userId;
  }

  /** Starts an engine in this process. */
  async engine(env: Record<string, string> = {}, deps: Partial<EngineDeps> = {}): Promise<Engine> {
    const engine = await startEngine(readConfig({ ...this.env, ...env }), { log: pino({ level: process.env['TEST_LOG'] ?? 'silent' }), now: () => new Date(), dice: () => 0, ...deps });
    this.#engines.push(engine);
    return engine;
  }

  /** Starts an engine as a process of its own; it may kill itself, or live by a clock that is wrong. */
  process(env: Record<string, string>): { child: ChildProcess; ended: Promise<string | null> } {
    const clock = fileURLToPath(new URL('./wrong-clock.mjs', import.meta.url));
    const child = spawn(process.execPath, ['--conditions=source', '--import', clock, '--import', 'tsx', fileURLToPath(new URL('../src/main.ts', import.meta.url))], {
      env: { PATH: process.env['PATH'] ?? '', ...this.env, ...env, TSX_TSCONFIG_PATH: fileURLToPath(new URL('../../tsconfig.json', import.meta.url)) }, stdio: ['ignore', 'ignore', 'inherit'],
    });
    return { child, ended: new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal))) };
  }

  /** Puts a fact on the stream, as a relay would. */
  async publish(event: Envelope): Promise<void> {
    await jetstream(this.nc).publish(subjectOf(event), JSON.stringify(event), { msgID: event.id });
  }

  /** Runs with this business key. */
  async runs(businessKey: string): Promise<RunRow[]> {
    return await this.h.sql('select * from workflow.runs where business_key = $1', [businessKey]) as unknown as RunRow[];
  }

  /** The attempts of a run's step. */
  async attempts(runUuid: string, stepKey: string): Promise<string[]> {
    const rows = await this.h.sql('select state from workflow.run_steps where run_id = $1 and step_key = $2 order by attempt', [runUuid, stepKey]);
    return rows.map((row) => String(row['state']));
  }

  /** Makes whatever waits for its next try due now. */
  async hurry(runUuid: string): Promise<void> {
    await this.h.sql(`update workflow.run_steps set wake_at = clock_timestamp() where run_id = $1 and state = 'RETRY'`, [runUuid]);
    await this.h.sql(`update workflow.runs set wake_at = clock_timestamp() where id = $1 and wake_at is not null`, [runUuid]);
  }

  async stopEngines(): Promise<void> { await Promise.all(this.#engines.splice(0).map((engine) => engine.stop())); }

  async stop(): Promise<void> {
    await this.stopEngines();
    await this.nc.drain();
    await this.gateway.stop();
    await this.h.stop();
  }

  /** The uuid of an id, for looking into tables. */
  readonly uuid = idToUuid;
}
