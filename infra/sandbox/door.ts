import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConsentDesk } from './consent.js';

/** A request as a vendor's handler sees it. */
export interface Asked { method: string; path: string; query: URLSearchParams; headers: IncomingMessage['headers']; raw: Buffer; body: unknown; params: string[] }
/** What a handler answers: JSON, or bytes of a kind. */
export interface Answer { status: number; body?: unknown; bytes?: Buffer; type?: string; headers?: Record<string, string> }
/** One way into a sandbox. `operation` is the vendor's own name of it. */
export interface Route { operation: string; method: string; path: RegExp; open?: boolean; handle(asked: Asked): Answer | Promise<Answer> }
/** A request and its answer, for tests that hold both against the vendor's description. */
export interface Exchange { operation: string; method: string; path: string; query: Record<string, string>; contentType: string; request: unknown; status: number; response: unknown }
/** Trouble to make: at which operation (`any` for all), of which kind, how often. */
export interface Trouble { operation: string; kind: 'rate-limit' | 'server-error' | 'unavailable' | 'hang' | 'hang-after-commit' | 'reset-after-commit' | 'no-consent'; times?: number; retryAfter?: number }
/** How callbacks go out from now on. */
export interface CallbackPlan { url?: string; secrets?: string[]; mode?: 'deliver' | 'lose' | 'duplicate' | 'hold' }
/** A callback as it is put on the wire. */
export interface Outgoing { url: string; headers: Record<string, string>; body: Buffer }

/** News for whoever is called back: headers, bytes and what stands in the address. */
export interface News { headers: Record<string, string>; body: Buffer; query?: Record<string, string> }

/** What makes the front of one vendor different from another's. */
export interface Front {
  name: string;
  /** What people call it. */
  label: string;
  routes: Route[];
  /** A refusal when the credentials are wrong, null when they are right. */
  refuse(asked: Asked): Answer | null;
  trouble(trouble: Trouble): Answer;
  parse?(asked: Asked): Promise<unknown>;
  /** A command of its own; null when it knows none of this name. */
  command(name: string, body: Record<string, never>): Promise<Answer | null>;
}

/** The front door of a vendor that does not exist: who may come in, what goes wrong on command at `/_sandbox/…`, and what is called back. */
export class SandboxDoor {
  readonly exchanges: Exchange[] = [];
  readonly tokens = new Set<string>();
  /** Withdrawn until a key is admitted: nothing is granted meanwhile. */
  revoked = false;
  readonly consents: ConsentDesk;
  /** Callbacks that wait for `release`, and those that went out. */
  readonly waiting: Outgoing[] = [];
  readonly sentOut: Outgoing[] = [];
  plan: Required<Omit<CallbackPlan, 'url'>> & { url: string | null } = { url: null, secrets: [], mode: 'deliver' };
  readonly #troubles: Trouble[] = [];
  readonly #server: Server;

  /** `wish` is what the app asks people for, as the consent page says it. */
  constructor(label: string, wish: string, private readonly open: () => Front) {
    this.consents = new ConsentDesk(label, this.tokens, wish);
    this.#server = createServer((request, response) => { void this.#serve(request, response); });
  }

