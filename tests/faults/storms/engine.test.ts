import { newId, uuidToId, type Envelope } from '../../../events/src/events.js';
import { anyPort } from '../../../infra/servers/ports.js';
import { advance } from '../../../workflow-engine/src/advance.js';
import { readConfig } from '../../../workflow-engine/src/config.js';
import { Database } from '../../../workflow-engine/src/database.js';
import { GatewayClient } from '../../../workflow-engine/src/gateway-client.js';
import { pgJournal } from '../../../workflow-engine/src/pg-journal.js';
import { aBooking } from '../../../workflow-engine/test/flow.js';
import { TestHouse } from '../../../workflow-engine/test/house.js';
import { eventually } from './patience.js';
import { runBooks, soundRuns } from './run-ledger.js';

let house: TestHouse;
const databases: Database[] = [];
beforeAll(async () => { house = await TestHouse.open(); });
afterAll(async () => { await house.stop(); });
beforeEach(() => Object.assign(house.gateway, { script: () => 'effect', beforeAnswer: () => undefined, mostAtOnce: 0 }));
afterEach(async () => {
  await house.stopEngines();
  await Promise.all(databases.splice(0).map((one) => one.close()));
});

/** No bell and no sweep of its own: such an engine moves only when the test says so. */
const still = { REDIS_URL: 'redis://127.0.0.1:1', FIRMAMENT_SWEEP_MS: '600000', FIRMAMENT_CALL_TIMEOUT_MS: '110000', FIRMAMENT_LEASE_SECONDS: '110' };
const keysOf = (events: readonly Envelope[]): string[] => events.map((event) => String(event.data['appointmentId']));
const bookings = (n: number): Envelope[] => Array.from({ length: n }, () => aBooking(house.h.firm.id));
const publish = (events: readonly Envelope[]) => Promise.all(events.map((event) => house.publish(event)));

interface Row { id: string; fence: string }
const runsThatAre = async (events: readonly Envelope[], state: string): Promise<Row[]> =>
  await house.h.sql('select id, fence from workflow.runs where business_key = any($1) and state = $2 order by number', [keysOf(events), state]) as unknown as Row[];
const all = async (events: readonly Envelope[], state: string): Promise<Row[]> => {
  await eventually(async () => (await runsThatAre(events, state)).length === events.length, `all ${events.length} runs are ${state}`);
  return runsThatAre(events, state);
};

/** What an engine has to work on a run with, under a name of its own. */
function workbench(name: string): Parameters<typeof advance>[0] {
  const config = readConfig({ ...house.env, ...still });
  const database = new Database(config.WORKFLOW_DATABASE_URL, 6, name);
  databases.push(database);
  const gateway = new GatewayClient({ url: config.FIRMAMENT_PUBLIC_URL, key: config.FIRMAMENT_ENGINE_PRIVATE_KEY, timeoutMs: config.FIRMAMENT_CALL_TIMEOUT_MS });
  const journal = pgJournal(database, name, config.FIRMAMENT_LEASE_SECONDS, { newId: (prefix) => newId(prefix), now: () => new Date() }, () => undefined);
  return { journal, call: (step) => gateway.call(step), dice: () => 0, reached: () => undefined };
}

