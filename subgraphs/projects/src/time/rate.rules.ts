/** A rate as it was set: null holds for everybody, or for every client. */
export interface RateLine { readonly id: string; readonly userId: string | null; readonly clientId: string | null }

const weight = (line: RateLine): number => (line.userId ? 2 : 0) + (line.clientId ? 1 : 0);

/** The rate that fits best: person and client, then the person, then the client, then everybody. Of two that fit alike the newer one. */
export function rateFor<T extends RateLine>(lines: readonly T[], who: { readonly userId: string; readonly clientId: string | null }): T | null {
  const fitting = lines.filter((line) => (line.userId === null || line.userId === who.userId) && (line.clientId === null || line.clientId === who.clientId));
  return fitting.sort((a, b) => weight(b) - weight(a) || (a.id < b.id ? 1 : -1))[0] ?? null;
}

/** What minutes at an hourly rate come to, in minor units, rounded half up. */
export const valueOf = (minutes: number, rateMinor: bigint): bigint => (BigInt(minutes) * rateMinor * 2n + 60n) / 120n;
