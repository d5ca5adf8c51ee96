import type { GraphQLFormattedError } from 'graphql';

/** The closed list of codes that a caller may meet. */
export const CODES = [
  'UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'BAD_USER_INPUT', 'CONFLICT',
  'RATE_LIMITED', 'QUERY_TOO_COSTLY', 'IDEMPOTENCY_MISMATCH', 'INTERNAL',
] as const;
export type Code = (typeof CODES)[number];

const STATUS: Readonly<Record<Code, number>> = {
  UNAUTHENTICATED: 401, FORBIDDEN: 403, NOT_FOUND: 404, BAD_USER_INPUT: 400, CONFLICT: 409,
  RATE_LIMITED: 429, QUERY_TOO_COSTLY: 400, IDEMPOTENCY_MISMATCH: 409, INTERNAL: 500,
};

/** What may accompany a refusal. */
export interface RefusalDetails { readonly reason?: string; readonly status?: number; readonly retryAfter?: number; readonly cause?: unknown }

/** The gateway's own refusal: said before any domain is asked. */
export class Refusal extends Error {
  readonly reason: string | undefined;
  readonly status: number;
  readonly retryAfter: number | undefined;

  constructor(readonly code: Code, sentence: string, details: RefusalDetails = {}) {
    super(sentence, details.cause === undefined ? {} : { cause: details.cause });
    this.name = 'Refusal';
    this.reason = details.reason;
    this.status = details.status ?? STATUS[code];
    this.retryAfter = details.retryAfter;
  }

  /** The refusal as GraphQL shows it. */
  toError(requestId: string): GraphQLFormattedError {
    const extensions: Record<string, unknown> = { code: this.code, requestId };
    if (this.reason !== undefined) extensions.reason = this.reason;
    if (this.retryAfter !== undefined) extensions.retryAfter = this.retryAfter;
    return { message: this.message, extensions };
  }
}
