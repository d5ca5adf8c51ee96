/** Smallest, middle and largest of the ratios that the rounds gave. */
export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** One shot of each contestant, taken right after one another. */
export interface Round {
  readonly ours: number;
  readonly theirs: number;
}

/** Forward, reverse, forward…: whoever is always second would always inherit the first one's garbage. */
export function shotOrder<T>(contestants: readonly T[], round: number): T[] {
  return round % 2 === 0 ? [...contestants] : [...contestants].reverse();
}

/** Ratios are taken inside a round and only then compared: neighbours on the machine move both shots of a round alike. */
export function spreadOfRatios(rounds: readonly Round[]): Spread {
  if (rounds.length === 0) throw new Error('A spread needs at least one round');
  const ratios = rounds.map(ratioOf).sort((a, b) => a - b);
  return { min: ratios[0] as number, median: middle(ratios), max: ratios.at(-1) as number };
}

function ratioOf({ ours, theirs }: Round): number {
  const ratio = ours / theirs;
  if (!Number.isFinite(ratio) || ratio <= 0) throw new Error(`No ratio of ${ours} to ${theirs}: a shot measured nothing`);
  return ratio;
}

function middle(sorted: readonly number[]): number {
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] as number) + upper) / 2;
}
