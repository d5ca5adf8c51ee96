import type { PricedLine } from '../proposal/offer.types.js';

/** What became of a line from one version to the next. */
export interface LineChange { readonly key: string; readonly title: string; readonly change: 'ADDED' | 'REMOVED' | 'CHANGED'; readonly beforeMinor: bigint | null; readonly afterMinor: bigint | null }

const same = (a: PricedLine, b: PricedLine): boolean =>
  a.grossMinor === b.grossMinor && a.netMinor === b.netMinor && a.quantity === b.quantity && a.timing === b.timing && a.period === b.period && a.title === b.title && a.depositBasisPoints === b.depositBasisPoints;

/** How the lines of two versions differ, in the order of the newer one; what is gone comes last. */
export function lineChanges(before: readonly PricedLine[], after: readonly PricedLine[]): LineChange[] {
  const older = new Map(before.map((line) => [line.key, line]));
  const newer = new Set(after.map((line) => line.key));
  const kept = after.flatMap((line): LineChange[] => {
    const was = older.get(line.key);
    if (was && same(was, line)) return [];
    return [{ key: line.key, title: line.title, change: was ? 'CHANGED' : 'ADDED', beforeMinor: was?.grossMinor ?? null, afterMinor: line.grossMinor }];
  });
  const gone = before.filter((line) => !newer.has(line.key)).map((line): LineChange => ({ key: line.key, title: line.title, change: 'REMOVED', beforeMinor: line.grossMinor, afterMinor: null }));
  return [...kept, ...gone];
}
