/**
 * A failure that the person at the keyboard can mend. The message is one sentence that says what is wrong; the
 * remedy is one sentence that says what to do. The launcher prints both and no stack trace.
 */
export class Problem extends Error {
  readonly remedy: string;

  constructor(sentence: string, remedy: string) {
    super(sentence);
    this.name = 'Problem';
    this.remedy = remedy;
  }
}

/** The two sentences of a Problem, or the message of anything else, ready for a terminal. */
export function explain(error: unknown): string {
  if (error instanceof Problem) return `${error.message}\n  → ${error.remedy}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
