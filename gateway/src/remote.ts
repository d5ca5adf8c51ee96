import type { Actor, HookAnswer, HookRequest, RequestMeta } from '@firmament/kit';
import { Pool } from 'undici';
import { z } from 'zod';
import type { Health, SubgraphAnswer, SubgraphClient, SubgraphRequest } from './subgraph-client.js';

/** Signs who is asking for one subgraph (kit's `signActor`, with the gateway's key). */
export type SignActor = (audience: string, actor: Actor, meta: RequestMeta) => Promise<string>;

const TIMEOUT_MS = 15_000;
const MAX_ANSWER_BYTES = 20 * 1024 * 1024;

const answerShape = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(z.object({
    message: z.string(), path: z.array(z.union([z.string(), z.number()])).optional(), extensions: z.record(z.string(), z.unknown()).optional(),
  })).optional(),
  extensions: z.record(z.string(), z.unknown()).optional(),
});

/** A domain in a process of its own, asked over kept-alive connections with a token that says who is asking. */
export class RemoteSource implements SubgraphClient {
  private readonly pool: Pool;
  private readonly path: string;

  constructor(readonly name: string, address: URL, private readonly sign: SignActor) {
    this.path = address.pathname === '/' ? '/graphql' : address.pathname;
    this.pool = new Pool(address.origin, { connections: 50, pipelining: 1, headersTimeout: TIMEOUT_MS, bodyTimeout: TIMEOUT_MS, maxResponseSize: MAX_ANSWER_BYTES });
  }

  async execute(request: SubgraphRequest, actor: Actor, meta: RequestMeta): Promise<SubgraphAnswer> {
    const token = await this.sign(this.name, actor, meta);
    const { statusCode, body } = await this.pool.request({
      method: 'POST', path: this.path, body: JSON.stringify(request),
      headers: {
        'content-type': 'application/json', authorization: `Bearer ${token}`, 'x-request-id': meta.requestId,
        ...(meta.traceparent ? { traceparent: meta.traceparent } : {}),
      },
    });
    const text = await body.text();
    const answer = answerShape.safeParse(parsed(text));
    if (!answer.success) throw new Error(`${this.name} answered ${statusCode} with something that is not GraphQL`);
    return answer.data as SubgraphAnswer;
  }

  async hear(hook: string, request: HookRequest, meta: RequestMeta): Promise<HookAnswer> {
    const token = await this.sign(this.name, { kind: 'public', id: 'public', tenantId: request.firmId, permissions: [] }, meta);
    const query = new URLSearchParams(Object.entries(request.query).filter((pair): pair is [string, string] => pair[1] !== undefined)).toString();
    const { statusCode, body } = await this.pool.request({
      method: 'POST', path: `/hooks/${hook}/${request.connectionId}${query === '' ? '' : `?${query}`}`, body: request.raw,
      headers: { ...request.headers, authorization: `Bearer ${token}`, 'x-request-id': meta.requestId },
    });
    return { status: statusCode, body: await body.text() };
  }

  async health(): Promise<Health> {
    try {
      const { statusCode, body } = await this.pool.request({ method: 'GET', path: '/readyz', headersTimeout: 2_000 });
      await body.dump();
      return { ok: statusCode === 200, detail: statusCode === 200 ? 'ready' : `answers ${statusCode}` };
    } catch {
      return { ok: false, detail: 'does not answer' };
    }
  }

  async stop(): Promise<void> {
    await this.pool.close();
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
