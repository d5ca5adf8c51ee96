import { together } from './runtime/together.js';

async function* some(count: number, fault?: Error): AsyncGenerator<number> {
  for (let n = 0; n < count; n++) yield n;
  if (fault) throw fault;
}

async function collected(source: AsyncIterable<number[]>): Promise<number[][]> {
  const batches: number[][] = [];
  for await (const batch of source) {
    batches.push(batch);
    await new Promise((resolve) => setImmediate(resolve)); // work, while more come
  }
  return batches;
}

describe('what comes together', () => {
  it('stays in its order, loses nobody, and is never more than was allowed', async () => {
    const batches = await collected(together(some(25), 10));
    expect(batches.flat()).toEqual([...Array(25).keys()]);
    expect(Math.max(...batches.map((batch) => batch.length))).toBe(10);
    expect(batches.length).toBeLessThan(6);
  });

  it('does not wait for company', async () => {
    let more: (() => void) | undefined;
    async function* slow(): AsyncGenerator<number> {
      yield 1;
      await new Promise<void>((resolve) => { more = resolve; });
      yield 2;
    }
    const batches = together(slow(), 10);
    expect(await batches.next()).toEqual({ value: [1], done: false });
    const second = batches.next();
    await new Promise((resolve) => setImmediate(resolve));
    more?.();
    expect(await second).toEqual({ value: [2], done: false });
    expect((await batches.next()).done).toBe(true);
  });

  it('hands over what came before a fault, and then the fault', async () => {
    const batches = together(some(3, new Error('the line fell')), 10);
    const seen: number[] = [];
    await expect((async () => { for await (const batch of batches) seen.push(...batch); })()).rejects.toThrow('the line fell');
    expect(seen).toEqual([0, 1, 2]);
  });

  it('leaves its source when nobody takes any more', async () => {
    let left = false;
    async function* endless(): AsyncGenerator<number> {
      try { for (let n = 0; ; n++) yield n; } finally { left = true; }
    }
    for await (const batch of together(endless(), 5)) { expect(batch.length).toBeGreaterThan(0); break; }
    await new Promise((resolve) => setImmediate(resolve));
    expect(left).toBe(true);
  });
});
