import type { Outcome } from '@firmament/workflow/journal';
import type { StepCall } from '../../src/ports.js';
import { answerTo } from '../flow.js';

/** What the other side does with a call. */
export type Said = 'ok' | 'retry' | 'refused' | 'effect, then silence' | 'silence';

/** A call as the other side saw it. */
export interface Call { runId: string; stepKey: string; tenantId: string; ownerUserId: string; said: Said; at: number }

/** The other side of a run: each effect once per key, and answers as it is told. */
export class Provider {
  said: Said = 'ok';
  readonly gone = new Set<string>();
  readonly calls: Call[] = [];
  readonly effects = new Map<string, { times: number; input: string; output: unknown }>();

  /** `clock` tells the test's own time. */
  constructor(private readonly clock: () => number, private readonly keyOf: (step: StepCall, nth: number) => string = (step) => `${step.run.runId}:${step.stepKey}`) {}

  async call(step: StepCall): Promise<Outcome> {
    const { run, stepKey } = step;
    const nth = this.calls.filter((one) => one.runId === run.runId && one.stepKey === stepKey).length;
    this.calls.push({ runId: run.runId, stepKey, tenantId: run.tenantId, ownerUserId: run.ownerUserId, said: this.said, at: this.clock() });
    if (this.gone.has(run.ownerUserId)) return { kind: 'ownerInactive', sentence: 'This person left.' };
    if (this.said === 'retry') return { kind: 'retry', code: 'INTERNAL', sentence: 'Not now.' };
    if (this.said === 'refused') return { kind: 'permanent', code: 'BAD_USER_INPUT', sentence: 'That is wrong.' };
    if (this.said === 'silence') return { kind: 'retry', code: 'UNREACHABLE', sentence: 'No answer came.' };
    return this.#effect(step, this.keyOf(step, nth));
  }

  #effect(step: StepCall, key: string): Outcome {
    const input = JSON.stringify(step.input);
    const known = this.effects.get(key);
    if (known && known.input !== input) return { kind: 'permanent', code: 'IDEMPOTENCY_MISMATCH', sentence: 'Other contents.' };
    const effect = known ?? { times: 1, input, output: answerTo(step.call.operation) };
    this.effects.set(key, effect);
    return this.said === 'effect, then silence' ? { kind: 'retry', code: 'UNREACHABLE', sentence: 'No answer came.' } : { kind: 'done', output: effect.output };
  }
}
