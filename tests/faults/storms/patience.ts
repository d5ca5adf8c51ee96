import { eventually as soon } from '../../../events/test/bench.js';

/** How long anything here may take: far more than it needs, for machines with much else to do. What is slow is no fault; what never comes is. */
export const patienceMs = 90_000;

/** Waits for a condition; the sentence is what a reader sees when it never comes true. */
export const eventually = (condition: () => Promise<boolean> | boolean, sentence: string): Promise<void> => soon(condition, sentence, patienceMs);
