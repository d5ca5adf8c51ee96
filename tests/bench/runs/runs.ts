import pg from 'pg';
import { pino } from 'pino';
import { appointmentNoShow, buildEnvelope, idToUuid, newId } from '../../../events/src/events.js';
import type { DataOf, Envelope, appointmentBooked } from '../../../events/src/events.js';
import { outboxInsert, startRelay } from '../../../events/src/runtime.js';
import type { Relay } from '../../../events/src/runtime.js';
import { throwAwayFolder } from '../../../infra/servers/reach.js';
import { startServers } from '../../../infra/servers/servers.js';
import { preparedCluster } from '../../../infra/test/template-cache.js';
import { rolePassword, templateName } from '../../../infra/test/template.js';
import { eventually } from '../../../events/test/bench.js';
import { aBooking } from '../../../subgraphs/workflow/test/booking.js';
import { atPace, quantile } from '../../support/pace.js';
import { TestHouse } from '../../../workflow-engine/test/house.js';

/** Time from the commit of a fact to the first row that a run which it started has in its journal. */
export interface FirstStep { readonly perSecond: number; readonly events: number; readonly p50: number; readonly p99: number; readonly max: number }

/** Runs that piled up, begun to ended, and how many steps each has. */
export interface Runs { readonly runs: number; readonly steps: number; readonly perSecond: number }

/** Facts that start runs, through outbox, broker, trigger, bell and journal; what steps call answers at once. */
export async function benchRuns(): Promise<{ first: FirstStep; backlog: Runs }> {
  const cluster = await preparedCluster((line) => console.log(`  · ${line}`));
  const servers = await startServers({ dir: throwAwayFolder(), want: ['postgres', 'nats', 'redis'], throwAway: true, secret: cluster.seed, postgresData: cluster.data });
  Object.assign(process.env, {
    FIRMAMENT_TEST_DATABASE_URL: servers.urls.postgres, FIRMAMENT_TEST_NATS_URL: servers.urls.nats, FIRMAMENT_TEST_REDIS_URL: servers.urls.redis,
    FIRMAMENT_TEST_TEMPLATE: templateName, FIRMAMENT_TEST_ROLE_PASSWORD: rolePassword,
  });
  const house = await TestHouse.open();
  const line = await Line.open(house);
  try {
    return { first: await firstStep(line, 60, 600), backlog: await workedOff(line, 300) };
  } finally {
    await line.close();
    await house.stop();
    await servers.stop();
    await cluster.discard();
  }
}

/** From a writer's commit to the engine: an outbox with its relay, and the engine as a process of its own. */
class Line {
  private constructor(readonly house: TestHouse, private readonly writer: pg.Client, private readonly relay: Relay, private readonly engine: ReturnType<TestHouse['process']>) {}

  static async open(house: TestHouse): Promise<Line> {
    const url = house.env.WORKFLOW_DATABASE_URL ?? '';
    const writer = new pg.Client({ connectionString: url });
    await writer.connect();
    const relay = startRelay({ schema: 'workflow', url: url.replace('workflow_rw', 'workflow_relay'), nc: house.nc, log: pino({ level: 'silent' }), clock: { now: () => new Date() } });
    return new Line(house, writer, relay, house.process({ FIRMAMENT_LEASE_SECONDS: '30', FIRMAMENT_SWEEP_MS: '1000', PORT: '0' }));
  }

  /** Commits a fact and tells the relay, as the kit does; answers the time of the commit by the database's clock. */
  async commit(event: Envelope): Promise<Date> {
    const insert = outboxInsert('workflow', event);
    await this.writer.query(`begin; select set_config('app.tenant_id', '${idToUuid(event.tenantid)}', true), set_config('app.actor_kind', 'staff', true)`);
    await this.writer.query(insert.text, insert.params);
    const answers = await this.writer.query('commit; select clock_timestamp() as at') as unknown as { rows: { at: Date }[] }[];
    this.relay.nudge();
    return answers[1]?.rows[0]?.at as Date;
  }

  async close(): Promise<void> {
    this.engine.child.kill('SIGTERM');
    await this.engine.ended;
    await this.relay.stop();
    await this.writer.end();
  }
}

/** A workflow of one step, so that what runs already have to do takes no time from those that begin. */
async function firstStep(line: Line, perSecond: number, events: number): Promise<FirstStep> {
  const begun = async (keys: readonly string[]): Promise<Map<string, Date>> => {
    const rows = await line.house.h.sql('select r.business_key, min(s.started_at) as at from workflow.runs r join workflow.run_steps s on s.run_id = r.id where r.business_key = any($1) group by 1', [keys]);
    return new Map(rows.map((row) => [String(row.business_key), row.at as Date]));
  };
  const warm = await pace(line, 20, 60);
  await eventually(async () => (await begun([...warm.keys()])).size === warm.size, 'the engine is warm', 60_000);
  const committed = await pace(line, perSecond, events);
  await eventually(async () => (await begun([...committed.keys()])).size === events, 'every fact has begun its run', 120_000);
  const journaled = await begun([...committed.keys()]);
  const waits = [...committed].map(([key, at]) => (journaled.get(key)?.getTime() ?? Infinity) - at.getTime()).sort((a, b) => a - b);
  return { perSecond, events, p50: quantile(waits, 0.5), p99: quantile(waits, 0.99), max: waits.at(-1) as number };
}

/** The first flow with its six steps, as many times as it is booked. */
async function workedOff(line: Line, runs: number): Promise<Runs> {
  const keys: string[] = [];
  const began = performance.now();
  for (let n = 0; n < runs; n++) {
    const booking = aBooking(line.house.h.firm.id);
    keys.push(String(booking.data.appointmentId));
    await line.commit(booking);
  }
  const ended = async (): Promise<{ runs: number; steps: number }> => {
    const [row] = await line.house.h.sql(`select count(*)::int as runs, coalesce(max(steps_done), 0)::int as steps from workflow.runs where business_key = any($1) and state = 'COMPLETED'`, [keys]);
    return { runs: Number(row?.runs), steps: Number(row?.steps) };
  };
  await eventually(async () => (await ended()).runs === runs, 'every run is completed', 300_000);
  return { ...await ended(), perSecond: runs / ((performance.now() - began) / 1_000) };
}

/** Commits at an even pace; answers when each was committed. */
async function pace(line: Line, perSecond: number, count: number): Promise<Map<string, Date>> {
  const committed = new Map<string, Date>();
  await atPace(Array.from({ length: count }), perSecond, async () => {
    const { appointmentId, typeId, typeName, start, end, zone, hostUserIds, hostNames } = aBooking(line.house.h.firm.id).data as DataOf<typeof appointmentBooked>;
    const missed = buildEnvelope(appointmentNoShow, { appointmentId, typeId, typeName, start, end, zone, hostUserIds, hostNames, party: 'ATTENDEE', clientId: null }, {
      id: newId('evt'), time: new Date(), tenantId: line.house.h.firm.id, actor: { kind: 'staff', id: line.house.owner }, correlationId: newId('cor'), aggregateId: appointmentId, aggregateSeq: 1,
    });
    committed.set(appointmentId, await line.commit(missed as Envelope));
  });
  return committed;
}
