import autocannon from 'autocannon';
import { assertEqualAnswers } from '../answer-hash.js';
import { shotOrder, spreadOfRatios } from '../ratios.js';
import type { Spread } from '../ratios.js';
import { start } from './process.js';
import type { BenchProcess } from './process.js';
import { QUESTIONS } from './workload.js';
import type { QuestionName } from './workload.js';

/** The same build stands twice in every run: what lies inside their spread is noise. */
const CONTESTANTS = [['ours-in-process', 'ours-in-process'], ['ours-http', 'ours-http'], ['stock-local', 'stock-local'], ['stock-http', 'stock-http'], ['stock-http-again', 'stock-http']] as const;
const BASE = 'stock-http';
const CONNECTIONS = 10;
/** Counted, not timed: on a busy machine a shot of some seconds would hold a handful of requests. */
const REQUESTS: Readonly<Record<QuestionName, number>> = { large: 200, small: 2_000 };
const WARM_UP: Readonly<Record<QuestionName, number>> = { large: 240, small: 3_000 };

interface Shot { readonly perSecond: number; readonly cpuMs: number; readonly p50: number; readonly p99: number }

/** How one way of serving did, beside the library over HTTP. */
export interface GatewayRow {
  readonly contestant: string;
  /** Requests a second, as multiples of the library's over HTTP in the same round. */
  readonly times: Spread;
  /** Its CPU per request as multiples of ours: how many times less a request costs. */
  readonly cpuTimes: Spread;
  /** Of the middle round. */
  readonly perSecond: number;
  readonly cpuMs: number;
  readonly p50: number;
  readonly p99: number;
}

export interface GatewayResult { readonly question: QuestionName; readonly bytes: number; readonly hash: string; readonly rows: readonly GatewayRow[] }

/** Sets the gateways against each other on both questions. */
export async function benchGateway(rounds: number): Promise<GatewayResult[]> {
  const processes = new Map<string, BenchProcess>();
  try {
    for (const [name, kind] of CONTESTANTS) processes.set(name, await start('./contestant.main.ts', [kind]));
    const results: GatewayResult[] = [];
    for (const question of ['large', 'small'] as const) results.push(await race(question, processes, rounds));
    return results;
  } finally {
    await Promise.all([...processes.values()].map((process) => process.stop()));
  }
}

async function race(question: QuestionName, processes: ReadonlyMap<string, BenchProcess>, rounds: number): Promise<GatewayResult> {
  const answers = new Map<string, unknown>();
  for (const [name, { port }] of processes) answers.set(name, await ask(port, question));
  const hash = assertEqualAnswers(answers);
  for (const process of processes.values()) await shoot(process, question, WARM_UP[question]);
  const shots = new Map<string, Shot[]>([...processes.keys()].map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, process] of shotOrder([...processes], round)) shots.get(name)?.push(await shoot(process, question, REQUESTS[question]));
  }
  const bytes = JSON.stringify(answers.get(BASE)).length;
  return { question, bytes, hash: hash.slice(0, 12), rows: [...shots].map(([name, taken]) => rowOf(name, taken, shots.get(BASE) ?? [])) };
}

async function ask(port: number, question: QuestionName): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: QUESTIONS[question] }) });
  const answer = await response.json() as { data?: unknown; errors?: unknown };
  if (!response.ok || answer.errors !== undefined) throw new Error(`the ${question} question is answered with ${JSON.stringify(answer.errors)}`);
  return answer;
}

async function shoot(process: BenchProcess, question: QuestionName, amount: number): Promise<Shot> {
  const before = await process.cpuMs();
  const began = performance.now();
  let over = began;
  const running = autocannon({
    url: `http://127.0.0.1:${process.port}/`, method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: QUESTIONS[question] }), connections: CONNECTIONS, amount, timeout: 120,
  });
  // Its own duration ends with the second in which the last answer came.
  running.on('response', () => { over = performance.now(); });
  const result = await running;
  if (result.errors > 0 || result.non2xx > 0) throw new Error(`${result.errors} requests failed and ${result.non2xx} were refused`);
  const cpu = await process.cpuMs() - before;
  return { perSecond: (result.requests.total * 1_000) / (over - began), cpuMs: cpu / result.requests.total, p50: result.latency.p50, p99: result.latency.p99 };
}

function rowOf(contestant: string, shots: readonly Shot[], base: readonly Shot[]): GatewayRow {
  const beside = shots.map((shot, round) => ({ shot, base: base[round] as Shot }));
  const middle = [...shots].sort((a, b) => a.perSecond - b.perSecond)[Math.floor(shots.length / 2)] as Shot;
  return {
    contestant, ...middle,
    times: spreadOfRatios(beside.map((pair) => ({ ours: pair.shot.perSecond, theirs: pair.base.perSecond }))),
    cpuTimes: spreadOfRatios(beside.map((pair) => ({ ours: pair.base.cpuMs, theirs: pair.shot.cpuMs }))),
  };
}
