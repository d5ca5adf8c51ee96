import type { Change, Said } from './approval.types.js';

/** What is another in a wording since the one before, in the order of the new one; what is gone stands last. */
export function changesBetween(before: readonly Said[], after: readonly Said[]): Change[] {
  const [old, now] = [new Map(before.map((one) => [one.field, one.value])), new Map(after.map((one) => [one.field, one.value]))];
  const others = [...now].filter(([field, value]) => old.get(field) !== value).map(([field, value]) => ({ field, before: old.get(field) ?? null, after: value }));
  return [...others, ...[...old].filter(([field]) => !now.has(field)).map(([field, value]) => ({ field, before: value, after: null }))];
}

/** Names each field once: the second line of a name is «Line: Hours (2)». */
export function eachNamedOnce(said: readonly Said[]): Said[] {
  const count = new Map<string, number>();
  return said.map(({ field, value }) => {
    const n = (count.get(field) ?? 0) + 1;
    count.set(field, n);
    return { field: n === 1 ? field : `${field} (${n})`, value };
  });
}
