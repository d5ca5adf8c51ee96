/** The front door for the engine: the journal of runs, and the pure rules by which it is read and written. */
export { startRuns, startHeld, quietly, type RunRef } from './journal/trigger.js';
export { answerWaits, answerOf } from './journal/wait.js';
export { LostLease, dueRuns, holdRun, leaseRun, readJournal, type Ending, type JournalEntry, type Lease, type LeasedRun } from './journal/lease.js';
export { writeResult, writeSkipped, writeStarted, writeUnstartable, writeWaiting, type AttemptKey, type AttemptResult, type Waiting } from './journal/attempts.js';
export { beginUndo, completeRun, endRun, parkRun, stickRun, type Pause } from './journal/finish.js';
export { askApproval, decisionOf } from './journal/approval.js';
export { waitForOwner } from './journal/owner.js';
export { eventForExpressions, type Tools } from './journal/tools.js';
export { evaluate, holds, type Scope } from './definition/cel.js';
export { toExpression, toJson } from './definition/shape.js';
export { approvalShape, waitShape } from './definition/check-document.js';
export { eventsOf } from './definition/document.types.js';
export { dueSchedules, fireSchedule, type ScheduleRef } from './journal/schedule.js';
export type { ActionStep, CompiledCall, CompiledPlan, InputValue, Shape, StepDocument, WaitForEventStep } from './definition/document.types.js';
export { alarmFor, type Alarm, type Trouble } from './run/alarm.rules.js';
export { outcomeOf, textsIn, type Answer } from './run/outcome.rules.js';
export { decide, foldAttempts, mayRetry, retryDelay, undoKey, undoPlan } from './run/run.rules.js';
export type { Decision, Outcome, StepFact } from './run/run.types.js';
