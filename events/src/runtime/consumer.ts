import { jetstream, type ConsumerMessages, type JsMsg } from '@nats-io/jetstream';
import { Applier } from './apply.js';
import type { Consumer, ConsumerOptions, ConsumerStatus } from './consumer-options.js';
import { InboxPurge } from './inbox-purge.js';
import { InboxStore } from './inbox-store.js';
import { Intake, type Arrival, type Taken } from './intake.js';
import { retryDead, skipDead } from './repair.js';
import { ensureConsumer, filterSubjectsFor, isMissing, manager, streamName } from './stream.js';
import { together } from './together.js';
import { Bell, backoff, oneLine } from './wake.js';

const day = 24 * 60 * 60_000;
/** How many messages share a transaction at most. */
const batchSize = 100;

/** Starts a domain's consumer: messages into the inbox, the inbox into effects. */
export function startConsumer(options: ConsumerOptions): Consumer {
  const consumer = new RunningConsumer(options);
  consumer.start();
  return consumer;
}

class RunningConsumer implements Consumer {
  private readonly bell = new Bell();
  private readonly pause = new Bell();
  private readonly store: InboxStore;
  private readonly intake: Intake;
  private readonly applier: Applier;
  private readonly purge: InboxPurge;
  private readonly counts = { new: 0, known: 0, quarantined: 0 };
  private messages: ConsumerMessages | null = null;
  private loops: Promise<void>[] = [];
  private idlers: (() => void)[] = [];
  private lastError: string | null = null;

  constructor(private readonly options: ConsumerOptions) {
    const { domain, durable, url, nc, log, listeners, inTenant, clock } = options;
    this.store = new InboxStore(domain, durable, url, (error) => log.warn({ consumer: durable, reason: oneLine(error) }, 'an idle connection ended'));
    this.intake = new Intake(this.store, options.startPolicy ?? 'beginning', log);
    this.purge = new InboxPurge({ store: this.store, clock, log, keepMs: options.keepDoneMs ?? 30 * day, everyMs: options.purgeEveryMs ?? 600_000 });
    this.applier = new Applier({
      store: this.store, listeners, inTenant, log, maxAttempts: options.maxAttempts ?? 8, gapMs: options.gapMs ?? 60_000,
      backoffMs: options.backoffMs ?? [1_000, 5_000, 30_000, 120_000, 600_000],
      askAgain: (source, request) => nc.publish(`resend.${source}`, JSON.stringify(request)),
    });
  }

  start(): void {
    this.loops = [this.listen(), this.workOff()];
  }

  async status(): Promise<ConsumerStatus> {
    const [info, states] = await Promise.all([this.brokerSide(), this.store.states()]);
    return {
      connected: this.messages !== null, ...info, ...states, ...this.applier.counts, purged: this.purge.purged, taken: this.counts.new, known: this.counts.known,
      quarantined: this.counts.quarantined, lastError: this.lastError ?? this.applier.lastError,
    };
  }

  async idle(): Promise<void> {
    await new Promise<void>((resolve) => { this.idlers.push(resolve); this.bell.ring(); });
  }

  async retryDead(eventId: string): Promise<boolean> {
    return this.ringing(await retryDead(this.store, eventId));
  }

  async skipDead(eventId: string, reason: string): Promise<boolean> {
    const skipped = await skipDead(this.store, eventId, reason);
    if (skipped) this.options.log.warn({ consumer: this.store.consumer, eventId, reason }, 'a dead event was passed over by a person');
    return this.ringing(skipped);
  }

  async stop(): Promise<void> {
    this.bell.stop();
    this.pause.stop();
    this.messages?.stop();
    await Promise.all(this.loops);
    await this.store.pool.end();
    for (const resolve of this.idlers.splice(0)) resolve();
  }

  private ringing(done: boolean): boolean {
    if (done) this.bell.ring();
    return done;
  }

