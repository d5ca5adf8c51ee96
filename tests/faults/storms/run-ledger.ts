import { uuidToId } from '../../../events/src/events.js';
import type { TestHouse } from '../../../workflow-engine/test/house.js';

/** What the books say of runs; in a sound house the last three are zero. */
export interface RunLedger {
  /** Occurrences that were told to the engine, and the runs that came of them. */
  readonly triggers: number;
  readonly runs: number;
  readonly completed: number;
  /** Steps that the journal calls done, and effects that the other side had. */
  readonly stepsDone: number;
  readonly effects: number;
  /** Tries whose effect was there already; no fault, but the price of one. */
  readonly repeatedCalls: number;
  /** Steps that are written down as done more than once. */
  readonly doneTwice: number;
  /** Times that two calls were under way for one run. */
  readonly overlaps: number;
  /** Runs that are not over. */
  readonly stuckRuns: number;
}

interface Row { id: string; state: string }

/** Reads the books of the runs that these business keys name, and says them in one line. */
export async function runBooks(house: TestHouse, scenario: string, keys: readonly string[]): Promise<RunLedger> {
  const rows = await house.h.sql('select id, state from workflow.runs where business_key = any($1)', [keys]) as unknown as Row[];
  const done = await house.h.sql("select count(*)::int as n from workflow.run_steps where run_id = any($1) and state = 'DONE' group by run_id, step_key", [rows.map((row) => row.id)]) as { n: number }[];
  const counts = rows.map((row) => house.gateway.countFor(uuidToId('run', row.id)));
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);
  const over = ['COMPLETED', 'FAILED', 'CANCELLED'];
  const ledger = {
    triggers: keys.length, runs: rows.length, completed: rows.filter((row) => row.state === 'COMPLETED').length,
    stepsDone: sum(done.map((one) => one.n)), effects: sum(counts.map((one) => one.effects)), repeatedCalls: sum(counts.map((one) => one.calls - one.effects)),
    doneTwice: done.filter((one) => one.n > 1).length, overlaps: Math.max(0, house.gateway.mostAtOnce - 1), stuckRuns: rows.filter((row) => !over.includes(row.state)).length,
  };
  process.stderr.write(`  ${scenario.padEnd(34)} ${Object.entries(ledger).map(([name, value]) => `${name} ${value}`).join(' · ')}\n`);
  return ledger;
}

/** What must hold whatever befell the engines: each occurrence has its run, each step its effect, once. */
export const soundRuns = (runs: number): Partial<RunLedger> =>
  ({ triggers: runs, runs, completed: runs, stepsDone: 5 * runs, effects: 5 * runs, doneTwice: 0, overlaps: 0, stuckRuns: 0 });
