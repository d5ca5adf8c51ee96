/** How long one question takes. */
export interface Times { readonly p50: number; readonly max: number }

/** Asks one after the other: what a single reader waits. */
export async function timesOf(ask: () => Promise<unknown>, shots: number): Promise<Times> {
  const times: number[] = [];
  for (let n = 0; n < shots; n++) {
    const began = performance.now();
    await ask();
    times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  return { p50: times[Math.floor(shots / 2)] as number, max: times.at(-1) as number };
}
