import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeJwt, type JWTPayload } from 'jose';
import { answerTo } from './flow.js';

/** One call as the gateway saw it. */
export interface SeenCall { operation: string; key: string; input: Record<string, unknown>; claims: JWTPayload; traceparent: string | null }

type Said = { code: string; message?: string; field?: string; reason?: string } | { status: number; retryAfter?: number } | 'effect' | 'effect, then silence';

/** A gateway for tests: does each effect once per idempotency key, and fails as it is told. */
export class FakeGateway {
  readonly calls: SeenCall[] = [];
  readonly effects = new Map<string, { body: string; data: Record<string, unknown> }>();
  /** Decides what to say; `effect` does it. */
  script: (call: SeenCall, nth: number) => Said = () => 'effect';
  /** Called when the effect is there and before its answer goes out: a test that waits here makes a slow other side. */
  beforeAnswer: (call: SeenCall, nth: number) => Promise<void> | void = () => undefined;
  /** The most calls that were ever under way for one run. */
  mostAtOnce = 0;
  readonly #underWay = new Map<string, number>();
  private constructor(private readonly server: Server, readonly url: string) {}

  static async start(): Promise<FakeGateway> {
    const holder: { gateway?: FakeGateway } = {};
    const server = createServer((request, response) => {
      void (async () => {
        const asked = JSON.parse(await read(request)) as Body;
        const [status, headers, body] = await holder.gateway?.serve(request.headers, asked) ?? [500, {}, ''];
        if (status === 0) return; // silence: the caller's patience ends it
        response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
      })();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return holder.gateway = new FakeGateway(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  }

  /** How often an action was called for an appointment, and how many effects it had. */
  countFor(runId: string): { calls: number; effects: number } {
    return { calls: this.calls.filter((call) => call.claims['runId'] === runId).length, effects: [...this.effects.keys()].filter((key) => key.startsWith(runId)).length };
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(headers: IncomingMessage['headers'], body: Body): Promise<[number, Record<string, string>, string]> {
    const operation = /\{\s*(\w+)/.exec(body.query)?.[1] ?? '';
    const key = String(headers['idempotency-key']);
    const call = { operation, key, input: body.variables?.input ?? {}, claims: decodeJwt(String(headers.authorization).replace('Bearer ', '')), traceparent: headers['traceparent'] === undefined ? null : String(headers['traceparent']) };
    this.calls.push(call);
    const nth = this.calls.filter((one) => one.key === key).length;
    const run = String(call.claims['runId']);
    this.#underWay.set(run, (this.#underWay.get(run) ?? 0) + 1);
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#underWay.get(run) ?? 0);
    const answer = this.answer(call, nth, body);
    await this.beforeAnswer(call, nth);
    this.#underWay.set(run, (this.#underWay.get(run) ?? 0) - 1);
    return answer;
  }

  private answer(call: SeenCall, nth: number, body: Body): [number, Record<string, string>, string] {
    const { key, operation } = call;
    const said = this.script(call, nth);
    if (typeof said === 'object' && 'status' in said) return [said.status, said.retryAfter === undefined ? {} : { 'retry-after': String(said.retryAfter) }, 'busy'];
    if (typeof said === 'object') return [200, {}, refusal(said)];
    const known = this.effects.get(key);
    if (known && known.body !== JSON.stringify(body)) return [200, {}, refusal({ code: 'IDEMPOTENCY_MISMATCH' })];
    const effect = known ?? { body: JSON.stringify(body), data: answerTo(operation) };
    this.effects.set(key, effect);
    return said === 'effect' ? [200, {}, JSON.stringify({ data: { [operation]: effect.data } })] : [0, {}, ''];
  }
}

interface Body { query: string; variables?: { input?: Record<string, unknown> } }

const refusal = ({ message, ...extensions }: { code: string; message?: string }): string => JSON.stringify({ data: null, errors: [{ message: message ?? 'No.', extensions }] });

async function read(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}
