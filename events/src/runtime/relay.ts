import type { Subscription } from '@nats-io/transport-node';
import { LockLost, LockedConnection } from './lock.js';
import { OutboxStore } from './outbox-store.js';
import { Publisher, type Published } from './publish.js';
import { answerResend, reconcile } from './reconcile.js';
import type { Relay, RelayOptions, RelayStatus } from './relay-options.js';
import { isMissing, streamIdentity, type StreamIdentity } from './stream.js';
import { Bell, backoff, oneLine } from './wake.js';

/** Starts the one relay of a schema; a second one anywhere stands by until the first one's connection is gone. */
export function startRelay(options: RelayOptions): Relay {
  const relay = new RunningRelay(options, new Publisher(options.nc));
  relay.start();
  return relay;
}

/** What the leading relay works with; a null stream must be recognised before the next publish. */
interface Held { db: LockedConnection; store: OutboxStore; stream: StreamIdentity | null }

class RunningRelay implements Relay {
  private readonly bell = new Bell();
  private readonly counts = { published: 0, refused: 0, archived: 0, republished: 0 };
  private readonly subscriptions: Subscription[] = [];
  private held: Held | null = null;
  private standby: LockedConnection | null = null;
  private loop: Promise<void> = Promise.resolve();
  private idlers: (() => void)[] = [];
  private askers: ((count: number) => void)[] = [];
  private lastError: string | null = null;
  private nextArchive = 0;
  private failures = 0;

  constructor(private readonly options: RelayOptions, private readonly publisher: Publisher) {}

  start(): void {
    const { nc, schema } = this.options;
    this.subscriptions.push(
      nc.subscribe(`nudge.${schema}`, { callback: () => this.bell.ring() }),
      nc.subscribe(`resend.${schema}`, { callback: (_error, message) => void this.onResend(message.data) }),
    );
    void this.watchConnection();
    this.loop = this.run();
  }

  /** After a reconnect the broker may be another one, or an older copy: the stream is looked at anew. */
  private async watchConnection(): Promise<void> {
    for await (const status of this.options.nc.status()) {
      if (this.bell.isStopped) return;
      if (status.type === 'reconnect') this.forgetStream();
    }
  }

  private forgetStream(): void {
    if (this.held) this.held.stream = null;
    this.bell.ring();
  }

  nudge(): void { this.bell.ring(); }

  async idle(): Promise<void> {
    this.bell.ring();
    await new Promise<void>((resolve) => this.idlers.push(resolve));
  }

  async status(): Promise<RelayStatus> {
    const backlog = await this.held?.store.backlog().catch(() => null) ?? { pending: 0, oldestSeconds: 0 };
    return { ...backlog, ...this.counts, leader: this.held?.db.isAlive ?? false, lastError: this.lastError };
  }

  async reconcile(): Promise<number> {
    if (!this.held) return 0;
    this.bell.ring();
    return new Promise((resolve) => this.askers.push(resolve));
  }

  async stop(): Promise<void> {
    this.bell.stop();
    for (const subscription of this.subscriptions) subscription.unsubscribe();
    await this.loop;
    await Promise.all([this.held?.db, this.standby].map((db) => db?.close(this.options.log)));
    this.held = this.standby = null;
    for (const resolve of this.idlers.splice(0)) resolve();
    for (const resolve of this.askers.splice(0)) resolve(0);
  }

  private async run(): Promise<void> {
    while (!this.bell.isStopped) {
      let busy = false;
      try {
        busy = await this.round();
        this.failures = 0;
      } catch (error) {
        await this.onFailure(error);
      }
      if (!busy) await this.bell.wait(this.failures > 0 ? backoff([500, 1_000, 2_000, 5_000], this.failures) : this.options.pollMs ?? 1_000);
    }
  }