  async start(port = 0): Promise<string> {
    await new Promise<void>((listening) => { this.#server.listen(port, '127.0.0.1', listening); });
    return this.url;
  }

  get url(): string { return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`; }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((closed) => { this.#server.close(closed); });
  }

  make(trouble: Trouble): void { this.#troubles.push({ times: 1, ...trouble }); }
  /** Trouble that nobody ran into is over. */
  calm(): void { this.#troubles.length = 0; }

  /** Puts news on the wire, as the plan says; a vendor whose accounts are called at addresses of their own says which plan. */
  async call(all: readonly News[], plan = this.plan): Promise<void> {
    if (!plan.url || plan.mode === 'lose') return;
    for (const news of all) {
      const url = new URL(plan.url);
      for (const [name, value] of Object.entries(news.query ?? {})) url.searchParams.set(name, value);
      const outgoing = { url: url.toString(), headers: news.headers, body: news.body };
      if (plan.mode === 'hold') this.waiting.push(outgoing);
      else for (let i = 0; i < (plan.mode === 'duplicate' ? 2 : 1); i++) await this.#deliver(outgoing);
    }
  }

  /** Sends what was held back. */
  async release(): Promise<void> { for (const outgoing of this.waiting.splice(0)) await this.#deliver(outgoing); }

  async #deliver(outgoing: Outgoing): Promise<void> {
    this.sentOut.push(outgoing);
    await fetch(outgoing.url, { method: 'POST', headers: outgoing.headers, body: outgoing.body as never }).catch(() => undefined);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://sandbox');
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const asked: Asked = { method: request.method ?? 'GET', path: url.pathname, query: url.searchParams, headers: request.headers, raw: Buffer.concat(chunks), body: undefined, params: [] };
    try {
      if (url.pathname.startsWith('/_sandbox/')) return send(response, await this.#control(asked));
      await this.#answer(asked, response);
    } catch (error) { send(response, { status: 500, body: { error: (error as Error).message } }); }
  }

  async #answer(asked: Asked, response: ServerResponse): Promise<void> {
    const front = this.open();
    const route = front.routes.find((one) => one.method === asked.method && one.path.test(asked.path));
    if (!route) return send(response, { status: 404, body: { error: `the sandbox does not know ${asked.method} ${asked.path}` } });
    asked.params = (route.path.exec(asked.path) ?? []).slice(1).map(decodeURIComponent);
    asked.body = await (front.parse?.(asked) ?? plainBody(asked));
    const trouble = this.#troubleAt(route.operation);
    if (trouble?.kind === 'hang') return;
    const plain = trouble && /rate-limit|server-error|unavailable|no-consent/.test(trouble.kind) ? front.trouble(trouble) : null;
    const answer = plain ?? (route.open ? null : front.refuse(asked)) ?? (await route.handle(asked));
    this.exchanges.push({
      operation: route.operation, method: asked.method, path: asked.path, query: Object.fromEntries(asked.query), contentType: (asked.headers['content-type'] ?? '').split(';')[0] ?? '',
      request: asked.body, status: answer.status, response: answer.bytes ? `${answer.bytes.length} bytes` : answer.body,
    });
    if (trouble?.kind === 'hang-after-commit') return;
    if (trouble?.kind === 'reset-after-commit') return void response.destroy();
    send(response, answer);
  }

  #troubleAt(operation: string): Trouble | undefined {
    const found = this.#troubles.find((one) => one.operation === operation || one.operation === 'any');
    if (!found) return undefined;
    found.times = (found.times ?? 1) - 1;
    if (found.times <= 0) this.#troubles.splice(this.#troubles.indexOf(found), 1);
    return found;
  }

  #revoke(token: string | undefined): void {
    if (token) { this.tokens.delete(token); return; }
    this.tokens.clear();
    this.revoked = true;
  }

  /** The same commands over HTTP, for a sandbox that runs as a process of its own. */
  async #control(asked: Asked): Promise<Answer> {
    const body = (asked.raw.length > 0 ? JSON.parse(asked.raw.toString('utf8')) : {}) as Record<string, never>;
    const command = asked.path.slice('/_sandbox/'.length);
    const own = await this.open().command(command, body);
    if (own) return own;
    if (command === 'trouble') this.make(body as unknown as Trouble);
    else if (command === 'calm') this.calm();
    else if (command === 'callbacks') this.plan = { ...this.plan, ...body };
    else if (command === 'release') await this.release();
    else if (command === 'app') this.consents.clients.set(body['id'] ?? '', body['secret'] ?? '');
    else if (command === 'expire') this.consents.expire();
    else if (command === 'withdraw') this.consents.withdraw(body['company'] ?? null);
    else if (command === 'admit') { this.tokens.add(body['token'] ?? ''); this.revoked = false; }
    else if (command === 'revoke') this.#revoke(body['token']);
    else return { status: 404, body: { error: `no command ${command}` } };
    return { status: 200, body: { ok: true } };
  }
}

/** A body that is JSON or a form. */
export function plainBody(asked: Asked): unknown {
  if (asked.raw.length === 0) return undefined;
  const text = asked.raw.toString('utf8');
  return /json/.test(asked.headers['content-type'] ?? '') ? JSON.parse(text) : Object.fromEntries(new URLSearchParams(text));
}

function send(response: ServerResponse, answer: Answer): void {
  const bytes = answer.bytes ?? (answer.body === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(answer.body)));
  response.writeHead(answer.status, { 'content-type': answer.type ?? 'application/json', ...answer.headers });
  response.end(bytes);
}
