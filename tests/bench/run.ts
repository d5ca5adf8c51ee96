import { benchEvents } from './events/events.js';
import { benchGateway } from './gateway/gateway.js';
import type { GatewayResult } from './gateway/gateway.js';
import { circumstancesFrom, fixed, keep, load, spreadWords, table } from './report.js';

/** Ours in this process against the library over HTTP. */
const TARGETS = { large: 3, small: 8 } as const;
const ROUNDS = 5;

const PARTS: Readonly<Record<string, () => Promise<object>>> = { gateway, events };

async function gateway(): Promise<object> {
  const results = await benchGateway(ROUNDS);
  for (const result of results) console.log(`\n${gatewayTable(result)}`);
  return { connections: 10, rounds: ROUNDS, questions: results };
}

async function events(): Promise<object> {
  const { latency, relay, drain } = await benchEvents();
  console.log(`\n${table(['', 'figure', 'target'], [
    [`commit → effect, p50 at ${fixed(latency.perSecond)}/s`, `${fixed(latency.p50)} ms`, '≤ 10 ms'],
    ['commit → effect, p99', `${fixed(latency.p99)} ms`, '≤ 50 ms'],
    [`${relay.events} facts from the outbox to the broker`, `${fixed(relay.perSecond)}/s`, ''],
    [`${drain.events} facts from the broker to their effects`, `${fixed(drain.perSecond)}/s`, '≥ 2,000/s'],
    ['bare commits of one row, two connections', `${fixed(drain.bareCommitsPerSecond)}/s`, ''],
  ])}`);
  return { latency, relay, drain };
}

function gatewayTable({ question, bytes, hash, rows }: GatewayResult): string {
  const target = TARGETS[question];
  const reached = rows.find(({ contestant }) => contestant === 'ours-in-process')?.cpuTimes.median ?? 0;
  return [
    `  The ${question} question: ${bytes} bytes, every answer ${hash}. Multiples of stock-http in the same round: median (min–max).`, '',
    table(['', 'CPU/request, times less', 'requests/s, times more', 'CPU ms', 'requests/s', 'p50 ms', 'p99 ms'], rows.map((row) => [
      row.contestant, spreadWords(row.cpuTimes), spreadWords(row.times), fixed(row.cpuMs), fixed(row.perSecond), String(row.p50), String(row.p99),
    ])), '',
    `  In process the target is ${target}; it is ${reached >= target ? 'reached' : `missed with ${fixed(reached)}`}.`,
  ].join('\n');
}

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in PARTS));
if (unknown.length > 0) {
  console.error(`There is no part «${unknown.join('», «')}»; there is ${Object.keys(PARTS).join(', ')}.`);
  process.exit(1);
}
for (const [name, part] of Object.entries(PARTS).filter(([known]) => asked.length === 0 || asked.includes(known))) {
  console.log(`\n━━ ${name}`);
  const before = load();
  const figures = await part();
  const circumstances = circumstancesFrom(before);
  keep(name, { circumstances, ...figures });
  console.log(`\n  ${circumstances.cores} cores, Node ${circumstances.node}, load ${circumstances.loadBefore} before and ${circumstances.loadAfter} after; kept in tests/bench/results.json`);
}
process.exit(0);