describe('two engines', () => {
  test('F38 that reach for one run, begun or resumed, do not both get it', async () => {
    await house.engine(still);
    let gone = true;
    house.gateway.script = ({ operation }) => (gone && operation === 'resolveClient' ? { code: 'BAD_USER_INPUT', message: 'No.' } : 'effect');
    const events = bookings(10);
    await publish(events);
    const [one, other] = [workbench('engine-one'), workbench('engine-other')];
    const race = async (rows: readonly Row[]): Promise<number[]> => Promise.all(rows.map(async ({ id }) => {
      const ref = { tenantId: house.h.firm.id, runId: uuidToId('run', id) };
      return (await Promise.all([advance(one, ref), advance(other, ref)])).filter(({ held }) => held).length;
    }));
    const begun = await race(await all(events, 'QUEUED'));
    const stuck = await all(events, 'STUCK');
    gone = false;
    const resume = 'mutation($input: ResumeRunInput!) { resumeRun(input: $input) { state } }';
    for (const { id } of stuck) expect((await house.h.as(house.h.staff()).run(resume, { input: { runId: uuidToId('run', id) } })).errors).toBeUndefined();
    const resumed = await race(await all(events, 'QUEUED'));
    expect({ begun, resumed }).toEqual({ begun: Array(10).fill(1), resumed: Array(10).fill(1) });
    expect((await all(events, 'COMPLETED')).map((row) => Number(row.fence))).toEqual(Array(10).fill(3));
    expect(await runBooks(house, 'F38 two engines on one run', keysOf(events))).toMatchObject(soundRuns(10));
  });

  test('F35 of which one is frozen beyond its lease: its late write is refused, and nothing is done twice', async () => {
    const port = await anyPort();
    const { child } = house.process({ PORT: String(port) });
    const lost = async (): Promise<number> => Number(/firmament_engine_turns_lost_total (\d+)/.exec(await (await fetch(`http://127.0.0.1:${port}/metrics`)).text())?.[1]);
    try {
      let frozen = false;
      house.gateway.beforeAnswer = ({ operation }, nth) => { if (operation === 'invitePortalUser' && nth === 1) frozen = child.kill('SIGSTOP'); };
      const events = bookings(1);
      await publish(events);
      await eventually(() => frozen, 'the first engine is frozen over an answer');
      await house.engine();
      const [run] = await all(events, 'COMPLETED');
      const journal = () => house.h.sql('select step_key, attempt, state, fence, finished_at, output from workflow.run_steps where run_id = $1 order by started_at, attempt', [run?.id]);
      const before = await journal();
      child.kill('SIGCONT');
      await eventually(async () => (await lost().catch(() => 0)) >= 1, 'the thawed engine was refused');
      expect(await journal()).toEqual(before);
      expect(await house.attempts(run?.id ?? '', 'invitePortalUser')).toEqual(['INTERRUPTED', 'DONE']);
      expect(await runBooks(house, 'F35 frozen beyond its lease', keysOf(events))).toMatchObject({ ...soundRuns(1), repeatedCalls: 1 });
    } finally {
      child.kill('SIGKILL');
    }
  });

  test('F47 whose clocks are ten minutes fast and ten minutes slow start nothing early and share no run', async () => {
    const waitMs = 2_000;
    const open: { release?: () => void } = {};
    const released = new Promise<void>((resolve) => { open.release = resolve; });
    const arrivals = new Map<string, number[]>();
    house.gateway.script = ({ operation }, nth) => (operation === 'resolveClient' && nth === 1 ? { status: 503, retryAfter: waitMs / 1_000 } : 'effect');
    house.gateway.beforeAnswer = async ({ operation, key }, nth) => {
      if (operation !== 'resolveClient') return;
      arrivals.set(key, [...arrivals.get(key) ?? [], performance.now()]);
      if (nth > 1) await released;
    };
    const slow = await house.engine({ ...still, FIRMAMENT_SWEEP_MS: '200' }, { now: () => new Date(Date.now() - 600_000) });
    const port = await anyPort();
    const { child } = house.process({ ...still, FIRMAMENT_SWEEP_MS: '200', FIRMAMENT_TEST_CLOCK_MS: '600000', PORT: String(port) });
    try {
      await eventually(() => fetch(`http://127.0.0.1:${port}/healthz`).then((answer) => answer.ok, () => false), 'the fast engine is up');
      const events = bookings(6);
      await publish(events);
      // A sweep waits for the calls that it began, so whatever comes due behind one that is held is taken by another sweep.
      const sweeps: Promise<number>[] = [];
      await eventually(() => {
        sweeps.push(slow.sweepNow());
        return [...arrivals.values()].filter((times) => times.length === 2).length === events.length;
      }, 'each run is held over its second call');
      // Whoever sweeps now meets runs that somebody holds: by a clock that is fast their leases would be over.
      for (let look = 0; look < 3; look++) expect(await slow.sweepNow()).toBe(0);
      open.release?.();
      await Promise.all(sweeps);
      await all(events, 'COMPLETED');
      const gaps = [...arrivals.values()].map(([first = 0, second = 0]) => Math.round(second - first));
      expect(gaps.filter((gap) => gap < waitMs - 50)).toEqual([]);
      expect(await runBooks(house, 'F47 clocks ten minutes off', keysOf(events))).toMatchObject({ ...soundRuns(6), repeatedCalls: 6 });
    } finally {
      open.release?.();
      child.kill('SIGKILL');
    }
  });
});
