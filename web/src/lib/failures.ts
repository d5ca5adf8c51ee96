import { CombinedGraphQLErrors, ServerError } from '@apollo/client/errors';

/** What a refusal said, in the parts a screen needs. */
export interface Failure {
  code: string;
  reason: string | null;
  /** The sentence meant for a reader. */
  words: string;
  /** Path into the input, when one field was at fault. */
  field: string | null;
  requestId: string | null;
  /** Names that the refusal is about, where it lists any. */
  names: readonly string[];
  path: readonly (string | number)[];
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Every failure in an Apollo error; a lost connection counts as one. */
export function failuresOf(error: unknown): Failure[] {
  if (!error) return [];
  if (CombinedGraphQLErrors.is(error)) {
    return error.errors.map((one) => ({
      code: text(one.extensions?.code) ?? 'INTERNAL',
      reason: text(one.extensions?.reason),
      words: one.message,
      field: text(one.extensions?.field),
      requestId: text(one.extensions?.requestId),
      names: Array.isArray(one.extensions?.fields) ? one.extensions.fields.filter((name) => typeof name === 'string') : [],
      path: one.path ?? [],
    }));
  }
  const code = ServerError.is(error) ? (error.statusCode === 401 ? 'UNAUTHENTICATED' : 'UNREACHABLE') : 'UNREACHABLE';
  return [{ code, reason: null, words: 'Firmament is not answering. Nothing was changed.', field: null, requestId: null, names: [], path: [] }];
}

/** The first failure at or under a path, so that one region can fail alone. */
export function failureAt(error: unknown, ...path: string[]): Failure | null {
  const names = (failure: Failure) => failure.path.filter((step) => typeof step === 'string');
  return failuresOf(error).find((failure) => path.every((step, i) => names(failure)[i] === step)) ?? null;
}

/** One sentence for a refused act. */
export function refusalWords(error: unknown): string {
  const first = failuresOf(error)[0];
  if (!first) return '';
  if (first.code === 'INTERNAL') return `This did not work, and nothing was changed. Reference ${first.requestId ?? 'unknown'}.`;
  return first.words;
}