  /** One look at the outbox; true when there may be more to do at once. */
  private async round(): Promise<boolean> {
    const held = this.held ??= await this.acquire();
    if (!held) return false;
    const stream = held.stream !== null && this.askers.length === 0 ? held.stream : await this.recognise(held);
    const rows = await held.store.next(this.options.batch ?? 200);
    if (rows.length === 0) return this.onEmpty(held);
    await this.options.crashPoint?.('before-publish');
    await held.db.confirm();
    const results = await this.publisher.publish(rows, () => held.db.isAlive && !this.bell.isStopped);
    await this.options.crashPoint?.('after-publish-before-mark');
    await held.store.mark(results, stream.id, (attempts) => backoff(this.options.backoffMs ?? [200, 1_000, 5_000, 30_000], attempts));
    this.count(results, stream);
    return results.some((r) => 'seq' in r);
  }

  private async acquire(): Promise<Held | null> {
    const { schema, url } = this.options;
    const db = this.standby ??= await LockedConnection.open(url, `relay:${schema}`);
    if (!(await db.tryLock())) return null;
    this.standby = null;
    this.options.log.info({ schema }, 'this process relays');
    return { db, store: new OutboxStore(schema, db), stream: null };
  }

  /**
   * A relay that begins, or finds another stream than before, first sends again what that stream does not hold. This is a part of the
   * round, never beside it: a position marked after the stream was looked at would seem to lie beyond its end.
   */
  private async recognise(held: Held): Promise<StreamIdentity> {
    const askers = this.askers.splice(0);
    let count = 0;
    try {
      held.stream = await streamIdentity(this.options.nc, true);
      count = await reconcile(held.store, held.stream);
    } finally {
      for (const resolve of askers) resolve(count);
    }
    this.counts.republished += count;
    if (count > 0) this.options.log.warn({ schema: this.options.schema, count }, 'the stream lost events; sending them again');
    return held.stream;
  }

  private async onEmpty(held: Held): Promise<boolean> {
    const { archiveAfterMs = 600_000, archiveEveryMs = 60_000, clock } = this.options;
    if (this.idlers.length > 0 && (await held.store.backlog()).pending === 0) for (const resolve of this.idlers.splice(0)) resolve();
    const now = clock.now().getTime();
    if (now < this.nextArchive) return false;
    if ((await streamIdentity(this.options.nc)).id !== held.stream?.id) this.forgetStream();
    const moved = await held.store.archive(archiveAfterMs, 500);
    this.counts.archived += moved;
    if (moved < 500) this.nextArchive = now + archiveEveryMs;
    return moved === 500;
  }

  /** Positions only grow; one that does not, like a refusal, says that the stream may not be the one we knew. */
  private count(results: readonly Published[], stream: StreamIdentity): void {
    for (const result of results) {
      if ('seq' in result) this.counts.published += 1;
      else {
        this.counts.refused += 1;
        this.lastError = result.refused;
      }
      if (this.held && (!('seq' in result) || (result.isNew && result.seq <= stream.lastSeq))) this.held.stream = null;
    }
    const lastSeq = Math.max(stream.lastSeq, ...results.map((result) => ('seq' in result ? result.seq : 0)));
    if (this.held?.stream) this.held.stream = { ...stream, lastSeq };
  }

  private async onFailure(error: unknown): Promise<void> {
    this.failures += 1;
    this.lastError = oneLine(error);
    this.options.log.warn({ schema: this.options.schema, reason: this.lastError }, isMissing(error) ? 'the stream is not there' : 'the relay stumbled');
    if (this.held && (error instanceof LockLost || !this.held.db.isAlive)) {
      await this.held.db.close(this.options.log);
      this.held = null;
    }
    if (this.standby && !this.standby.isAlive) this.standby = null;
  }

  private async onResend(data: Uint8Array): Promise<void> {
    if (!this.held) return;
    try {
      const count = await answerResend(this.held.store, data);
      this.counts.republished += count;
      this.options.log.info({ schema: this.options.schema, count }, 'a listener asked for events again');
      this.bell.ring();
    } catch (error) {
      this.options.log.warn({ schema: this.options.schema, reason: oneLine(error) }, 'a request for events could not be answered');
    }
  }
}
