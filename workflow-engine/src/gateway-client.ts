import { importJWK, SignJWT, type JWK } from 'jose';
import { outcomeOf, type Answer, type Outcome } from '@firmament/workflow/journal';
import type { StepCall } from './ports.js';

/** Where the gateway is and how the engine proves who it is. */
export interface GatewayOptions { url: string; key: JWK; timeoutMs: number; fetch?: typeof fetch }

/** Calls actions through the gateway like any client; a token lives for one minute and names run, step and owner. */
export class GatewayClient {
  private readonly endpoint: string;
  private readonly fetch: typeof fetch;

  constructor(private readonly options: GatewayOptions) {
    this.endpoint = new URL('/graphql', options.url).toString();
    this.fetch = options.fetch ?? fetch;
  }

  /** Calls one action; whatever goes wrong comes back as an outcome. */
  async call(step: StepCall): Promise<Outcome> {
    const answer = await this.send(step).catch((error: unknown) => ({ unreachable: error instanceof Error ? error.message : String(error) }));
    if ('unreachable' in answer) return { kind: 'retry', code: 'UNREACHABLE', sentence: 'The house could not be reached.' };
    return outcomeOf(answer, step.call.operation, step.input, step.madeHere);
  }

  private async send(step: StepCall): Promise<Answer> {
    const hasInput = step.call.query.includes('$input');
    const response = await this.fetch(this.endpoint, {
      method: 'POST', signal: AbortSignal.timeout(this.options.timeoutMs),
      headers: {
        'content-type': 'application/json', authorization: `Bearer ${await this.token(step)}`,
        // The same for every attempt: the domain shows the first effect again instead of doing it twice.
        'idempotency-key': `${step.run.runId}:${step.stepKey}`,
        // What a run does belongs to the trace of what set it off.
        ...(step.run.event.traceparent ? { traceparent: step.run.event.traceparent } : {}),
      },
      body: JSON.stringify({ query: step.call.query, operationName: 'Step', ...(hasInput ? { variables: { input: step.input } } : {}) }),
    });
    const body = await response.json().catch(() => null) as Answer['body'];
    return { status: response.status, retryAfter: response.headers.get('retry-after'), body };
  }

  private async token({ run, stepKey }: StepCall): Promise<string> {
    return new SignJWT({
      tenantId: run.tenantId, workflow: `${run.workflowName}@${run.versionNo}`, runId: run.runId, stepKey, onBehalfOf: run.ownerUserId,
      correlationId: run.correlationId, causationId: `${run.runId}:${stepKey}`, ...(run.seedTime ? { seedTime: run.seedTime } : {}),
    }).setProtectedHeader({ alg: 'EdDSA' }).setIssuer('engine').setAudience('gateway').setIssuedAt().setExpirationTime('60s').sign(await importJWK(this.options.key, 'EdDSA'));
  }
}
