/** A list of entity keys with the doubles taken out, and the way back. */
export interface Deduped {
  readonly representations: readonly unknown[];
  /** For each asked key, where its answer stands. */
  readonly positions: readonly number[];
}

/** Asks for each entity once, however often the plan names it; undefined when there is nothing to save. */
export function dedupe(representations: readonly unknown[]): Deduped | undefined {
  if (representations.length < 2) return undefined;
  const seen = new Map<string, number>();
  const unique: unknown[] = [];
  const positions = representations.map((representation) => {
    const key = JSON.stringify(representation);
    const known = seen.get(key);
    if (known !== undefined) return known;
    seen.set(key, unique.length);
    unique.push(representation);
    return unique.length - 1;
  });
  return unique.length === representations.length ? undefined : { representations: unique, positions };
}

/** Puts one answer per asked key back. Repeats are copies, because the gateway merges into what it is given. */
export function fanOut(entities: readonly unknown[], positions: readonly number[]): unknown[] {
  const given = new Set<number>();
  return positions.map((position) => {
    const entity = entities[position];
    if (!given.has(position)) {
      given.add(position);
      return entity;
    }
    return copyOf(entity);
  });
}

/** Answers are plain objects and lists; `structuredClone`, which is ready for everything, takes about twice as long over them. */
function copyOf(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(copyOf);
  const copy: Record<string, unknown> = {};
  for (const [key, child] of Object.entries(value)) {
    // A caller may name a field so, and then it is a field like any other.
    if (key === '__proto__') Object.defineProperty(copy, key, { value: copyOf(child), enumerable: true, writable: true, configurable: true });
    else copy[key] = copyOf(child);
  }
  return copy;
}
