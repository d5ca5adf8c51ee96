const pauseMs = 25;

/** What is left of a type once it came true. */
export type True<T> = Exclude<T, false | null | undefined | 0 | ''>;

/**
 * Waits until `look` gives a truthy value and returns it. Fails with the sentence, and with the last error, after the patience ran out.
 * `sentence` completes «… did not come true: ».
 */
export async function eventually<T>(look: () => Promise<T> | T, sentence: string, options: { timeoutMs?: number } = {}): Promise<True<T>> {
  const deadline = performance.now() + (options.timeoutMs ?? 10_000);
  let last: unknown;
  for (;;) {
    try {
      const value = await look();
      if (value) return value as True<T>;
      last = value;
    } catch (error) { last = error; }
    if (performance.now() > deadline) throw new Error(`did not come true: ${sentence} (last: ${last instanceof Error ? last.message : JSON.stringify(last)})`);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
