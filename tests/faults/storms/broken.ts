import { jetstream, type JsMsg } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { idToUuid, type Envelope } from '../../../events/src/events.js';
import type { InTenant } from '../../../events/src/runtime.js';
import type { SqlTx } from '../../../events/src/runtime/types.js';
import { applyEffect, inTenantOf } from './effect.js';
import type { Plan, Point, Variant } from './plan.js';

type Reach = (point: Point) => Promise<void>;
interface Setting { readonly plan: Plan; readonly inTenant: InTenant; readonly reach: Reach }

/** Notes an event as seen; false when it was noted before. */
const note = async (event: Envelope, tx: SqlTx): Promise<boolean> =>
  (await tx.query('insert into reader.inbox_seen (event_id) values ($1) on conflict do nothing returning event_id', [idToUuid(event.id)])).length === 1;

/** Note and effect in one commit: right, as long as somebody else minds the order. */
const together = (set: Setting, event: Envelope): Promise<void> =>
  set.inTenant([event], async (tx) => { if (await note(event, tx)) await applyEffect(set.plan, event, tx, set.reach); });

const passed = new Map<string, number>();

/** Consumers as people write them first. Each is wrong in one way, and only for tests. */
const ways: Record<Exclude<Variant, 'house'>, (set: Setting, event: Envelope, message: JsMsg) => Promise<void>> = {
  'no-inbox': async (set, event, message) => {
    await set.inTenant([event], (tx) => applyEffect(set.plan, event, tx, set.reach));
    await set.reach('after-commit-before-ack');
    message.ack();
  },
  'inbox-apart': async (set, event, message) => {
    let isNew = false;
    await set.inTenant([event], async (tx) => { isNew = await note(event, tx); });
    await set.reach('between');
    if (isNew) await set.inTenant([event], (tx) => applyEffect(set.plan, event, tx, set.reach));
    message.ack();
  },
  'ack-first': async (set, event, message) => {
    if (!(await message.ackAck())) throw new Error('the broker did not confirm');
    await set.reach('between');
    await together(set, event);
  },
  'no-gate': async (set, event, message) => {
    // What failed comes again after a later one of its thing: the broker may do that, and here it is made sure of.
    if (message.redelivered && (passed.get(event.aggregateid) ?? 0) < event.aggregateseq) throw new Error('not yet');
    await together(set, event);
    passed.set(event.aggregateid, Math.max(passed.get(event.aggregateid) ?? 0, event.aggregateseq));
    await set.reach('after-commit-before-ack');
    message.ack();
  },
};

/** Runs a broken consumer until its process ends; what fails is delivered again, as the broker promises. */
export async function runBroken(plan: Plan, nc: NatsConnection, reach: Reach): Promise<void> {
  const set: Setting = { plan, inTenant: inTenantOf(plan.database), reach };
  const way = ways[plan.variant as Exclude<Variant, 'house'>];
  // One at a time: what waits in a full hand is delivered again meanwhile, and would blur what is shown here.
  const messages = await (await jetstream(nc).consumers.get('FIRMAMENT', 'reader')).consume({ max_messages: 1 });
  void (async () => {
    for await (const message of messages) await way(set, message.json<Envelope>(), message).catch(() => message.nak(300));
  })();
}
