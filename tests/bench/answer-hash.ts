import { createHash } from 'node:crypto';

/** Keys in order and lists as they are: two answers that say the same have one hash, a list in another order has not. */
export function answerHash(answer: unknown): string {
  return createHash('sha256').update(JSON.stringify(answer, inKeyOrder)).digest('hex');
}

/** A fast wrong answer wins no race, so nothing is timed before all contestants have said the same. */
export function assertEqualAnswers(answers: ReadonlyMap<string, unknown>): string {
  const hashes = [...answers].map(([name, answer]) => ({ name, hash: answerHash(answer) }));
  const first = hashes[0];
  if (!first) throw new Error('No answers to compare');
  const other = hashes.find(({ hash }) => hash !== first.hash);
  if (other) throw new Error(`${other.name} answers otherwise than ${first.name}: ${other.hash} is not ${first.hash}`);
  return first.hash;
}

function inKeyOrder(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
