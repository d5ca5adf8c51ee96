import type { Outcome } from './run.types.js';

/** What came back from the gateway. */
export interface Answer {
  status: number;
  retryAfter: string | null;
  body: { data?: Record<string, unknown> | null; errors?: readonly GraphError[] } | null;
}
interface GraphError { message: string; extensions?: { code?: string; reason?: string; field?: string; retryAfter?: number; retryAfterSeconds?: number } }

const permanent = new Set(['BAD_USER_INPUT', 'FORBIDDEN', 'IDEMPOTENCY_MISMATCH', 'QUERY_TOO_COSTLY', 'GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_PARSE_FAILED']);
const ownerGone = /OWNER_(INACTIVE|DEACTIVATED)|USER_(INACTIVE|DEACTIVATED)|MEMBERSHIP_ENDED/;

/** Sorts an answer: done, worth another try, or a matter for a person. `madeHere` says whether a value came from an earlier step of this run. */
export function outcomeOf(answer: Answer, field: string, input: unknown, madeHere: (value: string) => boolean): Outcome {
  const retryAfterMs = secondsIn(answer.retryAfter);
  if (answer.body === null) return { kind: 'retry', code: 'UNREACHABLE', sentence: `The house answered with status ${answer.status} and nothing else.`, retryAfterMs };
  const error = answer.body.errors?.[0];
  const output = answer.body.data?.[field];
  // A mutation that was done stays done, even if a panel of its answer failed.
  if (output !== null && output !== undefined) return { kind: 'done', output };
  if (error) return refused(error, input, madeHere, retryAfterMs);
  return { kind: 'retry', code: 'UNREACHABLE', sentence: 'The house gave no answer.', retryAfterMs };
}

function refused(error: GraphError, input: unknown, madeHere: (value: string) => boolean, retryAfterMs: number | undefined): Outcome {
  const code = error.extensions?.code ?? 'INTERNAL';
  const common = { code, sentence: error.message, field: error.extensions?.field };
  if (ownerGone.test(error.extensions?.reason ?? '')) return { kind: 'ownerInactive', sentence: error.message };
  if (permanent.has(code)) return { kind: 'permanent', ...common };
  if (code === 'NOT_FOUND' && !mayAppear(error.extensions?.field, input, madeHere)) return { kind: 'permanent', ...common };
  const told = error.extensions?.retryAfterSeconds ?? error.extensions?.retryAfter;
  return { kind: 'retry', code, sentence: error.message, retryAfterMs: told === undefined ? retryAfterMs : told * 1000 };
}

/** A record that an earlier step made may not be known everywhere yet; one that nobody made will not appear by waiting. */
function mayAppear(field: string | undefined, input: unknown, madeHere: (value: string) => boolean): boolean {
  const about = field === undefined ? input : valueAt(input, field);
  return textsIn(about).some(madeHere);
}

function valueAt(input: unknown, path: string): unknown {
  return path.replace(/^input\./, '').split('.').reduce<unknown>((value, step) => (value as Record<string, unknown> | null | undefined)?.[step], input);
}

/** Every text inside a value. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(textsIn);
}

function secondsIn(header: string | null): number | undefined {
  const seconds = header === null ? Number.NaN : Number(header);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
}
