import { connect } from '@nats-io/transport-node';
import { pino } from 'pino';
import { natsAddress, startConsumer, startRelay } from '../../../events/src/runtime.js';
import { runBroken } from './broken.js';
import { applyEffect, inTenantOf } from './effect.js';
import type { Plan, Point } from './plan.js';

// One relay or consumer as a process of its own, so that it can be killed, frozen and held at any instruction.
process.on('disconnect', () => process.exit(0));
const plan = await new Promise<Plan>((resolve) => process.once('message', (message) => resolve(message as Plan)));
// Who starts while the broker is down waits for it: here nobody stands behind the process to start it again.
const nc = await connect({ ...natsAddress(plan.nats), waitOnFirstConnect: true, reconnectTimeWait: 100, maxReconnectAttempts: -1 });

const counts = new Map<Point, number>();
let held = false;
const reach = async (point: Point): Promise<void> => {
  const nth = (counts.get(point) ?? 0) + 1;
  counts.set(point, nth);
  if (plan.crash?.at === point && plan.crash.nth === nth) process.kill(process.pid, 'SIGKILL');
  if (plan.hold !== point || held) return;
  held = true;
  const word = new Promise((resolve) => process.once('message', resolve));
  process.send?.(point);
  await word;
};

const shared = { url: plan.database, nc, log: pino({ level: process.env['LOG_LEVEL'] ?? 'silent' }, pino.destination(2)), clock: { now: () => new Date() }, pollMs: 100 };
if (plan.part === 'relay') {
  startRelay({ ...shared, schema: 'ledger', archiveAfterMs: 500, archiveEveryMs: 200, batch: plan.batch ?? 20, backoffMs: plan.backoffMs ?? [100, 200], crashPoint: reach });
} else if (plan.variant && plan.variant !== 'house') {
  await runBroken(plan, nc, reach);
} else {
  startConsumer({
    ...shared, domain: 'reader', durable: 'reader', gapMs: plan.gapMs ?? 15_000, backoffMs: plan.backoffMs ?? [50], ...(plan.maxAttempts ? { maxAttempts: plan.maxAttempts } : {}),
    listeners: [{ type: 'ledger.entry.posted', version: plan.version ?? 1, handle: (event, tx) => applyEffect(plan, event, tx, reach) }], inTenant: inTenantOf(plan.database), crashPoint: reach,
  });
}
process.send?.('ready');
