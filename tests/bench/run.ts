import { benchBoard } from './board/board.js';
import { benchCallbacks, passes } from './callbacks/callbacks.js';
import { benchEvents } from './events/events.js';
import { benchGib, benchUpload } from './files/files.js';
import type { Memory } from './files/memory.js';
import { benchGateway } from './gateway/gateway.js';
import type { GatewayResult } from './gateway/gateway.js';
import { benchMoney } from './money/money.js';
import { benchPapers } from './papers/papers.js';
import { benchProposal } from './papers/proposal.js';
import { benchRuns } from './runs/runs.js';
import { circumstancesFrom, fixed, keep, load, spreadWords, table } from './report.js';

/** Ours in this process against the library over HTTP. */
const TARGETS = { large: 3, small: 8 } as const;
const ROUNDS = 5;

const PARTS: Readonly<Record<string, () => Promise<object>>> = { gateway, events, runs, board, upload, 'upload-gib': uploadGib, callbacks, papers, money };

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

async function runs(): Promise<object> {
  const { first, backlog } = await benchRuns();
  console.log(`\n${table(['', 'figure', 'target'], [
    [`commit → first step in the journal, p50 at ${first.perSecond}/s`, `${fixed(first.p50)} ms`, '≤ 10 ms'],
    ['commit → first step in the journal, p99', `${fixed(first.p99)} ms`, '≤ 50 ms'],
    [`${backlog.runs} runs of ${backlog.steps} steps, begun to ended`, `${fixed(backlog.perSecond)}/s`, ''],
  ])}`);
  return { first, backlog };
}

async function papers(): Promise<object> {
  const contract = await benchPapers(11);
  const proposal = await benchProposal();
  console.log(`\n${table(['', 'figure', 'target'], [
    [`a contract of ${contract.pages} pages written as PDF, ${Math.round(contract.bytes / 1024)} kB, median`, `${fixed(contract.made.p50)} ms`, ''],
    ['… signed by two people and sealed, median', `${fixed(contract.signed.p50)} ms`, ''],
    [`a proposal's page, ${Math.round(proposal.bytes / 1024)} kB`, `1 request, ${proposal.statements} statements`, ''],
    ['… its time, p50', `${fixed(proposal.p50)} ms`, ''],
  ])}`);
  return { contract, proposal };
}

async function board(): Promise<object> {
  const { board: page, listing, list } = await benchBoard(ROUNDS);
  console.log(`\n${table(['', 'figure', 'target'], [
    [`a board of ${page.tasks} tasks, ${Math.round(page.bytes / 1024)} kB`, `${page.requests} request, ${page.statements} statements`, ''],
    ['… its time, p50', `${fixed(page.p50)} ms`, ''],
    [`${listing.files} files of ten folders, ${Math.round(listing.bytes / 1024)} kB`, `${listing.requests} request, ${listing.statements} statements`, ''],
    ['… its time, p50', `${fixed(listing.p50)} ms`, ''],
    [`${list.clients} clients with their projects, over two domains`, `${fixed(list.perSecond)}/s`, ''],
    ['… as one json_agg statement', `${fixed(list.statementPerSecond)}/s`, ''],
    ['… the graph beside the statement', spreadWords(list.times), '≥ 0.3'],
  ])}`);
  return { board: page, listing, list };
}

async function money(): Promise<object> {
  const result = await benchMoney(ROUNDS);
  const { list, receivables, statement, dashboard, movements } = result.reading;
  const row = (name: string, { perSecond, statementPerSecond, times }: typeof list): string[] => [name, `${fixed(perSecond)}/s`, `${fixed(statementPerSecond)}/s`, spreadWords(times)];
  console.log(`\n${table([`${result.invoices} invoices of ${result.clients} clients`, 'the graph', 'one statement', 'the graph beside it'], [
    row('a page of fifty, with their clients', list), row('what is owed, by age', receivables), row('the figures of the page of money', dashboard), row(`the statement of a client, ${movements} movements`, statement),
  ])}`);
  const { issuing } = result;
  console.log(`\n${table([`${issuing.invoices} invoices`, 'a second'], [
    ['drafted, asked about, agreed to and issued', fixed(issuing.flowPerSecond)], ['… the issuing alone: number, paper, fact', fixed(issuing.issuePerSecond)], ['bare rows with a number each', fixed(issuing.bareInsertsPerSecond)],
  ])}`);
  return result;
}

async function upload(): Promise<object> {
  const result = await benchUpload(128, ROUNDS);
  console.log(`\n${table(['', 'figure', 'target'], [
    [`${result.mib} MiB in parts by the page's code`, `${fixed(result.pagePerSecond)} MiB/s`, ''],
    ['… by curl, as many parts at a time', `${fixed(result.curlPerSecond)} MiB/s`, ''],
    ['… the page beside curl', spreadWords(result.sending), '≥ 0.8'],
    ['the fingerprint before, page and sha256sum', `${fixed(result.pageReadingMs)} ms, ${fixed(result.curlReadingMs)} ms`, ''],
    ['… the page beside curl with it', spreadWords(result.withReading), ''],
  ])}`);
  return result;
}

async function uploadGib(): Promise<object> {
  const result = await benchGib(1_024);
  const words = ({ atRest, peak }: Memory): string => `${fixed(atRest)} → ${fixed(peak)} MiB`;
  console.log(`\n${table(['', 'at rest → most', 'target'], [
    [`the domain while ${result.mib} MiB go up (${fixed(result.seconds)} s)`, words(result.whileSent.domain), 'flat'],
    [`… while it looks through them (${fixed(result.lookedThroughIn)} s)`, words(result.whileLookedThrough.domain), 'flat'],
    ['the page\'s code while it sends', words(result.whileSent.page), ''],
    ['the local store that takes it', words(result.whileSent.store), ''],
    ['… while it joins and gives it out', words(result.whileLookedThrough.store), ''],
  ])}`);
  return result;
}

async function callbacks(): Promise<object> {
  const result = await benchCallbacks();
  const row = (step: (typeof result)['burst'], name: string): string[] => [name, fixed(step.reached), `${step.receipts} of ${step.unique}`, fixed(step.p50), fixed(step.p99), fixed(step.max), passes(step) ? 'yes' : 'no'];
  console.log(`\n${table(['callbacks a second, each three times', 'reached', 'effects', 'p50 ms', 'p99 ms', 'max ms', 'within a second'], [
    ...result.steps.map((step) => row(step, String(step.asked))), row(result.burst, `${result.burst.delivered} at ${result.burst.asked}`),
  ])}\n\n  The highest pace with p99 under a second: ${result.highest} callbacks a second.`);
  return result;
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
