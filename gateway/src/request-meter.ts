import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';
import type { Audience } from './audience.js';
import type { SubgraphClient } from './subgraph-client.js';

/** Counts requests and their time for Prometheus. No label comes from a caller, so their number is bounded. */
export class RequestMeter {
  readonly registry = new Registry();
  private readonly seconds: Histogram<'audience' | 'kind'>;
  private readonly answers: Counter<'audience' | 'kind' | 'code'>;

  private readonly heard: Counter<'hook' | 'status'>;

  constructor() {
    collectDefaultMetrics({ register: this.registry });
    this.seconds = new Histogram({
      name: 'firmament_graphql_request_seconds', help: 'Time from a request to its answer.', labelNames: ['audience', 'kind'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5], registers: [this.registry],
    });
    this.answers = new Counter({
      name: 'firmament_graphql_answers_total', help: 'Answers by their first code; OK when there was none.', labelNames: ['audience', 'kind', 'code'], registers: [this.registry],
    });
    this.heard = new Counter({ name: 'firmament_callbacks_total', help: 'Callbacks of providers by the status they got; 401 is one that nobody vouches for.', labelNames: ['hook', 'status'], registers: [this.registry] });
  }

  /** Starts the watch; the answer stops it. */
  start(audience: Audience): (kind: string, code: string) => void {
    const stop = this.seconds.startTimer({ audience });
    return (kind, code) => {
      stop({ kind });
      this.answers.inc({ audience, kind, code });
    };
  }

  /** Counts a callback of a provider. */
  callback(hook: string, status: number): void {
    this.heard.inc({ hook, status: String(status) });
  }

  /** Counts a request that was refused before it was planned. */
  refused(audience: Audience, code: string): void {
    this.answers.inc({ audience, kind: 'unknown', code });
  }

  /** All figures of this process in Prometheus' text form: the gateway's, then each domain's that lives here. */
  async text(clients: readonly SubgraphClient[]): Promise<string> {
    const domains = await Promise.all(clients.map(async (client) => {
      try {
        return await client.metrics?.() ?? '';
      } catch {
        return ''; // a domain that cannot count must not hide the others' figures
      }
    }));
    return mergeExpositions([await this.registry.metrics(), ...domains]);
  }
}

/** Joins texts of several registries: a metric's help and type may stand only once, with all its samples below. */
export function mergeExpositions(texts: readonly string[]): string {
  const families = new Map<string, { head: string[]; samples: string[] }>();
  for (const text of texts) {
    let family = '';
    for (const line of text.split('\n')) {
      if (line === '') continue;
      const named = /^# (?:HELP|TYPE) (\S+)/.exec(line)?.[1];
      if (named !== undefined) family = named;
      const entry = families.get(family) ?? { head: [], samples: [] };
      families.set(family, entry);
      if (named === undefined) entry.samples.push(line);
      else if (!entry.head.some((known) => known.split(' ')[1] === line.split(' ')[1])) entry.head.push(line);
    }
  }
  return [...families.values()].flatMap(({ head, samples }) => [...head, ...samples]).join('\n') + '\n';
}
