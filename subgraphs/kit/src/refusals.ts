import { GraphQLError } from 'graphql';

/** The closed list of codes that a caller can meet. */
export type RefusalCode = 'UNAUTHENTICATED' | 'FORBIDDEN' | 'NOT_FOUND' | 'BAD_USER_INPUT' | 'CONFLICT' | 'RATE_LIMITED' | 'QUERY_TOO_COSTLY' | 'IDEMPOTENCY_MISMATCH' | 'INTERNAL';

/** A refusal: a code for programs, a reason for branches, a sentence for people. Nothing was changed when it is thrown. */
export class Refusal extends GraphQLError {
  constructor(readonly code: RefusalCode, readonly reason: string | undefined, sentence: string, more: Record<string, unknown> = {}) {
    super(sentence, { extensions: { code, ...(reason ? { reason } : {}), ...more } });
  }
}
/** Nobody is signed in, or the credential no longer stands. */
export class Unauthenticated extends Refusal {
  constructor(sentence = 'Sign in to go on.') { super('UNAUTHENTICATED', undefined, sentence); }
}
/** The actor is known and lacks the right. */
export class Forbidden extends Refusal {
  constructor(sentence = 'You may not do this.', reason?: string) { super('FORBIDDEN', reason, sentence); }
}
/** The id is unknown, or known and not for this actor: both answer alike. `field` says which of several ids is meant. */
export class NotFound extends Refusal {
  constructor(sentence = 'There is nothing here that you can see.', field?: string) { super('NOT_FOUND', undefined, sentence, field ? { field } : {}); }
}
/** The state of things does not allow it. */
export class Conflict extends Refusal {
  constructor(reason: string, sentence: string, more: Record<string, unknown> = {}) { super('CONFLICT', reason, sentence, more); }
}
/** The input is wrong; `field` is its path in the arguments, such as `input.email`. */
export class Invalid extends Refusal {
  constructor(reason: string, sentence: string, field?: string) { super('BAD_USER_INPUT', reason, sentence, field ? { field } : {}); }
}
/** Too many requests; try again after the given seconds. */
export class RateLimited extends Refusal {
  constructor(sentence: string, retryAfter: number) { super('RATE_LIMITED', undefined, sentence, { retryAfter }); }
}
/** The same key came with other arguments. */
export class IdempotencyMismatch extends Refusal {
  constructor() { super('IDEMPOTENCY_MISMATCH', undefined, 'This key was used for another request.'); }
}
/** The domain cannot reach what it keeps its rows in. What was asked for may have been done: only the same key tells, tried again. */
export class Unavailable extends Refusal {
  constructor() { super('INTERNAL', 'DOMAIN_UNAVAILABLE', 'This part of Firmament is not answering just now.', { retryAfter: 1 }); }
}