  private async brokerSide(): Promise<{ pending: number; unacknowledged: number }> {
    try {
      const info = await (await manager(this.options.nc)).consumers.info(streamName, this.options.durable);
      return { pending: info.num_pending, unacknowledged: info.num_ack_pending };
    } catch {
      return { pending: -1, unacknowledged: -1 };
    }
  }

  /** Stage 1's loop: one batch after the other, so that what is first on the stream is first in the inbox. */
  private async listen(): Promise<void> {
    while (!this.pause.isStopped) {
      try {
        await this.drain();
      } catch (error) {
        await this.onBrokerFailure(error);
      }
      this.messages = null;
      await this.pause.wait(500);
    }
  }

  private async drain(): Promise<void> {
    const consumer = await jetstream(this.options.nc).consumers.get(streamName, this.options.durable);
    const messages = await consumer.consume({ max_messages: 100, abort_on_missing_resource: true });
    this.messages = messages;
    if (this.pause.isStopped) messages.stop();
    try {
      for await (const batch of together(messages, batchSize)) await this.takeIn(batch);
    } finally {
      messages.stop();
    }
  }

  private async takeIn(batch: readonly JsMsg[]): Promise<void> {
    const arrivals = batch.map((message) => ({ subject: message.subject, seq: message.seq, raw: message.string() }));
    const taken = await this.persist(arrivals, () => batch.forEach((message) => message.working()));
    for (const [i, message] of batch.entries()) {
      const what = taken?.[i];
      if (what === undefined) {
        message.nak();
        continue;
      }
      this.counts[what] += 1;
      await this.options.crashPoint?.('after-commit-before-ack');
      if (what === 'quarantined') message.term('put aside');
      else message.ack();
    }
    this.bell.ring();
  }

  /** Holds on to what came until the database takes it; going on to the next would lose the order. */
  private async persist(arrivals: readonly Arrival[], keep: () => void): Promise<Taken[] | null> {
    const taken: Taken[] = [];
    for (let attempt = 1; !this.pause.isStopped; attempt++) {
      try {
        return await this.intake.take(arrivals, taken);
      } catch (error) {
        this.note(error, 'an arrival could not be written down');
        keep();
        await this.pause.wait(backoff([200, 1_000, 5_000], attempt));
      }
    }
    return null;
  }

  private async onBrokerFailure(error: unknown): Promise<void> {
    this.note(error, 'the broker gives no messages');
    if (!isMissing(error)) return;
    const { nc, durable, listeners, startPolicy = 'beginning' } = this.options;
    await ensureConsumer(nc, { durable, startPolicy, filterSubjects: filterSubjectsFor(listeners.map((l) => l.type)) })
      .catch((failure: unknown) => this.note(failure, 'the durable could not be made again'));
  }

  /** Stage 2's loop. */
  private async workOff(): Promise<void> {
    while (!this.bell.isStopped) {
      let busy = false;
      try {
        busy = (await this.round()) || (await this.purge.round());
      } catch (error) {
        this.note(error, 'the inbox could not be worked off');
      }
      if (!busy) await this.bell.wait(this.idlers.length > 0 ? 50 : this.options.pollMs ?? 1_000);
    }
  }

  private async round(): Promise<boolean> {
    const due = await this.store.due(50);
    const queue = [...due];
    const worker = async (): Promise<void> => {
      for (let next = queue.shift(); next && !this.bell.isStopped; next = queue.shift()) await this.applier.advance(next);
    };
    await Promise.all(Array.from({ length: this.options.workers ?? 2 }, worker));
    if (due.length === 0 && this.idlers.length > 0) await this.releaseIdlers();
    return due.length > 0;
  }

  private async releaseIdlers(): Promise<void> {
    // The broker first: what it forgot is written down, so whoever looks into the inbox afterwards sees all of it.
    const info = await this.brokerSide();
    if (info.pending !== 0 || info.unacknowledged !== 0 || (await this.store.states()).ready > 0) return;
    for (const resolve of this.idlers.splice(0)) resolve();
  }

  private note(error: unknown, what: string): void {
    this.lastError = oneLine(error);
    this.options.log.warn({ consumer: this.options.durable, reason: this.lastError }, what);
  }
}
