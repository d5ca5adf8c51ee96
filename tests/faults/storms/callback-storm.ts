import type { Harness } from '@firmament/kit/testing';
import { deliver } from '../../../subgraphs/agreements/test/callbacks.js';
import { vaultEnv } from '../../../subgraphs/agreements/test/connected.js';
import { openAgreements } from '../../../subgraphs/agreements/test/store.js';
import { booksOf, burstOf, linesOf, pour, type Delivery, type Line } from '../../support/callback-burst.js';
import { DoorProcess } from '../../support/callback-process.js';
import { quantile } from '../../support/pace.js';
import { eventually, patienceMs } from './patience.js';
import { diceFor, seed, type Dice } from './seed.js';

/** How large a storm of callbacks is. */
export interface StormSize { readonly unique: number; readonly packetsEach: number; readonly perSecond: number; readonly deaths: number }

const times = 3;
/** So many are on their way at once, as from a service that does not wait for one answer before it sends the next. */
const atOnce = 24;

/** The services' side of a storm: whatever is not heard is sent again, for a service repeats until it gets its answer. */
class Services {
  readonly acknowledged = new Set<Delivery>();
  again = 0;
  heard = 0;
  constructor(private readonly at: () => string) {}

  async tell(all: readonly Delivery[]): Promise<void> {
    const queue = [...all];
    const deadline = performance.now() + 3 * patienceMs + all.length * 100;
    const worker = async (): Promise<void> => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const status = await deliver(this.at(), next.to, next.wired).then((answer) => answer.status, () => 0);
        if (status === 200) { this.acknowledged.add(next); this.heard += 1; continue; }
        if (performance.now() > deadline) throw new Error(`a callback was answered with ${status} to the end`);
        this.again += 1;
        queue.push(next);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
  }
}

const say = (scenario: string, figures: Record<string, unknown>): void => { process.stderr.write(`  ${scenario.padEnd(34)} ${Object.entries(figures).map(([name, value]) => `${name} ${String(value)}`).join(' · ')}\n`); };

/** Of these callbacks, those whose receipt is not in the database. */
async function withoutReceipt(h: Harness, acknowledged: Iterable<Delivery>): Promise<number> {
  const hashes = [...acknowledged].map((one) => one.hash);
  const [row] = await h.sql(`select count(*)::int as n from unnest($1::text[]) h where not exists (select from agreements.provider_receipts r where r.raw_hash = decode(h, 'hex'))`, [hashes]);
  return row?.['n'] as number;
}

/** The faults of callbacks, in the small or in the large. */
export function callbackStorm(size: StormSize): void {
  describe(`${size.unique} callbacks, each three times, in no order`, () => {
    let h: Harness;
    let door: DoorProcess;
    let dice: Dice;
    beforeAll(async () => {
      process.stderr.write(`  the seed of these faults: FIRMAMENT_FAULT_SEED=${seed}\n`);
      h = await openAgreements(undefined, vaultEnv);
      door = await DoorProcess.start(h);
    });
    afterAll(async () => { await door?.kill(); await h?.stop(); });
    beforeEach(() => { dice = diceFor(expect.getState().currentTestName ?? ''); });
    const looksOf = (lines: readonly Line[]): number => lines.reduce((sum, line) => sum + line.refs.length, 0);

    test('F51 in a burst faster than they can be heard have one receipt, one fact and one look each', async () => {
      const lines = await linesOf(h, size.packetsEach);
      const all = burstOf(lines, { unique: size.unique, times, roll: (sides) => dice.roll(sides) });
      const { waits, unheard, perSecond } = await pour(door.url, all, size.perSecond);
      // What came too fast was refused in words and is sent again, as its service would.
      const services = new Services(() => door.url);
      if (unheard > 0) await services.tell(all);
      const books = await booksOf(h, lines);
      say('F51 burst of callbacks', { unique: size.unique, delivered: all.length, perSecond: Math.round(perSecond), unheard, again: services.again, p50Ms: Math.round(quantile(waits, 0.5)), p99Ms: Math.round(quantile(waits, 0.99)), ...books });
      expect(books).toEqual({ receipts: size.unique, facts: size.unique, looks: looksOf(lines), withoutPacket: 0 });
    });

    test('F52 through a process that is killed again and again have their receipt when they were answered, and after the repeats one each', async () => {
      const lines = await linesOf(h, size.packetsEach);
      const all = burstOf(lines, { unique: size.unique, times, roll: (sides) => dice.roll(sides) });
      const services = new Services(() => door.url);
      const told = services.tell(all);
      let lost = 0;
      let answeredBefore = 0;
      for (let death = 1; death <= size.deaths; death++) {
        const moment = Math.floor((all.length * death) / (size.deaths + 1)) + dice.roll(20);
        await eventually(() => services.heard >= moment, `${moment} callbacks are heard`);
        await door.kill();
        answeredBefore = services.acknowledged.size;
        lost += await withoutReceipt(h, services.acknowledged);
        door = await DoorProcess.start(h);
      }
      await told;
      const { acknowledged, again } = services;
      const books = await booksOf(h, lines);
      say('F52 deaths at the door', { unique: size.unique, delivered: all.length, deaths: size.deaths, answeredBeforeTheLast: answeredBefore, again, lost, ...books });
      expect({ acknowledged: acknowledged.size, lost, ...books }).toEqual({ acknowledged: size.unique, lost: 0, receipts: size.unique, facts: size.unique, looks: looksOf(lines), withoutPacket: 0 });
      expect(again).toBeGreaterThan(0);
    });
  });
}
