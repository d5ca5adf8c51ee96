import { connect } from 'node:net';
import { Somebody } from '../support/actors.js';
import { leaveStream } from '../support/events.js';
import { openFirm } from '../support/firm.js';
import { house, leaveHouse, look } from '../support/house.js';
import { corpus, INSIDES, type Abuse } from './query-abuse.corpus.js';
import { changed, fingerprint } from './fingerprint.js';
import { atRest } from './world.js';

const url = new URL(`${house.endpoints.gateway}/graphql`);
let cookie = '';
let owner: Somebody;
let slow: Promise<{ headers: Closed; body: Closed; endless: Closed }>;

beforeAll(async () => {
  ({ owner } = await openFirm());
  cookie = (await (owner as unknown as { headers: () => Promise<Record<string, string>> }).headers())['cookie'] ?? '';
  await atRest();
  // These wait for the door to lose patience, so they begin first and are looked at last.
  const head = `POST /graphql HTTP/1.1\r\nhost: ${url.host}\r\ncontent-type: application/json\r\n`;
  slow = Promise.all([trickle(head), trickle(`${head}content-length: 1000\r\n\r\n{"query":`), trickle(`${head}transfer-encoding: chunked\r\n\r\n5\r\n{"que\r\n`)])
    .then(([headers, body, endless]) => ({ headers, body, endless }));
});
afterAll(async () => {
  await leaveStream();
  await leaveHouse();
});

interface Closed { said: string; afterMs: number }

/** Sends a beginning and then a byte now and then, until the door closes. */
async function trickle(beginning: string): Promise<Closed> {
  const began = performance.now();
  const socket = connect(Number(url.port), url.hostname);
  let said = '';
  socket.on('data', (part: Buffer) => { said += part.toString(); }).on('error', () => undefined);
  socket.write(beginning);
  const more = setInterval(() => socket.writable && socket.write(beginning.includes('chunked') ? '1\r\nx\r\n' : 'x'), 1_000);
  await new Promise((resolve) => { socket.once('close', resolve); });
  clearInterval(more);
  return { said, afterMs: performance.now() - began };
}

async function send({ query, variables, body, headers }: Pick<Abuse, 'query' | 'variables' | 'body' | 'headers'>): Promise<{ status: number; text: string; took: number }> {
  const began = performance.now();
  const response = await fetch(url, {
    method: 'POST', body: (body ?? JSON.stringify({ query, ...(variables ? { variables } : {}) })) as string,
    headers: { 'content-type': 'application/json', origin: house.endpoints.gateway, cookie, 'x-firmament-limit-exempt': house.exemptKey, ...headers },
  });
  return { status: response.status, text: await response.text(), took: performance.now() - began };
}

/** When each login that serves requests last sent a statement; relays, readers and sweepers have logins of their own. */
async function statements(): Promise<string[]> {
  const rows = await look<{ line: string }>("select pid || ' ' || query_start as line from pg_stat_activity where usename like '%\\_rw' and backend_type = 'client backend' order by 1");
  return rows.map(({ line }) => line);
}

describe('a request that asks for too much, or is none', () => {
  let before: Record<string, string>;
  beforeAll(async () => { before = await fingerprint(); });
  const times: number[] = [];

  test.each(corpus.map((abuse) => [abuse.name, abuse] as const))('%s', async (_name, abuse) => {
    const asked = await statements();
    const { status, text, took } = await send(abuse);
    const [error] = (JSON.parse(text) as { errors?: { message: string; extensions: { code: string; reason?: string; requestId?: string } }[] }).errors ?? [];
    expect({ status, code: error?.extensions.code, reason: abuse.reason && error?.extensions.reason }).toEqual({ status: abuse.status, code: abuse.code, reason: abuse.reason });
    expect(error?.extensions.requestId).toBeTruthy();
    expect(text).not.toMatch(INSIDES);
    expect(text.length).toBeLessThan(20_000);
    times.push(took);
    if (!abuse.asksDomain) expect((await statements()).filter((line) => !asked.includes(line))).toEqual([]);
  });

  test('was turned away at once, and nothing was changed', async () => {
    const sorted = [...times].sort((a, b) => a - b);
    const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
    process.stderr.write(`  ${times.length} refused: median ${median.toFixed(1)} ms, longest ${(sorted.at(-1) ?? 0).toFixed(0)} ms\n`);
    expect(median).toBeLessThan(50);
    expect(changed(before, await fingerprint())).toEqual([]);
  });
});

test('an ordinary question is answered, and its statements are seen: the count above can count', async () => {
  const asked = await statements();
  expect((await owner.try('{ clients { nodes { id } } }')).errors).toEqual([]);
  expect((await statements()).filter((line) => !asked.includes(line)).length).toBeGreaterThan(0);
});

test('headers without end are cut off', async () => {
  const flood = async (count: number): Promise<string> => {
    const socket = connect(Number(url.port), url.hostname);
    let said = '';
    socket.on('data', (part: Buffer) => { said += part.toString(); }).on('error', () => undefined);
    const over = new Promise((resolve) => { socket.once('close', resolve); });
    socket.write(`POST /graphql HTTP/1.1\r\nhost: ${url.host}\r\n${Array.from({ length: count }, (_, n) => `x-${n}: y\r\n`).join('')}`);
    await over;
    return said;
  };
  expect(await flood(3_000)).toMatch(/^HTTP\/1\.1 431 /);
  expect(await flood(100_000)).toMatch(/^(HTTP\/1\.1 431 |$)/); // with so much unread the answer itself may be lost
});

test('fifty questions of the largest size at once leave the door open for somebody else', async () => {
  const large = '{ clients(first: 100) { nodes { id stories(first: 50) { nodes { id title { text } } } } } }';
  const crowd = Promise.all(Array.from({ length: 50 }, () => owner.try(large)));
  const began = performance.now();
  const small = await owner.try('{ me { user { id } } }');
  const took = performance.now() - began;
  const answers = await crowd;
  process.stderr.write(`  beside 50 large questions a small one took ${took.toFixed(0)} ms\n`);
  expect(small.errors).toEqual([]);
  expect([...new Set(answers.map(({ errors }) => errors[0]?.extensions?.code ?? 'OK'))].filter((code) => !['OK', 'RATE_LIMITED'].includes(code))).toEqual([]);
  expect(took).toBeLessThan(10_000);
});

test('whoever trickles headers, a body or chunks is shown out', async () => {
  const { headers, body, endless } = await slow;
  process.stderr.write(`  shown out: headers after ${(headers.afterMs / 1000).toFixed(0)} s, a body after ${(body.afterMs / 1000).toFixed(0)} s, chunks after ${(endless.afterMs / 1000).toFixed(0)} s\n`);
  for (const { said } of [headers, body, endless]) expect(said).toMatch(/^(HTTP\/1\.1 408 |$)/);
  expect(headers.afterMs).toBeLessThan(20_000);
  expect(Math.max(body.afterMs, endless.afterMs)).toBeLessThan(45_000);
  await atRest();
});
