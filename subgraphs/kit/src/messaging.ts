import type { MikroORM } from '@mikro-orm/postgresql';
import type { Envelope } from '@firmament/events';
import { filterSubjectsFor, startConsumer, startRelay, type Consumer, type ConsumerStatus, type Listener as EventListener, type Relay, type RelayStatus, type SqlTx } from '@firmament/events/runtime';
import type { NatsConnection } from '@nats-io/transport-node';
import type { Actor } from './actor.js';
import { clientListeners } from './client-ref.js';
import type { Listener, SubgraphDefinition } from './define-subgraph.js';
import type { DomainRuntime } from './domain-runtime.js';
import { makeOrm } from './orm-options.js';
import { RequestContext } from './request-context.js';
import { inSpan } from './tracing.js';
import { unitOfWork, unitsInRow } from './unit-of-work.js';

/** Figures of a domain's outbox and inbox. */
export interface MessagingStatus { relay: RelayStatus | null; consumer: ConsumerStatus | null }

/** All listeners of a domain: its own, and the kit's for known clients. */
export const listenersOf = (def: SubgraphDefinition): Listener[] => [...(def.listens ?? []), ...clientListeners(def)];

/** The durable that a domain needs on the stream; null when it listens to nothing. */
export function durableOf(def: SubgraphDefinition): { durable: string; filterSubjects: string[]; startPolicy: 'beginning' } | null {
  const types = [...new Set(listenersOf(def).map((listener) => listener.contract.name))];
  return types.length === 0 ? null : { durable: def.name, filterSubjects: filterSubjectsFor(types), startPolicy: 'beginning' };
}

/** The actor that a domain's own listener or sweep is. */
export const systemActor = (domain: string, tenantId: string): Actor => ({ kind: 'system', id: domain, tenantId, permissions: [] });

/** Carries one domain's facts out and others' facts in. */
export class Messaging {
  #relay: Relay | null = null;
  #consumer: Consumer | null = null;
  #orm: MikroORM | null = null;
  readonly #contexts = new WeakMap<SqlTx, RequestContext>();

  constructor(private readonly runtime: DomainRuntime, private readonly options: { nats: NatsConnection; relayUrl: string; consumerUrl: string; crashPoint?: ((point: string) => void) | undefined }) {}

  async start(): Promise<void> {
    const { def, log, clock } = this.runtime;
    const faults = this.options.crashPoint ? { crashPoint: this.options.crashPoint } : {};
    this.#relay = await startRelay({ schema: def.name, url: this.options.relayUrl, nc: this.options.nats, log: log.child({ part: 'relay' }), clock: { now: clock }, ...faults });
    const durable = durableOf(def);
    if (!durable) return;
    this.#orm = makeOrm(def, this.options.consumerUrl, 2);
    this.#consumer = startConsumer({
      domain: def.name, durable: durable.durable, url: this.options.consumerUrl, nc: this.options.nats, listeners: this.#listeners(), log: log.child({ part: 'consumer' }), clock: { now: clock }, ...faults,
      inTenant: (row, work) => this.#inTenant(row, work),
    });
  }

  nudge(): void { this.#relay?.nudge(); }

  async status(): Promise<MessagingStatus> {
    return { relay: (await this.#relay?.status()) ?? null, consumer: (await this.#consumer?.status()) ?? null };
  }

  async stop(): Promise<void> {
    await this.#consumer?.stop();
    await this.#relay?.stop();
    await this.#orm?.close(true);
  }

  #listeners(): EventListener[] {
    const byType = Map.groupBy(listenersOf(this.runtime.def), (listener) => `${listener.contract.name}/${listener.contract.version}`);
    return [...byType.values()].map((listeners) => {
      const { contract } = listeners[0] as Listener;
      return {
        type: contract.name, version: contract.version, shape: contract.shape as never,
        handle: async (envelope: Envelope, tx: SqlTx) => {
          const ctx = this.#contexts.get(tx);
          if (!ctx) throw new Error('an event arrived outside of its transaction');
          for (const listener of listeners) await listener.handle(envelope as never, ctx);
        },
      };
    });
  }

  /** Each event has a context of its own: what its listeners say is caused by it and belongs to its story. */
  async #inTenant(row: readonly Envelope[], work: (tx: SqlTx, event: Envelope) => Promise<void>): Promise<void> {
    const { name } = this.runtime.def;
    const events = new Map(row.map((envelope) => [contextOf(this.runtime, envelope), envelope]));
    const [first, ...others] = events.keys();
    if (!first) return;
    await unitsInRow([first, ...others], async (ctx) => {
      const envelope = events.get(ctx) as Envelope;
      const tx: SqlTx = { query: (sql, params) => ctx.sql(sql, params ?? []) as never };
      this.#contexts.set(tx, ctx);
      await inSpan(`${name}.listen`, { 'firmament.event': envelope.type, 'firmament.correlation': envelope.correlationid }, envelope.traceparent, () => work(tx, envelope));
    }, this.#orm ?? this.runtime.orm());
  }
}

function contextOf(runtime: DomainRuntime, envelope: Envelope): RequestContext {
  return new RequestContext(runtime, systemActor(runtime.def.name, envelope.tenantid), {
    requestId: envelope.id, correlationId: envelope.correlationid, causationId: envelope.id,
    ...(envelope.traceparent ? { traceparent: envelope.traceparent } : {}), ...(envelope.seedtime ? { seedTime: envelope.seedtime } : {}),
  });
}

/** Delivers one event to a domain's listeners as if it had come from the stream, on the consumer's own login; for tests of listeners alone. */
export async function deliverDirectly(runtime: DomainRuntime, envelope: Envelope, orm: MikroORM): Promise<void> {
  const ctx = contextOf(runtime, envelope);
  await unitOfWork(ctx, async () => {
    for (const listener of listenersOf(runtime.def).filter((one) => one.contract.name === envelope.type)) await listener.handle(envelope as never, ctx);
  }, orm);
}
