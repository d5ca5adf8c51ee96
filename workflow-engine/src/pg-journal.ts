import * as journal from '@firmament/workflow/journal';
import type { LeasedRun, Tools } from '@firmament/workflow/journal';
import type { SqlTx } from '@firmament/events/runtime';
import type { Database } from './database.js';
import type { Journal } from './ports.js';

/** The journal in Postgres; each write is one transaction in the run's firm. `committed` is told after each write that may emit a fact. */
export function pgJournal(database: Pick<Database, 'inTenant'>, holder: string, leaseSeconds: number, tools: Tools, committed: () => void): Journal {
  const within = <T>(run: LeasedRun, work: (tx: SqlTx) => Promise<T>): Promise<T> => database.inTenant(run.tenantId, work);
  const told = async (run: LeasedRun, work: (tx: SqlTx) => Promise<void>): Promise<void> => { await within(run, work); committed(); };
  return {
    lease: (run) => database.inTenant(run.tenantId, (tx) => journal.leaseRun(tx, run, holder, leaseSeconds)),
    read: (run) => within(run, (tx) => journal.readJournal(tx, run)),
    started: (run, key, input) => within(run, (tx) => journal.writeStarted(tx, run.lease, key, input, tools)),
    skipped: (run, key, words) => within(run, (tx) => journal.writeSkipped(tx, run.lease, key, words, tools)),
    unstartable: (run, key, error) => within(run, (tx) => journal.writeUnstartable(tx, run.lease, key, error, tools)),
    result: (run, key, result) => within(run, (tx) => journal.writeResult(tx, run.lease, key, result)),
    waiting: (run, key, waiting) => within(run, (tx) => journal.writeWaiting(tx, run.lease, key, waiting, tools)),
    ask: (run, key, question) => within(run, (tx) => journal.askApproval(tx, run, key, question, tools)),
    answer: (run, stepKey) => within(run, (tx) => journal.answerOf(tx, run, stepKey)),
    verdict: (run, stepKey) => within(run, (tx) => journal.decisionOf(tx, run, stepKey)),
    park: (run, pause) => told(run, (tx) => journal.parkRun(tx, run, pause, tools)),
    stick: (run, alarm) => told(run, (tx) => journal.stickRun(tx, run, alarm, tools)),
    waitForOwner: (run, stepKey) => told(run, (tx) => journal.waitForOwner(tx, run, stepKey, tools)),
    beginUndo: (run, reason) => within(run, (tx) => journal.beginUndo(tx, run, reason)),
    end: (run, undone) => told(run, (tx) => journal.endRun(tx, run, undone, tools)),
    complete: (run, lastStepKey) => told(run, (tx) => journal.completeRun(tx, run, lastStepKey, tools)),
  };
}
