import type { Actor, HookAnswer, HookRequest, RequestMeta } from '@firmament/kit';

/** One operation for one domain. */
export interface SubgraphRequest {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly operationName?: string;
}

/** A refusal or fault as a domain tells it. */
export interface SubgraphError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** A domain's answer. `extensions.grant` is for the gateway alone and never leaves it. */
export interface SubgraphAnswer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly SubgraphError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** Whether a domain can serve, and why not. */
export interface Health { readonly ok: boolean; readonly detail: string }

/** One domain, however far away: in this process or behind HTTP, with the same answers. */
export interface SubgraphClient {
  readonly name: string;
  execute(request: SubgraphRequest, actor: Actor, meta: RequestMeta): Promise<SubgraphAnswer>;
  /** Passes on a provider's callback, bytes untouched; only domains with hooks are asked. */
  hear?(hook: string, request: HookRequest, meta: RequestMeta): Promise<HookAnswer>;
  health(): Promise<Health>;
  /** Figures in Prometheus' text form; a domain behind HTTP has its own /metrics. */
  metrics?(): Promise<string>;
  stop(): Promise<void>;
}
