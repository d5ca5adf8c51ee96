import { nanos } from '@nats-io/transport-node';
import { streamName } from '../../../events/src/runtime.js';
import { manager } from '../../../events/src/runtime/stream.js';
import { Bench } from '../../../events/test/bench.js';
import { drained, readLedger, say, type Ledger } from './ledger.js';
import { Load } from './load.js';
import { Parts, type Part } from './parts.js';
import type { Plan } from './plan.js';
import { Proxy } from './proxy.js';
import { diceFor, seed, type Dice } from './seed.js';

type Wish = Omit<Plan, 'part' | 'database' | 'nats'>;

/** Two domains, their broker and database behind bad network, and processes that come to harm. */
export class Scene {
  readonly parts = new Parts();
  dice: Dice = diceFor('');
  load: Load;
  private name = '';
  private constructor(readonly bench: Bench, readonly toBroker: Proxy, readonly toDatabase: Proxy, private readonly databaseHost: string) {
    this.load = new Load(bench, this.dice);
  }

  static async open(): Promise<Scene> {
    process.stderr.write(`  the seed of these faults: FIRMAMENT_FAULT_SEED=${seed}\n`);
    const [toBroker, toDatabase] = [new Proxy(), new Proxy()];
    const bench = await Bench.open(toBroker);
    await bench.admin.query('create table reader.inbox_seen (event_id uuid primary key)');
    await bench.admin.query('grant select, insert on reader.inbox_seen to reader_consumer');
    return new Scene(bench, toBroker, toDatabase, await toDatabase.leadTo(new URL(bench.url).host));
  }

  /** Empties everything and begins a scenario; its name chooses its numbers. */
  async begin(name: string, things?: number): Promise<void> {
    await this.parts.end();
    for (const proxy of [this.toBroker, this.toDatabase]) proxy.heal();
    await this.bench.fresh();
    await this.patience(2_000);
    await this.bench.admin.query('truncate reader.inbox_seen');
    this.name = name;
    this.dice = diceFor(name);
    await this.load.close();
    this.load = new Load(this.bench, this.dice, things);
  }

  /** How long the broker believes in a consumer that says nothing: less than in the house, for deaths are many here. */
  async patience(milliseconds: number): Promise<void> {
    await (await manager(this.bench.infra)).consumers.update(streamName, 'reader', { ack_wait: nanos(milliseconds) });
  }

  relay(wish: Wish = {}): Promise<Part> { return this.parts.start(this.plan('relay', wish)); }
  consumer(wish: Wish = {}): Promise<Part> { return this.parts.start(this.plan('consumer', wish)); }

  plan(part: Plan['part'], wish: Wish = {}): Plan {
    const [role, user] = part === 'relay' ? ['ledger_relay', 'ledger'] : ['reader_consumer', 'reader'];
    const database = Object.assign(new URL(this.bench.as(role)), { host: this.databaseHost }).toString();
    return { part, database, nats: this.bench.natsUrl(user), ...wish };
  }

  /** Reads the books as they stand, and says them. */
  async books(extra: Readonly<Record<string, number | string>> = {}, drainMs = 0): Promise<Ledger> {
    const ledger = await readLedger(this.bench, this.load.acknowledged, drainMs);
    say(this.name, ledger, extra);
    return ledger;
  }

  /** Waits until all has drained, then reads the books. */
  async settled(extra: Readonly<Record<string, number | string>> = {}, withinMs?: number): Promise<Ledger> {
    let drainMs: number;
    try {
      drainMs = await drained(this.bench, withinMs);
    } catch (error) {
      await this.books(extra, withinMs ?? -1);
      throw error;
    }
    return this.books(extra, drainMs);
  }

  async close(): Promise<void> {
    await this.parts.close();
    await this.load.close();
    await this.bench.close();
    await this.toBroker.close();
    await this.toDatabase.close();
  }
}
