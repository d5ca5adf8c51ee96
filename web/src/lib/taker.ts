import { failuresOf } from './failures';
import { Refusal } from './upload';

const passing = new Set(['UNREACHABLE', 'INTERNAL', 'RATE_LIMITED', 'CONFLICT']);

/** The answer of an act on the way of a file: a refusal is final, a lost connection and a silent store are not. */
export async function answerOf<Data>(work: Promise<{ data?: Data | null; error?: unknown }>): Promise<Data> {
  const { data, error } = await work;
  const failure = failuresOf(error)[0];
  if (failure && (!passing.has(failure.code) || (failure.code === 'CONFLICT' && failure.reason !== 'FILES_STORAGE_UNAVAILABLE'))) throw new Refusal(failure.words);
  if (!data) throw new Error(failure?.words ?? 'no answer');
  return data;
}
