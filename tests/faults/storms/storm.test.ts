import { eventually } from './patience.js';
import { sound } from './ledger.js';
import type { Part } from './parts.js';
import { Scene } from './scene.js';

const isLong = process.env['FIRMAMENT_TEST_LONG'] === '1';
const size = isLong ? { events: 20_000, kills: 100, patienceMs: 480_000 } : { events: 1_000, kills: 12, patienceMs: 60_000 };

let scene: Scene;
beforeAll(async () => { scene = await Scene.open(); });
afterAll(() => scene.close());

type Kind = 'relay' | 'consumer' | 'broker';

/** Two relays and two consumers that are started again whenever they are gone, and a broker that is. */
class House {
  readonly killed: Record<Kind, number> = { relay: 0, consumer: 0, broker: 0 };
  private readonly parts: { kind: 'relay' | 'consumer'; part: Part }[] = (['relay', 'relay', 'consumer', 'consumer'] as const).map((kind) => ({ kind, part: this.launch(kind) }));

  /** Kills one of the four, or now and then the broker. */
  async strike(): Promise<void> {
    const victim = this.parts[scene.dice.roll(4)];
    if (scene.dice.roll(10) === 0) return this.strikeBroker();
    if (!victim) return;
    await eventually(() => victim.part.isReady, 'the victim is up');
    await victim.part.kill();
    this.killed[victim.kind] += 1;
    victim.part = this.launch(victim.kind);
  }

  private async strikeBroker(): Promise<void> {
    await scene.bench.killBroker();
    this.killed.broker += 1;
    await scene.bench.startBroker();
  }

  private launch(kind: 'relay' | 'consumer'): Part { return scene.parts.launch(scene.plan(kind, { batch: 100 })); }
}

test(`${size.events} events, ${size.kills} kills: what was committed has its effect once and in order`, async () => {
  await scene.begin('a storm', isLong ? 200 : 40);
  const begin = performance.now();
  const house = new House();
  const pieces = size.kills;
  for (let piece = 0; piece < pieces; piece++) {
    // Load and fault side by side: a part dies while its work comes in.
    const writing = scene.load.commit(Math.floor(size.events * (piece + 1) / pieces) - Math.floor(size.events * piece / pieces), isLong ? 0 : 5);
    await house.strike();
    await writing;
  }
  const stormMs = Math.round(performance.now() - begin);
  const ledger = await scene.settled({ ...house.killed, stormMs }, size.patienceMs);
  expect(scene.load.failed).toBe(0);
  expect(ledger).toMatchObject(sound(size.events));
  expect(house.killed.relay + house.killed.consumer + house.killed.broker).toBe(size.kills);
  expect({ halves: await scene.load.halves(), strangers: await scene.load.strangers() }).toEqual({ halves: 0, strangers: 0 });
}, size.patienceMs + 300_000);
