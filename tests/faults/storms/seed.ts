/** The one seed of a run, from jest.config.mjs or from whoever wants to see the same faults again: it drives load and faults. */
export const seed = Number(process.env['FIRMAMENT_FAULT_SEED']);
if (!Number.isInteger(seed)) throw new Error('FIRMAMENT_FAULT_SEED must be a whole number');

/** Chance that can be repeated. */
export interface Dice {
  /** A whole number from 0 to below `sides`. */
  roll(sides: number): number;
}

/** Dice for one purpose: scenarios that run in another order, or alone, still draw the same numbers. */
export function diceFor(purpose: string): Dice {
  let state = [...purpose].reduce((sum, letter) => Math.imul(sum ^ letter.charCodeAt(0), 0x01000193), seed | 0);
  // mulberry32: 32 bits of state are plenty to choose a victim.
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    const a = Math.imul(state ^ (state >>> 15), state | 1);
    const b = a ^ (a + Math.imul(a ^ (a >>> 7), a | 61));
    return ((b ^ (b >>> 14)) >>> 0) / 2 ** 32;
  };
  return { roll: (sides) => Math.floor(next() * sides) };
}
