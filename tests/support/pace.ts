/** Goes through a list at an even pace: each is begun when it is due, or as soon as the one before it was begun. `due` is the moment by the monotonic clock. */
export async function atPace<T>(all: readonly T[], perSecond: number, begin: (one: T, due: number, n: number) => Promise<void> | void): Promise<void> {
  const began = performance.now();
  for (const [n, one] of all.entries()) {
    const due = began + (n * 1_000) / perSecond;
    if (due > performance.now()) await new Promise((resolve) => setTimeout(resolve, due - performance.now()));
    await begin(one, due, n);
  }
}

/** The value below which this part of a sorted list lies. */
export const quantile = (sorted: readonly number[], part: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
