import type { DomainHealth } from './domain.js';

const figures: readonly [string, string, (health: DomainHealth) => number | null][] = [
  ['firmament_domain_up', '1 when the domain answers', (h) => (h.ok ? 1 : 0)],
  ['firmament_outbox_pending', 'facts committed and not yet on the stream', (h) => h.messaging?.relay?.pending ?? null],
  ['firmament_outbox_oldest_seconds', 'age of the oldest fact that waits', (h) => h.messaging?.relay?.oldestSeconds ?? null],
  ['firmament_outbox_published_total', 'facts put on the stream by this process', (h) => h.messaging?.relay?.published ?? null],
  ['firmament_outbox_refused_total', 'times that the broker refused a fact of this process; a stream that is full shows here first', (h) => h.messaging?.relay?.refused ?? null],
  ['firmament_consumer_pending', 'messages that the broker still holds for the domain', (h) => h.messaging?.consumer?.pending ?? null],
  ['firmament_inbox_ready', 'aggregates with work', (h) => h.messaging?.consumer?.ready ?? null],
  ['firmament_inbox_gap', 'aggregates with a hole before their next event', (h) => h.messaging?.consumer?.gap ?? null],
  ['firmament_inbox_blocked', 'aggregates stopped behind a dead event', (h) => h.messaging?.consumer?.blocked ?? null],
];

/** Prometheus text for the given domains. */
export function metricsText(domains: readonly { name: string; health: DomainHealth }[]): string {
  const lines: string[] = [];
  for (const [name, help, read] of figures) {
    lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} ${name.endsWith('_total') ? 'counter' : 'gauge'}`);
    for (const domain of domains) {
      const value = read(domain.health);
      if (value !== null) lines.push(`${name}{domain="${domain.name}"} ${value}`);
    }
  }
  return `${lines.join('\n')}\n`;
}
